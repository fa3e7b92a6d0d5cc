//! A store that outlives its driver, as a file outlives a process.

use std::sync::{Arc, Mutex};

use findmesh_core::consent::ConsentEntry;
use findmesh_core::owner::LearntTag;
use findmesh_core::{Change, QueueRow, Restored, RowId};
use findmesh_crypto::at_rest::HashKey;
use findmesh_store::{MemoryStore, Needles, Retention, Search, Store, StoreError, Traces};
use findmesh_testkit::seeded_entropy;

/// One memory store behind many handles.
#[derive(Clone)]
pub struct SharedStore(Arc<Mutex<MemoryStore>>);

impl SharedStore {
    pub fn new() -> Self {
        Self(Arc::new(Mutex::new(MemoryStore::new(seeded_entropy(1)))))
    }
}

impl Store for SharedStore {
    fn restore(&mut self) -> Result<Restored, StoreError> {
        self.0.lock().unwrap().restore()
    }

    fn commit(&mut self, changes: &[Change]) -> Result<(), StoreError> {
        self.0.lock().unwrap().commit(changes)
    }

    fn queue_row(&mut self, id: RowId) -> Result<Option<QueueRow>, StoreError> {
        self.0.lock().unwrap().queue_row(id)
    }

    fn consent_ledger(&mut self) -> Result<Vec<ConsentEntry>, StoreError> {
        self.0.lock().unwrap().consent_ledger()
    }

    fn counters(&mut self, from: i64, to: i64) -> Result<Vec<(i64, String, u64)>, StoreError> {
        self.0.lock().unwrap().counters(from, to)
    }

    fn learnt(&mut self) -> Result<Vec<LearntTag>, StoreError> {
        self.0.lock().unwrap().learnt()
    }

    fn hash_key(&mut self) -> Result<HashKey, StoreError> {
        self.0.lock().unwrap().hash_key()
    }

    fn maintain(&mut self, wall_ms: i64, keep: Retention) -> Result<(), StoreError> {
        self.0.lock().unwrap().maintain(wall_ms, keep)
    }

    fn rewrap(&mut self) -> Result<bool, StoreError> {
        self.0.lock().unwrap().rewrap()
    }

    fn erase_all(&mut self) -> Result<(), StoreError> {
        self.0.lock().unwrap().erase_all()
    }

    fn traces(&mut self) -> Result<Traces, StoreError> {
        self.0.lock().unwrap().traces()
    }

    fn search(&mut self, needles: &Needles) -> Result<Search, StoreError> {
        self.0.lock().unwrap().search(needles)
    }
}
