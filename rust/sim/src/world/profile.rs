//! What kind of phone it is.

use super::dice::Dice;
use crate::platform::Constants;

/// Phones in use by API level. Google's distribution dashboard of spring 2025, moved on by a year and a half and
/// rounded: assumed.
const API_LEVELS: [(u16, f64); 10] = [
    (26, 0.02),
    (27, 0.02),
    (28, 0.04),
    (29, 0.06),
    (30, 0.09),
    (31, 0.11),
    (33, 0.13),
    (34, 0.17),
    (35, 0.21),
    (36, 0.15),
];

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

impl Profile {
    /// Drawn by the shares of the constants `phones.*`. Each has a draw of its own, so that another share changes as few
    /// phones as it must.
    pub(super) fn draw(seed: u64, phone: usize, constants: &Constants) -> Self {
        let mut dice = Dice::new(seed, "profile", phone as u64);
        let api_level = dice.weighted(&API_LEVELS);
        let mut has = |name: &str| dice.chance(constants.at(name, api_level));
        let batching = has("phones.batching");
        let extended = has("phones.extended");
        let oem_tight = has("phones.oem_tight");
        let exempt = has("phones.exempt");
        let locked = has("phones.locked_in_recents");
        let network_provider = has("phones.network_provider");
        let exact_alarms = has("phones.exact_alarms");
        let bucket = bucket(dice.uniform(), constants);
        Self {
            api_level,
            batching,
            batch_storage: if batching { whole(constants.at("scan.batch_storage", api_level)) } else { 0 },
            slots_free: u8::try_from(whole(constants.at("scan.slots_free", api_level))).unwrap_or(u8::MAX),
            bucket,
            oem_tight,
            exempt,
            extended,
            locked_in_recents: oem_tight && locked,
            network_provider,
            exact_alarms,
        }
    }
}

/// Working set from below, restricted from above, frequent next to the working set, rare between.
fn bucket(draw: f64, constants: &Constants) -> Bucket {
    let working = constants.f64("phones.bucket.working");
    let frequent = constants.f64("phones.bucket.frequent");
    let restricted = constants.f64("phones.bucket.restricted");
    match draw {
        _ if draw < working => Bucket::WorkingSet,
        _ if draw < working + frequent => Bucket::Frequent,
        _ if draw >= 1.0 - restricted => Bucket::Restricted,
        _ => Bucket::Rare,
    }
}

fn whole(value: f64) -> u32 {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // counts and bytes
    {
        value.max(0.0).round() as u32
    }
}
