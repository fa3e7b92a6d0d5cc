//! The Android Gradle Plugin, run here on a Gradle and a platform put together from published jars (gradle/toolchain).

use std::ffi::OsStr;
use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::paths;
use crate::run::{Done, program, step};

const GRADLE: &str = "8.11.1";
const BUILD_TOOLS: &str = "35.0.0";
/// The Lint that this plugin carries asks a newer platform than ours for annotations; this one does not.
const LINT: &str = "9.2.1";

/// What Gradle's own start script would open.
const OPENED: [&str; 11] = [
    "--add-opens=java.base/java.lang=ALL-UNNAMED",
    "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
    "--add-opens=java.base/java.net=ALL-UNNAMED",
    "--add-opens=java.base/java.nio.charset=ALL-UNNAMED",
    "--add-opens=java.base/java.time=ALL-UNNAMED",
    "--add-opens=java.base/java.util=ALL-UNNAMED",
    "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
    "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
    "--add-opens=java.prefs/java.util.prefs=ALL-UNNAMED",
    "--add-opens=java.xml/javax.xml.namespace=ALL-UNNAMED",
    "--add-exports=jdk.compiler/com.sun.tools.javac.api=ALL-UNNAMED",
];

/// Where everything that is put together lives.
pub(crate) fn home() -> PathBuf {
    paths::target().join("gradle-toolchain")
}

/// A jar that the tools need beside Gradle's own.
pub(crate) fn jar(name: &str) -> PathBuf {
    home().join("jars").join(name)
}

/// The platform's public surface, to compile and to shrink against.
pub(crate) fn android_jar() -> PathBuf {
    home().join("platform/android.jar")
}

/// Runs tasks of android/ and fails when Gradle says so.
pub(crate) fn run<T: AsRef<OsStr>>(title: &str, tasks: &[T]) -> Done {
    prepare()?;
    step(title, command(&paths::root().join("android"))?.args(tasks))
}

/// A Gradle over a project's folder.
pub(crate) fn command(project: &Path) -> Result<Command, String> {
    let lib = home().join("gradle/lib");
    let mut jars = vec![lib.join("zz-gradle.jar")];
    jars.extend(beginning(&lib, &["groovy-3", "kotlin-"])?);
    let mut java = program("java");
    let _ = java
        .env("ANDROID_HOME", home().join("sdk"))
        .env("GRADLE_USER_HOME", home().join("user-home"))
        .args(["-Xmx3g", "-XX:MaxMetaspaceSize=1g", "-Dfile.encoding=UTF-8"])
        .args(OPENED)
        .arg("--add-exports=jdk.compiler/com.sun.tools.javac.util=ALL-UNNAMED")
        .args(["-Dorg.gradle.internal.instrumentation.agent=false", "-Dorg.gradle.appname=gradle", "-cp"])
        .arg(class_path(&jars))
        .args(["org.gradle.launcher.GradleMain", "--no-daemon", "--console=plain", "--quiet", "-p"])
        .arg(project)
        .arg(format!("-Pandroid.aapt2FromMavenOverride={}", here("aapt2").display()))
        .arg(format!("-Pandroid.experimental.lint.version={LINT}"))
        .args(["-Pandroid.overrideVersionCheck=true", "-Pandroid.builder.sdkDownload=false"])
        // With Debian's aapt2 the optimised resources are an empty file.
        .arg("-Pandroid.enableResourceOptimizations=false")
        .args([
            "-Pkotlin.compiler.execution.strategy=in-process",
            "-Pkotlin.suppressGradlePluginWarnings=DeprecatedGradleVersionWarning",
        ])
        .arg("-Pfindmesh.centralOnly=true");
    Ok(java)
}

/// Puts the toolchain together unless the one there is of the same sources.
pub(crate) fn prepare() -> Done {
    let (wanted, stamp) = (fingerprint()?, home().join("stamp"));
    if fs::read_to_string(&stamp).is_ok_and(|s| s == wanted) {
        return Ok(());
    }
    if let Some(what) = crate::maven::missing() {
        return Err(what);
    }
    let _ = fs::remove_dir_all(home());
    step("fetch what a Gradle and a platform are made from", &mut fetch())?;
    step("compile the tools", &mut javac("tools", &here("tools"), &tools_path())?)?;
    let gradle = [jar("gradle-api.jar")].into_iter().chain(libraries(&["groovy-3", "kotlin-stdlib-2"])?);
    let gradle: Vec<PathBuf> = gradle.collect();
    step(
        "compile Gradle's command line",
        &mut javac("launcher", &here("launcher/org/gradle/launcher"), &gradle)?,
    )?;
    step(
        "compile Gradle's Java compiler",
        &mut javac("compiler", &here("launcher/org/gradle/internal"), &[])?,
    )?;
    distribution()?;
    platform()?;
    // Four fifths of the space; nothing asks for them again.
    for old in beginning(&home().join("jars"), &["android-", "gradle-api"])? {
        fs::remove_file(&old).map_err(|e| format!("{}: {e}", old.display()))?;
    }
    fs::write(&stamp, wanted).map_err(|e| format!("{}: {e}", stamp.display()))
}

fn fetch() -> Command {
    let mut mvn = program("mvn");
    let _ = mvn.args(["-q", "-B", "-f", "gradle/toolchain/pom.xml", "generate-resources"]);
    mvn
}

fn distribution() -> Done {
    let classes = home().join("classes");
    let mut java = tool("Distribution");
    let _ = java
        .arg(jar("gradle-api.jar"))
        .arg(jar("libraries"))
        .arg(classes.join("launcher"))
        .arg(classes.join("compiler"))
        .arg(GRADLE)
        .arg(home().join("gradle"));
    step("put a Gradle together", &mut java)
}

fn platform() -> Done {
    let (made, sdk) = (home().join("platform"), home().join("sdk"));
    let mut java = tool("Platform");
    step("put a platform together", java.arg(home().join("jars")).arg(here("newer-api.txt")).arg(&made))?;
    let level = crate::maven::version("compile-sdk")?;
    let mut java = tool("SdkFolder");
    step("put an SDK folder together", java.arg(made).args([&level, BUILD_TOOLS]).arg(here("aapt2")).arg(sdk))
}

/// One of the programs of gradle/toolchain/tools.
pub(crate) fn tool(name: &str) -> Command {
    let mut jars = tools_path();
    jars.push(home().join("classes/tools"));
    let mut java = program("java");
    let _ = java.arg("-cp").arg(class_path(&jars)).arg(name);
    java
}

fn tools_path() -> Vec<PathBuf> {
    let asm = libraries(&["asm-"]).unwrap_or_default();
    [jar("animal-sniffer.jar"), jar("apksig.jar")].into_iter().chain(asm).collect()
}

fn javac(name: &str, sources: &Path, path: &[PathBuf]) -> Result<Command, String> {
    let mut javac = program("javac");
    let _ = javac.args(["-nowarn", "-d"]).arg(home().join("classes").join(name));
    if !path.is_empty() {
        let _ = javac.arg("-cp").arg(class_path(path));
    }
    let _ = javac.args(java_files(sources)?);
    Ok(javac)
}

fn java_files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))? {
        let path = entry.map_err(|e| e.to_string())?.path();
        if path.is_dir() {
            found.extend(java_files(&path)?);
        } else if path.extension().is_some_and(|e| e == "java") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn libraries(names: &[&str]) -> Result<Vec<PathBuf>, String> {
    beginning(&jar("libraries"), names)
}

/// Files of a folder whose names begin with one of these, in order.
fn beginning(folder: &Path, names: &[&str]) -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut found: Vec<PathBuf> = entries
        .filter_map(|e| Some(e.ok()?.path()))
        .filter(|p| {
            p.file_name().and_then(|n| n.to_str()).is_some_and(|n| names.iter().any(|b| n.starts_with(b)))
        })
        .collect();
    found.sort();
    Ok(found)
}

fn class_path(jars: &[PathBuf]) -> String {
    let words: Vec<String> = jars.iter().map(|j| j.display().to_string()).collect();
    words.join(":")
}

fn here(name: &str) -> PathBuf {
    paths::root().join("gradle/toolchain").join(name)
}

/// Of everything that the toolchain is made from but what is fetched.
fn fingerprint() -> Result<String, String> {
    let mut hash = DefaultHasher::new();
    hash.write(crate::maven::version("compile-sdk")?.as_bytes());
    let mut files = java_files(&here(""))?;
    files.extend(["pom.xml", "aapt2", "newer-api.txt"].map(here));
    for file in files {
        hash.write(&fs::read(&file).map_err(|e| format!("{}: {e}", file.display()))?);
    }
    Ok(format!("{:016x}", hash.finish()))
}
