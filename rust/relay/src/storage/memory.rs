//! A store in memory: the oracle of the conformance suite, and a relay that must leave no file.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;

use super::sampling::key_of;
use super::{
    Found, HeldReport, NewReport, ReportKey, ReportStorage, SamplingSalt, Search, StorageError, StorageSize,
    Tally,
};

/// Held reports by network number and key.
type Rows = BTreeMap<(i32, ReportKey), HeldReport>;

/// Forgets everything when it is dropped.
pub struct MemoryStorage {
    rows: Mutex<Rows>,
    salt: SamplingSalt,
    hourly_cap: u32,
}

impl MemoryStorage {
    /// An empty store that holds `hourly_cap` bodies an id and hour.
    #[must_use]
    pub fn new(hourly_cap: u32, salt: SamplingSalt) -> Self {
        Self { rows: Mutex::new(Rows::new()), salt, hourly_cap }
    }

    fn rows(&self) -> MutexGuard<'_, Rows> {
        self.rows.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn hold_one(&self, rows: &mut Rows, report: NewReport, tally: &mut Tally) {
        let network = report.network.number();
        let key = (network, report.key());
        if rows.contains_key(&key) {
            tally.duplicate += 1;
            return;
        }
        let held =
            HeldReport { lookup_id: report.lookup_id.clone(), body: report.body.clone(), hour: report.hour };
        let _ = rows.insert(key, held);
        let bodies = same_hour(rows, &report);
        let full = bodies.len() > self.hourly_cap as usize;
        match self.salt.displaced(&report, &bodies).filter(|_| full) {
            Some(hash) => {
                let _ = rows.remove(&(network, key_of(&report, hash)));
                tally.sampled += 1;
            }
            None => tally.held += 1,
        }
    }
}

fn same_hour(rows: &Rows, report: &NewReport) -> Vec<[u8; 32]> {
    let first = (report.network.number(), key_of(report, [0; 32]));
    let last = (report.network.number(), key_of(report, [0xff; 32]));
    let of_id = rows.range(first..=last).filter(|(_, held)| held.hour == report.hour);
    of_id.map(|((_, key), _)| key.body_hash).collect()
}

fn find(rows: &Rows, search: &Search) -> Found {
    let network = search.network.number();
    let mut hits = rows.iter().filter(|((of, key), held)| {
        *of == network
            && search.wanted.covers(&key.lookup_id)
            && held.hour >= search.from_hour
            && search.after.as_ref().is_none_or(|after| key > after)
    });
    let page: Vec<_> = hits.by_ref().take(search.limit).collect();
    let last = page.last().map(|((_, key), _)| key.clone());
    Found {
        more: last.filter(|_| hits.next().is_some()),
        reports: page.into_iter().map(|(_, held)| held.clone()).collect(),
    }
}

#[async_trait]
impl ReportStorage for MemoryStorage {
    async fn hold(&self, batch: Vec<NewReport>) -> Result<Tally, StorageError> {
        let mut rows = self.rows();
        let mut tally = Tally::default();
        for report in batch {
            self.hold_one(&mut rows, report, &mut tally);
        }
        Ok(tally)
    }

    async fn find(&self, search: Search) -> Result<Found, StorageError> {
        Ok(find(&self.rows(), &search))
    }

    async fn forget_before(&self, hour: u32) -> Result<u64, StorageError> {
        let mut rows = self.rows();
        let before = rows.len();
        rows.retain(|_, held| held.hour >= hour);
        Ok((before - rows.len()) as u64)
    }

    async fn size(&self) -> Result<StorageSize, StorageError> {
        Ok(StorageSize { reports: self.rows().len() as u64, bytes: 0 })
    }

    async fn check(&self) -> Result<(), StorageError> {
        Ok(())
    }

    async fn close(&self) -> Result<(), StorageError> {
        Ok(())
    }
}
