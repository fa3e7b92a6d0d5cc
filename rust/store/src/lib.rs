//! What must survive: queue, pending sightings, remembered keys, zones, dwell, consent, counters, and what was learnt
//! of one's own tags, behind one trait.
//!
//! [`SqliteStore`] keeps it in one SQLite file, [`MemoryStore`] in memory for tests and simulators; both pass
//! the conformance suite of `findmesh-testkit`. No business rules here: core decides, a store keeps.
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)
)]

mod codec;
pub mod entropy;
pub mod error;
mod memory;
pub mod retention;
mod sqlite;
pub mod trace;
pub mod vault;

pub use entropy::Entropy;
pub use error::{StoreError, VaultError};
pub use memory::MemoryStore;
pub use retention::Retention;
pub use sqlite::{Opened, SqliteStore, StoreLimits};
pub use trace::{Needles, Search, Traces};
pub use vault::KeyVault;

use findmesh_core::consent::ConsentEntry;
use findmesh_core::owner::LearntTag;
use findmesh_core::{Change, QueueRow, Restored, RowId};

/// Counter of sealed rows that were dropped because they no longer open.
pub const VAULT_LOST_ROWS: &str = "vault_lost_rows";

/// Counter of damaged files that were set aside.
pub const CORRUPT_FILES: &str = "corrupt_files";

/// A durable store for one finder. One owner at a time; calls block.
///
/// After [`StoreError::Corrupt`] drop the store and open it again: opening sets a damaged file aside.
pub trait Store: Send {
    /// All that a finder needs at start: consent oldest first, queue and pending by id (oldest first), seen
    /// by key hash, zones by id, dwell by day, settings by name, counters by day and name. Sealed rows that no longer
    /// open are dropped and counted ([`VAULT_LOST_ROWS`]), never an error.
    fn restore(&mut self) -> Result<Restored, StoreError>;

    /// One transaction, durable (synced) on return; on an error nothing of it is there.
    ///
    /// Removing or updating a row that is gone does nothing, and neither does a second `Enqueue` of an id.
    fn commit(&mut self, changes: &[Change]) -> Result<(), StoreError>;

    /// The sealed report of a row, `None` when it is gone.
    fn queue_row(&mut self, id: RowId) -> Result<Option<QueueRow>, StoreError>;

    /// The ledger, oldest first.
    fn consent_ledger(&mut self) -> Result<Vec<ConsentEntry>, StoreError>;

    /// Counters of the days `from..=to` (UTC days), by day and name.
    fn counters(&mut self, from: i64, to: i64) -> Result<Vec<(i64, String, u64)>, StoreError>;

    /// What was learnt of one's own tags, by tag. Rows that no longer open are dropped and counted as by
    /// [`restore`](Self::restore).
    fn learnt(&mut self) -> Result<Vec<LearntTag>, StoreError>;

    /// The phone's own key for keyed hashes; made once, wrapped by the vault.
    fn hash_key(&mut self) -> Result<findmesh_crypto::at_rest::HashKey, StoreError>;

    /// Housekeeping of a day: drops rows, data keys and counters past their [`Retention`], checkpoints.
    fn maintain(&mut self, wall_ms: i64, keep: Retention) -> Result<(), StoreError>;

    /// Every key is wrapped again under a new key encryption key, and the old one goes: a copy of the file from before
    /// does not open any more. `false`: the vault has one key for ever, and old copies still open. On an error all keys
    /// still open, and calling it again finishes it.
    fn rewrap(&mut self) -> Result<bool, StoreError>;

    /// Everything goes, the ledger and the keys with it; the next [`hash_key`](Self::hash_key) is a new one.
    fn erase_all(&mut self) -> Result<(), StoreError>;

    /// What the files hold now, as it lies there: what a [`search`](Self::search) after an erasure looks for. A store
    /// without files has none.
    fn traces(&mut self) -> Result<Traces, StoreError> {
        Ok(Traces::default())
    }

    /// Looks for needles in all files of the store. A store without files reads none.
    fn search(&mut self, _needles: &Needles) -> Result<Search, StoreError> {
        Ok(Search::default())
    }
}
