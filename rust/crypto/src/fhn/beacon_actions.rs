//! Beacon Actions, authenticated: both sides of the exchange of [`findmesh_proto::command::beacon_actions`].
//!
//! A phone reads a nonce, which makes one request ([`Nonce::request`]) and judges what the tag answers
//! ([`Exchange::response`]). A tag gives a nonce out, judges one write with it ([`Nonce::accept`]) and answers
//! ([`Exchange::answer`]). A nonce is used up either way, and so is the value that holds it.

mod exchange;
mod key;
mod nonce;

pub use exchange::{Exchange, ResponseError};
pub use key::Key;
pub use nonce::{Accepted, Nonce, Refusal, RequestError};
