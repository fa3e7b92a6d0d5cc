//! imports.toml: what libfindmesh.so may ask of a phone's own libraries, with the reason.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

/// The whole file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Imports {
    groups: Vec<Group>,
    sqlite: Sqlite,
}

/// Names that are imported for one reason.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    reason: String,
    /// Without its `.so`.
    library: String,
    /// ABIs that import them; all where none is said.
    #[serde(default)]
    abis: Vec<String>,
    /// Where only newer phones have them: the import must be weak.
    #[serde(default)]
    weak: bool,
    /// Only what an NDK adds asks for them: SQLite's C, its own start-up object and unwinder.
    #[serde(default)]
    by_ndk: bool,
    names: Vec<String>,
}

/// What Rust calls of SQLite.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sqlite {
    names: Vec<String>,
}

impl Imports {
    /// The checked-in list.
    pub(super) fn load() -> Result<Self, String> {
        Self::parse(include_str!("../../imports.toml"))
    }

    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let imports: Self = toml::from_str(text).map_err(|e| format!("imports.toml: {e}"))?;
        if let Some(group) = imports.groups.iter().find(|g| g.reason.trim().is_empty() || g.names.is_empty())
        {
            return Err(format!("imports.toml: a group without a reason or names: {:?}", group.names));
        }
        Ok(imports)
    }

    /// The libraries that may be needed, as DT_NEEDED names them.
    pub(super) fn libraries(&self) -> BTreeSet<String> {
        self.groups.iter().map(|group| format!("{}.so", group.library)).collect()
    }

    /// What each library must have for the Rust of an ABI to be linked, by library without its `.so`.
    pub(super) fn linked_by_rust(&self, abi: &str) -> BTreeMap<&str, Vec<&str>> {
        let mut names: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for group in &self.groups {
            let there = names.entry(&group.library).or_default();
            if group.on(abi) && !group.by_ndk && !group.weak {
                there.extend(group.names.iter().map(String::as_str));
            }
        }
        names
    }

    /// What SQLite's C defines where it is compiled.
    pub(super) fn sqlite(&self) -> &[String] {
        &self.sqlite.names
    }

    /// Whether a name may be imported on an ABI: `Some(true)` only if weakly.
    pub(super) fn allows(&self, abi: &str, name: &str) -> Option<bool> {
        let mut groups = self.groups.iter().filter(|g| g.on(abi) && g.names.iter().any(|n| n == name));
        groups.next().map(|group| group.weak)
    }
}

impl Group {
    fn on(&self, abi: &str) -> bool {
        self.abis.is_empty() || self.abis.iter().any(|a| a == abi)
    }
}
