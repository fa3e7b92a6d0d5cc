//! Placeholder until the crate's own commit.
