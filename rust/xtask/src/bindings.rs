//! The Kotlin bindings: generated, checked in, compared.

use std::fs;
use std::path::Path;

use crate::paths;
use crate::run::{Done, cargo, exported_names, step};

const KOTLIN: &str = "kotlin/dev/findmesh/ffi/findmesh.kt";
const SURFACE: &str = "api/findmesh-ffi.txt";
const EXPORTS: &str = "api/jni-exports.txt";

/// `cargo xtask bindings [--check]`.
pub(crate) fn run(words: &[String]) -> Done {
    match words {
        [] => generate(&paths::root().join("bindings")),
        [flag] if flag == "--check" => check(),
        _ => Err("bindings takes nothing or --check".to_owned()),
    }
}

/// Generates into a scratch folder and compares with what is checked in.
pub(crate) fn check() -> Done {
    let scratch = paths::target().join("bindings-check");
    generate(&scratch)?;
    let kept = paths::root().join("bindings");
    let stale: Vec<&str> =
        [KOTLIN, SURFACE, EXPORTS].into_iter().filter(|f| !same(&scratch.join(f), &kept.join(f))).collect();
    if stale.is_empty() {
        return Ok(());
    }
    Err(format!("bindings/{{{}}} are stale: run cargo xtask bindings and commit", stale.join(",")))
}

fn same(a: &Path, b: &Path) -> bool {
    matches!((fs::read(a), fs::read(b)), (Ok(x), Ok(y)) if x == y)
}

fn generate(out: &Path) -> Done {
    step("build libfindmesh.so", cargo().args(["build", "--locked", "-p", "findmesh-ffi"]))?;
    let library = paths::target().join("debug").join("libfindmesh.so");
    let mut bindgen = cargo();
    let _ = bindgen
        .args([
            "run",
            "--locked",
            "-p",
            "findmesh-bindgen",
            "--",
            "generate",
            "--language",
            "kotlin",
            "--no-format",
        ])
        .args(["--config", "bindings/uniffi.toml", "--out-dir"])
        .arg(out.join("kotlin"))
        .arg(&library);
    step("generate Kotlin", &mut bindgen)?;
    dump(&library, out)
}

/// The exported names: the JNI plane, and the UniFFI plane's functions.
fn dump(library: &Path, out: &Path) -> Done {
    let names = exported_names(library)?;
    fs::create_dir_all(out.join("api")).map_err(|e| format!("bindings/api: {e}"))?;
    write_sorted(&out.join(EXPORTS), &names, |n| n.starts_with("Java_") || n.starts_with("JNI_"))?;
    write_sorted(&out.join(SURFACE), &names, |n| n.starts_with("uniffi_findmesh_"))
}

fn write_sorted(file: &Path, names: &str, keep: impl Fn(&str) -> bool) -> Done {
    let mut kept: Vec<&str> = names.lines().filter(|n| keep(n)).collect();
    kept.sort_unstable();
    fs::write(file, kept.join("\n") + "\n").map_err(|e| format!("{}: {e}", file.display()))
}
