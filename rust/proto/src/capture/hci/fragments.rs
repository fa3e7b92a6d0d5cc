//! Joining adverts that a controller reported in fragments.

use alloc::vec::Vec;

use super::super::CaptureItem;
use super::super::link::Heard;
use super::EventReport;
use crate::Address;

/// Most adverts in the making. Controllers interleave few.
const MOST_OPEN: usize = 8;
/// Most bytes of one advert (Bluetooth Core, Vol 4 Part E §7.8.57).
const MOST_BYTES: usize = 1650;

/// Adverts whose last fragment has not come yet.
#[derive(Default)]
pub(in super::super) struct Fragments {
    open: Vec<(Key, Vec<u8>)>,
}

/// Sender, advertising set, kind of PDU: a scan response or a legacy advert of the same sender is no fragment.
type Key = (Option<Address>, u8, u16);

/// What a report came to.
pub(in super::super) struct Joined {
    /// It is, or completes, an advert.
    pub(in super::super) whole: bool,
    /// Adverts given up for it.
    pub(in super::super) lost: u64,
}

impl Fragments {
    /// Takes a report; the advert that it is or completes is put into `item`.
    pub(in super::super) fn join(&mut self, report: EventReport<'_>, item: &mut CaptureItem) -> Joined {
        let key = (report.heard.address, report.set_id, report.pdu);
        let begun = self.take(&key);
        if begun.is_none() && !report.more {
            item.hear(&report.heard);
            return Joined { whole: true, lost: 0 };
        }
        let mut data = begun.unwrap_or_default();
        data.extend_from_slice(report.heard.data);
        if data.len() > MOST_BYTES {
            return Joined { whole: false, lost: 1 };
        }
        if report.more {
            return Joined { whole: false, lost: self.keep(key, data) };
        }
        item.hear(&Heard { data: &data, ..report.heard });
        Joined { whole: true, lost: 0 }
    }

    /// Drops what is open; gives how many.
    pub(in super::super) fn give_up(&mut self) -> u64 {
        let count = self.open.len() as u64;
        self.open.clear();
        count
    }

    fn take(&mut self, key: &Key) -> Option<Vec<u8>> {
        let at = self.open.iter().position(|(open, _)| open == key)?;
        Some(self.open.remove(at).1)
    }

    fn keep(&mut self, key: Key, data: Vec<u8>) -> u64 {
        let lost = self.open.len() >= MOST_OPEN;
        if lost {
            let _ = self.open.remove(0);
        }
        self.open.push((key, data));
        lost.into()
    }
}
