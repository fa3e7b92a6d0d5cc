//! How a tag that is somebody else's is made to sound.

use findmesh_proto::command::apple_sound::Command;
use findmesh_proto::command::sound::{Answer, Refusal, Way};

use crate::convert::same;

/// A way to make a tag sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum SoundWay {
    /// The service for people who do not own the tag.
    Dult,
    /// A tag of somebody else for Apple's network, or AirPods.
    AppleAccessory,
    /// An AirTag with its older firmware.
    AirTag,
    /// Beacon Actions of the Find Hub network, where the owner lets anybody ring.
    BeaconActions,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum SoundCommand {
    /// The sound starts.
    Start,
    /// The sound stops.
    Stop,
}

/// Why a tag does not sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum SoundRefusal {
    /// It sounds already, or is asked to stop and does not sound.
    State,
    /// It serves nobody but its owner: usually because the owner is near.
    OwnerOnly,
    /// It cannot.
    Failed,
}

/// What a tag says of its sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum SoundAnswer {
    /// It sounds.
    Started,
    /// It sounds no more.
    Ended,
    /// It does not do what was asked.
    Refused {
        /// Why.
        why: SoundRefusal,
    },
    /// Nothing about sound.
    Other,
}

/// Where and how a way is gone.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct SoundEndpoint {
    /// The way.
    pub way: SoundWay,
    /// UUID of the service, 16 bytes, big endian.
    pub service: Vec<u8>,
    /// UUID of the characteristic, likewise.
    pub characteristic: Vec<u8>,
    /// The characteristic tells what becomes of a command.
    pub answers: bool,
    /// The characteristic is read before each command.
    pub challenged: bool,
    /// The MTU that whole answers need.
    pub mtu_min: i32,
}

same!(SoundWay, Way, Dult, AppleAccessory, AirTag, BeaconActions);
same!(SoundCommand, Command, Start, Stop);
same!(SoundRefusal, Refusal, State, OwnerOnly, Failed);

impl From<Way> for SoundEndpoint {
    fn from(way: Way) -> Self {
        let endpoint = way.endpoint();
        Self {
            way: way.into(),
            service: endpoint.service.to_vec(),
            characteristic: endpoint.characteristic.to_vec(),
            answers: way.answers(),
            challenged: way.challenged(),
            mtu_min: way.mtu_min().into(),
        }
    }
}

impl From<Answer> for SoundAnswer {
    fn from(answer: Answer) -> Self {
        match answer {
            Answer::Started => Self::Started,
            Answer::Ended => Self::Ended,
            Answer::Refused(why) => Self::Refused { why: why.into() },
            Answer::Other => Self::Other,
        }
    }
}
