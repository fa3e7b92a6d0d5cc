//! All that happens to one phone in a day, whatever the app on it does.

use findmesh_core::phone::Connectivity;

use super::{Course, Encounter, Profile};

/// Something that happens to the phone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Change {
    /// The screen goes on or off.
    Screen(bool),
    /// It is put on a charger, or taken off.
    Charging(bool),
    /// Another network, or none.
    Connectivity(Connectivity),
    /// Its person sets off, or arrives (significant motion; in a vehicle too).
    Moving(bool),
    /// The user switches Bluetooth.
    Bluetooth(bool),
    /// It reboots: everything in memory is gone.
    Reboot,
    /// The user swipes the app out of recents.
    SwipedAway,
    /// Battery saver goes on or off.
    BatterySaver(bool),
    /// A headset or a car connected: a Bluetooth profile broadcast.
    ProfileConnected,
    /// Another app asked for a fix, which passive listeners get.
    OtherAppFix {
        /// 68 % radius, metres.
        accuracy_m: f32,
    },
    /// Another app begins (true) or ends (false) a scan at full duty.
    OtherAppScan(bool),
    /// The cellular radio is up for other traffic: a moment to send along with it.
    RadioUp,
}

/// One phone's day.
#[derive(Clone, Debug, PartialEq)]
pub struct PhoneDay {
    /// What kind of phone it is.
    pub profile: Profile,
    /// Where it is.
    pub course: Course,
    /// What happens to it, in order of time; changes at 0 say how the day begins.
    pub changes: Vec<(u64, Change)>,
    /// Its stays near separated tags, sorted by their beginning.
    pub encounters: Vec<Encounter>,
}
