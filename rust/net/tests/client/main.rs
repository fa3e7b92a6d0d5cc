//! The client over real sockets.
#![cfg(feature = "ureq")]
#![allow(missing_docs, unused_results)]

mod against_relay;
mod bad_answers;
mod raw_requests;
mod support;
mod tls;
