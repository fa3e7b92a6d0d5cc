//! Where log lines go. None holds coordinates, keys or identifiers.

/// To logcat, under the tag `findmesh`.
#[cfg(target_os = "android")]
pub(crate) fn init() {
    let config =
        android_logger::Config::default().with_max_level(log::LevelFilter::Info).with_tag("findmesh");
    android_logger::init_once(config);
}

/// To standard error, as the environment variable `RUST_LOG` says. A host with a logger of its own keeps it.
#[cfg(not(target_os = "android"))]
pub(crate) fn init() {
    let _ = env_logger::try_init();
}
