//! The demo's Android phone on class files that R8 has shrunk, merged and renamed, with the rules of the release.
//!
//! Shrunk are the SDK as the AAR carries it, the screens, and the sample app. Coroutines, JNA and Kotlin's standard library stay
//! whole, for the tests use them too; of what is shrunk, R8 keeps by name what the test itself calls, and nothing else beyond
//! the rules.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::run::{Done, build_command, output, program, quoted, step};
use crate::{aar, gradle, maven, outputs, paths};

/// Robolectric loads these once a process and everything else once an API level, told apart by the name of the package.
const FOR_THE_SANDBOX: &str = "-keeppackagenames dev.findmesh.internal.**\n";

/// What the sample's own APK was shrunk with, beside the rules in the AAR.
const RULES: [&str; 2] = [
    "build/intermediates/default_proguard_files/global/proguard-android-optimize.txt-*",
    "build/intermediates/aapt_proguard_file/release/processReleaseResources/aapt_rules.txt",
];

/// As android/pom.xml starts tests.
const JVM: [&str; 6] = [
    "-Xmx2g",
    "-Djna.nosys=true",
    "--add-opens=java.base/jdk.internal.access=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/java.lang=ALL-UNNAMED",
    "--enable-native-access=ALL-UNNAMED",
];

/// Modules that go into the sample's APK beside the SDK.
const OF_THE_APP: [&str; 3] = ["testing", "ui", "sample"];

/// Shrinks and plays; the AARs and the sample's APK must have been built.
pub(crate) fn run() -> Done {
    build_command()?;
    maven::test_library()?;
    let _ = fs::remove_dir_all(home());
    fs::create_dir_all(home()).map_err(|e| format!("{}: {e}", home().display()))?;
    let path = test_class_path()?;
    shrink(&path)?;
    renamed()?;
    play(&path)
}

fn home() -> PathBuf {
    paths::target().join("shrunk")
}

/// The sample's class path in its tests.
fn test_class_path() -> Result<Vec<PathBuf>, String> {
    let file = home().join("class-path.txt");
    let mut mvn = maven::command()?;
    let goal = "org.apache.maven.plugins:maven-dependency-plugin:build-classpath";
    let _ = mvn.args(["-pl", "sample", "-am", "-Pdemo", "test-compile", goal]).args(["-DincludeScope=test"]);
    step("compile the sample and its tests", mvn.arg(format!("-Dmdep.outputFile={}", file.display())))?;
    let text = fs::read_to_string(&file).map_err(|e| format!("{}: {e}", file.display()))?;
    Ok(text.trim().split(':').map(PathBuf::from).collect())
}

fn shrink(path: &[PathBuf]) -> Done {
    let (sdk, tests) = (home().join("sdk.jar"), home().join("tests.jar"));
    outputs::take(&aar::published("sdk", ".aar")?, "classes.jar", &sdk)?;
    outputs::take(&aar::published("sdk", ".aar")?, "proguard.txt", &home().join("sdk.pro"))?;
    let module = |name: &str| paths::root().join("android").join(name).join("target");
    jar(
        &tests,
        &[
            (module("sample").join("test-classes"), "dev"),
            (module("sdk").join("test-classes"), "dev/findmesh/testing"),
        ],
    )?;
    let program_jar = home().join("program.jar");
    let _ = fs::copy(&sdk, &program_jar).map_err(|e| format!("{}: {e}", program_jar.display()))?;
    for name in OF_THE_APP {
        // The sample last: its numbers of resources hold, also for the screens.
        let classes = module(name).join("classes");
        step(
            "jar",
            program("jar").arg("--update").arg("--file").arg(&program_jar).arg("-C").arg(classes).arg("."),
        )?;
    }
    let kept = home().join("tests.pro");
    let mut trace = r8("tracereferences.TraceReferences");
    let _ = trace
        .args(["--keep-rules", "--map-diagnostics", "error", "info"])
        .arg("--lib")
        .arg(gradle::android_jar());
    let _ = trace.arg("--target").arg(&program_jar).arg("--source").arg(&tests).arg("--output").arg(&kept);
    quiet("what the tests call", &mut trace)?;
    let extra = home().join("sandbox.pro");
    fs::write(&extra, FOR_THE_SANDBOX).map_err(|e| format!("{}: {e}", extra.display()))?;
    let mut shrink = r8("R8");
    let _ = shrink.args(["--classfile", "--release"]).arg("--lib").arg(gradle::android_jar());
    for library in path.iter().filter(|p| is_library(p)) {
        let _ = shrink.arg("--classpath").arg(library);
    }
    for rules in rules()?.into_iter().chain([home().join("sdk.pro"), kept, extra]) {
        let _ = shrink.arg("--pg-conf").arg(rules);
    }
    let _ = shrink.arg("--pg-map-output").arg(mapping()).arg("--output").arg(shrunk()).arg(program_jar);
    quiet("shrink the SDK and the sample", &mut shrink)
}

/// A library of the app, not what tests alone need.
fn is_library(jar: &Path) -> bool {
    let name = jar.file_name().and_then(|n| n.to_str()).unwrap_or_default();
    ["kotlin-stdlib-", "kotlinx-coroutines-core", "jna-", "annotations-"].iter().any(|b| name.starts_with(b))
}

fn rules() -> Result<Vec<PathBuf>, String> {
    RULES.iter().map(|pattern| rule(&paths::root().join("android/sample"), pattern)).collect()
}

/// The one file of this name; a star at its end stands for a version.
fn rule(module: &Path, pattern: &str) -> Result<PathBuf, String> {
    let file = module.join(pattern.trim_end_matches('*'));
    let (folder, begin) = (file.parent(), file.file_name().and_then(|n| n.to_str()).unwrap_or_default());
    let entries = folder.and_then(|f| fs::read_dir(f).ok()).into_iter().flatten().flatten();
    let mut found = entries
        .map(|e| e.path())
        .filter(|p| p.file_name().and_then(|n| n.to_str()).is_some_and(|n| n.starts_with(begin)));
    found.next().ok_or_else(|| format!("no {}: the sample's APK was not built", file.display()))
}

fn shrunk() -> PathBuf {
    home().join("shrunk.jar")
}

fn mapping() -> PathBuf {
    home().join("mapping.txt")
}

/// Or nothing was tried: most of the SDK's own classes have another name.
fn renamed() -> Done {
    let text = fs::read_to_string(mapping()).map_err(|e| format!("{}: {e}", mapping().display()))?;
    let (renamed, all) = count_renamed(&text);
    eprintln!("   {renamed} of {all} classes that are left have another name");
    if renamed * 3 > all {
        Ok(())
    } else {
        Err("R8 renamed next to nothing: a rule keeps too much".to_owned())
    }
}

/// Renamed classes and all of a mapping, bindings left out: rules keep those.
fn count_renamed(mapping: &str) -> (usize, usize) {
    let classes =
        mapping.lines().filter(|l| !l.starts_with([' ', '#']) && !l.starts_with("dev.findmesh.ffi."));
    let pairs: Vec<(&str, &str)> = classes.filter_map(|l| l.strip_suffix(':')?.split_once(" -> ")).collect();
    (pairs.iter().filter(|(from, to)| from != to).count(), pairs.len())
}

/// The demo, whose Android phone runs on the shrunk classes.
fn play(path: &[PathBuf]) -> Done {
    let (script, log) = (home().join("phone.sh"), home().join("phone.log"));
    let module = paths::root().join("android/sample");
    let mut java = program("java");
    let _ = java.args(JVM).args(properties()).arg("-cp").arg(play_path(path)?);
    let _ = java.args(["org.junit.runner.JUnitCore", "dev.findmesh.sample.DemoPhone"]);
    let words = std::iter::once(java.get_program())
        .chain(java.get_args())
        .map(quoted)
        .collect::<Vec<String>>()
        .join(" ");
    let (module, log) = (quoted(module.as_os_str()), quoted(log.as_os_str()));
    let given = "-Dfindmesh.demo.scenario=\"$FINDMESH_DEMO_SCENARIO\" -Dfindmesh.demo.result=\"$FINDMESH_DEMO_RESULT\"";
    let words = words.replacen(" '-cp'", &format!(" {given} '-cp'"), 1);
    let text = format!("#!/bin/sh\ncd {module}\n{words} >{log} 2>&1 || {{ cat {log}; exit 1; }}\n");
    fs::write(&script, text).map_err(|e| format!("{}: {e}", script.display()))?;
    let mut demo = program(&paths::command().display().to_string());
    let _ = demo.arg("demo").arg("--out").arg(paths::target().join("demo-shrunk"));
    step(
        "the demo with a shrunk phone",
        demo.arg("--phone-command").arg(format!("sh {}", quoted(script.as_os_str()))),
    )
}

fn properties() -> Vec<String> {
    vec![
        "-Drobolectric.enabledSdks=34".to_owned(),
        format!("-Dfindmesh.native.path={}", paths::test_library().display()),
        format!("-Dfindmesh.cli={}", paths::command().display()),
        format!("-Dfindmesh.repo={}", paths::root().display()),
    ]
}

/// The shrunk classes in place of the whole ones, and the framework that a JVM of version 17 can read.
fn play_path(path: &[PathBuf]) -> Result<String, String> {
    let module = |name: &str| paths::root().join("android").join(name).join("target");
    let whole: Vec<PathBuf> =
        ["sdk"].iter().chain(&OF_THE_APP).map(|name| module(name).join("classes")).collect();
    let mut all = vec![shrunk(), module("sample").join("test-classes")];
    all.extend(path.iter().filter(|p| !whole.contains(p) && !is_framework(p)).cloned());
    all.push(outer_framework(path)?);
    Ok(all.iter().map(|p| p.display().to_string()).collect::<Vec<String>>().join(":"))
}

/// As in android/pom.xml: beside the framework that is compiled against, in the same repository.
fn outer_framework(path: &[PathBuf]) -> Result<PathBuf, String> {
    let version = maven::version("android-all-outer")?;
    let compiled = path.iter().find(|p| is_framework(p)).and_then(|p| p.ancestors().nth(2));
    let folder = compiled.ok_or("the sample's class path has no framework")?.join(&version);
    Ok(folder.join(format!("android-all-{version}.jar")))
}

/// The newest framework is for compiling alone: its class files are for a newer JVM.
fn is_framework(jar: &Path) -> bool {
    jar.file_name().and_then(|n| n.to_str()).is_some_and(|n| n.starts_with("android-all-"))
}

fn r8(class: &str) -> Command {
    let mut java = program("java");
    let _ =
        java.args(["-Xmx2g", "-cp"]).arg(gradle::jar("r8.jar")).arg(format!("com.android.tools.r8.{class}"));
    java
}

fn jar(to: &Path, folders: &[(PathBuf, &str)]) -> Done {
    let mut jar = program("jar");
    let _ = jar.arg("--create").arg("--file").arg(to);
    for (folder, what) in folders {
        let _ = jar.arg("-C").arg(folder).arg(what);
    }
    step(&format!("put {} together", to.display()), &mut jar)
}

/// Its talk is shown only when it fails.
fn quiet(title: &str, command: &mut Command) -> Done {
    eprintln!("── {title}");
    output(title, command).map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn renamed_classes_are_counted() {
        let mapping = "# compiler: R8\na.B -> a.B:\n# {'id':'sourceFile'}\n    int x -> a\na.C -> a.a:\ndev.findmesh.ffi.X -> dev.findmesh.ffi.X:\n";
        assert_eq!(count_renamed(mapping), (1, 2));
        assert_eq!(count_renamed(""), (0, 0));
    }

    #[test]
    fn the_apps_libraries_are_told_from_the_tests() {
        assert!(is_library(Path::new("/r/kotlinx-coroutines-core-jvm-1.11.0.jar")));
        assert!(!is_library(Path::new("/r/robolectric-4.17.jar")));
        assert!(is_framework(Path::new("/r/android-all-16-robolectric-1.jar")));
    }
}
