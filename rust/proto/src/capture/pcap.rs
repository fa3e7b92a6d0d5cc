//! Classic pcap, of either byte order and with micro- or nanoseconds.

use super::container::{Packet, Step, nanos, take_record};
use super::input::Input;
use super::link::Link;
use super::{CaptureError, InputKind};

const HEADER_LENGTH: usize = 24;
const RECORD_HEADER_LENGTH: usize = 16;
/// The link type's bits of its field; the others are reserved or describe a frame check sequence.
const LINK_TYPE: u32 = 0xFFFF;

/// What the magic number says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    big_endian: bool,
    /// Nanoseconds in a unit of the fraction.
    unit: u64,
}

impl Layout {
    pub(super) const fn of_magic(magic: [u8; 4]) -> Option<Self> {
        match magic {
            [0xA1, 0xB2, 0xC3, 0xD4] => Some(Self { big_endian: true, unit: 1000 }),
            [0xD4, 0xC3, 0xB2, 0xA1] => Some(Self { big_endian: false, unit: 1000 }),
            [0xA1, 0xB2, 0x3C, 0x4D] => Some(Self { big_endian: true, unit: 1 }),
            [0x4D, 0x3C, 0xB2, 0xA1] => Some(Self { big_endian: false, unit: 1 }),
            _ => None,
        }
    }

    const fn u32(self, bytes: [u8; 4]) -> u32 {
        if self.big_endian { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) }
    }
}

#[derive(Default)]
pub(super) struct Pcap {
    file: Option<(Layout, Link)>,
}

impl Pcap {
    pub(super) fn in_records(&self) -> bool {
        self.file.is_some()
    }

    pub(super) fn step(&mut self, input: &mut Input) -> Step {
        match self.file {
            None => self.read_header(input).unwrap_or_else(Step::Fatal),
            Some((layout, link)) => read_record(layout, link, input).unwrap_or_else(|step| step),
        }
    }

    fn read_header(&mut self, input: &mut Input) -> Result<Step, CaptureError> {
        let Some(header) = input.peek::<HEADER_LENGTH>() else {
            return Ok(Step::More);
        };
        let [m0, m1, m2, m3, .., l0, l1, l2, l3] = header;
        let layout = Layout::of_magic([m0, m1, m2, m3]).ok_or(CaptureError::Header(InputKind::Pcap))?;
        let number = layout.u32([l0, l1, l2, l3]) & LINK_TYPE;
        let link = Link::of_pcap(number).ok_or(CaptureError::LinkType { kind: InputKind::Pcap, number })?;
        self.file = Some((layout, link));
        input.skip(HEADER_LENGTH as u64);
        Ok(Step::Passed)
    }
}

fn read_record(layout: Layout, link: Link, input: &mut Input) -> Result<Step, Step> {
    let header = input.peek::<RECORD_HEADER_LENGTH>().ok_or(Step::More)?;
    let [s0, s1, s2, s3, f0, f1, f2, f3, c0, c1, c2, c3, ..] = header;
    let data = take_record(input, RECORD_HEADER_LENGTH, layout.u32([c0, c1, c2, c3]))?;
    let fraction = u64::from(layout.u32([f0, f1, f2, f3])) * layout.unit;
    let time = nanos(layout.u32([s0, s1, s2, s3]), fraction);
    Ok(Step::Packet(Packet { time, link, data }))
}
