//! Ringing: what is asked for and what a tag tells of it.

use super::{ActionError, Operation};

/// The longest that a tag rings for one request, deciseconds: ten minutes.
const TIMEOUT_MAX: u16 = 6000;

/// Parts of a tag that ring, a bitmask. Other bits than the named ones are reserved and kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Components(pub u8);

impl Components {
    /// None: stop.
    pub const NONE: Self = Self(0);
    /// The right bud.
    pub const RIGHT: Self = Self(0x01);
    /// The left bud.
    pub const LEFT: Self = Self(0x02);
    /// The case.
    pub const CASE: Self = Self(0x04);
    /// Everything that there is.
    pub const ALL: Self = Self(0xFF);

    /// Whether all of `others` are among these.
    pub const fn contains(self, others: Self) -> bool {
        self.0 & others.0 == others.0
    }

    /// Bits that no version of the specification names; none in [`Self::ALL`].
    pub const fn reserved_bits(self) -> u8 {
        if self.0 == Self::ALL.0 { 0 } else { self.0 & 0xF8 }
    }
}

/// How loud.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Volume {
    /// As the tag likes.
    Default = 0,
    /// Low.
    Low = 1,
    /// Medium.
    Medium = 2,
    /// High.
    High = 3,
}

impl Volume {
    /// The volume with this number.
    pub const fn from_byte(volume: u8) -> Result<Self, ActionError> {
        match volume {
            0 => Ok(Self::Default),
            1 => Ok(Self::Low),
            2 => Ok(Self::Medium),
            3 => Ok(Self::High),
            _ => Err(ActionError::Volume { volume }),
        }
    }
}

/// A request to ring or to stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ring {
    /// What shall ring; none: stop.
    pub components: Components,
    /// 1 to 6000; of no meaning in a request to stop.
    pub deciseconds: u16,
    /// How loud.
    pub volume: Volume,
}

impl Ring {
    /// Stops everything.
    pub const STOP: Self = Self { components: Components::NONE, deciseconds: 0, volume: Volume::Default };

    /// Takes the data of a request apart.
    pub fn decode(data: &[u8]) -> Result<Self, ActionError> {
        let wrong_length = ActionError::DataLength { operation: Operation::Ring, length: data.len() };
        let &[components, high, low, volume] = data else {
            return Err(wrong_length);
        };
        let components = Components(components);
        let deciseconds = u16::from_be_bytes([high, low]);
        if components != Components::NONE && !(1..=TIMEOUT_MAX).contains(&deciseconds) {
            return Err(ActionError::Timeout { deciseconds });
        }
        Ok(Self { components, deciseconds, volume: Volume::from_byte(volume)? })
    }

    /// The data of the request.
    pub const fn encode(self) -> [u8; 4] {
        let [high, low] = self.deciseconds.to_be_bytes();
        [self.components.0, high, low, self.volume as u8]
    }
}

/// Why a tag tells that its ringing changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RingState {
    /// It rings.
    Started,
    /// It cannot start or stop: all the components are out of range.
    Failed,
    /// It stopped when its time was over.
    StoppedByTimeout,
    /// Somebody pressed the button.
    StoppedByButton,
    /// It was asked to stop.
    StoppedByRequest,
    /// A number that no version of the specification names.
    Reserved(u8),
}

impl RingState {
    /// The state with this number.
    pub const fn from_byte(state: u8) -> Self {
        match state {
            0 => Self::Started,
            1 => Self::Failed,
            2 => Self::StoppedByTimeout,
            3 => Self::StoppedByButton,
            4 => Self::StoppedByRequest,
            other => Self::Reserved(other),
        }
    }

    /// Its number.
    pub const fn byte(self) -> u8 {
        match self {
            Self::Started => 0,
            Self::Failed => 1,
            Self::StoppedByTimeout => 2,
            Self::StoppedByButton => 3,
            Self::StoppedByRequest => 4,
            Self::Reserved(other) => other,
        }
    }
}

/// What rings at the moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ringing {
    /// The parts that ring.
    pub components: Components,
    /// For how long yet; 0 when nothing rings.
    pub deciseconds: u16,
}

impl Ringing {
    pub(super) const fn from_bytes([components, high, low]: [u8; 3]) -> Self {
        Self { components: Components(components), deciseconds: u16::from_be_bytes([high, low]) }
    }

    pub(super) const fn to_bytes(self) -> [u8; 3] {
        let [high, low] = self.deciseconds.to_be_bytes();
        [self.components.0, high, low]
    }
}

/// The notification of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RingChange {
    /// What happened.
    pub state: RingState,
    /// What rings after it.
    pub ringing: Ringing,
}
