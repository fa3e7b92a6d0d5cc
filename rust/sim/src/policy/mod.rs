//! Policies that compete: ours, which are the finder itself under one plan each, and published ones.
//!
//! A published policy here is its way of *listening*, with the constants of its sources; what it hears is reported by the
//! same finder as ours, so that shares compare. Where a source leaves something open, the choice is the one that is better
//! for the competitor, and its file says so.

mod cycle;
mod listener;
mod published;

use std::borrow::Cow;

use crate::world::{Bucket, PhoneDay, Profile};
pub use cycle::Cycle;
pub(crate) use listener::Listener;

/// Concrete filters of a scan for the tags of three networks, in both forms of advertising.
pub(crate) const FILTERS: u8 = 5;
/// Those of them that are for extended adverts.
pub(crate) const EXTENDED_FILTERS: u8 = 2;

/// A policy by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Policy {
    /// Ours, in any app.
    Background,
    /// Ours, in an app with a visible notification.
    ForegroundService,
    /// Ours, as a part of the system.
    System,
    /// Our reporting over what other apps' scans let through.
    Opportunistic,
    /// AirGuard's background scan.
    AirguardDefault,
    /// AirGuard's background scan with its low-power switch on.
    AirguardLowPower,
    /// AltBeacon's background cycle.
    AltbeaconBackground,
    /// Google's Exposure Notifications.
    ExposureNotifications,
    /// OpenTrace.
    Opentrace,
    /// DP-3T before it moved to Exposure Notifications.
    Dp3t,
}

/// How a policy comes to listen.
#[derive(Clone, Copy, Debug)]
pub enum Listening {
    /// As the finder asks.
    Finder,
    /// One opportunistic scan, whatever the finder asks.
    Opportunistic,
    /// A cycle of scans and pauses.
    Cycle(Cycle),
}

impl Policy {
    /// Every policy, ours first, in the order of the table.
    pub const ALL: [Self; 10] = [
        Self::Background,
        Self::ForegroundService,
        Self::System,
        Self::Opportunistic,
        Self::AirguardDefault,
        Self::AirguardLowPower,
        Self::AltbeaconBackground,
        Self::ExposureNotifications,
        Self::Opentrace,
        Self::Dp3t,
    ];

    /// Stable name, snake case.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Background => "background",
            Self::ForegroundService => "foreground_service",
            Self::System => "system",
            Self::Opportunistic => "opportunistic",
            Self::AirguardDefault => "airguard_default",
            Self::AirguardLowPower => "airguard_low_power",
            Self::AltbeaconBackground => "altbeacon_background",
            Self::ExposureNotifications => "exposure_notifications",
            Self::Opentrace => "opentrace",
            Self::Dp3t => "dp3t",
        }
    }

    /// The policy of a stable name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|policy| policy.as_str() == name)
    }

    /// Whether it is one of ours.
    #[must_use]
    pub const fn is_ours(self) -> bool {
        matches!(self, Self::Background | Self::ForegroundService | Self::System | Self::Opportunistic)
    }

    /// How it listens.
    #[must_use]
    pub const fn listening(self) -> Listening {
        match self {
            Self::Background | Self::ForegroundService | Self::System => Listening::Finder,
            Self::Opportunistic => Listening::Opportunistic,
            Self::AirguardDefault => Listening::Cycle(published::airguard::DEFAULT),
            Self::AirguardLowPower => Listening::Cycle(published::airguard::LOW_POWER),
            Self::AltbeaconBackground => Listening::Cycle(published::altbeacon::BACKGROUND),
            Self::ExposureNotifications => Listening::Cycle(published::exposure_notifications::CLIENT),
            Self::Opentrace => Listening::Cycle(published::opentrace::SERVICE),
            Self::Dp3t => Listening::Cycle(published::dp3t::SERVICE),
        }
    }

    /// Whether it keeps a foreground service, or stands as high as one.
    pub(crate) const fn keeps_service(self) -> bool {
        match self.listening() {
            Listening::Cycle(cycle) => cycle.service,
            _ => matches!(self, Self::ForegroundService | Self::System),
        }
    }

    /// Whether it is a part of the system, with the allow-lists that go with that.
    pub(crate) const fn is_system(self) -> bool {
        matches!(self, Self::System | Self::ExposureNotifications)
    }

    /// The day of a phone on which this policy is installed. The system's own apps are on every allow-list; a published
    /// app may set exact alarms, as it could when its constants were chosen.
    pub(crate) fn installed_on(self, day: &PhoneDay) -> Cow<'_, PhoneDay> {
        let profile = match self {
            _ if self.is_system() => as_system(&day.profile),
            _ if !self.is_ours() => Profile { exact_alarms: true, ..day.profile.clone() },
            _ => return Cow::Borrowed(day),
        };
        Cow::Owned(PhoneDay { profile, ..day.clone() })
    }
}

fn as_system(profile: &Profile) -> Profile {
    Profile {
        bucket: Bucket::WorkingSet,
        oem_tight: false,
        exempt: true,
        locked_in_recents: true,
        exact_alarms: true,
        ..profile.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_stable_and_lead_back() {
        for policy in Policy::ALL {
            assert_eq!(Policy::from_name(policy.as_str()), Some(policy));
        }
        assert_eq!(Policy::from_name("all"), None);
    }

    #[test]
    fn ours_come_first() {
        let ours: Vec<bool> = Policy::ALL.into_iter().map(Policy::is_ours).collect();
        assert_eq!(ours.iter().rposition(|ours| *ours), Some(3));
        assert_eq!(ours.iter().filter(|ours| **ours).count(), 4);
    }
}
