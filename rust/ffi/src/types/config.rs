//! How an engine is set up.

use findmesh_core::FinderConfig;
use findmesh_core::config as core;
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
    /// What kind of app the finder lives in.
    pub mode: FinderMode,
    /// Listens at half the duty while the screen is off, where the phone can (API 34).
    pub saving: bool,
    /// Numbers of the policy that are not as by default.
    pub numbers: Vec<ConfigNumber>,
}

/// What kind of app the finder lives in; where the phone does not bear it out, it works as `Background`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum FinderMode {
    /// Any app.
    Background,
    /// An app with a visible notification.
    ForegroundService,
    /// A privileged finder service.
    System,
}

/// A number of the policy that is not as by default.
#[derive(Clone, Debug, PartialEq, uniffi::Record)]
pub struct ConfigNumber {
    /// Its path in docs/configuration.md, for example `fixes.max_accuracy_m`.
    pub path: String,
    /// Its value, within the range that stands there.
    pub value: f64,
}

same!(FinderMode, core::FinderMode, Background, ForegroundService, System);
same!(TagNetwork, Network, Native, Apple, Fhn);

impl TryFrom<EngineConfig> for FinderConfig {
    type Error = NativeError;

    fn try_from(config: EngineConfig) -> Result<Self, NativeError> {
        let deployment = deployment(config.service_uuid.as_deref(), config.company_id)?;
        let mut finder = Self {
            deployment,
            networks: list(config.networks),
            mode: config.mode.into(),
            saving: config.saving,
            ..Self::default()
        };
        config.numbers.iter().try_for_each(|number| number.apply(&mut finder))?;
        Ok(finder)
    }
}

impl ConfigNumber {
    fn apply(&self, finder: &mut FinderConfig) -> Result<(), NativeError> {
        let known = finder.set(&self.path, self.value);
        let known = known.map_err(|error| NativeError::config(error.field, &error.problem))?;
        known.then_some(()).ok_or_else(|| NativeError::config(&self.path, &"there is no such number"))
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
