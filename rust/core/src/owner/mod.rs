//! What an owner does: find tags of one's own among all that is heard (docs/recognition.md).

mod candidates;
mod config;
mod heard;
mod identifier;
mod keys;
mod learnt;
mod matched;
pub mod resolver;
mod source;
mod spans;
mod tag;
mod window;

pub use config::ResolverConfig;
pub use keys::{
    Alignment, AppleKeys, EddystoneKeys, FhnKeys, NativeKeys, SamsungKeys, StaticIdentity, TagKeys,
};
pub use learnt::{Learnt, LearntTag, OffsetRange};
pub use matched::{Evidence, Match, Position};
pub use resolver::{AddError, Progress, Resolver};
pub use tag::{OwnTag, TagId};
