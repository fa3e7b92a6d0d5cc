//! Both planes as a host uses them, with hosts written in Rust.

mod fakes;
mod planes;
mod refusals;
