//! How an engine is set up.

/// A network whose tags can be reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum TagNetwork {
    /// Our own.
    Native,
    /// Apple's.
    Apple,
    /// Google's Find Hub.
    Fhn,
}

/// Everything that an engine needs to know before it opens; fixed for its life.
#[derive(Clone, Debug, PartialEq, uniffi::Record)]
pub struct EngineConfig {
    /// Path of the database file; its folder must exist and be private to the app.
    pub database_path: String,
    /// The relay: https, or http to a loopback address.
    pub relay_url: String,
    /// Networks whose tags are reported; others are counted as `network_not_enabled`.
    pub networks: Vec<TagNetwork>,
    /// The deployment's service UUID, dashed; none: the common deployment.
    pub service_uuid: Option<String>,
    /// The deployment's Bluetooth company id, 0 to 65535; none: extended form only.
    pub company_id: Option<i32>,
    /// The policy's numbers; none: the defaults of docs/finder.md.
    pub limits: Option<FinderLimits>,
}

/// Numbers of docs/finder.md that a host may change.
#[derive(Clone, Debug, PartialEq, uniffi::Record)]
pub struct FinderLimits {
    /// Worst effective accuracy that is reported, metres, 50 to 2 000.
    #[uniffi(default = 500.0)]
    pub max_accuracy_m: f64,
    /// Sealed reports that the queue may hold, at least 1.
    #[uniffi(default = 10000)]
    pub queue_reports: i32,
    /// Bytes that the queue may hold, at least 1024.
    #[uniffi(default = 4194304)]
    pub queue_bytes: i64,
    /// Hours after which a queued report goes, 1 to 168.
    #[uniffi(default = 72)]
    pub queue_hours: i32,
    /// Bytes a UTC day over metered networks.
    #[uniffi(default = 262144)]
    pub metered_bytes_per_day: i64,
}
