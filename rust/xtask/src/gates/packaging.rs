//! What ships, as the Android Gradle Plugin builds it: AARs, APKs shrunk by R8, Lint, sizes, and that the build which
//! tests is of the same thing.

use std::path::PathBuf;

use crate::outputs::{entries, must_hold, take, verify};
use crate::run::Done;
use crate::{aar, gradle, newcomer, parity, paths, shrunk, sizes};

const APK: [&str; 3] = ["AndroidManifest.xml", "classes.dex", "resources.arsc"];

/// Builds everything that ships and looks at it.
pub(crate) fn check() -> Done {
    aar::run(&[])?;
    gradle::run(
        "release APKs, Lint",
        &[":sample:assembleRelease", ":finder-service:assembleRelease", "lintRelease"],
    )?;
    let sample = apk("sample", "sample-release.apk")?;
    verify(&sample)?;
    // The phone maker's build signs this one.
    let _ = apk("finder-service", "finder-service-release-unsigned.apk")?;
    hold_sizes(&sample)?;
    parity::check()
}

/// The demo on shrunk classes; `packaging` must have run.
pub(crate) fn shrunk() -> Done {
    shrunk::run()
}

/// The guide from an empty folder; `packaging` must have run.
pub(crate) fn newcomer() -> Done {
    newcomer::run()
}

fn apk(module: &str, name: &str) -> Result<PathBuf, String> {
    let file = paths::root().join("android").join(module).join("build/outputs/apk/release").join(name);
    must_hold(name, &entries(&file)?, &APK)?;
    Ok(file)
}

fn hold_sizes(sample: &std::path::Path) -> Done {
    let classes = paths::target().join("parity/sdk-classes.jar");
    let sdk = aar::published("sdk", ".aar")?;
    take(&sdk, "classes.jar", &classes)?;
    sizes::hold(
        "classes",
        entries(&classes)?.iter().filter(|(n, _)| n.ends_with(".class")).map(|(_, bytes)| bytes).sum(),
    )?;
    sizes::hold("aar", length(&sdk)?)?;
    sizes::hold("sample_apk", length(sample)?)
}

fn length(file: &std::path::Path) -> Result<u64, String> {
    std::fs::metadata(file).map(|m| m.len()).map_err(|e| format!("{}: {e}", file.display()))
}
