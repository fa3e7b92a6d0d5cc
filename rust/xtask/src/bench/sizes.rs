//! What the library adds to an app: classes, methods and bytes as the tools for phones make them (D8, R8), beside
//! other libraries.

use std::fs;
use std::path::{Path, PathBuf};

use super::archives::Archive;
use super::budgets::Figures;
use super::dex::{self, Counts};
use super::jvm::{Jvm, sdk_classes};
use super::lines::say;
use crate::paths;
use crate::run::{output, program};

/// The oldest platform that the library runs on.
const MIN_API: &str = "26";

/// Keeps the API of a library, as an app that uses all of it would; what is inside may go.
const KEEPS: &str = "\
-dontwarn **
-ignorewarnings
-keepattributes InnerClasses,EnclosingMethod,Signature
-keepclassmembers class kotlinx.coroutines.** { volatile <fields>; }
";

/// Ours, as [`KEEPS`] keeps others'.
const OUR_API: &str = "-keep public class dev.findmesh.* { public protected *; }\n\
                       -keep public class dev.findmesh.gatt.* { public protected *; }\n\
                       -keep public class dev.findmesh.platform.** extends android.content.BroadcastReceiver\n\
                       -keep public class dev.findmesh.platform.** extends android.app.Service\n";

/// Another library: its profile, what to call it, the packages of its API.
const OTHERS: [(&str, &str, &str); 2] = [
    ("altbeacon", "AltBeacon 2.21.2", "org.altbeacon.beacon.*"),
    ("nordic", "Nordic scanner 1.6.0", "no.nordicsemi.android.support.v18.scanner.*"),
];

/// A table of all, and our own figures that have a budget.
pub(crate) fn measure(jvm: &Jvm) -> Result<Figures, String> {
    say("\nsize in an app");
    say(&row("", ["classes", "methods", "named", "dex bytes", "jar bytes"].map(str::to_owned)));
    let tools = Tools { r8: Archive::fetch("r8")?.own, framework: jvm.framework()?, jdk: jdk()? };
    let ours = ours(jvm, &tools)?;
    for (profile, name, api) in OTHERS {
        if let Err(reason) = other(profile, name, api, &tools) {
            say(&format!("  {name}: cannot be had: {}", reason.lines().next().unwrap_or_default()));
        }
    }
    Ok(ours)
}

fn ours(jvm: &Jvm, tools: &Tools) -> Result<Figures, String> {
    let sdk = archive("sdk", ".")?;
    let bindings = archive("bindings", "dev/findmesh/ffi")?;
    let needs = ["jna", "kotlinx-coroutines-core-jvm", "kotlin-stdlib"].map(|name| jvm.jar(name));
    let needs: Vec<PathBuf> = needs.into_iter().collect::<Result<_, _>>()?;
    let whole = tools.compiled("Findmesh", std::slice::from_ref(&sdk))?;
    let _ = tools.compiled("  of which bindings (generated)", &[bindings])?;
    for jar in &needs {
        let name = jar.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let _ = tools.compiled(&format!("  needs {name}"), std::slice::from_ref(jar))?;
    }
    let all: Vec<PathBuf> = std::iter::once(sdk).chain(needs).collect();
    let rules = [paths::root().join("android/sdk/consumer-rules.pro")];
    let _ = tools.shrunk("Findmesh and all that it needs, by R8", &all, &rules, OUR_API)?;
    Ok(Figures::from([
        ("sdk_methods".to_owned(), number(whole.defined)),
        ("sdk_dex_bytes".to_owned(), number(whole.bytes)),
    ]))
}

fn other(profile: &str, name: &str, api: &str, tools: &Tools) -> Result<(), String> {
    let archive = Archive::fetch(profile)?;
    let _ = tools.compiled(name, std::slice::from_ref(&archive.own))?;
    let _ = tools.compiled("  needs, all together", &archive.needs)?;
    let keep = format!("-keep public class {api} {{ public protected *; }}\n");
    let _ = tools.shrunk(
        &format!("{name} and all that it needs, by R8"),
        &archive.all(),
        &archive.rules,
        &keep,
    )?;
    Ok(())
}

struct Tools {
    r8: PathBuf,
    framework: PathBuf,
    /// Where the classes of `java.*` are.
    jdk: PathBuf,
}

impl Tools {
    fn compiled(&self, title: &str, jars: &[PathBuf]) -> Result<Counts, String> {
        self.run(title, "D8", &[], jars)
    }

    fn shrunk(&self, title: &str, jars: &[PathBuf], rules: &[PathBuf], keep: &str) -> Result<Counts, String> {
        let file = paths::target().join("bench/keep.pro");
        let brought = rules.iter().map(fs::read_to_string).collect::<Result<Vec<_>, _>>();
        let brought = brought.map_err(|e| format!("rules: {e}"))?.concat();
        fs::write(&file, format!("{KEEPS}{keep}{brought}"))
            .map_err(|e| format!("{}: {e}", file.display()))?;
        self.run(title, "R8", &["--pg-conf".to_owned(), file.display().to_string()], jars)
    }

    fn run(&self, title: &str, tool: &str, options: &[String], jars: &[PathBuf]) -> Result<Counts, String> {
        let folder = paths::target().join("bench/dex");
        let failed = |e: std::io::Error| format!("{}: {e}", folder.display());
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).map_err(failed)?;
        let mut java = program("java");
        let _ = java.arg("-cp").arg(&self.r8).arg(format!("com.android.tools.r8.{tool}"));
        let _ = java.args(["--release", "--min-api", MIN_API, "--lib"]).arg(&self.jdk);
        let _ = java.arg("--lib").arg(&self.framework);
        let _ = output(tool, java.args(options).arg("--output").arg(&folder).args(jars))?;
        let counts = counts(&folder)?;
        say(&row(title, cells(counts, jars)?));
        Ok(counts)
    }
}

/// All dex files of a folder.
fn counts(folder: &Path) -> Result<Counts, String> {
    let failed = |e: std::io::Error| format!("{}: {e}", folder.display());
    let mut sum = Counts::default();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_some_and(|kind| kind == "dex") {
            sum += dex::count(&fs::read(&path).map_err(failed)?)
                .ok_or_else(|| format!("{}: no dex file", path.display()))?;
        }
    }
    Ok(sum)
}

/// The JDK that runs all of this, by its own word.
fn jdk() -> Result<PathBuf, String> {
    let asked = program("java").args(["-XshowSettings:properties", "-version"]).output();
    let said = asked.map_err(|e| format!("java: {e}"))?.stderr;
    let said = String::from_utf8_lossy(&said).into_owned();
    let home = said.lines().find_map(|line| line.trim().strip_prefix("java.home = "));
    home.map(PathBuf::from).ok_or_else(|| "java does not say where it is".to_owned())
}

/// A jar of some of our own classes.
fn archive(name: &str, what: &str) -> Result<PathBuf, String> {
    let file = paths::target().join(format!("bench/{name}.jar"));
    let mut jar = program("jar");
    let _ =
        jar.args(["--create", "--no-manifest", "--file"]).arg(&file).arg("-C").arg(sdk_classes()).arg(what);
    let _ = output("jar", &mut jar)?;
    Ok(file)
}

fn cells(counts: Counts, jars: &[PathBuf]) -> Result<[String; 5], String> {
    let sizes = jars.iter().map(|jar| fs::metadata(jar).map(|data| data.len()));
    let bytes = sizes.sum::<Result<u64, _>>().map_err(|e| format!("jar: {e}"))?;
    Ok([counts.classes, counts.defined, counts.named, counts.bytes, bytes].map(|count| count.to_string()))
}

fn row(title: &str, cells: [String; 5]) -> String {
    let [classes, methods, named, dex, jar] = cells;
    format!("  {title:<54} {classes:>8} {methods:>8} {named:>8} {dex:>10} {jar:>10}")
}

fn number(count: u64) -> f64 {
    u32::try_from(count).map_or(f64::NAN, f64::from)
}
