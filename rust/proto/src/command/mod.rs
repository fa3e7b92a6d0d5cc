//! Commands for tags over a connection: the bytes that are written to them and what they answer.
//!
//! Pure bytes in both directions; who connects, and the keys of commands that are authenticated, are elsewhere.
//!
//! * [`apple_sound`]: sound, and the product's name, on Apple's tags and those of its network
//! * [`beacon_actions`]: everything an owner does with a tag of Google's Find Hub network
//! * [`dult`]: the service that every tag offers people who do not own it (IETF DULT)
//! * [`ranging`]: the messages that two devices exchange before they range (Android, out of band)
//! * [`sound`]: what of all these makes a tag sound that is somebody else's

pub mod apple_sound;
pub mod beacon_actions;
mod coded;
pub mod dult;
pub mod ranging;
pub mod sound;
