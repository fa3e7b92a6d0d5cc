//! What a captured packet is, by the kind of link that it was captured on.

mod layer;

use super::RecordFault;
use super::hci::{self, Event};
use crate::Address;

/// The type byte of an event in H4.
const H4_EVENT: u8 = 0x04;
/// Bytes that say the direction of an H4 packet.
const DIRECTION_LENGTH: usize = 4;

/// A kind of link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Link {
    /// An HCI event, without a type byte.
    HciEvent,
    /// HCI with a type byte (link type 187).
    H4,
    /// The same with a direction before it (201).
    H4WithDirection,
    /// Link layer packets (251).
    Air,
    /// The same with what the radio says before each (256).
    AirWithRadio,
    /// The same from Nordic Semiconductor's sniffer, with its header before each (272).
    AirFromNordic,
}

/// One advert, before its record's number and time are known.
#[derive(Clone, Copy)]
pub(super) struct Heard<'p> {
    pub(super) address: Option<Address>,
    pub(super) rssi: Option<i8>,
    pub(super) tx_power: Option<i8>,
    pub(super) extended_pdu: bool,
    pub(super) data: &'p [u8],
}

/// What a packet turned out to be.
pub(super) enum Read<'p> {
    /// No advert.
    Other,
    /// An advert whose CRC is wrong.
    BadCrc,
    /// Not what it says.
    Malformed(RecordFault),
    /// An advert.
    One(Heard<'p>),
    /// An event with any number of adverts.
    Event(Event<'p>),
}

impl Link {
    /// The kind of link with this number in pcap and pcapng files, if it is one that is read.
    pub(super) const fn of_pcap(number: u32) -> Option<Self> {
        match number {
            187 => Some(Self::H4),
            201 => Some(Self::H4WithDirection),
            251 => Some(Self::Air),
            256 => Some(Self::AirWithRadio),
            272 => Some(Self::AirFromNordic),
            _ => None,
        }
    }

    pub(super) fn read(self, data: &[u8]) -> Read<'_> {
        match self {
            Self::HciEvent => hci::read_event(data),
            Self::H4 => read_h4(data),
            Self::H4WithDirection => match data.get(DIRECTION_LENGTH..) {
                Some(packet) => read_h4(packet),
                None => Read::Malformed(RecordFault::HciEvent),
            },
            Self::Air => layer::read_plain(data),
            Self::AirWithRadio => layer::read_with_radio(data),
            Self::AirFromNordic => layer::read_from_nordic(data),
        }
    }
}

fn read_h4(data: &[u8]) -> Read<'_> {
    match data.split_first() {
        Some((&H4_EVENT, event)) => hci::read_event(event),
        Some(_) => Read::Other,
        None => Read::Malformed(RecordFault::HciEvent),
    }
}
