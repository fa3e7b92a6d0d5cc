//! The relay over real sockets.
#![allow(missing_docs, unused_results, clippy::cast_possible_truncation)]

mod calls;
mod crash;
mod limits;
mod refusals;
mod stop;
mod support;
mod traces;
mod vectors;
