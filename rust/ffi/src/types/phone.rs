//! What the phone tells the engine, and what the engine asks of it.

use std::fmt;

use findmesh_core::{Fix as CoreFix, phone};
use findmesh_proto::report::FixSource as ReportSource;

use crate::convert::{count, same, signed};
use crate::error::NativeError;
use crate::types::scan::{ScanRequest, ScanSlot};

/// State of the Bluetooth radio.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum BluetoothState {
    /// On.
    On,
    /// Switched off.
    Off,
    /// The phone has none.
    Unsupported,
}

/// The network that an upload would use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Connectivity {
    /// None.
    Offline,
    /// Costs money by the byte, or may.
    Metered,
    /// Does not.
    Unmetered,
}

/// The phone's state as far as policy depends on it; a whole new one whenever any part changes.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct PhoneState {
    /// Radio state.
    pub bluetooth: BluetoothState,
    /// Permissions that the plan needs and that are not granted, by their platform names.
    pub missing_permissions: Vec<String>,
    /// Background location is not granted.
    pub background_location_missing: bool,
    /// Only coarse location is granted.
    pub location_coarse_only: bool,
    /// The location switch is off.
    pub location_services_off: bool,
    /// Network that an upload would use.
    pub connectivity: Connectivity,
    /// The data saver keeps the app from metered networks.
    pub data_saver: bool,
    /// Percent, 0 to 100, none where unknown.
    pub battery_percent: Option<i32>,
    /// On a charger.
    pub charging: bool,
    /// Battery saver is on.
    pub battery_saver: bool,
    /// A person looks at the app.
    pub app_visible: bool,
    /// Extended advertising is supported.
    pub extended_advertising: bool,
    /// Android API level.
    pub api_level: i32,
    /// The app is part of the system, with its permissions and allow-lists.
    pub privileged: bool,
    /// The controller batches results.
    pub batching: bool,
    /// The controller filters.
    pub offloaded_filters: bool,
    /// A display is on.
    pub screen_on: bool,
    /// What is known of motion.
    pub motion: Motion,
    /// The cellular radio is awake anyway: somebody else's traffic.
    pub radio_up: bool,
    /// Our foreground service runs.
    pub service_running: bool,
    /// The platform refused to start it.
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
    /// Notifications are off.
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

/// What is known of the phone's motion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Motion {
    /// Nothing.
    Unknown,
    /// It lies still.
    Still,
    /// It moves.
    Moving,
}

/// The app's standby bucket, by which the platform rations alarms and jobs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
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

/// What produced a fix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum FixSource {
    /// Unknown.
    Unknown,
    /// Satellites.
    Gnss,
    /// Network, or fused of several.
    Network,
    /// A fixed place.
    Fixed,
}

/// One location fix. Its text form holds no coordinates.
#[derive(Clone, PartialEq, uniffi::Record)]
#[uniffi::export(Debug)]
pub struct Fix {
    /// Degrees, WGS 84, −90 to 90.
    pub latitude: f64,
    /// Degrees, WGS 84, −180 to 180.
    pub longitude: f64,
    /// Horizontal accuracy in metres, 68 % radius.
    pub accuracy_m: f32,
    /// Metres above the WGS 84 ellipsoid.
    pub altitude_m: Option<f32>,
    /// Metres a second, where the platform knows it.
    pub speed_mps: Option<f32>,
    /// What produced it.
    pub source: FixSource,
    /// The platform says that an app made it up; such a fix is never used.
    pub mock: bool,
    /// When it was taken: milliseconds since boot, sleep included (elapsedRealtime).
    pub boot_ms: i64,
}

impl fmt::Debug for Fix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fix")
            .field("source", &self.source)
            .field("boot_ms", &self.boot_ms)
            .finish_non_exhaustive()
    }
}

/// What the host carries out for the engine.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum PhoneEffect {
    /// Start, or replace, the scan of its slot; answer with `scan_started` or `scan_failed`.
    StartScan {
        /// How to listen.
        scan: ScanRequest,
    },
    /// Stop it.
    StopScan {
        /// Which.
        slot: ScanSlot,
    },
    /// Ask the platform for a fix where its rations allow; answer with `fix`.
    RequestFix,
    /// Have the process awake at this time at the latest and call `wake`; replaces the wish before.
    WakeAt {
        /// Milliseconds since boot, sleep included.
        boot_ms: i64,
        /// The same moment, milliseconds since the Unix epoch.
        wall_ms: i64,
        /// When the scan needs it, milliseconds since boot: worth an alarm, where everything else can wait for a job.
        /// None: it needs nothing.
        listen_boot_ms: Option<i64>,
    },
}

same!(BluetoothState, phone::Bluetooth, On, Off, Unsupported);
same!(Connectivity, phone::Connectivity, Offline, Metered, Unmetered);
same!(FixSource, ReportSource, Unknown, Gnss, Network, Fixed);
same!(Motion, phone::Motion, Unknown, Still, Moving);
same!(StandbyBucket, phone::StandbyBucket, Exempted, Active, WorkingSet, Frequent, Rare, Restricted);

impl TryFrom<PhoneState> for phone::PhoneState {
    type Error = NativeError;

    fn try_from(state: PhoneState) -> Result<Self, NativeError> {
        let battery = state.battery_percent.map(|p| count("battery_percent", p)).transpose()?;
        Ok(Self {
            bluetooth: state.bluetooth.into(),
            missing_permissions: state.missing_permissions,
            background_location_missing: state.background_location_missing,
            location_coarse_only: state.location_coarse_only,
            location_services_off: state.location_services_off,
            connectivity: state.connectivity.into(),
            data_saver: state.data_saver,
            battery_percent: battery,
            charging: state.charging,
            battery_saver: state.battery_saver,
            app_visible: state.app_visible,
            extended_advertising: state.extended_advertising,
            api_level: count("api_level", state.api_level)?,
            privileged: state.privileged,
            batching: state.batching,
            offloaded_filters: state.offloaded_filters,
            screen_on: state.screen_on,
            motion: state.motion.into(),
            radio_up: state.radio_up,
            service_running: state.service_running,
            service_refused: state.service_refused,
            bucket: state.bucket.into(),
            battery_exempt: state.battery_exempt,
            background_restricted: state.background_restricted,
            dozing: state.dozing,
            airplane_mode: state.airplane_mode,
            one_time_permission: state.one_time_permission,
            location_power_save: state.location_power_save,
            notifications_off: state.notifications_off,
            autostart_off: state.autostart_off,
            oem_battery_saver: state.oem_battery_saver,
            user_locked: state.user_locked,
            user_in_background: state.user_in_background,
            managed_restriction: state.managed_restriction,
            hibernated: state.hibernated,
        })
    }
}

impl TryFrom<Fix> for CoreFix {
    type Error = NativeError;

    fn try_from(fix: Fix) -> Result<Self, NativeError> {
        Ok(Self {
            latitude: fix.latitude,
            longitude: fix.longitude,
            accuracy_m: fix.accuracy_m,
            altitude_m: fix.altitude_m,
            speed_mps: fix.speed_mps,
            source: fix.source.into(),
            mock: fix.mock,
            boot_ms: count("boot_ms", fix.boot_ms)?,
        })
    }
}

impl From<findmesh_engine::PhoneEffect> for PhoneEffect {
    fn from(effect: findmesh_engine::PhoneEffect) -> Self {
        use findmesh_engine::PhoneEffect as E;
        match effect {
            E::StartScan { scan } => Self::StartScan { scan: scan.into() },
            E::StopScan { slot } => Self::StopScan { slot: slot.into() },
            E::RequestFix => Self::RequestFix,
            E::WakeAt { boot_ms, wall_ms, listen_boot_ms } => {
                Self::WakeAt { boot_ms: signed(boot_ms), wall_ms, listen_boot_ms: listen_boot_ms.map(signed) }
            }
        }
    }
}
