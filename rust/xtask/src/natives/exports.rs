//! What libfindmesh.so gives to the Kotlin half, and nothing else: bindings/api.

use std::collections::BTreeSet;
use std::fs;

use crate::paths;

/// Functions of the data plane and of the control plane.
const LISTS: [&str; 2] = ["jni-exports.txt", "findmesh-ffi.txt"];

/// What UniFFI's scaffolding adds to the listed functions: buffers, futures, callbacks; metadata for its generator.
const SCAFFOLDING: [&str; 2] = ["ffi_findmesh_", "UNIFFI_META_"];

/// The checked-in lists.
pub(super) struct Exports {
    listed: BTreeSet<String>,
}

impl Exports {
    pub(super) fn load() -> Result<Self, String> {
        let mut listed = BTreeSet::new();
        for list in LISTS {
            let file = paths::root().join("bindings/api").join(list);
            let text = fs::read_to_string(&file).map_err(|e| format!("{}: {e}", file.display()))?;
            listed.extend(text.lines().map(str::to_owned));
        }
        Ok(Self { listed })
    }

    #[cfg(test)]
    pub(super) fn of(names: &[&str]) -> Self {
        Self { listed: names.iter().map(|name| (*name).to_owned()).collect() }
    }

    /// Names that are missing, and names that nobody asked for.
    pub(super) fn broken(&self, names: &[String]) -> Vec<String> {
        let there: BTreeSet<&String> = names.iter().collect();
        let missing = self.listed.iter().filter(|name| !there.contains(name));
        let scaffolding = |name: &str| SCAFFOLDING.iter().any(|prefix| name.starts_with(prefix));
        let strangers = there.iter().filter(|name| !self.listed.contains(**name) && !scaffolding(name));
        let missing = missing.map(|name| format!("does not export {name}"));
        missing
            .chain(strangers.map(|name| format!("exports {name}, which bindings/api does not list")))
            .collect()
    }
}
