//! A store that tells which reports went into the queue.

use std::sync::{Arc, Mutex, PoisonError};

use findmesh_core::consent::ConsentEntry;
use findmesh_core::owner::LearntTag;
use findmesh_core::{Change, QueueRow, Restored, RowId};
use findmesh_crypto::at_rest::HashKey;
use findmesh_store::{Needles, Retention, Search, Store, StoreError, Traces};

/// A sealed report as it went into the queue.
#[derive(Clone, Debug)]
pub(crate) struct SealedRow {
    /// Name of its network.
    pub(crate) network: &'static str,
    /// Under which its owner asks for it.
    pub(crate) lookup_id: Vec<u8>,
    /// Its body.
    pub(crate) body: Vec<u8>,
    /// When it was queued, milliseconds since the Unix epoch.
    pub(crate) queued_wall_ms: i64,
    /// When it may leave.
    pub(crate) due_wall_ms: i64,
}

/// The rows that were queued since they were last taken.
#[derive(Clone, Default)]
pub(super) struct Queued(Arc<Mutex<Vec<SealedRow>>>);

impl Queued {
    /// Takes them.
    pub(super) fn take(&self) -> Vec<SealedRow> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn note(&self, changes: &[Change]) {
        let rows = changes.iter().filter_map(|change| match change {
            Change::Enqueue(row) => Some(sealed(row)),
            _ => None,
        });
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend(rows);
    }
}

fn sealed(row: &QueueRow) -> SealedRow {
    SealedRow {
        network: row.entry.network.as_str(),
        lookup_id: row.lookup_id.clone(),
        body: row.body.clone(),
        queued_wall_ms: row.entry.queued_wall_ms,
        due_wall_ms: row.entry.due_wall_ms,
    }
}

/// Passes everything on, and notes what is queued once it is committed.
pub(super) struct WatchedStore {
    pub(super) inner: Box<dyn Store>,
    pub(super) queued: Queued,
}

impl Store for WatchedStore {
    fn commit(&mut self, changes: &[Change]) -> Result<(), StoreError> {
        self.inner.commit(changes)?;
        self.queued.note(changes);
        Ok(())
    }

    fn restore(&mut self) -> Result<Restored, StoreError> {
        self.inner.restore()
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
