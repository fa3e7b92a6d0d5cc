//! What Android does to an app: constants with their sources, and one phone that lives by them.
//!
//! The numbers are in `platform.toml`; [`Constants`] reads them and [`Phone`] lets an app meet them. Nothing here was
//! measured on a phone: tests that exercise the model are named `model_…`.
//!
//! Left out, because it changes little for a finder: the upgrade of a foreground scan in its first six seconds and the
//! downgrade while a profile connects, permissions and the location switch (an app without them does not run here),
//! FIRST_MATCH scans, other apps' batches (which would flush ours earlier), and the user opening the app within the day.
//! Other apps' scans raise what our regular scans hear, at no cost to us, while they last; they say so in no share of ours
//! beyond that, and an opportunistic scan hears only the share of them whose filters let tags through.

mod ask;
mod constants;
#[cfg(test)]
mod constants_tests;
mod doze;
mod draw;
mod ear;
mod event;
mod hearing;
#[cfg(test)]
mod hearing_tests;
mod phone;
mod ration;
mod rules;
mod scans;
mod tally;
mod view;

pub use ask::{AlarmKind, Forms, Mode, ScanAsk, Slot, UploadEnd};
pub use constants::{Constant, Constants, ConstantsError, Mark};
pub use draw::phone_seed;
pub use event::{Heard, PhoneEvent, WakeCause};
pub use findmesh_core::Delivery;
pub use phone::{BOOT_MS, Phone};
pub use tally::{Energy, Tally};
pub use view::{Doze, Importance, PhoneView};
