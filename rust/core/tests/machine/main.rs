//! The machine as a whole, against a small store and clock of its own.
#![allow(missing_docs, unreachable_pub, clippy::cast_possible_truncation, unused_results)]

mod adverts;
mod clocks;
mod consent;
mod counting;
mod dedupe;
mod flood;
mod health;
mod hostile;
mod listening;
mod moments;
mod networks;
mod own;
mod privacy;
mod privacy_properties;
mod properties;
mod reasons;
mod reporting;
mod restart;
mod secrecy;
mod sending;
mod store;
mod together;
mod trouble;
mod uploading;
mod world;
