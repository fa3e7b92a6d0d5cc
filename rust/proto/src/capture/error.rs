//! What can be wrong with a capture.

use super::InputKind;

/// One record that could not be read. The records after it were.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("record {n} at byte {offset}: {reason}")]
pub struct RecordError {
    /// Number of the record, from 1.
    pub n: u64,
    /// Where it begins in the input.
    pub offset: u64,
    /// What is wrong with it.
    pub reason: RecordFault,
}

/// What is wrong with a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RecordFault {
    /// The input ends inside it.
    #[error("the input ends inside it")]
    Cut,
    /// It is longer than [`super::MAX_RECORD`] (bytes as it states them).
    #[error("{0} bytes are more than a record has")]
    TooLong(u64),
    /// Its HCI event does not hold what it says.
    #[error("a malformed HCI event")]
    HciEvent,
    /// Its link layer packet does not hold what it says.
    #[error("a malformed link layer packet")]
    LinkLayer,
    /// Its pcapng block does not hold what it says.
    #[error("a malformed block")]
    Block,
    /// It names an interface that the file does not describe.
    #[error("interface {0} is not described")]
    Interface(u32),
    /// Its line is no advert.
    #[error("{0}")]
    Line(LineFault),
}

/// What is wrong with a line of JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LineFault {
    /// Not a JSON object with an advert in it; the column counts from 1.
    #[error("no JSON object with \"adv\" in it (column {0})")]
    Json(usize),
    /// `adv` is not hex.
    #[error("\"adv\" is not hex")]
    Advert,
    /// `address` is not an address.
    #[error("\"address\" is not of the form AA:BB:CC:DD:EE:FF")]
    Address,
    /// `address_type` is neither `public` nor `random`.
    #[error("\"address_type\" is neither public nor random")]
    AddressType,
    /// `rssi` is no power in dBm.
    #[error("\"rssi\" is not between -128 and 127")]
    Rssi,
    /// `bindkey` is no bind key of a MiBeacon.
    #[error("\"bindkey\" is not hex of 12 or 16 bytes")]
    BindKey,
    /// `time` is no time.
    #[error("\"time\" is neither RFC 3339 text nor Unix seconds")]
    Time,
}

/// Why a capture could not be read to a good end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CaptureError {
    /// No kind of capture that is known.
    #[error("not a btsnoop, pcap, pcapng or JSON lines file")]
    Unrecognised,
    /// The file's header is not one of this kind, or of a version that is not known.
    #[error("not a {0} header that is known")]
    Header(InputKind),
    /// The file holds packets of another kind of link.
    #[error("{kind} link type {number} is not read")]
    LinkType {
        /// Of the file.
        kind: InputKind,
        /// As the file states it.
        number: u32,
    },
    /// A length that cannot be: what follows it cannot be found.
    #[error("an impossible length at byte {offset}: nothing after it can be read")]
    Corrupt {
        /// Where the block begins.
        offset: u64,
    },
    /// The input ends inside its header or a record.
    #[error("the input is cut: it ends inside what begins at byte {offset}")]
    Cut {
        /// Where the header or record begins.
        offset: u64,
    },
}
