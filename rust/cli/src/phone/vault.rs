//! The key encryption key of a desk: a file that only its owner can read, beside the database.
//!
//! It holds keys of 32 bytes one after the other, the newest last; more than one only while data keys move from the old
//! to the new.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use findmesh_crypto::at_rest::{DataKey, open_column, seal_column};
use findmesh_store::{KeyVault, VaultError};
use zeroize::Zeroizing;

use crate::failure::Failure;
use crate::random;

/// What wrapped keys are bound to.
const PLACE: &[u8] = b"findmesh desk vault";
const KEY_LENGTH: usize = 32;

/// Wraps data keys under a key from a file.
pub(super) struct FileVault {
    path: PathBuf,
    /// The file's bytes.
    keys: Mutex<Zeroizing<Vec<u8>>>,
}

impl FileVault {
    /// Reads the keys, or makes one where there is no file.
    pub(super) fn open(path: &Path) -> Result<Self, Failure> {
        let about = |error: io::Error| Failure::about(path.display(), error);
        let bytes = match fs::read(path) {
            Ok(bytes) => Zeroizing::new(bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let key = Zeroizing::new(random::bytes::<KEY_LENGTH>()?.to_vec());
                replace(path, &key).map_err(about)?;
                key
            }
            Err(error) => return Err(about(error)),
        };
        if bytes.is_empty() || !bytes.len().is_multiple_of(KEY_LENGTH) {
            return Err(Failure::about(path.display(), "no keys of 32 bytes"));
        }
        Ok(Self { path: path.to_owned(), keys: Mutex::new(bytes) })
    }

    fn keys(&self) -> MutexGuard<'_, Zeroizing<Vec<u8>>> {
        self.keys.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// In memory only once they are in the file.
    fn keep(&self, keys: Zeroizing<Vec<u8>>) -> Result<(), VaultError> {
        replace(&self.path, &keys).map_err(|error| unavailable(error.kind().to_string()))?;
        *self.keys() = keys;
        Ok(())
    }
}

/// The whole file or the old one, whatever happens.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let draft = path.with_extension("new");
    match fs::remove_file(&draft) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&draft)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&draft, path)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}

/// The newest first.
fn newest_first(keys: &[u8]) -> impl Iterator<Item = DataKey> {
    keys.as_chunks::<KEY_LENGTH>().0.iter().rev().map(|key| DataKey::from_bytes(*key))
}

fn unavailable(reason: String) -> VaultError {
    VaultError::Unavailable { reason }
}

impl KeyVault for FileVault {
    fn wrap(&self, key: &[u8]) -> Result<Vec<u8>, VaultError> {
        let nonce = random::bytes().map_err(|_| unavailable("no randomness".to_owned()))?;
        let newest = newest_first(&self.keys()).next().ok_or(VaultError::Lost)?;
        seal_column(&newest, &nonce, PLACE, key).map_err(|e| unavailable(e.to_string()))
    }

    fn unwrap(&self, wrapped: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        newest_first(&self.keys())
            .find_map(|key| open_column(&key, PLACE, wrapped).ok())
            .ok_or(VaultError::Lost)
    }

    fn renew(&self) -> Result<bool, VaultError> {
        let fresh = random::bytes::<KEY_LENGTH>()
            .map(Zeroizing::new)
            .map_err(|_| unavailable("no randomness".to_owned()))?;
        let mut keys = Zeroizing::new(Vec::with_capacity(self.keys().len() + KEY_LENGTH));
        keys.extend_from_slice(&self.keys());
        keys.extend_from_slice(fresh.as_slice());
        self.keep(keys).map(|()| true)
    }

    fn retire(&self) -> Result<(), VaultError> {
        let newest = self.keys().last_chunk::<KEY_LENGTH>().copied().ok_or(VaultError::Lost)?;
        self.keep(Zeroizing::new(newest.to_vec()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_key_opens_until_it_retires_also_in_the_next_process() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("vault");
        let vault = FileVault::open(&path).unwrap();
        let old = vault.wrap(&[7; 32]).unwrap();
        assert_eq!(vault.renew(), Ok(true));
        let new = vault.wrap(&[8; 32]).unwrap();
        let vault = FileVault::open(&path).unwrap();
        assert_eq!(vault.unwrap(&old).unwrap().as_slice(), [7; 32]);
        assert_eq!(vault.unwrap(&new).unwrap().as_slice(), [8; 32]);
        vault.retire().unwrap();
        assert_eq!(vault.unwrap(&old), Err(VaultError::Lost));
        let vault = FileVault::open(&path).unwrap();
        assert_eq!(vault.unwrap(&old), Err(VaultError::Lost));
        assert_eq!(vault.unwrap(&new).unwrap().as_slice(), [8; 32]);
        assert_eq!(fs::read(&path).unwrap().len(), KEY_LENGTH);
    }

    #[test]
    fn a_file_of_another_length_is_no_vault() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("vault");
        for length in [0, 31, 33] {
            fs::write(&path, vec![1; length]).unwrap();
            assert!(FileVault::open(&path).is_err(), "{length} bytes");
        }
    }
}
