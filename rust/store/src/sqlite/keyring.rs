//! Keys as they lie in the file, wrapped, and as they are used, in memory.

use std::sync::Arc;

use findmesh_crypto::at_rest::{DataKey, HashKey};
use rusqlite::{Connection, OptionalExtension, params};
use zeroize::Zeroizing;

use crate::{Entropy, KeyVault, StoreError, VaultError};
use findmesh_core::sorted::SortedMap;

type KeyBytes = Zeroizing<[u8; 32]>;

const DATA_KEYS: &str = "SELECT day, wrapped FROM data_keys";
const HASH_KEYS: &str = "SELECT only, wrapped FROM hash_key";
const PUT_DATA_KEY: &str = "INSERT OR REPLACE INTO data_keys (day, wrapped) VALUES (?1, ?2)";
const PUT_HASH_KEY: &str = "INSERT OR REPLACE INTO hash_key (only, wrapped) VALUES (?1, ?2)";

/// Data keys by day, the hash key, and who wraps them.
pub(super) struct Keyring {
    vault: Arc<dyn KeyVault>,
    entropy: Entropy,
    /// `None`: looked for, and erased or lost; so a vault is asked once a day, not once a row.
    days: SortedMap<i64, Option<DataKey>>,
    hash: Option<HashKey>,
    lost: bool,
}

impl Keyring {
    pub(super) fn new(vault: Arc<dyn KeyVault>, entropy: Entropy) -> Self {
        Self { vault, entropy, days: SortedMap::new(), hash: None, lost: false }
    }

    /// A wrapped key turned out to be gone for good.
    pub(super) fn was_lost(&self) -> bool {
        self.lost
    }

    /// Whatever is in memory is read again from the file when next needed.
    pub(super) fn forget(&mut self) {
        self.days.clear();
        self.hash = None;
    }

    /// A nonce, never used before.
    pub(super) fn nonce(&self) -> [u8; 12] {
        let mut nonce = [0; 12];
        (self.entropy)(&mut nonce);
        nonce
    }

    /// The key to open rows of `day` with; `None` where it is erased or lost.
    pub(super) fn opening(&mut self, db: &Connection, day: i64) -> Result<Option<DataKey>, StoreError> {
        if let Some(known) = self.days.get(&day) {
            return Ok(known.clone());
        }
        let wrapped = wrapped_key(db, "SELECT wrapped FROM data_keys WHERE day = ?1", day)?;
        let key = self.unwrap(wrapped)?.map(|bytes| DataKey::from_bytes(*bytes));
        let _unknown_before = self.days.insert(day, key.clone());
        Ok(key)
    }

    /// The key to seal rows of `day` with; made where there is none that opens.
    pub(super) fn sealing(&mut self, db: &Connection, day: i64) -> Result<DataKey, StoreError> {
        if let Some(key) = self.opening(db, day)? {
            return Ok(key);
        }
        let (bytes, wrapped) = self.fresh()?;
        put_key(db, PUT_DATA_KEY, day, &wrapped)?;
        let key = DataKey::from_bytes(*bytes);
        let _missing_before = self.days.insert(day, Some(key.clone()));
        Ok(key)
    }

    /// The key for keyed hashes; made where there is none that opens.
    pub(super) fn hash_key(&mut self, db: &Connection) -> Result<HashKey, StoreError> {
        if let Some(key) = &self.hash {
            return Ok(key.clone());
        }
        let stored = wrapped_key(db, "SELECT wrapped FROM hash_key WHERE only = ?1", 1)?;
        let key = match self.unwrap(stored)? {
            Some(bytes) => HashKey::from_bytes(*bytes),
            None => self.make_hash_key(db)?,
        };
        self.hash = Some(key.clone());
        Ok(key)
    }

    pub(super) fn vault(&self) -> &dyn KeyVault {
        &*self.vault
    }

    /// Every key in the file lies under the vault's newest key then. Lost ones stay as they are: they open nothing.
    pub(super) fn rewrap(&mut self, db: &Connection) -> Result<(), StoreError> {
        for (select, put) in [(DATA_KEYS, PUT_DATA_KEY), (HASH_KEYS, PUT_HASH_KEY)] {
            for (number, wrapped) in all_wrapped(db, select)? {
                if let Some(key) = self.unwrap(Some(wrapped))? {
                    put_key(db, put, number, &self.wrap(&key)?)?;
                }
            }
        }
        Ok(())
    }

    fn make_hash_key(&self, db: &Connection) -> Result<HashKey, StoreError> {
        let (bytes, wrapped) = self.fresh()?;
        put_key(db, PUT_HASH_KEY, 1, &wrapped)?;
        Ok(HashKey::from_bytes(*bytes))
    }

    fn fresh(&self) -> Result<(KeyBytes, Vec<u8>), StoreError> {
        let mut bytes = KeyBytes::default();
        (self.entropy)(bytes.as_mut_slice());
        let wrapped = self.wrap(&bytes)?;
        Ok((bytes, wrapped))
    }

    fn wrap(&self, bytes: &KeyBytes) -> Result<Vec<u8>, StoreError> {
        let wrapped = match self.vault.wrap(bytes.as_slice()) {
            // The vault learnt only now that its key is gone; the next call works with a new one.
            Err(VaultError::Lost) => self.vault.wrap(bytes.as_slice()),
            first => first,
        };
        Ok(wrapped?)
    }

    /// `None` where nothing is stored, or what is stored is lost.
    fn unwrap(&mut self, wrapped: Option<Vec<u8>>) -> Result<Option<KeyBytes>, StoreError> {
        let Some(wrapped) = wrapped else { return Ok(None) };
        let key = match self.vault.unwrap(&wrapped) {
            Ok(key) => key_bytes(&key),
            Err(VaultError::Lost) => None,
            Err(error) => return Err(error.into()),
        };
        self.lost |= key.is_none();
        Ok(key)
    }
}

/// `None`: not a key of ours, as good as lost.
fn key_bytes(key: &[u8]) -> Option<KeyBytes> {
    <[u8; 32]>::try_from(key).ok().map(Zeroizing::new)
}

fn wrapped_key(db: &Connection, sql: &str, number: i64) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(db.prepare_cached(sql)?.query_row([number], |row| row.get(0)).optional()?)
}

fn all_wrapped(db: &Connection, sql: &str) -> Result<Vec<(i64, Vec<u8>)>, StoreError> {
    let mut select = db.prepare_cached(sql)?;
    let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn put_key(db: &Connection, sql: &str, number: i64, wrapped: &[u8]) -> Result<(), StoreError> {
    let _one = db.prepare_cached(sql)?.execute(params![number, wrapped])?;
    Ok(())
}
