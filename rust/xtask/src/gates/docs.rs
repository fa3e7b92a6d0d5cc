//! Every public item is documented, every link leads somewhere.

use crate::run::{Done, cargo, step};

/// rustdoc without a warning.
pub(crate) fn check() -> Done {
    let mut doc = cargo();
    let _ = doc.env("RUSTDOCFLAGS", "-D warnings").args(["doc", "--locked", "--no-deps", "--workspace"]);
    step("rustdoc", doc.args(["--exclude", "findmesh-bindgen"]))
}
