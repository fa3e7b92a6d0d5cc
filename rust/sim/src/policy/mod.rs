//! Policies that compete: ours, and those that others have published.
