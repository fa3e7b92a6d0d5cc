//! A store that refuses when told to.

use findmesh_core::consent::ConsentEntry;
use findmesh_core::owner::LearntTag;
use findmesh_core::{Change, QueueRow, Restored, RowId, StoreTrouble};
use findmesh_crypto::at_rest::HashKey;
use findmesh_store::{Needles, Retention, Search, Store, StoreError, Traces, VaultError};
use std::sync::{Arc, Mutex, PoisonError};

/// Which calls fail from now on, and how; clones steer the same store.
#[derive(Clone, Debug, Default)]
pub struct Faults(Arc<Mutex<Plan>>);

#[derive(Debug, Default)]
struct Plan {
    commits: Option<(StoreTrouble, u32)>,
    restores: Option<(StoreTrouble, u32)>,
}

impl Faults {
    /// The next `times` commits fail.
    pub fn fail_commits(&self, trouble: StoreTrouble, times: u32) {
        self.plan().commits = Some((trouble, times));
    }

    /// The next `times` restores fail.
    pub fn fail_restores(&self, trouble: StoreTrouble, times: u32) {
        self.plan().restores = Some((trouble, times));
    }

    fn plan(&self) -> std::sync::MutexGuard<'_, Plan> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Passes everything on to `S` but what its [`Faults`] refuse.
#[derive(Debug)]
pub struct FaultyStore<S> {
    inner: S,
    faults: Faults,
}

impl<S: Store> FaultyStore<S> {
    /// A store without faults, and the means to give it some.
    pub fn new(inner: S) -> (Self, Faults) {
        let faults = Faults::default();
        (Self { inner, faults: faults.clone() }, faults)
    }
}

fn strike(fault: &mut Option<(StoreTrouble, u32)>) -> Result<(), StoreError> {
    match fault {
        Some((trouble, times)) if *times > 0 => {
            *times -= 1;
            Err(error_of(*trouble))
        }
        _ => Ok(()),
    }
}

fn error_of(trouble: StoreTrouble) -> StoreError {
    match trouble {
        StoreTrouble::DiskFull => StoreError::DiskFull,
        StoreTrouble::Corrupt => StoreError::Corrupt("as the test wished".into()),
        StoreTrouble::VaultLost => VaultError::Lost.into(),
        StoreTrouble::Io => StoreError::Io("as the test wished".into()),
    }
}

impl<S: Store> Store for FaultyStore<S> {
    fn restore(&mut self) -> Result<Restored, StoreError> {
        strike(&mut self.faults.plan().restores)?;
        self.inner.restore()
    }

    fn commit(&mut self, changes: &[Change]) -> Result<(), StoreError> {
        strike(&mut self.faults.plan().commits)?;
        self.inner.commit(changes)
    }

    fn queue_row(&mut self, id: RowId) -> Result<Option<QueueRow>, StoreError> {
        self.inner.queue_row(id)
    }

    fn consent_ledger(&mut self) -> Result<Vec<ConsentEntry>, StoreError> {
        self.inner.consent_ledger()
    }

    fn counters(&mut self, from: i64, to: i64) -> Result<Vec<(i64, String, u64)>, StoreError> {
        self.inner.counters(from, to)
    }

    fn learnt(&mut self) -> Result<Vec<LearntTag>, StoreError> {
        self.inner.learnt()
    }

    fn hash_key(&mut self) -> Result<HashKey, StoreError> {
        self.inner.hash_key()
    }

    fn maintain(&mut self, wall_ms: i64, keep: Retention) -> Result<(), StoreError> {
        self.inner.maintain(wall_ms, keep)
    }

    fn rewrap(&mut self) -> Result<bool, StoreError> {
        self.inner.rewrap()
    }

    fn erase_all(&mut self) -> Result<(), StoreError> {
        self.inner.erase_all()
    }

    fn traces(&mut self) -> Result<Traces, StoreError> {
        self.inner.traces()
    }

    fn search(&mut self, needles: &Needles) -> Result<Search, StoreError> {
        self.inner.search(needles)
    }
}
