//! What Android does to an app: constants with their sources, and one phone that lives by them.

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

pub use ask::{AlarmKind, Delivery, Forms, Mode, ScanAsk, Slot, UploadEnd};
pub use constants::{Constant, Constants, ConstantsError, Mark};
pub use draw::phone_seed;
pub use event::{Heard, PhoneEvent, WakeCause};
pub use phone::{BOOT_MS, Phone};
pub use tally::{Energy, Tally};
pub use view::{Doze, Importance, PhoneView};
