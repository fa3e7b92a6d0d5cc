//! Log lines on standard error, without a time of their own: what is logged may be no finer than the hour.

use std::io::Write;

/// From here on log lines of `level` and above are written; the variable `RUST_LOG` overrides it.
pub(crate) fn start(level: &str) {
    let environment = env_logger::Env::default().default_filter_or(level);
    let mut builder = env_logger::Builder::from_env(environment);
    let _ = builder.format(|out, record| {
        let level = record.level().as_str().to_ascii_lowercase();
        writeln!(out, "level={level} {}", record.args())
    });
    // A second start keeps the first.
    let _ = builder.try_init();
}
