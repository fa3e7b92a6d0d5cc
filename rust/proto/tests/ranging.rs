//! Out-of-band messages of the ranging module, byte by byte.

#![allow(missing_docs)]

mod common;

use common::{annotated, bytes, vectors};
use findmesh_proto::command::ranging::{
    BleCapability, Block, BlockTooLong, Blocks, BlocksBuf, Body, Capability, Configuration, CsCapability,
    DecodeError, DiscoveryFlag, Message, NanRole, NanRttCapability, NanRttConfiguration, Role, Technologies,
    Technology, UwbCapability, UwbConfiguration, UwbMode,
};
use findmesh_proto::{Address, AddressKind};
use proptest::collection::vec;
use proptest::prelude::*;

const ADDRESS: Address = Address::new([0xAC, 0x37, 0x43, 0xBC, 0xA9, 0x28], AddressKind::Unknown);

const UWB: UwbCapability = UwbCapability {
    address: [8, 9],
    channels: 1 << 5 | 1 << 9,
    preambles: 1 | 1 << 31,
    configurations: 1 << 7 | 1 << 15,
    interval_min_ms: 1_000,
    slot_min_ms: 20,
    roles: 3,
};

const SESSION: UwbConfiguration<'_> = UwbConfiguration {
    address: [2, 4],
    session_id: 672,
    configuration: 12,
    channel: 3,
    preamble: 4,
    interval_ms: 500,
    slot_ms: 15,
    key: &[1, 2, 3, 4, 5, 6, 7, 8],
    country: *b"US",
    role: Role::Initiator,
    mode: UwbMode::Controller,
};

/// These bytes are this message, in both directions.
fn check(text: &str, body: Body<'_>) {
    let (bytes, message) = (annotated(text), Message { version: 1, body });
    assert_eq!(Message::decode(&bytes), Ok(message), "{text}");
    assert_eq!(hex::encode(message.encode()), hex::encode(bytes));
}

fn capabilities(list: &[Capability<'_>]) -> BlocksBuf {
    let mut blocks = BlocksBuf::new();
    list.iter().for_each(|capability| blocks.push_capability(capability).unwrap());
    blocks
}

fn configurations(list: &[Configuration<'_>]) -> BlocksBuf {
    let mut blocks = BlocksBuf::new();
    list.iter().for_each(|configuration| blocks.push_configuration(configuration).unwrap());
    blocks
}

#[test]
fn every_known_message_goes_both_ways() {
    let file = vectors("ranging-oob.json");
    let cases = file["cases"].as_array().unwrap();
    assert!(cases.len() > 10);
    for case in cases {
        let bytes = bytes(&case["message"]);
        let message = Message::decode(&bytes).unwrap_or_else(|error| panic!("{}: {error}", case["name"]));
        assert_eq!(message.encode(), bytes, "{}", case["name"]);
    }
}

#[test]
fn capability_request() {
    check(
        "01 00     # version 1, capability request
         0900      # UWB and BLE RSSI",
        Body::CapabilityRequest([Technology::Uwb, Technology::Rssi].into_iter().collect()),
    );
}

#[test]
fn capability_response_with_everything() {
    let blocks = capabilities(&[
        Capability::Uwb(UWB),
        Capability::Rssi(BleCapability { address: ADDRESS }),
        Capability::ChannelSounding(CsCapability {
            security_levels: 0x14,
            address: ADDRESS,
            discovery: Some(DiscoveryFlag::NoClassic),
        }),
        Capability::NanRtt(NanRttCapability {
            features: 1,
            periodic: 0,
            bandwidth_max: 20,
            receive_chains_max: 3,
        }),
        Capability::Other(Block { technology: Technology::Reserved(9), content: &[7] }),
    ]);
    check(
        "01 01                    # version 1, capability response
         0f02                     # four technologies and number 9
         00 14                    # UWB, 20 bytes
           0809                   #   address
           20020000               #   channels 5 and 9
           01000080               #   preambles 1 and 32
           80800000               #   configurations 7 and 15
           e803 14                #   1 000 ms, 20 ms
           03                     #   both roles
         03 08 ac3743bca928       # BLE RSSI: address
         01 0a                    # channel sounding, 10 bytes
           14                     #   security levels 2 and 4
           ac3743bca928           #   address
           02                     #   no classic Bluetooth
         02 06 01 00 14 03        # Wi-Fi round-trip time
         09 03 07                 # not known",
        Body::CapabilityResponse { technologies: blocks.blocks().technologies(), blocks: blocks.blocks() },
    );
}

#[test]
fn configuration_with_everything() {
    let blocks = configurations(&[
        Configuration::Uwb(SESSION),
        Configuration::ChannelSounding,
        Configuration::NanRtt(NanRttConfiguration {
            service_name: b"tag",
            role: NanRole::Initiator,
            periodic: 1,
        }),
        Configuration::Rssi(BleCapability { address: ADDRESS }),
    ]);
    check(
        "01 02                    # version 1, configuration
         0f00                     # four technologies
         0100                     # of which UWB starts
         00 1b                    # UWB, 27 bytes
           0204 a0020000          #   address, session 672
           0c 03 04               #   configuration 12, channel 3, preamble 4
           f401 0f                #   500 ms, 15 ms
           08 0102030405060708    #   key
           5553                   #   US
           01 01                  #   initiator, controller
         01 02                    # channel sounding
         02 08 03 746167 01 01    # Wi-Fi round-trip time: name, role, periodic
         03 08 ac3743bca928       # BLE RSSI: address",
        Body::Configuration {
            technologies: Technologies(0xF),
            start: Technologies(1),
            blocks: blocks.blocks(),
        },
    );
}

#[test]
fn answers_and_stops() {
    let technologies = Technologies::default().with(Technology::ChannelSounding);
    check("01 03 0200 # configured", Body::ConfigurationResponse(technologies));
    check("01 06 0200 # stop", Body::Stop(technologies));
    check("01 07 0200 # stopped", Body::StopResponse(technologies));
}

#[test]
fn blocks_are_read_as_what_they_are() {
    let file = vectors("ranging-oob.json");
    let blocks = |name: &str| {
        let case = file["cases"].as_array().unwrap().iter().find(|case| case["name"] == name).unwrap();
        bytes(&case["message"])
    };
    let first = |bytes: &[u8]| match Message::decode(bytes).unwrap().body {
        Body::CapabilityResponse { blocks, .. } => {
            format!("{:?}", blocks.iter().next().unwrap().capability())
        }
        Body::Configuration { blocks, .. } => format!("{:?}", blocks.iter().next().unwrap().configuration()),
        other => panic!("{other:?}"),
    };
    assert!(first(&blocks("capability response with UWB")).starts_with("Uwb("));
    assert!(first(&blocks("capability response with channel sounding")).starts_with("ChannelSounding("));
    assert!(first(&blocks("capability response with Wi-Fi round-trip time")).starts_with("NanRtt("));
    assert!(first(&blocks("configuration of Wi-Fi round-trip time")).starts_with("NanRtt("));
    assert_eq!(first(&blocks("configuration of channel sounding")), "ChannelSounding");

    let message = blocks("configuration of UWB");
    let Ok(Message { body: Body::Configuration { blocks, .. }, .. }) = Message::decode(&message) else {
        panic!("no configuration");
    };
    assert!(blocks.iter().map(|block| block.configuration()).eq([Configuration::Uwb(SESSION)]));
}

#[test]
fn the_older_channel_sounding_block_has_no_flag() {
    let block =
        Block { technology: Technology::ChannelSounding, content: &hex::decode("14ac3743bca928").unwrap() };
    let Capability::ChannelSounding(capability) = block.capability() else { panic!("not known") };
    assert_eq!(capability, CsCapability { security_levels: 0x14, address: ADDRESS, discovery: None });
    let levels = (0..=u8::MAX).filter(|level| capability.has_security_level(*level));
    assert!(levels.eq([2, 4]));
}

#[test]
fn capabilities_of_uwb() {
    assert!((0..=u8::MAX).filter(|channel| UWB.has_channel(*channel)).eq([5, 9]));
    assert!((0..=u8::MAX).filter(|preamble| UWB.has_preamble(*preamble)).eq([1, 32]));
    assert!((0..=u8::MAX).filter(|id| UWB.has_configuration(*id)).eq([7, 15]));
    assert!(
        UWB.has_role(Role::Initiator) && UWB.has_role(Role::Responder) && !UWB.has_role(Role::Reserved(0))
    );
    let responder = UwbCapability { roles: 2, ..UWB };
    assert!(!responder.has_role(Role::Initiator) && responder.has_role(Role::Responder));
}

#[test]
fn forms_that_are_not_known_stay_as_they_are() {
    let lengths: [(Technology, &[usize], &[usize]); 5] = [
        (Technology::Uwb, &[18], &[25, 33, 49]),
        (Technology::ChannelSounding, &[7, 8], &[0]),
        (Technology::NanRtt, &[4], &[3]),
        (Technology::Rssi, &[6], &[6]),
        (Technology::Reserved(4), &[], &[]),
    ];
    for (technology, capabilities, configurations) in lengths {
        for length in 0..60 {
            let content = content(technology, length);
            let block = Block { technology, content: &content };
            let known = block.capability() != Capability::Other(block);
            assert_eq!(known, capabilities.contains(&length), "capability {technology:?} of {length}");
            let known = block.configuration() != Configuration::Other(block);
            assert_eq!(known, configurations.contains(&length), "configuration {technology:?} of {length}");
        }
    }
}

/// Zeros, with the key length that goes with the length of a session.
fn content(technology: Technology, length: usize) -> Vec<u8> {
    let mut content = vec![0; length];
    if technology == Technology::Uwb && length > 17 {
        content[12] = u8::try_from(length - 17).unwrap();
    }
    content
}

#[test]
fn messages_that_are_none() {
    let cases = [
        ("", DecodeError::Cut { length: 0 }),
        ("01", DecodeError::Cut { length: 1 }),
        ("0100", DecodeError::Cut { length: 2 }),
        ("010001", DecodeError::Cut { length: 3 }),
        ("0102010001", DecodeError::Cut { length: 5 }),
        ("00000100", DecodeError::Version { version: 0 }),
        ("01040100", DecodeError::UnknownMessage { id: 4 }),
        ("01080100", DecodeError::UnknownMessage { id: 8 }),
        ("0100010000", DecodeError::Trailing { length: 1 }),
        ("0106010000ff", DecodeError::Trailing { length: 2 }),
        ("0101010000", DecodeError::Block),
        ("010101000001", DecodeError::Block),
        ("01010100000301ff", DecodeError::Block),
        ("010101000705aabb", DecodeError::Block),
        ("01010100070207020602", DecodeError::Doubled { technology: 7 }),
        ("01010100ff02ff02", DecodeError::Doubled { technology: 255 }),
    ];
    for (text, error) in cases {
        assert_eq!(Message::decode(&hex::decode(text).unwrap()), Err(error), "{text}");
    }
}

#[test]
fn sets_of_technologies() {
    let all = Technologies(0x801F);
    let members: Vec<_> = all.iter().map(Technology::code).collect();
    assert_eq!(members, [0, 1, 2, 3, 4, 15]);
    assert_eq!(all.iter().collect::<Technologies>(), all);
    assert_eq!(Technologies(0).with(Technology::Reserved(16)), Technologies(0));
    assert!(!Technologies(u16::MAX).contains(Technology::Reserved(255)));
}

#[test]
fn blocks_have_room_for_253_bytes() {
    let mut blocks = BlocksBuf::new();
    assert_eq!(blocks.push(Technology::Uwb, &[0; 253]), Ok(()));
    for length in [254, 255, 256, 1_000] {
        assert_eq!(blocks.push(Technology::Rssi, &vec![0; length]), Err(BlockTooLong { length }));
    }
    assert_eq!(blocks.blocks().iter().count(), 1);
    let long = NanRttConfiguration { service_name: &[b'a'; 300], role: NanRole::Responder, periodic: 0 };
    assert_eq!(blocks.push_configuration(&Configuration::NanRtt(long)), Err(BlockTooLong { length: 303 }));
    let long = UwbConfiguration { key: &[0; 300], ..SESSION };
    assert_eq!(blocks.push_configuration(&Configuration::Uwb(long)), Err(BlockTooLong { length: 317 }));
    assert_eq!(Blocks::new(blocks.blocks().as_bytes()), Some(blocks.blocks()));
}

#[test]
fn messages_print_no_address_and_no_key() {
    let blocks = configurations(&[
        Configuration::Uwb(UwbConfiguration { address: [222; 2], key: &[222; 16], ..SESSION }),
        Configuration::Rssi(BleCapability { address: Address::new([222; 6], AddressKind::Unknown) }),
        Configuration::NanRtt(NanRttConfiguration {
            service_name: &[222; 9],
            role: NanRole::Responder,
            periodic: 0,
        }),
    ]);
    let body = Body::Configuration {
        technologies: Technologies(9),
        start: Technologies(9),
        blocks: blocks.blocks(),
    };
    let read: Vec<_> = blocks.blocks().iter().map(|block| block.configuration()).collect();
    let uwb = Capability::Uwb(UwbCapability { address: [222; 2], ..UWB });
    let text = format!("{body:?} {blocks:?} {read:?} {uwb:?}");
    assert!(!text.contains("222"), "{text}");
}

fn uwb_capability() -> impl Strategy<Value = UwbCapability> {
    any::<([u8; 2], u32, u32, u32, u16, u8, u8)>().prop_map(|v| UwbCapability {
        address: v.0,
        channels: v.1,
        preambles: v.2,
        configurations: v.3,
        interval_min_ms: v.4,
        slot_min_ms: v.5,
        roles: v.6,
    })
}

fn cs_capability() -> impl Strategy<Value = CsCapability> {
    any::<(u8, [u8; 6], Option<u8>)>().prop_map(|(security_levels, address, discovery)| CsCapability {
        security_levels,
        address: Address::new(address, AddressKind::Unknown),
        discovery: discovery.map(DiscoveryFlag::from_code),
    })
}

proptest! {
    #[test]
    fn capabilities_go_both_ways(uwb in uwb_capability(), cs in cs_capability(), rtt: [u8; 4], other in vec(any::<u8>(), 0..254)) {
        let [features, periodic, bandwidth_max, receive_chains_max] = rtt;
        let list = [
            Capability::Uwb(uwb),
            Capability::ChannelSounding(cs),
            Capability::NanRtt(NanRttCapability { features, periodic, bandwidth_max, receive_chains_max }),
            Capability::Rssi(BleCapability { address: cs.address }),
            Capability::Other(Block { technology: Technology::Reserved(200), content: &other }),
        ];
        let buffer = capabilities(&list);
        let blocks = buffer.blocks();
        let body = Body::CapabilityResponse { technologies: blocks.technologies(), blocks };
        let message = Message { version: 3, body };
        let bytes = message.encode();
        prop_assert_eq!(Message::decode(&bytes), Ok(message));
        prop_assert!(blocks.iter().map(|block| block.capability()).eq(list));
    }

    #[test]
    fn configurations_go_both_ways(
        numbers: ([u8; 2], u32, u8, u8, u8, u16, u8),
        key in prop_oneof![vec(any::<u8>(), 8), vec(any::<u8>(), 16), vec(any::<u8>(), 32)],
        last: [u8; 5],
        service_name in vec(any::<u8>(), 0..250),
        start: u16,
    ) {
        let [c0, c1, role, mode, periodic] = last;
        let list = [
            Configuration::NanRtt(NanRttConfiguration { service_name: &service_name, role: NanRole::from_code(role), periodic }),
            Configuration::Uwb(UwbConfiguration {
                address: numbers.0,
                session_id: numbers.1,
                configuration: numbers.2,
                channel: numbers.3,
                preamble: numbers.4,
                interval_ms: numbers.5,
                slot_ms: numbers.6,
                key: &key,
                country: [c0, c1],
                role: Role::from_code(role),
                mode: UwbMode::from_code(mode),
            }),
            Configuration::ChannelSounding,
        ];
        let buffer = configurations(&list);
        let blocks = buffer.blocks();
        let body = Body::Configuration { technologies: blocks.technologies(), start: Technologies(start), blocks };
        let message = Message { version: 1, body };
        let bytes = message.encode();
        prop_assert_eq!(Message::decode(&bytes), Ok(message));
        prop_assert!(blocks.iter().map(|block| block.configuration()).eq(list));
    }
}
