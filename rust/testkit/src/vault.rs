//! A key vault whose key can be lost.

use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering::SeqCst};

use findmesh_crypto::at_rest::{DataKey, open_column, seal_column};
use findmesh_crypto::hash::sha256;
use findmesh_store::{KeyVault, VaultError};
use zeroize::Zeroizing;

/// Wraps under a key that follows from a number, so that another process with the same number is the same vault.
///
/// Files of `tests/compat` were written with vault 1: how its key follows from the number never changes.
#[derive(Debug)]
pub struct FakeVault {
    number: u64,
    generation: AtomicU32,
    /// Older generations are gone.
    oldest: AtomicU32,
    available: AtomicBool,
    wraps: AtomicU64,
    unwraps: AtomicU64,
}

impl Default for FakeVault {
    fn default() -> Self {
        Self::new(1)
    }
}

impl FakeVault {
    /// The vault of this number, available, its key in its first generation.
    pub const fn new(number: u64) -> Self {
        Self {
            number,
            generation: AtomicU32::new(1),
            oldest: AtomicU32::new(1),
            available: AtomicBool::new(true),
            wraps: AtomicU64::new(0),
            unwraps: AtomicU64::new(0),
        }
    }

    /// The key encryption key is gone for good: what it wrapped is lost, a new one wraps from now on.
    pub fn lose(&self) {
        let before = self.generation.fetch_add(1, SeqCst);
        self.oldest.store(before + 1, SeqCst);
    }

    /// The generations of its key that it has: the oldest that still opens, and the one that wraps.
    pub fn generations(&self) -> (u32, u32) {
        (self.oldest.load(SeqCst), self.generation.load(SeqCst))
    }

    /// A vault of another process that has the same generations.
    #[must_use]
    pub fn with_generations(self, (oldest, newest): (u32, u32)) -> Self {
        self.oldest.store(oldest, SeqCst);
        self.generation.store(newest, SeqCst);
        self
    }

    /// Answers `Unavailable` until [`come_back`](Self::come_back), as before the first unlock.
    pub fn go_unavailable(&self) {
        self.available.store(false, SeqCst);
    }

    /// Ends [`go_unavailable`](Self::go_unavailable).
    pub fn come_back(&self) {
        self.available.store(true, SeqCst);
    }

    /// Keys wrapped so far.
    pub fn wraps(&self) -> u64 {
        self.wraps.load(SeqCst)
    }

    /// Keys unwrapped so far, lost ones included.
    pub fn unwraps(&self) -> u64 {
        self.unwraps.load(SeqCst)
    }

    fn check_available(&self) -> Result<(), VaultError> {
        if self.available.load(SeqCst) {
            return Ok(());
        }
        Err(VaultError::Unavailable { reason: "locked".into() })
    }

    fn key(&self, generation: u32) -> (DataKey, [u8; 4]) {
        let generation = generation.to_be_bytes();
        let key = sha256(&[b"fake vault".as_slice(), &self.number.to_be_bytes(), &generation].concat());
        (DataKey::from_bytes(key), generation)
    }
}

impl KeyVault for FakeVault {
    fn wrap(&self, key: &[u8]) -> Result<Vec<u8>, VaultError> {
        self.check_available()?;
        let count = self.wraps.fetch_add(1, SeqCst);
        let (kek, generation) = self.key(self.generation.load(SeqCst));
        let nonce = nonce(count, key);
        seal_column(&kek, &nonce, &generation, key)
            .map_err(|error| VaultError::Unavailable { reason: error.to_string() })
    }

    fn unwrap(&self, wrapped: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        self.check_available()?;
        let _count = self.unwraps.fetch_add(1, SeqCst);
        let (oldest, newest) = self.generations();
        let open = |generation| {
            let (kek, place) = self.key(generation);
            open_column(&kek, &place, wrapped).ok()
        };
        (oldest..=newest).rev().find_map(open).ok_or(VaultError::Lost)
    }

    fn renew(&self) -> Result<bool, VaultError> {
        self.check_available()?;
        let _before = self.generation.fetch_add(1, SeqCst);
        Ok(true)
    }

    fn retire(&self) -> Result<(), VaultError> {
        self.check_available()?;
        self.oldest.store(self.generation.load(SeqCst), SeqCst);
        Ok(())
    }
}

/// Different for every call and every key, and still repeatable.
fn nonce(count: u64, key: &[u8]) -> [u8; 12] {
    let hash = sha256(&[&count.to_be_bytes(), key].concat());
    std::array::from_fn(|at| hash[at])
}
