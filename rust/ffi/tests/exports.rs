//! What the library exports to the JVM: the data plane, and the test hook only where it was asked for.
#![cfg(target_os = "linux")] // reads an ELF file

use std::path::PathBuf;
use std::process::Command;

/// Cargo builds the library beside the tests.
fn library() -> PathBuf {
    let tests = std::env::current_exe().expect("a path");
    tests.parent().expect("a folder").join("libfindmesh.so")
}

fn exports() -> Vec<String> {
    let output =
        Command::new("nm").args(["-D", "--defined-only", "--format=just-symbols"]).arg(library()).output();
    let output = output.expect("nm (binutils)");
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8(output.stdout).expect("text");
    text.lines()
        .filter(|name| name.starts_with("Java_") || name.starts_with("JNI_"))
        .map(String::from)
        .collect()
}

#[test]

fn the_test_hook_is_there_only_when_asked_for() {
    let (hooks, plane): (Vec<_>, Vec<_>) = exports().into_iter().partition(|name| name.contains("TestClock"));
    assert_eq!(plane.len(), 4, "{plane:?}");
    assert_eq!(hooks.len(), if cfg!(feature = "test-hooks") { 2 } else { 0 }, "{hooks:?}");
}
