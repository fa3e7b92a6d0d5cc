//! ktlint over every Kotlin file that we write.

use crate::maven;
use crate::run::Done;

/// ktlint, official style, with the exceptions of .editorconfig.
pub(crate) fn check() -> Done {
    maven::lint()
}
