//! The `findmesh` command as its users have it.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use serde_json::Value;

/// The executable: what `FINDMESH_CLI` names, else the one in the target folder of these tests, built where it is
/// missing.
pub fn executable() -> &'static Path {
    static PATH: OnceLock<PathBuf> = OnceLock::new();
    PATH.get_or_init(find)
}

fn find() -> PathBuf {
    if let Some(path) = env::var_os("FINDMESH_CLI") {
        return path.into();
    }
    let folder = target_folder();
    let path = folder.join("findmesh").with_extension(env::consts::EXE_EXTENSION);
    if !path.exists() {
        build(&folder);
    }
    path
}

/// `target/debug`, two steps above this test's executable.
fn target_folder() -> PathBuf {
    let test = env::current_exe().unwrap_or_else(|error| panic!("no path of this test: {error}"));
    let folder = test.ancestors().nth(2);
    folder.unwrap_or_else(|| panic!("no target folder")).to_owned()
}

fn build(folder: &Path) {
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let profile = if name == "debug" { "dev" } else { name.as_str() };
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let built = Command::new(cargo)
        .args(["build", "-p", "findmesh-cli", "--profile", profile, "--target-dir"])
        .arg(folder.parent().unwrap_or(folder))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .status();
    assert!(built.is_ok_and(|status| status.success()), "cargo build -p findmesh-cli");
}

/// A command line that inherits no setting of the person who runs the tests.
pub fn findmesh() -> Command {
    let mut command = Command::new(executable());
    command.env_remove("RUST_LOG").stdin(Stdio::null());
    command
}

/// What a run of the command came to.
#[derive(Debug)]
pub struct Run {
    /// Exit status.
    pub status: i32,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

impl Run {
    /// The JSON objects on its standard output, which holds nothing else.
    ///
    /// # Panics
    /// Where a line is no JSON.
    pub fn objects(&self) -> Vec<Value> {
        let parse = |line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        self.stdout.lines().map(parse).collect()
    }

    /// What its last object says of it all.
    ///
    /// # Panics
    /// Where there is none.
    pub fn summary(&self) -> Value {
        let last = self.objects().pop().unwrap_or_else(|| panic!("no summary"));
        last["summary"].clone()
    }
}

/// Runs the command to its end.
///
/// # Panics
/// Where it cannot be started or is killed by a signal.
pub fn run<S: AsRef<std::ffi::OsStr>>(arguments: impl IntoIterator<Item = S>) -> Run {
    let output = findmesh().args(arguments).output().unwrap_or_else(|error| panic!("findmesh: {error}"));
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Run {
        status: output.status.code().unwrap_or_else(|| panic!("findmesh was killed")),
        stdout: text(output.stdout),
        stderr: text(output.stderr),
    }
}
