//! Commands of tags: what is read is written as the same bytes.

use super::Target;
use crate::command::{beacon_actions, dult, ranging};

/// All of them.
pub const TARGETS: [Target; 3] =
    [("command_beacon_actions", beacon_actions), ("command_dult", dult), ("command_ranging", ranging)];

/// Any bytes as a DULT message, in both directions: what is read is written as the same, but for the padding of names.
pub fn dult(data: &[u8]) {
    if let Ok(request) = dult::Request::decode(data) {
        assert_eq!(request.encode(), data);
    }
    let Ok(response) = dult::Response::decode(data) else {
        return;
    };
    let written = response.encode();
    assert!(dult::Response::decode(&written) == Ok(response));
    let padding = data.strip_prefix(written.as_slice());
    assert!(padding.is_some_and(|padding| padding.iter().all(|byte| *byte == 0)));
}

/// Any bytes as what is read, written and notified in Beacon Actions: what is read is written as the same, but for flags
/// that are all clear, which may be left out.
pub fn beacon_actions(data: &[u8]) {
    if let Ok(challenge) = beacon_actions::Challenge::decode(data) {
        assert_eq!(challenge.encode(), data);
    }
    let Ok(packet) = beacon_actions::Packet::decode(data) else {
        return;
    };
    assert!(packet.encode().is_ok_and(|written| written == data));
    if let Ok(request) = beacon_actions::Request::decode(&packet) {
        assert_eq!(request.operation(), packet.operation);
        let clear = request == beacon_actions::Request::ActivateProtection(beacon_actions::Protection(0));
        assert!(request.data() == packet.data || clear && packet.data == [0]);
    }
    if let Ok(response) = beacon_actions::Response::decode(&packet) {
        assert_eq!((response.operation(), response.data().as_slice()), (packet.operation, packet.data));
    }
}

/// Any bytes as an out-of-band message of ranging: what is read is written as the same, block by block, too.
pub fn ranging(data: &[u8]) {
    let Ok(message) = ranging::Message::decode(data) else {
        return;
    };
    assert_eq!(message.encode(), data);
    let (blocks, capabilities) = match message.body {
        ranging::Body::CapabilityResponse { blocks, .. } => (blocks, true),
        ranging::Body::Configuration { blocks, .. } => (blocks, false),
        _ => return,
    };
    let mut written = ranging::BlocksBuf::new();
    for block in blocks.iter() {
        let pushed = if capabilities {
            written.push_capability(&block.capability())
        } else {
            written.push_configuration(&block.configuration())
        };
        assert!(pushed.is_ok());
    }
    assert_eq!(written.blocks(), blocks);
}
