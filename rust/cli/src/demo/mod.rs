//! The whole network in one room: a town, three phones on their way, five tags, a relay and an owner.

mod air;
mod dice;
mod event;
mod external;
mod local;
mod page;
mod reading;
mod result;
mod scene;
mod town;

pub(crate) use external::run_command;
pub(crate) use local::run_here;
pub(crate) use page::write_page;
pub(crate) use reading::{TagReading, place, read_tags};
pub(crate) use result::{PhoneResult, listed};
pub(crate) use scene::Scene;
