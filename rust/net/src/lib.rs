//! The relay's client: framing, one report a request, and what each answer means for the queue.
//!
//! Bytes travel through an [`HttpTransport`]: on a phone the host's, at a desk `UreqTransport` (feature
//! `ureq`). Every request has the same few headers from every client (docs/formats.md §4); nothing here
//! keeps state between requests, so that two of them have nothing in common but their sender's address.
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)
)]

mod client;
mod error;
mod outcome;
mod refusal;
mod retry_after;
mod transport;
#[cfg(feature = "ureq")]
mod ureq;
mod url;

pub use client::{ACCEPT_JSON, ACCEPT_MESSAGE, RelayClient, USER_AGENT};
pub use error::{BadAnswer, NetError};
pub use outcome::upload_outcome;
pub use refusal::Refusal;
pub use transport::{
    HttpRequest, HttpResponse, HttpTransport, MAX_ANSWER, Method, TransportError, UnreachableReason,
};
pub use url::{RelayUrl, RelayUrlError};

#[cfg(feature = "ureq")]
pub use self::ureq::{RootCertificates, UreqTransport};
