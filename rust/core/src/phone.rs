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
    /// Android API level.
    pub api_level: u16,
    /// The app is part of the system, with its permissions and allow-lists.
    pub privileged: bool,
    /// The controller batches results (`isOffloadedScanBatchingSupported`).
    pub batching: bool,
    /// The controller filters (`isOffloadedFilteringSupported`).
    pub offloaded_filters: bool,
    /// A display is on.
    pub screen_on: bool,
    /// What is known of motion.
    pub motion: Motion,
    /// The cellular radio is awake anyway: somebody else's traffic.
    pub radio_up: bool,
    /// Our foreground service runs, with its notification.
    pub service_running: bool,
    /// The platform refused to start the foreground service.
    pub service_refused: bool,
    /// The app's standby bucket.
    pub bucket: StandbyBucket,
    /// The person exempted the app from battery optimisation.
    pub battery_exempt: bool,
    /// The person restricted the app's work in the background.
    pub background_restricted: bool,
    /// The phone dozes, deeply.
    pub dozing: bool,
    /// Airplane mode is on.
    pub airplane_mode: bool,
    /// A permission was granted for this time only.
    pub one_time_permission: bool,
    /// Battery saver keeps fixes from apps that are not seen.
    pub location_power_save: bool,
    /// Notifications are off: a foreground service cannot be seen.
    pub notifications_off: bool,
    /// The maker's autostart switch is off.
    pub autostart_off: bool,
    /// The maker's own battery saver holds the app.
    pub oem_battery_saver: bool,
    /// The person has not unlocked the phone since it started.
    pub user_locked: bool,
    /// Another user is in front.
    pub user_in_background: bool,
    /// The device's owner forbids it.
    pub managed_restriction: bool,
    /// The platform put the app to sleep because nobody used it.
    pub hibernated: bool,
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
            api_level: 35,
            privileged: false,
            batching: true,
            offloaded_filters: true,
            screen_on: false,
            motion: Motion::Unknown,
            radio_up: false,
            service_running: false,
            service_refused: false,
            bucket: StandbyBucket::Active,
            battery_exempt: false,
            background_restricted: false,
            dozing: false,
            airplane_mode: false,
            one_time_permission: false,
            location_power_save: false,
            notifications_off: false,
            autostart_off: false,
            oem_battery_saver: false,
            user_locked: false,
            user_in_background: false,
            managed_restriction: false,
            hibernated: false,
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

/// What is known of the phone's motion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Motion {
    /// Nothing; fixes may say.
    #[default]
    Unknown,
    /// It lies still.
    Still,
    /// It moves.
    Moving,
}

/// The app's standby bucket, by which the platform rations alarms and jobs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StandbyBucket {
    /// No rations.
    Exempted,
    /// In use.
    Active,
    /// Used most days.
    WorkingSet,
    /// Used some days.
    Frequent,
    /// Hardly used.
    Rare,
    /// Next to nothing is allowed.
    Restricted,
}

impl StandbyBucket {
    /// Stable name, snake case.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Exempted => "exempted",
            Self::Active => "active",
            Self::WorkingSet => "working_set",
            Self::Frequent => "frequent",
            Self::Rare => "rare",
            Self::Restricted => "restricted",
        }
    }
}

/// What woke, or found, the process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WakeCause {
    /// The phone started.
    Boot,
    /// The app was updated.
    PackageReplaced,
    /// The standing scan delivered.
    Delivery,
    /// An alarm.
    Alarm,
    /// A job.
    Job,
    /// A Bluetooth profile connected or disconnected.
    ProfileConnection,
    /// Bluetooth came on.
    BluetoothOn,
    /// A location arrived.
    Location,
    /// The screen came on.
    ScreenOn,
    /// A charger was connected.
    Charging,
    /// The sensor of significant motion fired.
    SignificantMotion,
    /// A person opened the app.
    Opened,
}
