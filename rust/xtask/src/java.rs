//! A Java for what Maven's own is too old for: the framework of API 36 is Java 21 byte code.
//!
//! The one place that looks for it: `JAVA21_HOME`, `JAVA_HOME`, then every folder of /usr/lib/jvm.

use std::fs;
use std::path::{Path, PathBuf};

/// The oldest that runs the framework of API 36.
const LEAST: u32 = 21;
/// Where Debian and its kin keep JDKs.
const KEPT: &str = "/usr/lib/jvm";

/// The `java` of a JDK that is new enough.
pub(crate) fn new_enough() -> Option<PathBuf> {
    let named = ["JAVA21_HOME", "JAVA_HOME"].into_iter().filter_map(std::env::var_os).map(PathBuf::from);
    let mut kept: Vec<PathBuf> =
        fs::read_dir(KEPT).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    kept.sort();
    named
        .chain(kept)
        .find(|home| version(home).is_some_and(|it| it >= LEAST))
        .map(|home| home.join("bin/java"))
}

/// What the JDK's own file `release` says.
fn version(home: &Path) -> Option<u32> {
    feature(&fs::read_to_string(home.join("release")).ok()?)
}

/// 25 of `JAVA_VERSION="25.0.3"`; the versions before 9 began with `1.`.
fn feature(release: &str) -> Option<u32> {
    let line = release.lines().find_map(|line| line.strip_prefix("JAVA_VERSION="))?;
    line.trim_matches('"').split(['.', '-', '+']).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_the_first_number() {
        assert_eq!(feature("IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"25.0.3\"\n"), Some(25));
        assert_eq!(feature("JAVA_VERSION=\"21\""), Some(21));
        assert_eq!(feature("JAVA_VERSION=\"17.0.19-ea\""), Some(17));
        assert_eq!(feature("JAVA_VERSION=\"1.8.0_402\""), Some(1), "too old in any case");
        assert_eq!(feature("IMPLEMENTOR=\"X\""), None);
    }

    #[test]
    fn a_home_without_a_release_file_is_none() {
        assert_eq!(version(Path::new("/nowhere")), None);
    }
}
