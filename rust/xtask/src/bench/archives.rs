//! Other people's Android libraries: fetched by Maven into its own repository, unpacked under target/bench, on no class
//! path but that of a benchmark.

use std::fs;
use std::path::{Path, PathBuf};

use crate::paths;
use crate::run::{output, program};

/// A profile of tests/perf/android/pom.xml, unpacked.
pub(crate) struct Archive {
    /// The library's own classes.
    pub(crate) own: PathBuf,
    /// Classes of all that it depends on.
    pub(crate) needs: Vec<PathBuf>,
    /// Rules for R8 that the archives bring along.
    pub(crate) rules: Vec<PathBuf>,
}

impl Archive {
    /// The text says why there is none: no network, mostly.
    pub(crate) fn fetch(profile: &str) -> Result<Self, String> {
        let folder = paths::target().join("bench").join(profile);
        fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
        let mut classes = Vec::new();
        let mut rules = Vec::new();
        for archive in resolve(profile, &folder)? {
            if archive.extension().is_some_and(|kind| kind == "aar") {
                let unpacked = unpack(&archive, &folder)?;
                classes.extend(Some(unpacked.join("classes.jar")).filter(|jar| jar.is_file()));
                rules.extend(Some(unpacked.join("proguard.txt")).filter(|file| file.is_file()));
            } else {
                classes.push(archive);
            }
        }
        let mut classes = classes.into_iter();
        let own = classes.next().ok_or_else(|| format!("{profile}: nothing in it"))?;
        Ok(Self { own, needs: classes.collect(), rules })
    }

    /// All of its classes.
    pub(crate) fn all(&self) -> Vec<PathBuf> {
        std::iter::once(&self.own).chain(&self.needs).cloned().collect()
    }
}

/// In the order of the profile: the library itself first.
fn resolve(profile: &str, folder: &Path) -> Result<Vec<PathBuf>, String> {
    let list = folder.join("class-path.txt");
    let mut resolve = program("mvn");
    let _ = resolve.args(["-q", "-B", "-f", "tests/perf/android/pom.xml", "-P", profile]);
    let _ = resolve.arg("org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath");
    let _ = resolve.arg(format!("-Dmdep.outputFile={}", list.display()));
    let _ = output(profile, &mut resolve)?;
    let text = fs::read_to_string(&list).map_err(|e| format!("{}: {e}", list.display()))?;
    Ok(text.trim().split(':').map(PathBuf::from).collect())
}

fn unpack(archive: &Path, folder: &Path) -> Result<PathBuf, String> {
    let name = archive.file_stem().unwrap_or_default();
    let unpacked = folder.join(name);
    fs::create_dir_all(&unpacked).map_err(|e| format!("{}: {e}", unpacked.display()))?;
    let mut jar = program("jar");
    let _ = jar
        .current_dir(&unpacked)
        .args(["--extract", "--file"])
        .arg(archive)
        .args(["classes.jar", "proguard.txt"]);
    let _ = output("jar", &mut jar)?;
    Ok(unpacked)
}
