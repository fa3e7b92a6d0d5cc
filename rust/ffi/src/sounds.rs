//! The bytes that make a tag sound that is somebody else's. Needs no engine and may be called from any thread.

use findmesh_proto::command::sound::Way;

use crate::error::NativeError;
use crate::types::sound::{SoundAnswer, SoundCommand, SoundEndpoint, SoundRefusal, SoundWay};

/// Every way there is, in the order to try them in.
#[uniffi::export]
pub fn sound_ways() -> Vec<SoundEndpoint> {
    Way::ALL.into_iter().map(SoundEndpoint::from).collect()
}

/// The value to write; none where a sound ends by itself and cannot be stopped. `challenge` is what was read from a
/// characteristic that is challenged, empty elsewhere.
#[uniffi::export]
pub fn sound_request(
    way: SoundWay,
    command: SoundCommand,
    challenge: Vec<u8>,
) -> Result<Option<Vec<u8>>, NativeError> {
    let request = Way::from(way).request(command.into(), &challenge);
    request.map_err(|error| NativeError::argument("challenge", &error.to_string()))
}

/// What an indication or notification of the way's characteristic says.
#[uniffi::export]
pub fn sound_answer(way: SoundWay, value: Vec<u8>) -> Result<SoundAnswer, NativeError> {
    let answer = Way::from(way).answer(&value).map(SoundAnswer::from);
    answer.map_err(|error| NativeError::argument("value", &error.to_string()))
}

/// Why the write of a command was refused with this code of the attribute protocol; none for codes that have nothing to
/// do with sound.
#[uniffi::export]
pub fn sound_refusal(way: SoundWay, att_error: i32) -> Option<SoundRefusal> {
    let code = u8::try_from(att_error).ok()?;
    Way::from(way).refusal(code).map(SoundRefusal::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_arrives_in_its_order() {
        let ways = sound_ways();
        assert_eq!(ways.iter().map(|way| Way::from(way.way)).collect::<Vec<_>>(), Way::ALL);
        assert!(ways.iter().all(|way| way.service.len() == 16 && way.characteristic.len() == 16));
        assert_eq!(ways.iter().map(|way| way.mtu_min).max(), Some(69));
    }

    #[test]
    fn bytes_go_through() {
        let request = |way, command| sound_request(way, command, vec![1; 9]).unwrap();
        assert_eq!(request(SoundWay::Dult, SoundCommand::Stop), Some(vec![1, 3]));
        assert_eq!(request(SoundWay::AirTag, SoundCommand::Stop), None);
        assert_eq!(sound_answer(SoundWay::Dult, vec![3, 3]).unwrap(), SoundAnswer::Ended);
        assert_eq!(
            sound_answer(SoundWay::Dult, vec![2, 3, 0, 3, 0xFF, 0xFF]).unwrap(),
            SoundAnswer::Refused { why: SoundRefusal::OwnerOnly }
        );
        assert_eq!(sound_refusal(SoundWay::BeaconActions, 0x80), Some(SoundRefusal::OwnerOnly));
        assert_eq!(sound_refusal(SoundWay::BeaconActions, 0x180), None);
    }

    #[test]
    fn what_is_not_understood_is_named() {
        let name = |error: NativeError| match error {
            NativeError::InvalidArgument { argument, .. } => argument,
            other => panic!("{other:?}"),
        };
        let no_challenge = sound_request(SoundWay::BeaconActions, SoundCommand::Start, Vec::new());
        assert_eq!(name(no_challenge.unwrap_err()), "challenge");
        assert_eq!(name(sound_answer(SoundWay::AirTag, Vec::new()).unwrap_err()), "value");
    }
}
