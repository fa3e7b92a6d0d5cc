//! What a file says about one interface.

use super::super::link::Link;
use super::Order;

const OPTION_END: u16 = 0;
const OPTION_RESOLUTION: u16 = 9;
const OPTION_OFFSET: u16 = 14;

/// One interface description.
#[derive(Clone, Copy, Debug)]
pub(super) struct Interface {
    /// `None`: a kind of link that is not read.
    pub(super) link: Option<Link>,
    /// Most bytes captured of a packet; 0: all.
    pub(super) snap_length: u32,
    /// Ticks of its clock in a second.
    ticks_per_second: u128,
    /// Seconds to add to its times.
    offset: i64,
}

impl Interface {
    pub(super) fn read(order: Order, body: &[u8]) -> Option<Self> {
        let ([l0, l1, _, _, s0, s1, s2, s3], options) = body.split_first_chunk::<8>()?;
        let described = Self {
            link: Link::of_pcap(order.u16([*l0, *l1]).into()),
            snap_length: order.u32([*s0, *s1, *s2, *s3]),
            ticks_per_second: 1_000_000,
            offset: 0,
        };
        described.with_options(order, options)
    }

    fn with_options(mut self, order: Order, mut options: &[u8]) -> Option<Self> {
        while let Some(([c0, c1, l0, l1], rest)) = options.split_first_chunk::<4>() {
            let length = usize::from(order.u16([*l0, *l1]));
            let value = rest.get(..length)?;
            match order.u16([*c0, *c1]) {
                OPTION_END => break,
                OPTION_RESOLUTION => self.ticks_per_second = resolution(*value.first()?)?,
                OPTION_OFFSET => self.offset = offset(order, value.first_chunk()?),
                _ => {}
            }
            options = rest.get(length.next_multiple_of(4)..).unwrap_or_default();
        }
        Some(self)
    }

    /// Ticks of the interface to nanoseconds since the Unix epoch.
    pub(super) fn nanos(&self, ticks: u64) -> Option<i64> {
        let nanos = u128::from(ticks).checked_mul(1_000_000_000)? / self.ticks_per_second;
        i64::try_from(nanos).ok()?.checked_add(self.offset.checked_mul(1_000_000_000)?)
    }
}

/// A negative power of 10, or of 2 where the top bit is set; `None` beyond what a clock can be.
fn resolution(value: u8) -> Option<u128> {
    let base: u128 = if value & 0x80 == 0 { 10 } else { 2 };
    base.checked_pow(u32::from(value & 0x7F))
}

fn offset(order: Order, value: &[u8; 8]) -> i64 {
    match order {
        Order::Big => i64::from_be_bytes(*value),
        Order::Little => i64::from_le_bytes(*value),
    }
}
