//! Bluetooth LE link layer packets (Bluetooth Core, Vol 6 Part B §2.3).
//!
//! Access address, PDU header (type and flags, length), payload, CRC. Link type 256 puts ten bytes before
//! it: channel, signal and noise power, address offenses, reference access address, flags; little endian.
//! Link type 272 puts 17: seven of the sniffer (its board, lengths, version, counter and the kind of packet),
//! then of the radio their length, flags, channel, attenuation in dB, two of a counter and four of a clock.

use super::super::{RecordFault, crc};
use super::{Heard, Read};
use crate::{Address, AddressKind};

/// Access address of the advertising channels, little endian.
const ADVERTISING: [u8; 4] = 0x8E89_BED6_u32.to_le_bytes();
/// The sender's address is random.
const TX_RANDOM: u8 = 0x40;

const DEWHITENED: u16 = 0x0001;
const SIGNAL_VALID: u16 = 0x0002;
const CRC_CHECKED: u16 = 0x0400;
const CRC_VALID: u16 = 0x0800;
const PHY: u16 = 0xC000;
const PHY_CODED: u16 = 0x8000;

/// Of the sniffer's own header.
const NORDIC_HEADER_LENGTH: usize = 7;
const NORDIC_RADIO_LENGTH: u8 = 10;
const NORDIC_VERSION_0: [u8; 2] = [0xBE, 0xEF];
const NORDIC_CRC_VALID: u8 = 0x01;
const NORDIC_PHY: u8 = 0x70;
const NORDIC_PHY_CODED: u8 = 0x20;

/// What is known about how the packet was received.
#[derive(Clone, Copy, Default)]
struct Radio {
    rssi: Option<i8>,
    /// Verdict of the receiver, where it checked the CRC.
    crc: Option<bool>,
}

pub(super) fn read_plain(data: &[u8]) -> Read<'_> {
    read(data, Radio::default()).unwrap_or(Read::Malformed(RecordFault::LinkLayer))
}

pub(super) fn read_with_radio(data: &[u8]) -> Read<'_> {
    let Some(([_, signal, .., f0, f1], packet)) = data.split_first_chunk::<10>() else {
        return Read::Malformed(RecordFault::LinkLayer);
    };
    let flags = u16::from_le_bytes([*f0, *f1]);
    if flags & DEWHITENED == 0 {
        return Read::Other;
    }
    let radio = Radio {
        rssi: (flags & SIGNAL_VALID != 0).then(|| i8::from_le_bytes([*signal])),
        crc: (flags & CRC_CHECKED != 0).then_some(flags & CRC_VALID != 0),
    };
    let read = if flags & PHY == PHY_CODED { read_coded(packet, radio) } else { read(packet, radio) };
    read.unwrap_or(Read::Malformed(RecordFault::LinkLayer))
}

/// Nordic's sniffer, all of its versions: 0 begins with `BE EF` and has no length at byte 7.
pub(super) fn read_from_nordic(data: &[u8]) -> Read<'_> {
    let Some(([b0, b1, .., length, flags, _, loss, _, _, _, _, _, _], packet)) =
        data.split_first_chunk::<17>()
    else {
        return short_of_nordic(data);
    };
    if *length != NORDIC_RADIO_LENGTH && [*b0, *b1] != NORDIC_VERSION_0 {
        return Read::Other;
    }
    let radio = Radio { rssi: 0_i8.checked_sub_unsigned(*loss), crc: Some(flags & NORDIC_CRC_VALID != 0) };
    let read =
        if flags & NORDIC_PHY == NORDIC_PHY_CODED { read_coded(packet, radio) } else { read(packet, radio) };
    read.unwrap_or(Read::Malformed(RecordFault::LinkLayer))
}

/// Messages between sniffer and host other than packets are short, and no adverts.
fn short_of_nordic(data: &[u8]) -> Read<'_> {
    if data.len() < NORDIC_HEADER_LENGTH { Read::Malformed(RecordFault::LinkLayer) } else { Read::Other }
}

/// On the coded PHY a byte that names the coding stands between access address and PDU.
fn read_coded(packet: &[u8], radio: Radio) -> Option<Read<'_>> {
    let (access, rest) = packet.split_first_chunk::<4>()?;
    let (_, rest) = rest.split_first()?;
    read_pdu(*access, rest, radio)
}

fn read(packet: &[u8], radio: Radio) -> Option<Read<'_>> {
    let (access, rest) = packet.split_first_chunk::<4>()?;
    read_pdu(*access, rest, radio)
}

/// `None`: the packet does not hold what it says.
fn read_pdu(access: [u8; 4], rest: &[u8], radio: Radio) -> Option<Read<'_>> {
    if access != ADVERTISING {
        return Some(Read::Other);
    }
    let [header, length, ..] = *rest.first_chunk::<2>()?;
    let Some(kind) = AdvertKind::of_pdu(header & 0x0F) else {
        return Some(Read::Other);
    };
    let (pdu, after) = rest.split_at_checked(2 + usize::from(length))?;
    let sound = match radio.crc {
        Some(verdict) => verdict,
        None => crc::matches(pdu, *after.first_chunk()?),
    };
    if !sound {
        return Some(Read::BadCrc);
    }
    let payload = pdu.get(2..)?;
    match kind {
        AdvertKind::Legacy => read_legacy(header, payload, radio),
        AdvertKind::Extended => read_extended(header, payload, radio),
    }
}

/// How an advert's payload is laid out.
enum AdvertKind {
    /// Address and data.
    Legacy,
    /// An extended header first.
    Extended,
}

impl AdvertKind {
    /// ADV_IND, ADV_NONCONN_IND, SCAN_RSP, ADV_SCAN_IND; ADV_EXT_IND and what it points to.
    fn of_pdu(kind: u8) -> Option<Self> {
        match kind {
            0 | 2 | 4 | 6 => Some(Self::Legacy),
            7 => Some(Self::Extended),
            _ => None,
        }
    }
}

fn address_kind(header: u8) -> AddressKind {
    if header & TX_RANDOM == 0 { AddressKind::Public } else { AddressKind::Random }
}

fn read_legacy(header: u8, payload: &[u8], radio: Radio) -> Option<Read<'_>> {
    let (address, data) = payload.split_first_chunk::<6>()?;
    Some(Read::One(Heard {
        address: Some(Address::from_le_bytes(*address, address_kind(header))),
        rssi: radio.rssi,
        tx_power: None,
        extended_pdu: false,
        data,
    }))
}

/// Only a PDU with data is an advert; ADV_EXT_IND merely points to one.
fn read_extended(header: u8, payload: &[u8], radio: Radio) -> Option<Read<'_>> {
    let (first, rest) = payload.split_first()?;
    let (extended, data) = rest.split_at_checked(usize::from(first & 0x3F))?;
    if data.is_empty() {
        return Some(Read::Other);
    }
    let fields = ExtendedHeader::read(extended)?;
    Some(Read::One(Heard {
        address: fields.address.map(|bytes| Address::from_le_bytes(bytes, address_kind(header))),
        rssi: radio.rssi,
        tx_power: fields.tx_power,
        extended_pdu: true,
        data,
    }))
}

/// Fields of an extended header that an advert needs.
#[derive(Default)]
struct ExtendedHeader {
    address: Option<[u8; 6]>,
    tx_power: Option<i8>,
}

impl ExtendedHeader {
    /// Flags, then the fields that they name, in the order of their bits.
    fn read(bytes: &[u8]) -> Option<Self> {
        let Some((flags, mut rest)) = bytes.split_first() else {
            return Some(Self::default());
        };
        let mut fields = Self::default();
        // Sender, target, constant tone, set and data id, pointer, periodic train, power.
        for (bit, length) in [6, 6, 1, 2, 3, 18, 1].into_iter().enumerate() {
            if flags & (1 << bit) == 0 {
                continue;
            }
            let (field, after) = rest.split_at_checked(length)?;
            match bit {
                0 => fields.address = field.first_chunk().copied(),
                6 => fields.tx_power = field.first_chunk().map(|power| i8::from_le_bytes(*power)),
                _ => {}
            }
            rest = after;
        }
        Some(fields)
    }
}
