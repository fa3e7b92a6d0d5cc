//! What must survive: queue, pending sightings, remembered keys, consent, counters, behind one trait.

pub mod entropy;
pub mod error;
pub mod vault;

pub use entropy::Entropy;
pub use error::{StoreError, VaultError};
pub use vault::KeyVault;

use findmesh_core::consent::ConsentEntry;
use findmesh_core::{Change, QueueRow, Restored, RowId};

/// A durable store for one finder. One owner at a time; calls block.
pub trait Store: Send {
    /// All that a finder needs at start. Sealed rows that no longer open are dropped and counted
    /// (`vault_lost_rows`), never an error.
    fn restore(&mut self) -> Result<Restored, StoreError>;

    /// One transaction, durable (synced) on return; on an error nothing of it is there.
    fn commit(&mut self, changes: &[Change]) -> Result<(), StoreError>;

    /// The sealed report of a row, `None` when it is gone.
    fn queue_row(&mut self, id: RowId) -> Result<Option<QueueRow>, StoreError>;

    /// The ledger, oldest first.
    fn consent_ledger(&mut self) -> Result<Vec<ConsentEntry>, StoreError>;

    /// Counters of the days `from..=to` (UTC days), by day and name.
    fn counters(&mut self, from: i64, to: i64) -> Result<Vec<(i64, String, u64)>, StoreError>;

    /// The phone's own key for keyed hashes; made once, wrapped by the vault.
    fn hash_key(&mut self) -> Result<findmesh_crypto::at_rest::HashKey, StoreError>;

    /// Housekeeping of a day: drops data keys and counters past their retention, checkpoints.
    fn maintain(&mut self, wall_ms: i64) -> Result<(), StoreError>;
}
