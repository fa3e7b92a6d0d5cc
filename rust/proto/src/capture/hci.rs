//! LE advertising reports of HCI events, legacy and extended (Bluetooth Core, Vol 4 Part E §7.7.65).

mod fragments;
mod unread;

use super::RecordFault;
use super::link::{Heard, Read};
use crate::report::POWER_UNKNOWN;
use crate::{Address, AddressKind};
pub(super) use fragments::Fragments;
pub(super) use unread::{Next, Unread};

const LE_META: u8 = 0x3E;
const ADVERTISING_REPORT: u8 = 0x02;
const EXTENDED_ADVERTISING_REPORT: u8 = 0x0D;

/// Event type bit of an extended report: the PDU was a legacy one.
const LEGACY_PDU: u16 = 0x0010;
/// Event type bit of an extended report: the PDU answered a scan request.
const SCAN_RESPONSE: u16 = 0x0008;
/// Event type bits of an extended report: 0 whole, 1 more to come, 2 cut by the controller.
const DATA_STATUS: u16 = 0x0060;
const MORE_TO_COME: u16 = 0x0020;

/// How the reports of an event are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) enum Layout {
    #[default]
    Legacy,
    Extended,
}

/// An event with reports, which are still to be read.
#[derive(Clone, Copy)]
pub(super) struct Event<'p> {
    pub(super) layout: Layout,
    /// How many reports it says.
    pub(super) reports: u8,
    pub(super) bytes: &'p [u8],
}

/// One report of an event, perhaps a fragment of an advert.
#[derive(Clone, Copy)]
pub(super) struct EventReport<'p> {
    set_id: u8,
    /// Event type bits that are the same in all fragments of an advert.
    pdu: u16,
    more: bool,
    heard: Heard<'p>,
}

/// Code, length, parameters.
pub(super) fn read_event(event: &[u8]) -> Read<'_> {
    let malformed = Read::Malformed(RecordFault::HciEvent);
    let Some(([code, length], parameters)) = event.split_first_chunk::<2>() else {
        return malformed;
    };
    if *code != LE_META {
        return Read::Other;
    }
    // A snapped record holds fewer bytes than the event; the reports in them still count.
    let held = parameters.get(..usize::from(*length)).unwrap_or(parameters);
    let (layout, reports, bytes) = match held {
        [ADVERTISING_REPORT, reports, bytes @ ..] => (Layout::Legacy, *reports, bytes),
        [EXTENDED_ADVERTISING_REPORT, reports, bytes @ ..] => (Layout::Extended, *reports, bytes),
        [] | [ADVERTISING_REPORT | EXTENDED_ADVERTISING_REPORT] => return malformed,
        _ => return Read::Other,
    };
    Read::Event(Event { layout, reports, bytes })
}

/// The first report and what follows it; `None`: the bytes end inside it.
fn split_report(layout: Layout, bytes: &[u8]) -> Option<(EventReport<'_>, &[u8])> {
    match layout {
        Layout::Legacy => legacy_report(bytes),
        Layout::Extended => extended_report(bytes),
    }
}

/// Type, address type, address, length, data, RSSI.
fn legacy_report(bytes: &[u8]) -> Option<(EventReport<'_>, &[u8])> {
    let ([_, kind, address @ .., length], rest) = bytes.split_first_chunk::<9>()?;
    let (data, rest) = rest.split_at_checked(usize::from(*length))?;
    let (rssi, rest) = rest.split_first()?;
    let address = read_address(*kind, *address);
    let heard = Heard { address, rssi: power(*rssi), tx_power: None, extended_pdu: false, data };
    Some((EventReport { set_id: 0, pdu: LEGACY_PDU, more: false, heard }, rest))
}

/// Type, address type, address, two PHYs, set id, power, RSSI, interval, target type, target, length, data.
fn extended_report(bytes: &[u8]) -> Option<(EventReport<'_>, &[u8])> {
    let (header, rest) = bytes.split_first_chunk::<24>()?;
    let [t0, t1, kind, a0, a1, a2, a3, a4, a5, _, _, set_id, tx_power, rssi, .., length] = *header;
    let (data, rest) = rest.split_at_checked(usize::from(length))?;
    let event_type = u16::from_le_bytes([t0, t1]);
    let heard = Heard {
        address: read_address(kind, [a0, a1, a2, a3, a4, a5]),
        rssi: power(rssi),
        tx_power: power(tx_power),
        extended_pdu: event_type & LEGACY_PDU == 0,
        data,
    };
    let pdu = event_type & (LEGACY_PDU | SCAN_RESPONSE);
    Some((EventReport { set_id, pdu, more: event_type & DATA_STATUS == MORE_TO_COME, heard }, rest))
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
