//! Sound for people who do not own a tag: the four ways there are, as one table.
//!
//! Which way a tag takes shows in the services it has. Over the two that answer, a tag says that it began, that it
//! ended, or why it does not; over the others nothing is known but that the value was written.

use alloc::vec::Vec;

use super::apple_sound::{Command, Endpoint, Target};
use super::beacon_actions::{
    self, ActionError, Challenge, Components, GattError, Operation, Packet, Ring, RingChange, RingState,
    Volume,
};
use super::dult;

/// How long Find Hub's specification has a tag ring that its owner did not ask to: about 12 s.
const RING_DECISECONDS: u16 = 120;

/// What every link has before anybody asks for more.
const MTU_DEFAULT: u16 = 23;

/// A way to make a tag sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Way {
    /// The service for people who do not own the tag, [`dult`]; tags of every network may have it.
    Dult,
    /// A tag of somebody else for Apple's network, or AirPods.
    AppleAccessory,
    /// An AirTag with its older firmware.
    AirTag,
    /// Beacon Actions, which lets anybody ring a tag whose owner set it so: unwanted tracking protection without the
    /// authentication of ringing.
    BeaconActions,
}

/// What a tag says over a way that answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It sounds.
    Started,
    /// It sounds no more.
    Ended,
    /// It does not do what was asked.
    Refused(Refusal),
    /// Nothing about sound.
    Other,
}

/// Why a tag does not sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is not in a state to do so: it sounds already, or is asked to stop and does not sound.
    State,
    /// It serves nobody but its owner: usually because the owner is near.
    OwnerOnly,
    /// It cannot, for example because the earbuds that shall ring are out of its reach.
    Failed,
}

/// Bytes that no tag writes over this way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AnswerError {
    /// Of [`Way::Dult`].
    #[error(transparent)]
    Dult(#[from] dult::DecodeError),
    /// Of [`Way::BeaconActions`].
    #[error(transparent)]
    BeaconActions(#[from] ActionError),
    /// The way does not answer.
    #[error("this way does not answer")]
    Silent,
}

impl Way {
    /// All of them, in the order to try them in: ways that answer first, the one that most tags refuse last.
    pub const ALL: [Self; 4] = [Self::Dult, Self::AppleAccessory, Self::AirTag, Self::BeaconActions];

    /// Where the commands are written, and where answers come from.
    pub const fn endpoint(self) -> Endpoint {
        match self {
            Self::Dult => Endpoint { service: dult::SERVICE_UUID, characteristic: dult::CHARACTERISTIC_UUID },
            Self::AppleAccessory => Target::Accessory.endpoint(),
            Self::AirTag => Target::AirTag.endpoint(),
            Self::BeaconActions => Endpoint {
                service: Endpoint::short(beacon_actions::SERVICE_UUID),
                characteristic: beacon_actions::CHARACTERISTIC_UUID,
            },
        }
    }

    /// The characteristic indicates or notifies what becomes of a command.
    pub const fn answers(self) -> bool {
        matches!(self, Self::Dult | Self::BeaconActions)
    }

    /// The characteristic is read before each command, and what it says goes into [`Way::request`].
    pub const fn challenged(self) -> bool {
        matches!(self, Self::BeaconActions)
    }

    /// The MTU that whole answers need.
    pub const fn mtu_min(self) -> u16 {
        match self {
            Self::Dult => dult::MTU_MIN,
            Self::AppleAccessory | Self::AirTag | Self::BeaconActions => MTU_DEFAULT,
        }
    }

    /// The value to write; `None` where a sound ends by itself and cannot be stopped.
    ///
    /// `challenge` is what was read from a characteristic that is [`challenged`](Self::challenged); others ignore it.
    ///
    /// # Errors
    /// [`ActionError::ChallengeLength`] and [`ActionError::Version`] for what is no challenge.
    pub fn request(self, command: Command, challenge: &[u8]) -> Result<Option<Vec<u8>>, ActionError> {
        let apple = |target: Target| Ok(target.encode(command).map(<[u8]>::to_vec));
        match self {
            Self::Dult => Ok(Some(dult_request(command).encode().to_vec())),
            Self::AppleAccessory => apple(Target::Accessory),
            Self::AirTag => apple(Target::AirTag),
            Self::BeaconActions => Challenge::decode(challenge).and_then(|_| ring(command)).map(Some),
        }
    }

    /// What an indication or notification says.
    ///
    /// # Errors
    /// [`AnswerError`] for what no tag says, and for ways that are silent.
    pub fn answer(self, value: &[u8]) -> Result<Answer, AnswerError> {
        match self {
            Self::Dult => Ok(dult_answer(&dult::Response::decode(value)?)),
            Self::BeaconActions => Ok(ring_answer(&Packet::decode(value)?)?),
            Self::AppleAccessory | Self::AirTag => Err(AnswerError::Silent),
        }
    }

    /// Why a tag refused the write of a command, by the code of the attribute protocol; `None` for codes that have
    /// nothing to do with sound.
    pub fn refusal(self, att_error: u8) -> Option<Refusal> {
        match (self, GattError::from_code(att_error)?) {
            (Self::BeaconActions, GattError::Unauthenticated) => Some(Refusal::OwnerOnly),
            (Self::BeaconActions, GattError::InvalidValue) => Some(Refusal::Failed),
            _ => None,
        }
    }
}

const fn dult_request(command: Command) -> dult::Request {
    match command {
        Command::Start => dult::Request::SoundStart,
        Command::Stop => dult::Request::SoundStop,
    }
}

fn dult_answer(response: &dult::Response<'_>) -> Answer {
    match response {
        dult::Response::SoundCompleted => Answer::Ended,
        dult::Response::Command { opcode: dult::Opcode::SoundStart, status } => match status {
            dult::Status::Success => Answer::Started,
            other => Answer::Refused(dult_refusal(*other)),
        },
        dult::Response::Command { opcode: dult::Opcode::SoundStop, status } => match status {
            dult::Status::Success => Answer::Ended,
            other => Answer::Refused(dult_refusal(*other)),
        },
        _ => Answer::Other,
    }
}

const fn dult_refusal(status: dult::Status) -> Refusal {
    match status {
        dult::Status::InvalidState => Refusal::State,
        dult::Status::InvalidCommand => Refusal::OwnerOnly,
        _ => Refusal::Failed,
    }
}

/// The authentication is there and says nothing: a tag that lets anybody ring does not look at it.
fn ring(command: Command) -> Result<Vec<u8>, ActionError> {
    let ring = match command {
        Command::Start => {
            Ring { components: Components::ALL, deciseconds: RING_DECISECONDS, volume: Volume::High }
        }
        Command::Stop => Ring::STOP,
    };
    Packet { operation: Operation::Ring, authentication: [0; 8], data: &ring.encode() }.encode()
}

fn ring_answer(packet: &Packet<'_>) -> Result<Answer, ActionError> {
    let beacon_actions::Response::RingChange(RingChange { state, .. }) =
        beacon_actions::Response::decode(packet)?
    else {
        return Ok(Answer::Other);
    };
    Ok(match state {
        RingState::Started => Answer::Started,
        RingState::Failed => Answer::Refused(Refusal::Failed),
        RingState::StoppedByTimeout | RingState::StoppedByButton | RingState::StoppedByRequest => {
            Answer::Ended
        }
        RingState::Reserved(_) => Answer::Other,
    })
}
