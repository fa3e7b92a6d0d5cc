//! How an engine is set up.

use std::fmt::Display;

use findmesh_core::FinderConfig;
use findmesh_core::config::{FixLimits, QueueLimits, UploadLimits};
use findmesh_proto::Network;
use findmesh_proto::deployment::{Deployment, parse_uuid};

use crate::convert::{list, same};
use crate::error::NativeError;

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

same!(TagNetwork, Network, Native, Apple, Fhn);

impl TryFrom<EngineConfig> for FinderConfig {
    type Error = NativeError;

    fn try_from(config: EngineConfig) -> Result<Self, NativeError> {
        let deployment = deployment(config.service_uuid.as_deref(), config.company_id)?;
        let finder = Self { deployment, networks: list(config.networks), ..Self::default() };
        config.limits.map_or(Ok(finder.clone()), |limits| limits.apply(finder))
    }
}

/// The deployment of these settings; without a UUID the common one.
pub(crate) fn deployment(uuid: Option<&str>, company_id: Option<i32>) -> Result<Deployment, NativeError> {
    let uuid = uuid.map(parse_uuid).transpose();
    let service_uuid = uuid.map_err(|e| NativeError::config("service_uuid", &e))?;
    let company_id = company_id.map(u16::try_from).transpose();
    Ok(Deployment {
        service_uuid: service_uuid.unwrap_or(Deployment::COMMON.service_uuid),
        company_id: company_id.map_err(|e| NativeError::config("company_id", &e))?,
    })
}

impl FinderLimits {
    fn apply(self, finder: FinderConfig) -> Result<FinderConfig, NativeError> {
        let fixes = FixLimits { max_accuracy_m: self.max_accuracy_m, ..finder.fixes };
        let metered_bytes_per_day = within("metered_bytes_per_day", self.metered_bytes_per_day, 0, i64::MAX)?;
        let upload = UploadLimits { metered_bytes_per_day, ..finder.upload };
        Ok(FinderConfig { fixes, upload, queue: self.queue()?, ..finder })
    }

    fn queue(&self) -> Result<QueueLimits, NativeError> {
        let hours: u64 = within("queue_hours", self.queue_hours, 1, 168)?;
        Ok(QueueLimits {
            max_reports: within("queue_reports", self.queue_reports, 1, i32::MAX)?,
            max_bytes: within("queue_bytes", self.queue_bytes, 1024, i64::MAX)?,
            max_age_ms: hours * 3_600_000,
        })
    }
}

/// A setting between `least` and `most`, as the engine's number.
fn within<T, N>(setting: &str, value: T, least: T, most: T) -> Result<N, NativeError>
where
    T: PartialOrd + Display + Copy,
    N: TryFrom<T>,
{
    let number = N::try_from(value).ok().filter(|_| least <= value && value <= most);
    number.ok_or_else(|| NativeError::config(setting, &format!("{least} to {most}, not {value}")))
}
