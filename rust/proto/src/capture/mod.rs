//! Readers of capture files: btsnoop, pcap, pcapng and JSON lines.
//!
//! A [`CaptureReader`] is pushed bytes and gives adverts; it does no I/O, and the memory that it holds does
//! not grow with the file as long as its items are taken after each push.
//!
//! ```
//! use findmesh_proto::capture::CaptureReader;
//!
//! let mut reader = CaptureReader::new(None);
//! reader.push(b"{\"adv\":\"02011a\",\"rssi\":-60}\n");
//! reader.finish();
//! let item = reader.next().unwrap().unwrap();
//! assert_eq!((item.n, item.rssi), (1, Some(-60)));
//! assert!(reader.next().is_none());
//! assert!(reader.ended().is_ok());
//! ```

mod btsnoop;
mod container;
mod crc;
mod detect;
mod error;
mod hci;
mod input;
mod json;
mod link;
mod pcap;
mod pcapng;
mod reader;

use alloc::vec::Vec;
use core::fmt;
use core::str::FromStr;

use crate::advert::mibeacon::BindKey;
use crate::{Address, Frame};
pub use error::{CaptureError, LineFault, RecordError, RecordFault};
pub use reader::{CaptureCounts, CaptureReader};

/// Most bytes of one record or line. A longer one is reported, counted and skipped.
pub const MAX_RECORD: usize = 256 * 1024;

/// The kinds of capture file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum InputKind {
    /// One JSON object a line.
    JsonLines,
    /// Android's and BlueZ's HCI log.
    Btsnoop,
    /// Classic pcap.
    Pcap,
    /// pcapng.
    Pcapng,
}

impl InputKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::JsonLines, Self::Btsnoop, Self::Pcap, Self::Pcapng];

    /// The name on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::JsonLines => "jsonl",
            Self::Btsnoop => "btsnoop",
            Self::Pcap => "pcap",
            Self::Pcapng => "pcapng",
        }
    }
}

impl fmt::Display for InputKind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

/// The text names no kind of input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a kind of input: jsonl, btsnoop, pcap or pcapng")]
pub struct InputKindError;

impl FromStr for InputKind {
    type Err = InputKindError;

    fn from_str(text: &str) -> Result<Self, InputKindError> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or(InputKindError)
    }
}

/// One advert of a capture.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct CaptureItem {
    /// Number of its record, from 1; malformed records and records of other things count too.
    pub n: u64,
    /// From 1, where the record holds several adverts.
    pub part: Option<u32>,
    /// Nanoseconds since the Unix epoch.
    pub time: Option<i64>,
    /// Who sent it.
    pub address: Option<Address>,
    /// dBm.
    pub rssi: Option<i8>,
    /// dBm, as the advertiser states it outside the AD structures.
    pub tx_power: Option<i8>,
    /// It came in an extended advertising PDU.
    pub extended_pdu: bool,
    /// The key that opens its objects, where the capture gives one: JSON lines do.
    pub bind_key: Option<BindKey>,
    /// The concatenated AD structures.
    pub data: Vec<u8>,
}

impl CaptureItem {
    /// The advert, for [`crate::advert::decode`].
    pub fn frame(&self) -> Frame<'_> {
        Frame { data: &self.data, address: self.address }
    }

    /// Takes the place of what was here; number, part and time are the reader's to fill in.
    fn hear(&mut self, heard: &link::Heard<'_>) {
        let mut data = core::mem::take(&mut self.data);
        data.clear();
        data.extend_from_slice(heard.data);
        let link::Heard { address, rssi, tx_power, extended_pdu, .. } = *heard;
        *self = Self { address, rssi, tx_power, extended_pdu, data, ..Self::default() };
    }
}

impl fmt::Debug for CaptureItem {
    /// Without address, bytes and key: they identify a device and stay out of logs.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("CaptureItem").field("n", &self.n).field("part", &self.part).finish_non_exhaustive()
    }
}
