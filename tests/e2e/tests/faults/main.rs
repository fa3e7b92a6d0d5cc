//! Everything that can go wrong between a phone's queue and the relay: the engine in virtual time, a real HTTP client, a
//! wire that misbehaves byte for byte, the real relay behind it.
//!
//! `FINDMESH_FAULT_SEEDS` says how many random lives are led (240 where it says nothing); `FINDMESH_FAULT_FIRST` with
//! which to begin.
#![allow(missing_docs, unreachable_pub, unused_results, clippy::cast_possible_truncation)]
#![allow(clippy::print_stdout, reason = "how often each fault happened")]

mod answers;
mod dice;
mod fault;
mod networks;
mod phone;
mod relay;
mod sampling;
mod storm;
mod together;
mod transport;
mod wire;
