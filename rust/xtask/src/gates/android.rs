//! Does it compile for Android where nothing is linked? The `natives` gate compiles and links arm64.

use crate::natives::abi::{ARM32, X86_64};
use crate::natives::debian;
use crate::run::{Done, step};

/// `cargo check` of the library for the other Android targets.
pub(crate) fn check() -> Done {
    if let Some(what) = debian::missing() {
        return Err(what);
    }
    [&ARM32, &X86_64]
        .into_iter()
        .try_for_each(|abi| step(&format!("check for {}", abi.target), &mut debian::cargo("check", abi)))
}
