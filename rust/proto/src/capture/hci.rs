//! LE advertising reports of HCI events, legacy and extended (Bluetooth Core, Vol 4 Part E §7.7.65).

mod fragments;

use alloc::vec::Vec;

use super::RecordFault;
use super::link::{Heard, Read};
use crate::report::POWER_UNKNOWN;
use crate::{Address, AddressKind};
pub(super) use fragments::Fragments;

const LE_META: u8 = 0x3E;
const ADVERTISING_REPORT: u8 = 0x02;
const EXTENDED_ADVERTISING_REPORT: u8 = 0x0D;

/// Event type bit of an extended report: the PDU was a legacy one.
const LEGACY_PDU: u16 = 0x0010;
/// Event type bits of an extended report: 0 whole, 1 more to come, 2 cut by the controller.
const DATA_STATUS: u16 = 0x0060;
const MORE_TO_COME: u16 = 0x0020;

/// What one event holds.
#[derive(Default)]
pub(super) struct Event {
    /// How many reports it says.
    pub(super) reports: u8,
    /// The adverts of those that are whole, with their places from 1.
    pub(super) heard: Vec<(u32, Heard)>,
    /// Adverts given up because another took the place of their later fragments.
    pub(super) lost: u64,
    /// It ends before the last report does.
    pub(super) cut: bool,
}

/// Code, length, parameters.
pub(super) fn read_event(event: &[u8], fragments: &mut Fragments) -> Read {
    let malformed = Read::Malformed(RecordFault::HciEvent);
    let Some(([code, length], parameters)) = event.split_first_chunk::<2>() else {
        return malformed;
    };
    if *code != LE_META {
        return Read::Other;
    }
    // A snapped record holds fewer bytes than the event; the reports in them still count.
    let held = parameters.get(..usize::from(*length)).unwrap_or(parameters);
    match held {
        [ADVERTISING_REPORT, reports, rest @ ..] => Read::Event(read_legacy(*reports, rest)),
        [EXTENDED_ADVERTISING_REPORT, reports, rest @ ..] => {
            Read::Event(read_extended(*reports, rest, fragments))
        }
        [] | [ADVERTISING_REPORT | EXTENDED_ADVERTISING_REPORT] => malformed,
        _ => Read::Other,
    }
}

fn read_legacy(reports: u8, mut rest: &[u8]) -> Event {
    let mut event = Event { reports, ..Event::default() };
    for part in 1..=u32::from(reports) {
        let Some((heard, after)) = legacy_report(rest) else {
            event.cut = true;
            break;
        };
        event.heard.push((part, heard));
        rest = after;
    }
    event
}

/// Type, address type, address, length, data, RSSI.
fn legacy_report(bytes: &[u8]) -> Option<(Heard, &[u8])> {
    let ([_, kind, address @ .., length], rest) = bytes.split_first_chunk::<9>()?;
    let (data, rest) = rest.split_at_checked(usize::from(*length))?;
    let (rssi, rest) = rest.split_first()?;
    let heard = Heard {
        address: read_address(*kind, *address),
        rssi: power(*rssi),
        tx_power: None,
        extended_pdu: false,
        data: data.to_vec(),
    };
    Some((heard, rest))
}

fn read_extended(reports: u8, mut rest: &[u8], fragments: &mut Fragments) -> Event {
    let mut event = Event { reports, ..Event::default() };
    for part in 1..=u32::from(reports) {
        let Some((report, after)) = extended_report(rest) else {
            event.cut = true;
            break;
        };
        let (whole, lost) = fragments.join(report);
        event.lost += lost;
        event.heard.extend(whole.map(|heard| (part, heard)));
        rest = after;
    }
    event
}

/// One report of an extended event, perhaps a fragment of an advert.
struct ExtendedReport {
    set_id: u8,
    more: bool,
    heard: Heard,
}

/// Type, address type, address, two PHYs, set id, power, RSSI, interval, target type, target, length, data.
fn extended_report(bytes: &[u8]) -> Option<(ExtendedReport, &[u8])> {
    let (header, rest) = bytes.split_first_chunk::<24>()?;
    let [t0, t1, kind, a0, a1, a2, a3, a4, a5, _, _, set_id, tx_power, rssi, .., length] = *header;
    let (data, rest) = rest.split_at_checked(usize::from(length))?;
    let event_type = u16::from_le_bytes([t0, t1]);
    let heard = Heard {
        address: read_address(kind, [a0, a1, a2, a3, a4, a5]),
        rssi: power(rssi),
        tx_power: power(tx_power),
        extended_pdu: event_type & LEGACY_PDU == 0,
        data: data.to_vec(),
    };
    Some((ExtendedReport { set_id, more: event_type & DATA_STATUS == MORE_TO_COME, heard }, rest))
}

/// 0 and 2 public, 1 and 3 random (2 and 3: resolved by the controller); others carry no address.
fn read_address(kind: u8, bytes: [u8; 6]) -> Option<Address> {
    match kind {
        0 | 2 => Some(Address::from_le_bytes(bytes, AddressKind::Public)),
        1 | 3 => Some(Address::from_le_bytes(bytes, AddressKind::Random)),
        _ => None,
    }
}

fn power(byte: u8) -> Option<i8> {
    let power = i8::from_le_bytes([byte]);
    (power != POWER_UNKNOWN).then_some(power)
}
