//! Tags of one's own, found again whatever their clocks do.
#![allow(missing_docs, unreachable_pub, clippy::cast_possible_truncation, unused_results)]

mod building;
mod clocks;
mod fixed;
mod learning;
mod native;
mod secrecy;
mod strangers;
mod tags;
