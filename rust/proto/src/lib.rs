//! The formats of Findmesh: what is on the air, on the wire and in a capture file.
//!
//! Everything here is a pure function of bytes. Nothing performs I/O, reads a clock or draws randomness;
//! decoding an advert allocates nothing and borrows from its input. Input is hostile by assumption:
//! no function panics on any bytes, and everything that is refused is refused with a typed reason.
//!
//! * [`advert`]: decoders, one file a network, and the encoders of our own adverts
//! * [`packed`]: the buffer in which a phone hands over a batch of scan results
//! * [`report`]: the plaintext of a sealed report
//! * [`wire`] and [`frame`]: the messages of the relay and their framing
//! * [`capture`]: readers of capture files
//! * [`command`]: what is written to a tag over a connection, and what it answers

#![no_std]
#![forbid(unsafe_code)]
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)
)]

extern crate alloc;
#[cfg(test)]
extern crate std;

pub mod address;
pub mod advert;
pub mod body;
pub mod capture;
pub mod command;
pub mod deployment;
pub mod descriptor;
pub mod frame;
#[cfg(any(test, feature = "fuzzing"))]
pub mod fuzz;
pub mod network;
pub mod packed;
pub mod problem;
pub mod report;
pub mod wire;

pub use address::{Address, AddressKind};
pub use advert::{Advert, Battery, Form, Frame, Rejection, State};
pub use body::BodyRule;
pub use deployment::Deployment;
pub use descriptor::Descriptor;
pub use network::Network;
pub use packed::{PackedBatch, PackedError, PackedSighting, PackedWriter};
pub use problem::{Problem, ProblemDocument};
pub use report::{FixSource, Report, ReportError};
pub use wire::{Query, QueryResult, SealedReport, StoredReport, UploadBatch};

/// Media type of every request and answer of the relay that carries a message (docs/formats.md §4).
pub const MEDIA_TYPE: &str = "application/vnd.findmesh+protobuf";

/// Media type of every refusal (RFC 9457).
pub const PROBLEM_MEDIA_TYPE: &str = "application/problem+json";

/// The version of the relay API that this crate speaks: the `version` of uploads and queries.
pub const API_VERSION: u32 = 1;
