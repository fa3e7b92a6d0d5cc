//! The control plane's records: plain data with signed numbers, which Kotlin and Java both like.

pub mod account;
pub mod advert;
pub mod config;
pub mod consent;
pub mod health;
pub mod phone;
pub mod privacy;
pub mod scan;
pub mod sound;
pub mod upload;
pub mod usage;
