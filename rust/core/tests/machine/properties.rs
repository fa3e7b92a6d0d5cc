//! Random lives of a phone.
