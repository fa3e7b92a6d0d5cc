//! Which copy of which library this is.

use std::sync::OnceLock;

use findmesh_engine::system_entropy;

/// Identifies this copy of the library in this process; both planes must agree on it, or the library was loaded twice.
#[uniffi::export]
pub fn instance_id() -> i64 {
    static ID: OnceLock<i64> = OnceLock::new();
    *ID.get_or_init(|| {
        let mut bytes = [0; 8];
        system_entropy()(&mut bytes);
        i64::from_le_bytes(bytes)
    })
}

/// Version of the library, as in its changelog.
#[uniffi::export]
pub fn library_version() -> String {
    env!("CARGO_PKG_VERSION").into()
}
