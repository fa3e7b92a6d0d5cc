//! The key encryption key of a desk: a file that only its owner can read, beside the database.

use std::io;
use std::path::{Path, PathBuf};

use findmesh_crypto::at_rest::{DataKey, open_column, seal_column};
use findmesh_store::{KeyVault, VaultError};
use zeroize::Zeroizing;

use crate::failure::Failure;
use crate::random;

/// What wrapped keys are bound to.
const PLACE: &[u8] = b"findmesh desk vault";

/// Wraps data keys under a key from a file.
pub(super) struct FileVault {
    key: DataKey,
}

impl FileVault {
    /// Reads the key, or makes one where there is no file.
    pub(super) fn open(path: &Path) -> Result<Self, Failure> {
        let about = |error: io::Error| Failure::about(path.display(), error);
        let bytes = match std::fs::read(path) {
            Ok(bytes) => Zeroizing::new(bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => make(path)?,
            Err(error) => return Err(about(error)),
        };
        let key = <[u8; 32]>::try_from(bytes.as_slice())
            .map_err(|_| Failure::about(path.display(), "no key of 32 bytes"))?;
        Ok(Self { key: DataKey::from_bytes(key) })
    }
}

fn make(path: &Path) -> Result<Zeroizing<Vec<u8>>, Failure> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;

    let key = Zeroizing::new(random::bytes::<32>()?.to_vec());
    let owner_only = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    owner_only
        .and_then(|mut file| file.write_all(&key).and_then(|()| file.sync_all()))
        .map_err(|e| Failure::about(PathBuf::from(path).display(), e))?;
    Ok(key)
}

impl KeyVault for FileVault {
    fn wrap(&self, key: &[u8]) -> Result<Vec<u8>, VaultError> {
        let unavailable = |reason: String| VaultError::Unavailable { reason };
        let nonce = random::bytes().map_err(|_| unavailable("no randomness".to_owned()))?;
        seal_column(&self.key, &nonce, PLACE, key).map_err(|e| unavailable(e.to_string()))
    }

    fn unwrap(&self, wrapped: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        open_column(&self.key, PLACE, wrapped).map_err(|_| VaultError::Lost)
    }
}
