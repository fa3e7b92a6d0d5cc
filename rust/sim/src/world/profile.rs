//! What kind of phone it is.

/// A standby bucket of Android, in which a finder that nobody opens sinks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bucket {
    /// Used every day.
    WorkingSet,
    /// Used often, not daily.
    Frequent,
    /// Hardly opened.
    Rare,
    /// Held back by the system or the user.
    Restricted,
}

/// What a phone can do and how its vendor and its user treat the app; drawn once a phone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Android's API level, 26 to 36.
    pub api_level: u16,
    /// The controller batches scan results.
    pub batching: bool,
    /// Bytes of its batch storage; 0 without batching.
    pub batch_storage: u32,
    /// Filter slots that no other app uses.
    pub slots_free: u8,
    /// Standby bucket of the app.
    pub bucket: Bucket,
    /// The vendor kills background apps eagerly.
    pub oem_tight: bool,
    /// On the device-idle allow-list ("unrestricted").
    pub exempt: bool,
    /// Extended advertising is supported.
    pub extended: bool,
    /// The user locked the app in recents.
    pub locked_in_recents: bool,
    /// A network location provider exists.
    pub network_provider: bool,
    /// The app holds the permission for exact alarms.
    pub exact_alarms: bool,
}
