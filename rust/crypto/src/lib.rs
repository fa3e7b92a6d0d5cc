//! Key schedules, sealing and opening of reports, lookup ids and the cipher at rest.
//!
//! Nothing here reads a clock, a file or a random source: times are arguments, and so is every random byte.
//! Formats are those of docs/formats.md; the elliptic curve stands behind one trait ([`p256::P256`]) with two
//! implementations that give the same bytes.
//!
//! Every type that holds a secret prints redacted, compares in constant time and is zeroed when dropped.
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing
    )
)]

mod aead;
pub mod at_rest;
mod bytes;
#[cfg(any(test, feature = "fuzzing"))]
pub mod fuzz;
pub mod hash;
mod hkdf;
mod hpke;
pub mod native;
pub mod p256;
mod secret;

#[cfg(test)]
mod tests;
