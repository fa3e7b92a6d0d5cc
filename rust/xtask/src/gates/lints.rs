//! rustfmt and clippy, without a warning.

use crate::run::{Done, cargo, step};

/// Every file is formatted.
pub(crate) fn format() -> Done {
    step("rustfmt", cargo().args(["fmt", "--all", "--check"]))
}

/// Every target of every crate.
pub(crate) fn clippy() -> Done {
    let common = ["clippy", "--locked", "--all-targets"];
    step("clippy", cargo().args(common).args(["--workspace", "--", "-D", "warnings"]))?;
    let hooks = ["-p", "findmesh-ffi", "--features", "test-hooks", "--", "-D", "warnings"];
    step("clippy with test hooks", cargo().args(common).args(hooks))
}
