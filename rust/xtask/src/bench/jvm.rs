//! JVMs that run the benchmarks of the Kotlin half.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::run::{cargo, output, program, step};
use crate::{maven, paths};

/// What every JVM of a run starts with.
pub(crate) struct Jvm {
    /// Our classes, and the jars that Maven resolved.
    pub(crate) class_path: Vec<PathBuf>,
    library: PathBuf,
}

impl Jvm {
    /// Builds the library, compiles the Kotlin, resolves the class path.
    pub(crate) fn prepare() -> Result<Self, String> {
        if let Some(what) = maven::missing() {
            return Err(what);
        }
        let library = library()?;
        step("compile Kotlin", maven::command()?.args(["-pl", "sdk", "test-compile"]))?;
        Ok(Self { class_path: class_path()?, library })
    }

    /// A JVM with `more` on its class path, in the folder of the sdk as its tests are.
    pub(crate) fn java(&self, more: &[PathBuf]) -> Command {
        let jars: Vec<String> =
            self.class_path.iter().chain(more).map(|jar| jar.display().to_string()).collect();
        let mut java = program("java");
        let _ = java
            .current_dir(paths::root().join("android/sdk"))
            .args([
                "-Xmx2g",
                "-Djna.nosys=true",
                "-Drobolectric.enabledSdks=34",
                "--enable-native-access=ALL-UNNAMED",
            ])
            .args(
                ["jdk.internal.access", "java.io", "java.lang"]
                    .map(|name| format!("--add-opens=java.base/{name}=ALL-UNNAMED")),
            )
            .arg(format!("-Dfindmesh.native.path={}", self.library.display()))
            .arg(format!("-Dfindmesh.repo={}", paths::root().display()))
            .args(["-cp", &jars.join(":")]);
        java
    }

    /// The jar of this name, which the library needs on a phone, too.
    pub(crate) fn jar(&self, name: &str) -> Result<PathBuf, String> {
        let prefix = format!("{name}-");
        let named =
            |jar: &&PathBuf| jar.file_name().is_some_and(|file| file.to_string_lossy().starts_with(&prefix));
        self.class_path.iter().find(named).cloned().ok_or_else(|| format!("{name} is not on the class path"))
    }

    /// The framework's classes.
    pub(crate) fn framework(&self) -> Result<PathBuf, String> {
        self.jar("android-all")
    }
}

/// Our own classes, as Maven leaves them.
pub(crate) fn sdk_classes() -> PathBuf {
    paths::root().join("android/sdk/target/classes")
}

/// With the hooks that days in virtual time need; in a place that no other build takes.
fn library() -> Result<PathBuf, String> {
    let features =
        ["build", "--locked", "--profile", "perf", "-p", "findmesh-ffi", "--features", "test-hooks"];
    step("build libfindmesh.so", cargo().args(features))?;
    let folder = paths::target().join("bench");
    let kept = folder.join("libfindmesh.so");
    let failed = |e: std::io::Error| format!("{}: {e}", kept.display());
    fs::create_dir_all(&folder).map_err(failed)?;
    let _ = fs::copy(paths::target().join("perf/libfindmesh.so"), &kept).map_err(failed)?;
    Ok(kept)
}

/// As the tests have it: API 36 is Java 21 byte code, so outside of the sandbox the framework is that of API 35.
fn class_path() -> Result<Vec<PathBuf>, String> {
    let list = paths::target().join("bench-class-path.txt");
    let mut resolve = maven::command()?;
    let _ = resolve.args(["-pl", "sdk", "dependency:build-classpath"]);
    let _ = resolve.arg(format!("-Dmdep.outputFile={}", list.display()));
    let _ = output("Maven class path", &mut resolve)?;
    let text = fs::read_to_string(&list).map_err(|e| format!("{}: {e}", list.display()))?;
    let jars =
        text.trim().split(':').map(PathBuf::from).map(|jar| outer(&jar)).collect::<Result<Vec<_>, _>>()?;
    Ok([sdk_classes(), paths::root().join("android/sdk/target/test-classes")]
        .into_iter()
        .chain(jars)
        .collect())
}

fn outer(jar: &Path) -> Result<PathBuf, String> {
    let Some(versions) =
        jar.ancestors().nth(2).filter(|folder| folder.ends_with("org/robolectric/android-all"))
    else {
        return Ok(jar.to_owned());
    };
    let version = maven::version("android-all-outer")?;
    Ok(versions.join(&version).join(format!("android-all-{version}.jar")))
}
