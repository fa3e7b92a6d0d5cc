//! pcapng: section headers, interface descriptions and the three kinds of packet block; other blocks are
//! passed over.

mod interface;

use alloc::vec::Vec;

use super::container::{Packet, Step};
use super::input::{Input, Span};
use super::{CaptureError, InputKind, MAX_RECORD, RecordFault};
use interface::Interface;

const SECTION_HEADER: u32 = 0x0A0D_0D0A;
const INTERFACE_DESCRIPTION: u32 = 1;
const PACKET: u32 = 2;
const SIMPLE_PACKET: u32 = 3;
const ENHANCED_PACKET: u32 = 6;

/// Type, length and the repeated length at the end.
const FRAMING: usize = 12;
/// Most interfaces of a section; a file that describes more is not a capture of anything.
const MOST_INTERFACES: usize = 1024;

/// Byte order of a section.
#[derive(Clone, Copy, Debug)]
enum Order {
    Big,
    Little,
}

impl Order {
    const fn u16(self, bytes: [u8; 2]) -> u16 {
        match self {
            Self::Big => u16::from_be_bytes(bytes),
            Self::Little => u16::from_le_bytes(bytes),
        }
    }

    const fn u32(self, bytes: [u8; 4]) -> u32 {
        match self {
            Self::Big => u32::from_be_bytes(bytes),
            Self::Little => u32::from_le_bytes(bytes),
        }
    }
}

#[derive(Default)]
pub(super) struct Pcapng {
    order: Option<Order>,
    /// `None`: a description that could not be read.
    interfaces: Vec<Option<Interface>>,
}

impl Pcapng {
    pub(super) fn in_records(&self) -> bool {
        self.order.is_some()
    }

    pub(super) fn step(&mut self, input: &mut Input) -> Step {
        self.read_block(input).unwrap_or_else(|step| step)
    }

    fn read_block(&mut self, input: &mut Input) -> Result<Step, Step> {
        let [kind @ .., l0, l1, l2, l3] = input.peek::<8>().ok_or(Step::More)?;
        let order = self.order_of(kind, input)?;
        let kind = order.u32(kind);
        let span = take_block(input, order.u32([l0, l1, l2, l3]), is_packet(kind))?;
        let block = Block { begin: span.start, body: input.taken(span) };
        match kind {
            SECTION_HEADER => Ok(self.begin_section(order)),
            INTERFACE_DESCRIPTION => Ok(self.add_interface(order, block.body)),
            PACKET | SIMPLE_PACKET | ENHANCED_PACKET => self.read_packet(order, kind, &block),
            _ => Ok(Step::Passed),
        }
    }

    /// A section header, whose type reads the same in both orders, brings its own.
    fn order_of(&self, kind: [u8; 4], input: &Input) -> Result<Order, Step> {
        if u32::from_be_bytes(kind) == SECTION_HEADER {
            return section_order(input);
        }
        self.order.ok_or(Step::Fatal(CaptureError::Header(InputKind::Pcapng)))
    }

    fn begin_section(&mut self, order: Order) -> Step {
        self.order = Some(order);
        self.interfaces.clear();
        Step::Passed
    }

    /// A description that cannot be read keeps its place: packets count their interfaces.
    fn add_interface(&mut self, order: Order, body: &[u8]) -> Step {
        if self.interfaces.len() < MOST_INTERFACES {
            self.interfaces.push(Interface::read(order, body));
        }
        Step::Passed
    }

    fn read_packet(&self, order: Order, kind: u32, block: &Block<'_>) -> Result<Step, Step> {
        let packet = match kind {
            PACKET => read_obsolete(order, block),
            SIMPLE_PACKET => self.read_simple(order, block),
            _ => read_enhanced(order, block),
        };
        let packet = packet.ok_or(Step::Malformed(RecordFault::Block))?;
        let index = usize::try_from(packet.interface).ok();
        let interface = index
            .and_then(|index| self.interfaces.get(index)?.as_ref())
            .ok_or(Step::Malformed(RecordFault::Interface(packet.interface)))?;
        let Some(link) = interface.link else {
            return Ok(Step::Other);
        };
        let time = packet.time.and_then(|time| interface.nanos(time));
        Ok(Step::Packet(Packet { time, link, data: packet.data }))
    }

    /// A simple packet has no captured length: it is the original one or the interface's limit.
    fn read_simple(&self, order: Order, block: &Block<'_>) -> Option<PacketBlock> {
        let original = block.body.first_chunk()?;
        let first = self.interfaces.first().and_then(Option::as_ref);
        let limit = first.map(|first| first.snap_length).filter(|limit| *limit > 0);
        let captured = limit.map_or(order.u32(*original), |limit| limit.min(order.u32(*original)));
        Some(PacketBlock { interface: 0, time: None, data: block.span(original.len(), captured)? })
    }
}

/// The inside of a block and where it begins in the window.
struct Block<'i> {
    begin: usize,
    body: &'i [u8],
}

impl Block<'_> {
    /// Where `length` bytes stand, from byte `from` of the inside on; `None` when it has fewer.
    fn span(&self, from: usize, length: u32) -> Option<Span> {
        let to = from.checked_add(usize::try_from(length).ok()?)?;
        let _ = self.body.get(from..to)?;
        Some(self.begin + from..self.begin + to)
    }
}

/// What a packet block holds.
struct PacketBlock {
    interface: u32,
    /// In units of the interface.
    time: Option<u64>,
    data: Span,
}

fn is_packet(kind: u32) -> bool {
    matches!(kind, PACKET | SIMPLE_PACKET | ENHANCED_PACKET)
}

fn section_order(input: &Input) -> Result<Order, Step> {
    match input.peek::<12>().ok_or(Step::More)? {
        [.., 0x1A, 0x2B, 0x3C, 0x4D] => Ok(Order::Big),
        [.., 0x4D, 0x3C, 0x2B, 0x1A] => Ok(Order::Little),
        _ => Err(Step::Fatal(CaptureError::Header(InputKind::Pcapng))),
    }
}

/// The inside of a block, its framing taken off.
fn take_block(input: &mut Input, length: u32, is_record: bool) -> Result<Span, Step> {
    let whole = usize::try_from(length).unwrap_or(usize::MAX);
    if whole < FRAMING || whole % 4 != 0 {
        return Err(Step::Fatal(CaptureError::Corrupt { offset: input.offset() }));
    }
    if whole > MAX_RECORD {
        input.skip(length.into());
        let too_long = Step::Malformed(RecordFault::TooLong(length.into()));
        return Err(if is_record { too_long } else { Step::Passed });
    }
    let block = input.take(whole).ok_or(Step::More)?;
    Ok(block.start + 8..block.end - 4)
}

fn read_enhanced(order: Order, block: &Block<'_>) -> Option<PacketBlock> {
    let header = block.body.first_chunk::<20>()?;
    let [i0, i1, i2, i3, h0, h1, h2, h3, l0, l1, l2, l3, c0, c1, c2, c3, ..] = *header;
    Some(PacketBlock {
        interface: order.u32([i0, i1, i2, i3]),
        time: Some(ticks(order, [h0, h1, h2, h3], [l0, l1, l2, l3])),
        data: block.span(header.len(), order.u32([c0, c1, c2, c3]))?,
    })
}

/// The packet block that the enhanced one replaced: interface and drops are 16 bits each.
fn read_obsolete(order: Order, block: &Block<'_>) -> Option<PacketBlock> {
    let header = block.body.first_chunk::<20>()?;
    let [i0, i1, _, _, h0, h1, h2, h3, l0, l1, l2, l3, c0, c1, c2, c3, ..] = *header;
    Some(PacketBlock {
        interface: order.u16([i0, i1]).into(),
        time: Some(ticks(order, [h0, h1, h2, h3], [l0, l1, l2, l3])),
        data: block.span(header.len(), order.u32([c0, c1, c2, c3]))?,
    })
}

fn ticks(order: Order, high: [u8; 4], low: [u8; 4]) -> u64 {
    u64::from(order.u32(high)) << 32 | u64::from(order.u32(low))
}
