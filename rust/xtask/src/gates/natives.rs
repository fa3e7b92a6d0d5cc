//! libfindmesh.so for arm64 links, asks for nothing new, and has the pages, protection and exports that phones want.

use crate::natives;
use crate::run::Done;

/// Linked without an NDK and without SQLite's C, in the dev profile; docs/releasing.md says what that proves.
pub(crate) fn check() -> Done {
    natives::gate()
}
