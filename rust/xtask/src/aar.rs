//! `cargo xtask aar`: what an app developer puts into a build.

use std::fs;
use std::path::PathBuf;

use crate::outputs::{Entries, abis, entries, must_hold};
use crate::run::{Done, program, step};
use crate::{gradle, maven, paths};

/// What every one of our AARs holds.
const AAR: [&str; 3] =
    ["AndroidManifest.xml", "classes.jar", "META-INF/com/android/build/gradle/aar-metadata.properties"];
/// What stands beside it in the repository.
const BESIDE: [&str; 3] = [".pom", "-sources.jar", "-javadoc.jar"];
/// The ABIs of Android that a release carries.
const ABIS: [&str; 3] = ["arm64-v8a", "armeabi-v7a", "x86_64"];

/// The published artefacts: module and whether it has rules for the app's shrinker.
const MODULES: [(&str, bool); 3] = [("sdk", true), ("testing", false), ("ui", false)];

/// Builds the release AARs and publishes them into target/maven.
pub(crate) fn run(words: &[String]) -> Done {
    if let Some(word) = words.first() {
        return Err(format!("aar: '{word}' is not understood"));
    }
    let _ = fs::remove_dir_all(repository());
    describe()?;
    gradle::run("release AARs", &["publishReleasePublicationToLocalRepository"])?;
    for (module, rules) in MODULES {
        let found = check(module)?;
        if rules {
            must_hold("the AAR", &found, &["proguard.txt"])?;
            say_abis(&found);
        }
    }
    eprintln!("   {}", repository().display());
    Ok(())
}

/// KDoc, and what each module depends on in the Maven build: both want its compiler.
fn describe() -> Done {
    let mut mvn = maven::command()?;
    let _ = mvn.args(["-pl", &MODULES.map(|(module, _)| module).join(","), "test-compile"]);
    let _ = mvn.args([
        "org.jetbrains.dokka:dokka-maven-plugin:dokka",
        "org.apache.maven.plugins:maven-dependency-plugin:list",
    ]);
    let _ = mvn.args([
        "-DincludeScope=runtime",
        "-DexcludeTransitive=true",
        "-DoutputFile=target/dependencies.txt",
    ]);
    step("KDoc", &mut mvn)?;
    let folder = paths::target().join("kdoc");
    fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    for (module, _) in MODULES {
        let pages = paths::root().join("android").join(module).join("target/kdoc");
        let mut jar = program("jar");
        let _ = jar
            .arg("--create")
            .arg("--file")
            .arg(folder.join(format!("{module}.jar")))
            .arg("-C")
            .arg(pages)
            .arg(".");
        step(&format!("KDoc of {module}"), &mut jar)?;
    }
    Ok(())
}

/// The Maven repository that is written.
pub(crate) fn repository() -> PathBuf {
    paths::target().join("maven")
}

/// A published file of a module.
pub(crate) fn published(module: &str, ending: &str) -> Result<PathBuf, String> {
    let version = maven::version("findmesh")?;
    let artefact = format!("findmesh-{module}");
    Ok(repository()
        .join("dev/findmesh")
        .join(&artefact)
        .join(&version)
        .join(format!("{artefact}-{version}{ending}")))
}

fn check(module: &str) -> Result<Entries, String> {
    for ending in BESIDE {
        let file = published(module, ending)?;
        let bytes = fs::metadata(&file).map_err(|e| format!("{}: {e}", file.display()))?.len();
        if bytes < 500 {
            return Err(format!("{}: {bytes} bytes are next to nothing", file.display()));
        }
    }
    let found = entries(&published(module, ".aar")?)?;
    must_hold(&format!("findmesh-{module}.aar"), &found, &AAR)?;
    Ok(found)
}

fn say_abis(found: &Entries) {
    let there = abis(found, "jni");
    let missing: Vec<&str> = ABIS.into_iter().filter(|abi| !there.iter().any(|t| t == abi)).collect();
    if !missing.is_empty() {
        eprintln!(
            "   without libfindmesh.so for {}: that takes an NDK (docs/releasing.md)",
            missing.join(", ")
        );
    }
}
