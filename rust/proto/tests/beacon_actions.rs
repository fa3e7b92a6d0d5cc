//! Beacon Actions, byte by byte.

#![allow(missing_docs)]

mod common;

use common::annotated;
use findmesh_proto::command::beacon_actions::{
    ActionError, BeaconParameters, CHARACTERISTIC_UUID, Challenge, Components, GattError, Operation, Packet,
    Protection, Provisioning, Request, Response, Ring, RingChange, RingState, Ringing, Volume,
};

const PROOF: [u8; 8] = [0xA0, 0xA1, 0xA2, 0xA3, 0xA4, 0xA5, 0xA6, 0xA7];
const KEY: [u8; 32] = [0xEE; 32];

/// These bytes are this request, and the request is these bytes.
fn check_request(text: &str, request: &Request<'_>) {
    let bytes = annotated(text);
    let packet = Packet::decode(&bytes).unwrap();
    assert_eq!(packet.operation, request.operation());
    assert_eq!(Request::decode(&packet).as_ref(), Ok(request));
    assert_eq!(Packet { data: &request.data(), ..packet }.encode().unwrap(), bytes);
    check_lengths(&bytes, |packet| Request::decode(packet).map(|_| ()));
}

/// As [`check_request`].
fn check_response(text: &str, response: &Response<'_>) {
    let bytes = annotated(text);
    let packet = Packet::decode(&bytes).unwrap();
    assert_eq!(packet.operation, response.operation());
    assert_eq!(Response::decode(&packet).as_ref(), Ok(response));
    assert_eq!(Packet { data: &response.data(), ..packet }.encode().unwrap(), bytes);
    check_lengths(&bytes, |packet| Response::decode(packet).map(|_| ()));
}

/// One byte less or more is no packet; with its length byte put right it is one, whose data is refused unless the operation
/// takes data of any length, or of this one too.
fn check_lengths(bytes: &[u8], decode: impl Fn(&Packet<'_>) -> Result<(), ActionError>) {
    let (cut, long) = (&bytes[..bytes.len() - 1], [bytes, &[0]].concat());
    for changed in [cut, &long] {
        let error = match changed.len() {
            ..10 => ActionError::Cut { length: changed.len() },
            length => ActionError::Length { stated: bytes[1], actual: length - 2 },
        };
        assert_eq!(Packet::decode(changed), Err(error));
        let mut right = changed.to_vec();
        right[1] = u8::try_from(changed.len() - 2).unwrap();
        let Ok(packet) = Packet::decode(&right) else { continue };
        let flexible = matches!(
            packet.operation,
            Operation::RangingCapability | Operation::RangingConfiguration | Operation::RangingStop
        ) || packet.operation == Operation::ActivateProtection && packet.data.len() < 2;
        let wrong = ActionError::DataLength { operation: packet.operation, length: packet.data.len() };
        let answer = decode(&packet);
        assert!(answer == Err(wrong) || flexible && answer.is_ok(), "{answer:?}");
    }
}

#[test]
fn a_challenge_is_version_and_nonce() {
    let bytes = annotated(
        "01               # version
         0001020304050607 # nonce",
    );
    let challenge = Challenge::decode(&bytes).unwrap();
    assert_eq!(challenge.nonce, [0, 1, 2, 3, 4, 5, 6, 7]);
    assert_eq!(challenge.encode().as_slice(), bytes);
    for length in 0..9 {
        assert_eq!(Challenge::decode(&bytes[..length]), Err(ActionError::ChallengeLength { length }));
    }
    let long = [bytes.as_slice(), &[0]].concat();
    assert_eq!(Challenge::decode(&long), Err(ActionError::ChallengeLength { length: 10 }));
    assert_eq!(Challenge::decode(&[2; 9]), Err(ActionError::Version { version: 2 }));
    assert_eq!(format!("{challenge:?}"), "Challenge(redacted)");
}

#[test]
fn requests_without_data() {
    for (id, request) in [
        ("00", Request::ReadBeaconParameters),
        ("01", Request::ReadProvisioningState),
        ("04", Request::ReadIdentityKey),
        ("06", Request::ReadRingingState),
        ("07", Request::ActivateProtection(Protection(0))),
    ] {
        check_request(&format!("{id} 08 # id, length\n 1111111111111111 # authentication"), &request);
    }
}

#[test]
fn requests_about_the_identity_key() {
    let head = "02 28                # set the identity key, 40 bytes
         1111111111111111     # authentication
         eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee # the key, encrypted";
    check_request(head, &Request::SetIdentityKey { encrypted: &KEY, proof: None });
    let head = head.replace("02 28", "02 30");
    check_request(
        &format!("{head}\na0a1a2a3a4a5a6a7 # proof of the old one"),
        &Request::SetIdentityKey { encrypted: &KEY, proof: Some(&PROOF) },
    );
    check_request(
        "03 10            # clear the identity key
         1111111111111111 # authentication
         a0a1a2a3a4a5a6a7 # proof",
        &Request::ClearIdentityKey { proof: &PROOF },
    );
}

#[test]
fn requests_to_ring() {
    check_request(
        "05 0c            # ring
         1111111111111111 # authentication
         ff               # everything
         0258             # for 600 deciseconds
         03               # loud",
        &Request::Ring(Ring { components: Components::ALL, deciseconds: 600, volume: Volume::High }),
    );
    check_request(
        "05 0c            # ring
         1111111111111111 # authentication
         03               # right and left
         1770             # for ten minutes
         00               # as the tag likes",
        &Request::Ring(Ring { components: Components(3), deciseconds: 6000, volume: Volume::Default }),
    );
    check_request("05 0c 1111111111111111 00 0000 00 # stop", &Request::Ring(Ring::STOP));
    // A request to stop states any time.
    check_request(
        "05 0c 1111111111111111 00 ffff 01",
        &Request::Ring(Ring { components: Components::NONE, deciseconds: 65535, volume: Volume::Low }),
    );
}

#[test]
fn ringing_has_limits() {
    let decode = |data: [u8; 4]| Ring::decode(&data);
    assert_eq!(decode([1, 0, 0, 0]), Err(ActionError::Timeout { deciseconds: 0 }));
    assert_eq!(decode([1, 0x17, 0x71, 0]), Err(ActionError::Timeout { deciseconds: 6001 }));
    assert_eq!(decode([1, 0, 1, 4]), Err(ActionError::Volume { volume: 4 }));
    assert_eq!(decode([1, 0, 1, 2]).map(|ring| ring.volume), Ok(Volume::Medium));
    for length in [0, 1, 3, 5] {
        let error = ActionError::DataLength { operation: Operation::Ring, length };
        assert_eq!(Ring::decode(&[1, 0, 1, 0, 0][..length]), Err(error));
    }
}

#[test]
fn components_keep_reserved_bits() {
    assert!(Components::ALL.contains(Components::CASE) && !Components::LEFT.contains(Components::RIGHT));
    assert_eq!(Components::ALL.reserved_bits(), 0);
    assert_eq!(Components(0x0F).reserved_bits(), 0x08);
    assert_eq!(Components(0x07).reserved_bits(), 0);
}

#[test]
fn requests_about_unwanted_tracking() {
    check_request(
        "07 09            # switch protection on
         1111111111111111 # authentication
         01               # anybody may ring",
        &Request::ActivateProtection(Protection::SKIP_RING_AUTHENTICATION),
    );
    assert!(Protection(0x81).skips_ring_authentication() && !Protection(0x80).skips_ring_authentication());
    check_request(
        "08 10            # switch it off
         1111111111111111 # authentication
         a0a1a2a3a4a5a6a7 # proof",
        &Request::DeactivateProtection { proof: &PROOF },
    );
    // All flags clear may be written, too.
    let written = annotated("07 09 1111111111111111 00");
    let request = Request::decode(&Packet::decode(&written).unwrap());
    assert_eq!(request, Ok(Request::ActivateProtection(Protection(0))));
}

#[test]
fn requests_and_responses_of_ranging_carry_messages_whole() {
    let message = [0x01, 0x00, 0x0F, 0x00];
    let text = |id: &str| {
        format!(
            "{id} 0c           # ranging
             1111111111111111 # authentication
             01 00            # version, message
             0f00             # techniques"
        )
    };
    check_request(&text("0a"), &Request::RangingCapability(&message));
    check_request(&text("0b"), &Request::RangingConfiguration(&message));
    check_request(&text("0d"), &Request::RangingStop(&message));
    check_response(&text("0a"), &Response::RangingCapability(&message));
    check_response(&text("0b"), &Response::RangingConfiguration(&message));
    check_response(&text("0d"), &Response::RangingStop(&message));
}

#[test]
fn the_messages_of_ranging_are_those_of_the_ranging_module() {
    use findmesh_proto::command::ranging;
    let written = annotated("0a 0c 1111111111111111 01 00 0f00");
    let Ok(Request::RangingCapability(message)) = Request::decode(&Packet::decode(&written).unwrap()) else {
        panic!("another request");
    };
    assert!(ranging::Message::decode(message).is_ok());
}

#[test]
fn responses_without_data() {
    for (id, response) in [
        ("02", Response::IdentityKeySet),
        ("03", Response::IdentityKeyCleared),
        ("07", Response::ProtectionActivated),
        ("08", Response::ProtectionDeactivated),
    ] {
        let text = format!("{id} 08 # id, length\n 1111111111111111 # authentication");
        let bytes = annotated(&text);
        let packet = Packet::decode(&bytes).unwrap();
        assert_eq!(Response::decode(&packet), Ok(response));
        let with_data = Packet { data: &[0], ..packet };
        let error = ActionError::DataLength { operation: packet.operation, length: 1 };
        assert_eq!(Response::decode(&with_data), Err(error));
        assert_eq!(Packet { data: &response.data(), ..packet }.encode().unwrap(), bytes);
    }
}

#[test]
fn responses_with_keys_and_identifiers() {
    check_response(
        "00 18            # beacon parameters
         1111111111111111 # authentication
         eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee # encrypted",
        &Response::BeaconParameters { encrypted: &[0xEE; 16] },
    );
    check_response(
        "04 28            # identity key
         1111111111111111 # authentication
         eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee # encrypted",
        &Response::IdentityKey { encrypted: &KEY },
    );
    let state = Provisioning { state: 2, eid: None };
    check_response("01 09 1111111111111111 02 # not provisioned, owner", &Response::ProvisioningState(state));
    assert!(!state.has_identity_key() && state.caller_is_owner());
    let eid = [0xE1; 20];
    let state = Provisioning { state: 1, eid: Some(&eid) };
    check_response(
        "01 1d            # provisioning state
         1111111111111111 # authentication
         01               # provisioned, not the owner
         e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1 # EID",
        &Response::ProvisioningState(state),
    );
    assert!(state.has_identity_key() && !state.caller_is_owner());
    let long = [0xE1; 32];
    let state = Response::ProvisioningState(Provisioning { state: 0xF3, eid: Some(&long) });
    check_response(
        "01 29 1111111111111111
         f3               # with reserved bits, which are kept
         e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1 # EID on P-256",
        &state,
    );
    assert!(!format!("{state:?}").contains("225"));
}

#[test]
fn responses_about_ringing() {
    let ringing = Ringing { components: Components::RIGHT, deciseconds: 600 };
    check_response(
        "05 0c            # ringing changed
         1111111111111111 # authentication
         00               # started
         01               # the right bud
         0258             # for 600 deciseconds",
        &Response::RingChange(RingChange { state: RingState::Started, ringing }),
    );
    check_response(
        "06 0b            # what rings
         1111111111111111 # authentication
         01 0258          # the right bud for 600 deciseconds",
        &Response::RingingState(ringing),
    );
    let silent = Ringing { components: Components::NONE, deciseconds: 0 };
    for (number, state) in [
        (1, RingState::Failed),
        (2, RingState::StoppedByTimeout),
        (3, RingState::StoppedByButton),
        (4, RingState::StoppedByRequest),
        (5, RingState::Reserved(5)),
        (255, RingState::Reserved(255)),
    ] {
        check_response(
            &format!("05 0c 1111111111111111 {number:02x} 00 0000"),
            &Response::RingChange(RingChange { state, ringing: silent }),
        );
    }
}

#[test]
fn parameters_of_a_tag() {
    let block = annotated(
        "c5               # -59 dBm
         6ab13b80         # clock
         01               # curve
         03               # three components ring
         01               # three volumes
         0000000000000000 # reserved",
    );
    let parameters = BeaconParameters {
        calibrated_power: -59,
        clock: 0x6ab1_3b80,
        curve: 1,
        ring_components: 3,
        volume_selection: 1,
        reserved: [0; 8],
    };
    let block: [u8; 16] = block.try_into().unwrap();
    assert_eq!(BeaconParameters::decode(&block), parameters);
    assert_eq!(parameters.encode(), block);
    assert_eq!(BeaconParameters::decode(&[0xFF; 16]).encode(), [0xFF; 16]);
}

#[test]
fn reserved_ids_are_named() {
    for id in 0..=u8::MAX {
        let bytes = [id, 8, 0, 0, 0, 0, 0, 0, 0, 0];
        match Packet::decode(&bytes) {
            Ok(packet) => assert_eq!(packet.operation.id(), id),
            Err(error) => {
                assert_eq!(error, ActionError::ReservedId { id });
                assert!(id == 9 || id == 0x0C || id > 0x0D);
            }
        }
    }
}

#[test]
fn codes_of_the_attribute_protocol() {
    assert_eq!(GattError::ALL.map(GattError::code), [0x80, 0x81, 0x82]);
    for error in GattError::ALL {
        assert_eq!(GattError::from_code(error.code()), Some(error));
    }
    assert_eq!(GattError::from_code(0x05), None);
    assert_eq!(ActionError::ReservedId { id: 9 }.gatt_error(), GattError::InvalidValue);
}

#[test]
fn the_characteristic() {
    assert_eq!(hex::encode(CHARACTERISTIC_UUID), "fe2c1238836648148eb001de32100bea");
}

#[test]
fn nothing_prints_bytes() {
    let bytes = annotated("03 10 1111111111111111 a0a1a2a3a4a5a6a7");
    let packet = Packet::decode(&bytes).unwrap();
    let text = format!("{packet:?} {:?}", Request::decode(&packet).unwrap());
    assert_eq!(text, "Packet(ClearIdentityKey, 8 bytes) Request(ClearIdentityKey)");
}
