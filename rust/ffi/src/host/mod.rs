//! What the host implements: every method fallible, so that an exception is an error and never a panic.

pub mod observer;
pub mod transport;
pub mod vault;
