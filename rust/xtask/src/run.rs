//! Running other programs, with a line for each.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::paths;

/// What a step came to; the text says why.
pub(crate) type Done = Result<(), String>;

/// A named check or part.
pub(crate) type Part = (&'static str, fn() -> Done);

/// A program in the checkout's root.
pub(crate) fn program(name: &str) -> Command {
    let mut command = Command::new(name);
    let _ = command.current_dir(paths::root());
    command
}

/// The cargo that runs us.
pub(crate) fn cargo() -> Command {
    program(&std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()))
}

/// Says what is done, does it with its output shown, and fails when it fails.
pub(crate) fn step(title: &str, command: &mut Command) -> Done {
    eprintln!("── {title}");
    let status = command.stdin(Stdio::null()).status().map_err(|e| format!("{title}: cannot start: {e}"))?;
    if status.success() { Ok(()) } else { Err(format!("{title}: {status}")) }
}

/// Builds the findmesh command, which demo, end-to-end and Kotlin tests start.
pub(crate) fn build_command() -> Done {
    step("build the findmesh command", cargo().args(["build", "--locked", "-p", "findmesh-cli"]))
}

/// Standard output of a program that must succeed.
pub(crate) fn output(title: &str, command: &mut Command) -> Result<String, String> {
    let out = command.stdin(Stdio::null()).output().map_err(|e| format!("{title}: cannot start: {e}"))?;
    if !out.status.success() {
        return Err(format!("{title}: {}\n{}", out.status, String::from_utf8_lossy(&out.stderr)));
    }
    Ok(String::from_utf8_lossy(&out.stdout).into_owned())
}

/// What a shared library exports, a name a line.
pub(crate) fn exported_names(library: &Path) -> Result<String, String> {
    let mut nm = program("nm");
    let _ = nm.args(["-D", "--defined-only", "--format=just-symbols"]);
    output("nm", nm.arg(library))
}

/// Whether a program can be started at all.
pub(crate) fn there(name: &str, argument: &str) -> bool {
    Command::new(name)
        .arg(argument)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok()
}

/// Runs every part to the end, whatever fails, and fails naming those that did.
pub(crate) fn all(parts: impl Iterator<Item = Part>) -> Done {
    let (mut passed, mut failed) = (0, Vec::new());
    for (name, part) in parts {
        match part() {
            Ok(()) => passed += 1,
            Err(reason) => {
                eprintln!("   {name}: FAILED: {reason}");
                failed.push(name);
            }
        }
    }
    eprintln!("{passed} passed, {} failed", failed.len());
    if failed.is_empty() { Ok(()) } else { Err(format!("failed: {}", failed.join(", "))) }
}

/// The parts that were named, all when none was; a name that nobody has is an error.
pub(crate) fn chosen(parts: &'static [Part], names: &[String]) -> Result<Vec<Part>, String> {
    if let Some(stranger) = names.iter().find(|n| !parts.iter().any(|(part, _)| part == n)) {
        let known: Vec<&str> = parts.iter().map(|(part, _)| *part).collect();
        return Err(format!("no '{stranger}' here: {}", known.join(", ")));
    }
    Ok(parts
        .iter()
        .copied()
        .filter(|(part, _)| names.is_empty() || names.iter().any(|n| n == part))
        .collect())
}

/// One word of a shell, whatever is in it.
pub(crate) fn quoted(word: &OsStr) -> String {
    format!("'{}'", word.to_string_lossy().replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_survive_the_shell() {
        assert_eq!(quoted(OsStr::new("a b")), "'a b'");
        assert_eq!(quoted(OsStr::new("it's")), "'it'\\''s'");
    }
}
