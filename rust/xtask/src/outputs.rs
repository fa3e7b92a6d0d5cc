//! What a Gradle build left, looked at entry by entry: an exit code alone proves little (gradle/toolchain/README.md).

use std::collections::BTreeMap;
use std::path::Path;

use crate::gradle;
use crate::run::{Done, output, step};

/// Entries of an archive with their sizes in bytes, unpacked.
pub(crate) type Entries = BTreeMap<String, u64>;

/// What an AAR or APK holds.
pub(crate) fn entries(archive: &Path) -> Result<Entries, String> {
    let text = output("list an archive", gradle::tool("Outputs").arg("list").arg(archive))?;
    text.lines()
        .map(entry)
        .collect::<Option<Entries>>()
        .ok_or_else(|| format!("{}: unreadable list", archive.display()))
}

fn entry(line: &str) -> Option<(String, u64)> {
    let (bytes, name) = line.split_once(' ')?;
    Some((name.to_owned(), bytes.parse().ok()?))
}

/// Unpacks one entry.
pub(crate) fn take(archive: &Path, name: &str, to: &Path) -> Done {
    let mut tool = gradle::tool("Outputs");
    step(&format!("unpack {name}"), tool.arg("take").arg(archive).arg(name).arg(to))
}

/// The signature is good on every API level that we support.
pub(crate) fn verify(apk: &Path) -> Done {
    step("verify the signature", gradle::tool("Outputs").arg("verify").arg(apk))
}

/// Each of these is there and not empty.
pub(crate) fn must_hold(what: &str, found: &Entries, names: &[&str]) -> Done {
    let missing: Vec<&str> =
        names.iter().copied().filter(|n| found.get(*n).is_none_or(|bytes| *bytes == 0)).collect();
    if missing.is_empty() { Ok(()) } else { Err(format!("{what} lacks {}", missing.join(", "))) }
}

/// The ABIs for which an archive carries our library, in its folder of libraries.
pub(crate) fn abis(found: &Entries, folder: &str) -> Vec<String> {
    let ours = |name: &String| {
        let abi = name.strip_prefix(folder)?.strip_prefix('/')?.strip_suffix("/libfindmesh.so")?;
        Some(abi.to_owned())
    };
    found.keys().filter_map(ours).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some() -> Entries {
        [
            ("classes.jar", 5),
            ("proguard.txt", 0),
            ("jni/arm64-v8a/libfindmesh.so", 9),
            ("jni/x86/libjnidispatch.so", 1),
        ]
        .map(|(name, bytes)| (name.to_owned(), bytes))
        .into()
    }

    #[test]
    fn an_empty_entry_is_a_missing_one() {
        assert_eq!(must_hold("AAR", &some(), &["classes.jar"]), Ok(()));
        assert_eq!(
            must_hold("AAR", &some(), &["classes.jar", "proguard.txt", "R.txt"]),
            Err("AAR lacks proguard.txt, R.txt".to_owned())
        );
    }

    #[test]
    fn only_our_library_counts() {
        assert_eq!(abis(&some(), "jni"), ["arm64-v8a"]);
        assert_eq!(abis(&some(), "lib"), [""; 0]);
    }

    #[test]
    fn lines_are_read_whole() {
        assert_eq!(entry("12 a b"), Some(("a b".to_owned(), 12)));
        assert_eq!(entry("a b"), None);
    }
}
