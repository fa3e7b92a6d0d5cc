//! The planner against a small platform that keeps account: what must hold whatever happens (docs/finder.md §1).
#![allow(missing_docs, unreachable_pub, clippy::cast_possible_truncation, unused_results)]

mod host;
mod lives;
mod properties;
mod rules;
