//! Joining adverts that a controller reported in fragments.

use alloc::vec::Vec;

use super::super::link::Heard;
use super::ExtendedReport;
use crate::Address;

/// Most adverts in the making. Controllers interleave few.
const MOST_OPEN: usize = 8;
/// Most bytes of one advert (Bluetooth Core, Vol 4 Part E §7.8.57).
const MOST_BYTES: usize = 1650;

/// Adverts whose last fragment has not come yet.
#[derive(Default)]
pub(in super::super) struct Fragments {
    open: Vec<(Key, Heard)>,
}

type Key = (Option<Address>, u8);

impl Fragments {
    /// Takes a report: gives the advert that it completes, and how many were given up for it.
    pub(super) fn join(&mut self, report: ExtendedReport) -> (Option<Heard>, u64) {
        let key = (report.heard.address, report.set_id);
        let heard = match self.take(&key) {
            Some(begun) => append(begun, report.heard),
            None => Some(report.heard),
        };
        match heard {
            None => (None, 1),
            Some(heard) if report.more => (None, self.keep(key, heard)),
            Some(heard) => (Some(heard), 0),
        }
    }

    /// Drops what is open; gives how many.
    pub(in super::super) fn give_up(&mut self) -> u64 {
        let count = self.open.len() as u64;
        self.open.clear();
        count
    }

    fn take(&mut self, key: &Key) -> Option<Heard> {
        let at = self.open.iter().position(|(open, _)| open == key)?;
        Some(self.open.remove(at).1)
    }

    fn keep(&mut self, key: Key, heard: Heard) -> u64 {
        let lost = self.open.len() >= MOST_OPEN;
        if lost {
            let _ = self.open.remove(0);
        }
        self.open.push((key, heard));
        lost.into()
    }
}

/// `None` when together they are longer than an advert can be.
fn append(begun: Heard, next: Heard) -> Option<Heard> {
    let mut data = begun.data;
    data.extend(next.data);
    (data.len() <= MOST_BYTES).then_some(Heard { data, ..next })
}
