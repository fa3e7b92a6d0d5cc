//! What an app can read of its phone.

use findmesh_core::phone::Connectivity;

use crate::world::{Bucket, Profile};

/// What the platform takes the app for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Importance {
    /// No process.
    Gone,
    /// A background process.
    Background,
    /// It runs a foreground service.
    Service,
}

/// Doze.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Doze {
    /// Not idle.
    #[default]
    Awake,
    /// Light idle: no network, no jobs.
    Light,
    /// A maintenance window of light idle.
    LightWindow,
    /// Deep idle: alarms wait too, except while-idle ones within their quota.
    Deep,
    /// A maintenance window of deep idle.
    DeepWindow,
}

impl Doze {
    /// Network and jobs are held back.
    #[must_use]
    pub const fn is_idle(self) -> bool {
        matches!(self, Self::Light | Self::Deep)
    }
}

/// The phone as its app can read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhoneView {
    /// Android's API level.
    pub api_level: u16,
    /// The controller batches.
    pub batching: bool,
    /// Extended advertising is supported.
    pub extended: bool,
    /// A network location provider exists.
    pub network_provider: bool,
    /// The app may set exact alarms.
    pub exact_alarms: bool,
    /// Standby bucket.
    pub bucket: Bucket,
    /// On the battery optimisation's exemption list now; tight vendors take apps off it.
    pub exempt: bool,
    /// The screen is on.
    pub screen_on: bool,
    /// On a charger.
    pub charging: bool,
    /// The network.
    pub connectivity: Connectivity,
    /// Bluetooth is on.
    pub bluetooth: bool,
    /// Battery saver is on.
    pub battery_saver: bool,
    /// Significant motion: none where no service runs, as sensors are silent in the background.
    pub moving: Option<bool>,
    /// What the platform takes the app for.
    pub importance: Importance,
    /// Doze.
    pub doze: Doze,
    /// The app's foreground service runs.
    pub service_running: bool,
}

impl PhoneView {
    pub(super) fn new(profile: &Profile) -> Self {
        Self {
            api_level: profile.api_level,
            batching: profile.batching,
            extended: profile.extended,
            network_provider: profile.network_provider,
            exact_alarms: profile.exact_alarms,
            bucket: profile.bucket,
            exempt: profile.exempt,
            screen_on: false,
            charging: false,
            connectivity: Connectivity::Unmetered,
            bluetooth: true,
            battery_saver: false,
            moving: None,
            importance: Importance::Gone,
            doze: Doze::Awake,
            service_running: false,
        }
    }
}
