//! What a SmartTag says in a few bits: its state and its battery.

use super::super::{Battery, State};

/// Bits 2 to 0 of byte 0. The two values that nobody has described are kept apart and not taken for a neighbour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TagState {
    /// 0: no known tag sends it.
    Reserved0,
    /// 1: away for less than 15 minutes.
    PrematureOffline,
    /// 2: away for 15 minutes to a day.
    Offline,
    /// 3: away for more than a day.
    OvermatureOffline,
    /// 4: connected to its owner.
    ConnectedOne,
    /// 5: connected to somebody with whom it is shared.
    ConnectedNonOwner,
    /// 6: connected to two devices.
    ConnectedTwo,
    /// 7: no known tag sends it.
    Reserved7,
}

impl TagState {
    /// The state in three bits; the others are not read.
    pub(super) const fn from_bits(bits: u8) -> Self {
        match bits & 7 {
            0 => Self::Reserved0,
            1 => Self::PrematureOffline,
            2 => Self::Offline,
            3 => Self::OvermatureOffline,
            4 => Self::ConnectedOne,
            5 => Self::ConnectedNonOwner,
            6 => Self::ConnectedTwo,
            _ => Self::Reserved7,
        }
    }

    /// The name in output; of a reserved value it holds the number.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reserved0 => "reserved_0",
            Self::PrematureOffline => "premature_offline",
            Self::Offline => "offline",
            Self::OvermatureOffline => "overmature_offline",
            Self::ConnectedOne => "connected_one",
            Self::ConnectedNonOwner => "connected_non_owner",
            Self::ConnectedTwo => "connected_two",
            Self::Reserved7 => "reserved_7",
        }
    }
}

impl From<TagState> for State {
    /// A tag that has just lost its owner is as separated as one that lost him yesterday. One that is connected is
    /// with somebody who uses it, owner or not. A reserved value says nothing.
    fn from(state: TagState) -> Self {
        match state {
            TagState::PrematureOffline | TagState::Offline | TagState::OvermatureOffline => Self::Separated,
            TagState::ConnectedOne | TagState::ConnectedNonOwner | TagState::ConnectedTwo => Self::NearOwner,
            TagState::Reserved0 | TagState::Reserved7 => Self::Unknown,
        }
    }
}

/// Bits 1 and 0 of byte 12.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TagBattery {
    /// 3.
    Full,
    /// 2.
    Medium,
    /// 1.
    Low,
    /// 0.
    VeryLow,
}

impl TagBattery {
    /// The level in two bits; the others are not read.
    pub(super) const fn from_bits(bits: u8) -> Self {
        match bits & 3 {
            0 => Self::VeryLow,
            1 => Self::Low,
            2 => Self::Medium,
            _ => Self::Full,
        }
    }

    /// The name in output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Medium => "medium",
            Self::Low => "low",
            Self::VeryLow => "very_low",
        }
    }
}

impl From<TagBattery> for Battery {
    fn from(battery: TagBattery) -> Self {
        match battery {
            TagBattery::Full => Self::Full,
            TagBattery::Medium => Self::Medium,
            TagBattery::Low => Self::Low,
            TagBattery::VeryLow => Self::Critical,
        }
    }
}
