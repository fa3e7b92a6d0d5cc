//! Running other programs, with a line for each.

use std::process::{Command, Stdio};

use crate::paths;

/// What a step came to; the text says why.
pub type Done = Result<(), String>;

/// A program in the checkout's root.
pub fn program(name: &str) -> Command {
    let mut command = Command::new(name);
    let _ = command.current_dir(paths::root());
    command
}

/// The cargo that runs us.
pub fn cargo() -> Command {
    program(&std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()))
}

/// Says what is done, does it with its output shown, and fails when it fails.
pub fn step(title: &str, command: &mut Command) -> Done {
    eprintln!("── {title}");
    let status = command.stdin(Stdio::null()).status().map_err(|e| format!("{title}: cannot start: {e}"))?;
    if status.success() { Ok(()) } else { Err(format!("{title}: {status}")) }
}

/// Standard output of a program that must succeed.
pub fn output(title: &str, command: &mut Command) -> Result<String, String> {
    let out = command.stdin(Stdio::null()).output().map_err(|e| format!("{title}: cannot start: {e}"))?;
    if !out.status.success() {
        return Err(format!("{title}: {}\n{}", out.status, String::from_utf8_lossy(&out.stderr)));
    }
    Ok(String::from_utf8_lossy(&out.stdout).into_owned())
}

/// Whether a program can be started at all.
pub fn there(name: &str, argument: &str) -> bool {
    Command::new(name)
        .arg(argument)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok()
}

/// Runs named steps to the end, whatever fails, and fails naming those that did.
pub fn all(steps: Vec<(&str, Box<dyn FnOnce() -> Done>)>) -> Done {
    let mut failed = Vec::new();
    let count = steps.len();
    for (name, step) in steps {
        match step() {
            Ok(()) => eprintln!("   {name}: passed"),
            Err(reason) => {
                eprintln!("   {name}: FAILED: {reason}");
                failed.push(name.to_owned());
            }
        }
    }
    eprintln!("{} passed, {} failed", count - failed.len(), failed.len());
    if failed.is_empty() { Ok(()) } else { Err(format!("failed: {}", failed.join(", "))) }
}
