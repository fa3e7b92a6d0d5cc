//! Opening: lock, damage, keys, in this order.

use std::path::Path;
use std::sync::Arc;

use findmesh_core::StoreTrouble;

use super::database::Database;
use super::files::Files;
use super::keyring::Keyring;
use super::lock::Lock;
use super::{SqliteStore, schema};
use crate::{Entropy, KeyVault, StoreError};

/// What opening came to.
#[derive(Debug)]
pub struct Opened {
    /// The store, usable whatever the incident.
    pub store: SqliteStore,
    /// `Corrupt`: the file was damaged, set aside beside the new one, and what it held is gone.
    /// `VaultLost`: rows under the lost keys are gone, the queue stays.
    pub incident: Option<StoreTrouble>,
}

/// How large a store may grow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoreLimits {
    /// Bytes of the file without its log; a commit beyond them is refused with `StoreError::DiskFull`.
    pub max_bytes: u64,
}

impl Default for StoreLimits {
    /// 64 MiB: far above a full queue, far below what would hurt a phone.
    fn default() -> Self {
        Self { max_bytes: 64 * 1024 * 1024 }
    }
}

/// All that opening needs besides the files.
struct Setup {
    vault: Arc<dyn KeyVault>,
    entropy: Entropy,
    wall_ms: i64,
    limits: StoreLimits,
}

impl SqliteStore {
    /// Opens the store at `path`, making it and its directory where they are missing. `wall_ms`: wall time.
    ///
    /// # Errors
    /// `InUse` where another store has it open; `Vault(Unavailable)` before the first unlock, nothing is lost
    /// then; `TooNew`; `DiskFull`; `Io`. Never `Corrupt` or `Vault(Lost)`: those are incidents.
    pub fn open(
        path: &Path,
        vault: Arc<dyn KeyVault>,
        entropy: Entropy,
        wall_ms: i64,
    ) -> Result<Opened, StoreError> {
        Self::open_with(path, vault, entropy, wall_ms, StoreLimits::default())
    }

    /// [`open`](Self::open) with limits of one's own.
    pub fn open_with(
        path: &Path,
        vault: Arc<dyn KeyVault>,
        entropy: Entropy,
        wall_ms: i64,
        limits: StoreLimits,
    ) -> Result<Opened, StoreError> {
        let files = Files::new(path);
        files.ensure_directory()?;
        let lock = Lock::take(&files.beside(".lock"))?;
        let setup = Setup { vault, entropy, wall_ms, limits };
        let (database, incident) = open_or_replace(&files, &setup)?;
        Ok(Opened { store: Self { database, reader: None, files, _lock: lock }, incident })
    }
}

fn open_or_replace(files: &Files, setup: &Setup) -> Result<(Database, Option<StoreTrouble>), StoreError> {
    let first =
        if files.is_cut_off() { Err(StoreError::Corrupt("cut off".into())) } else { open(files, setup) };
    match first {
        Err(StoreError::Corrupt(reason)) => {
            log::warn!("store: damaged file set aside: {reason}");
            files.set_aside(setup.wall_ms)?;
            let (mut database, _) = open(files, setup)?;
            database.count_corrupt_file()?;
            Ok((database, Some(StoreTrouble::Corrupt)))
        }
        other => other,
    }
}

fn open(files: &Files, setup: &Setup) -> Result<(Database, Option<StoreTrouble>), StoreError> {
    if !files.main().exists() {
        create(files, setup)?;
    }
    let db = schema::connect(files.main(), setup.limits)?;
    schema::check(&db)?;
    let keys = Keyring::new(Arc::clone(&setup.vault), Arc::clone(&setup.entropy));
    let mut database = Database::new(db, keys, setup.wall_ms);
    let incident = database.take_stock()?;
    Ok((database, incident))
}

/// A new database is made under another name, so that under its own it is never seen unfinished.
fn create(files: &Files, setup: &Setup) -> Result<(), StoreError> {
    let draft = files.make_draft()?;
    let db = schema::connect(draft.main(), setup.limits)?;
    db.close().map_err(|(_, error)| error)?;
    files.put_in_place(&draft)
}
