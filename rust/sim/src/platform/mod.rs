//! What Android does to an app: constants with their sources, and one phone that lives by them.

mod constants;
#[cfg(test)]
mod constants_tests;

pub use constants::{Constant, Constants, ConstantsError, Mark};
