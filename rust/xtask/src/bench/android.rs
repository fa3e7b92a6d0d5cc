//! The Android library on a JVM: what it adds to an app, its two planes, a start, a delivery of the radio, a day.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::archives::Archive;
use super::budgets::{self, Figures};
use super::jvm::Jvm;
use super::lines::{self, say};
use super::sizes;
use crate::paths;
use crate::run::{Done, output, program};

/// Fresh processes of which the median is told.
const STARTS: usize = 12;

/// Other libraries in the delivery: profile, source file.
const LISTENERS: [(&str, &str); 2] = [("altbeacon", "AltBeacon"), ("nordic", "Nordic")];

/// What benchmarks tell, by name.
type Told = BTreeMap<String, Vec<f64>>;

/// A part, and what it measures that has a budget.
type Part = (&'static str, fn(&Jvm) -> Result<Figures, String>);

const PARTS: [Part; 5] =
    [("sizes", sizes::measure), ("planes", planes), ("delivery", delivery), ("start", start), ("day", day)];

/// All of it, or the parts that were named; with `--check` a broken budget is a failure.
pub(crate) fn run(words: &[String]) -> Done {
    let named = |name: &str| words.iter().any(|word| word == name);
    let all = !PARTS.iter().any(|(name, _)| named(name));
    lines::begin()?;
    let jvm = Jvm::prepare()?;
    let mut figures = Figures::new();
    for (_, part) in PARTS.iter().filter(|(name, _)| all || named(name)) {
        figures.extend(part(&jvm)?);
    }
    let held = budgets::hold(&figures);
    if named("--check") { held } else { Ok(()) }
}

/// JNI beside UniFFI.
fn planes(jvm: &Jvm) -> Result<Figures, String> {
    tell("the two planes", jvm.java(&[]).arg("dev.findmesh.bench.PlanesBenchKt"))?;
    Ok(Figures::new())
}

/// What is held after a phone's day.
fn day(jvm: &Jvm) -> Result<Figures, String> {
    let _ = bench(&mut jvm.java(&[]), "DayBench", &[])?;
    Ok(Figures::new())
}

/// Beside other libraries, where they can be had.
fn delivery(jvm: &Jvm) -> Result<Figures, String> {
    let (mut names, mut jars) = (Vec::new(), Vec::new());
    for (profile, name) in LISTENERS {
        match listener(jvm, profile, name) {
            Ok(more) => {
                names.push(format!("dev.findmesh.bench.{name}"));
                jars.extend(more);
            }
            Err(reason) => {
                say(&format!("\n{name} cannot be had: {}", reason.lines().next().unwrap_or_default()))
            }
        }
    }
    let listeners = format!("-Dfindmesh.bench.listeners={}", names.join(","));
    let told = bench(&mut jvm.java(&jars), "DeliveryBench", &[listeners])?;
    Ok(told.into_iter().filter_map(|(name, values)| Some((name, *values.last()?))).collect())
}

/// Its jars, and the class that calls it.
fn listener(jvm: &Jvm, profile: &str, name: &str) -> Result<Vec<PathBuf>, String> {
    let archive = Archive::fetch(profile)?;
    let classes = paths::target().join("bench/listeners").join(profile);
    let all: Vec<String> =
        jvm.class_path.iter().chain(&archive.all()).map(|jar| jar.display().to_string()).collect();
    let mut javac = program("javac");
    let _ = javac.args(["-nowarn", "--release", "17", "-cp", &all.join(":"), "-d"]).arg(&classes);
    let _ = output("javac", javac.arg(paths::root().join(format!("tests/perf/android/{name}.java"))))?;
    Ok(std::iter::once(classes).chain(archive.all()).collect())
}

/// The median of many processes.
fn start(jvm: &Jvm) -> Result<Figures, String> {
    let files = paths::target().join("bench/start");
    let _ = fs::remove_dir_all(&files);
    let here = format!("-Dfindmesh.bench.files={}", files.display());
    let leave = "-Dfindmesh.bench.leave=true".to_owned();
    let _ = bench(&mut jvm.java(&[]), "StartBench", &[here.clone(), leave])?;
    let mut told = Told::new();
    for _ in 0..STARTS {
        for (name, values) in bench(&mut jvm.java(&[]), "StartBench", std::slice::from_ref(&here))? {
            told.entry(name).or_default().extend(values);
        }
    }
    say(&format!(
        "\nfrom nothing to the first scan request, {STARTS} fresh processes: median (least to most)"
    ));
    for (name, mut values) in told {
        values.sort_by(f64::total_cmp);
        let at = |index: usize| values.get(index).copied().unwrap_or(f64::NAN);
        let (median, most) = (at(values.len() / 2), at(values.len().saturating_sub(1)));
        say(&format!("  {name:<30} {median:>9.1} ({:.1} to {most:.1})", at(0)));
    }
    Ok(Figures::new())
}

/// Runs one benchmark in a JVM of its own; what it says is shown, what it tells is returned.
fn bench(java: &mut Command, name: &str, options: &[String]) -> Result<Told, String> {
    let file = paths::target().join("bench/figures.txt");
    let _ = fs::remove_file(&file);
    let _ = java.args(options).arg(format!("-Dfindmesh.bench.figures={}", file.display()));
    tell(name, java.args(["dev.findmesh.bench.BenchKt", &format!("dev.findmesh.bench.{name}")]))?;
    Ok(read(&file))
}

fn tell(title: &str, java: &mut Command) -> Done {
    eprintln!("── {title}");
    let said = output(title, java)?;
    // Robolectric speaks of each broadcast.
    let said = said.lines().filter(|line| !line.starts_with("Intent = ")).collect::<Vec<_>>().join("\n");
    if !said.trim().is_empty() {
        say(said.trim_end());
    }
    Ok(())
}

/// Lines of `name=value`.
fn read(file: &Path) -> Told {
    let text = fs::read_to_string(file).unwrap_or_default();
    let mut told = Told::new();
    for (name, value) in text.lines().filter_map(|line| line.split_once('=')) {
        told.entry(name.to_owned()).or_default().extend(value.parse::<f64>());
    }
    told
}
