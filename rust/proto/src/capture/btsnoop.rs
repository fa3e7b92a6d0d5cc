//! btsnoop: the HCI log of Android (datalinks 1001 and 1002) and of BlueZ (2001).
//!
//! Big endian. Header: `btsnoop\0`, version 1, datalink. Record: original length, included length, flags,
//! drops, microseconds since the year 0, then the packet.

use super::container::{Packet, Step, take_record};
use super::input::Input;
use super::link::Link;
use super::{CaptureError, InputKind};

const HEADER_LENGTH: usize = 16;
const RECORD_HEADER_LENGTH: usize = 24;
const VERSION: u32 = 1;
/// Microseconds from the year 0 to 1970, as the format counts them.
const UNIX_EPOCH: i64 = 0x00DC_DDB3_0F2F_8000;

/// Datalink 1001: bits of the flags that say what the packet is.
const RECEIVED: u32 = 0x01;
const COMMAND_OR_EVENT: u32 = 0x02;
/// Datalink 2001: the low half of the flags, for an HCI event.
const MONITOR_EVENT: u32 = 3;

#[derive(Clone, Copy, Debug)]
enum Datalink {
    /// 1001: HCI without a type byte.
    Unencapsulated,
    /// 1002: HCI as on a UART, with a type byte.
    H4,
    /// 2001: the type stands in the flags.
    Monitor,
}

#[derive(Default)]
pub(super) struct Btsnoop {
    datalink: Option<Datalink>,
}

impl Btsnoop {
    pub(super) fn in_records(&self) -> bool {
        self.datalink.is_some()
    }

    pub(super) fn step(&mut self, input: &mut Input) -> Step {
        match self.datalink {
            None => self.read_header(input).unwrap_or_else(Step::Fatal),
            Some(datalink) => read_record(datalink, input).unwrap_or_else(|step| step),
        }
    }

    fn read_header(&mut self, input: &mut Input) -> Result<Step, CaptureError> {
        let Some(header) = input.peek::<HEADER_LENGTH>() else {
            return Ok(Step::More);
        };
        let [b'b', b't', b's', b'n', b'o', b'o', b'p', 0, v0, v1, v2, v3, d0, d1, d2, d3] = header else {
            return Err(CaptureError::Header(InputKind::Btsnoop));
        };
        if u32::from_be_bytes([v0, v1, v2, v3]) != VERSION {
            return Err(CaptureError::Header(InputKind::Btsnoop));
        }
        self.datalink = Some(match u32::from_be_bytes([d0, d1, d2, d3]) {
            1001 => Datalink::Unencapsulated,
            1002 => Datalink::H4,
            2001 => Datalink::Monitor,
            number => {
                return Err(CaptureError::LinkType { kind: InputKind::Btsnoop, number });
            }
        });
        input.skip(HEADER_LENGTH as u64);
        Ok(Step::Passed)
    }
}

fn read_record(datalink: Datalink, input: &mut Input) -> Result<Step, Step> {
    let header = input.peek::<RECORD_HEADER_LENGTH>().ok_or(Step::More)?;
    let [_, _, _, _, i0, i1, i2, i3, f0, f1, f2, f3, _, _, _, _, time @ ..] = header;
    let data = take_record(input, RECORD_HEADER_LENGTH, u32::from_be_bytes([i0, i1, i2, i3]))?;
    let flags = u32::from_be_bytes([f0, f1, f2, f3]);
    let link = match datalink {
        Datalink::H4 => Some(Link::H4),
        Datalink::Unencapsulated => is_plain_event(flags).then_some(Link::HciEvent),
        Datalink::Monitor => (flags & 0xFFFF == MONITOR_EVENT).then_some(Link::HciEvent),
    };
    let time = unix_nanos(i64::from_be_bytes(time));
    Ok(link.map_or(Step::Other, |link| Step::Packet(Packet { time, link, data })))
}

fn is_plain_event(flags: u32) -> bool {
    flags & (RECEIVED | COMMAND_OR_EVENT) == RECEIVED | COMMAND_OR_EVENT
}

fn unix_nanos(micros: i64) -> Option<i64> {
    micros.checked_sub(UNIX_EPOCH)?.checked_mul(1000)
}
