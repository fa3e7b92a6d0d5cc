//! A day of phones and tags in a made-up city, under a model of what Android does to an app (docs/finder.md §7).
//!
//! Everything is drawn from a seed: the same arguments give the same bytes, however many threads work.

mod chance;
pub mod day;
pub mod linkage;
pub mod picture;
pub mod platform;
pub mod policy;
pub mod world;
