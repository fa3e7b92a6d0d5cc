//! The phone's state as far as policy depends on it.

use serde::{Deserialize, Serialize};

/// A snapshot; the host sends a whole new one whenever any part changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PhoneState {
    /// Radio state.
    pub bluetooth: Bluetooth,
    /// Platform permissions that a plan needs and that are not granted, by their platform names.
    pub missing_permissions: Vec<String>,
    /// Background location is not granted.
    pub background_location_missing: bool,
    /// Only coarse location is granted: fixes are too wide to report.
    pub location_coarse_only: bool,
    /// The location switch is off.
    pub location_services_off: bool,
    /// Network that an upload would use.
    pub connectivity: Connectivity,
    /// The platform's data saver keeps the app from metered networks.
    pub data_saver: bool,
    /// Percent, 0 to 100, none where unknown.
    pub battery_percent: Option<u8>,
    /// On a charger.
    pub charging: bool,
    /// Battery saver is on.
    pub battery_saver: bool,
    /// A person looks at the app.
    pub app_visible: bool,
    /// Extended advertising is supported.
    pub extended_advertising: bool,
}

impl Default for PhoneState {
    /// A phone on which everything works: what desks and simulators start from.
    fn default() -> Self {
        Self {
            bluetooth: Bluetooth::On,
            missing_permissions: Vec::new(),
            background_location_missing: false,
            location_coarse_only: false,
            location_services_off: false,
            connectivity: Connectivity::Unmetered,
            data_saver: false,
            battery_percent: None,
            charging: false,
            battery_saver: false,
            app_visible: false,
            extended_advertising: true,
        }
    }
}

/// State of the Bluetooth radio.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bluetooth {
    /// On.
    On,
    /// Switched off.
    Off,
    /// The phone has none.
    Unsupported,
}

/// The network that an upload would use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Connectivity {
    /// None.
    Offline,
    /// Costs money by the byte, or may.
    Metered,
    /// Does not.
    Unmetered,
}
