//! A library that is given away names no folder of the machine it was built on.

use std::path::{Path, PathBuf};

use super::abi::Abi;
use crate::paths;

/// Cargo's configuration that puts other names in the place of folders; `more` beside those of every build.
///
/// It is added to the flags of .cargo/config.toml, which the variable RUSTFLAGS would replace.
pub(super) fn flags(abi: &Abi, more: &[(&Path, &str)]) -> String {
    let (root, registry) = (paths::root(), cargo_home());
    let every = [(root.as_path(), "findmesh"), (registry.as_path(), "cargo")];
    let flags = every.iter().chain(more).map(|(from, to)| {
        toml::Value::from(format!("--remap-path-prefix={}={to}", from.display())).to_string()
    });
    format!("target.{}.rustflags=[{}]", abi.target, flags.collect::<Vec<_>>().join(", "))
}

/// The folders that no library may name, each with its last slash.
pub(super) fn folders() -> Vec<String> {
    let home = std::env::var_os("HOME").map(PathBuf::from);
    let folders = [Some(paths::root()), Some(cargo_home()), home].into_iter().flatten();
    let named = folders.map(|folder| format!("{}/", folder.display().to_string().trim_end_matches('/')));
    named.filter(|folder| folder.len() > 4).chain(["/usr/lib/rustlib/".to_owned()]).collect()
}

/// Where Cargo keeps what it downloads.
fn cargo_home() -> PathBuf {
    let home = || PathBuf::from(std::env::var_os("HOME").unwrap_or_default()).join(".cargo");
    std::env::var_os("CARGO_HOME").map_or_else(home, PathBuf::from)
}
