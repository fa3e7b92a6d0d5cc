//! What the benchmarks of the Android library say: on the terminal, and kept in target/bench/android.txt.

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::PathBuf;

use crate::paths;
use crate::run::Done;

/// Begins the file anew.
pub(crate) fn begin() -> Done {
    let file = file();
    let failed = |e: std::io::Error| format!("{}: {e}", file.display());
    fs::create_dir_all(file.parent().unwrap_or(&file)).map_err(failed)?;
    File::create(&file).map(|_| ()).map_err(failed)
}

/// One line, or several.
pub(crate) fn say(text: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{text}");
    if let Ok(mut kept) = OpenOptions::new().append(true).open(file()) {
        let _ = writeln!(kept, "{text}");
    }
}

fn file() -> PathBuf {
    paths::target().join("bench/android.txt")
}
