//! The four ways to make a tag sound, byte by byte.

#![allow(missing_docs)]

use findmesh_proto::command::apple_sound::Command;
use findmesh_proto::command::beacon_actions::{ActionError, Packet, Request, Ring};
use findmesh_proto::command::sound::{Answer, AnswerError, Refusal, Way};
use findmesh_proto::deployment::parse_uuid;
use proptest::prelude::*;

const CHALLENGE: [u8; 9] = [1, 0, 1, 2, 3, 4, 5, 6, 7];

fn request(way: Way, command: Command) -> Option<String> {
    way.request(command, &CHALLENGE).unwrap().map(hex::encode)
}

fn answer(way: Way, hex: &str) -> Answer {
    way.answer(&hex::decode(hex).unwrap()).unwrap()
}

#[test]
fn each_way_has_its_place() {
    let places = [
        ("15190001-12F4-C226-88ED-2AC5579F2A85", "8E0C0001-1D68-FB92-BF61-48377421680E", 69),
        ("0000FD44-0000-1000-8000-00805F9B34FB", "4F860003-943B-49EF-BED4-2F730304427A", 23),
        ("7DFC9000-7D1C-4951-86AA-8D9728F8D66C", "7DFC9001-7D1C-4951-86AA-8D9728F8D66C", 23),
        ("0000FE2C-0000-1000-8000-00805F9B34FB", "FE2C1238-8366-4814-8EB0-01DE32100BEA", 23),
    ];
    for (way, (service, characteristic, mtu)) in Way::ALL.into_iter().zip(places) {
        let endpoint = way.endpoint();
        assert_eq!(endpoint.service, parse_uuid(service).unwrap());
        assert_eq!(endpoint.characteristic, parse_uuid(characteristic).unwrap());
        assert_eq!(way.mtu_min(), mtu);
    }
    assert_eq!(Way::ALL.map(Way::answers), [true, false, false, true]);
    assert_eq!(Way::ALL.map(Way::challenged), [false, false, false, true]);
}

#[test]
fn what_is_written() {
    let starts = ["0003", "010003", "af", "050c0000000000000000ff007803"];
    assert_eq!(Way::ALL.map(|way| request(way, Command::Start)), starts.map(|hex| Some(hex.to_owned())));
    let stops = [Some("0103"), Some("010103"), None, Some("050c000000000000000000000000")];
    assert_eq!(Way::ALL.map(|way| request(way, Command::Stop)), stops.map(|hex| hex.map(str::to_owned)));
}

#[test]
fn a_ring_is_one_that_a_tag_can_read() {
    let written = Way::BeaconActions.request(Command::Start, &CHALLENGE).unwrap().unwrap();
    let Request::Ring(ring) = Request::decode(&Packet::decode(&written).unwrap()).unwrap() else {
        panic!("no ring");
    };
    assert_eq!((ring.components.0, ring.deciseconds), (0xFF, 120));
    let stop = Way::BeaconActions.request(Command::Stop, &CHALLENGE).unwrap().unwrap();
    assert_eq!(Request::decode(&Packet::decode(&stop).unwrap()), Ok(Request::Ring(Ring::STOP)));
}

#[test]
fn a_ring_needs_a_challenge_of_this_version() {
    let error = |challenge: &[u8]| Way::BeaconActions.request(Command::Start, challenge).unwrap_err();
    assert_eq!(error(&[]), ActionError::ChallengeLength { length: 0 });
    assert_eq!(error(&[2; 9]), ActionError::Version { version: 2 });
    assert!(Way::Dult.request(Command::Start, &[]).is_ok());
}

#[test]
fn what_a_tag_says() {
    let dult = |hex| answer(Way::Dult, hex);
    assert_eq!(dult("020300030000"), Answer::Started);
    assert_eq!(dult("020301030000"), Answer::Ended);
    assert_eq!(dult("0303"), Answer::Ended);
    assert_eq!(dult("020300030100"), Answer::Refused(Refusal::State));
    assert_eq!(dult("02030003ffff"), Answer::Refused(Refusal::OwnerOnly));
    assert_eq!(dult("020300030400"), Answer::Refused(Refusal::Failed));
    assert_eq!(dult("020301030100"), Answer::Refused(Refusal::State));
    assert_eq!(dult("090802"), Answer::Other);
    let ring = |state: &str| answer(Way::BeaconActions, &format!("050c0000000000000000{state}ff0078"));
    assert_eq!(ring("00"), Answer::Started);
    assert_eq!(ring("01"), Answer::Refused(Refusal::Failed));
    assert_eq!(["02", "03", "04"].map(ring), [Answer::Ended; 3]);
    assert_eq!(ring("09"), Answer::Other);
    assert_eq!(answer(Way::BeaconActions, "060b0000000000000000ff0078"), Answer::Other);
}

#[test]
fn what_no_tag_says() {
    assert!(matches!(Way::Dult.answer(&[2]), Err(AnswerError::Dult(_))));
    assert!(matches!(Way::BeaconActions.answer(&[5]), Err(AnswerError::BeaconActions(_))));
    assert_eq!(Way::AirTag.answer(&[0]), Err(AnswerError::Silent));
    assert_eq!(Way::AppleAccessory.answer(&[0]), Err(AnswerError::Silent));
}

#[test]
fn a_refused_write() {
    assert_eq!(Way::BeaconActions.refusal(0x80), Some(Refusal::OwnerOnly));
    assert_eq!(Way::BeaconActions.refusal(0x81), Some(Refusal::Failed));
    assert_eq!(Way::BeaconActions.refusal(0x05), None);
    assert_eq!(Way::Dult.refusal(0x80), None);
}

proptest! {
    #[test]
    fn no_bytes_are_too_strange(value in proptest::collection::vec(any::<u8>(), 0..80)) {
        for way in Way::ALL {
            let _ = (way.answer(&value), way.request(Command::Start, &value));
        }
    }
}
