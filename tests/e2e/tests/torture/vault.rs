//! A vault that several processes share, as those of one phone share its key store.

use std::fs;
use std::path::{Path, PathBuf};

use findmesh_store::{KeyVault, VaultError};
use findmesh_testkit::FakeVault;
use zeroize::Zeroizing;

/// Its generations lie in a file, which is replaced at once or not at all.
pub(crate) struct SharedVault {
    inner: FakeVault,
    file: PathBuf,
}

impl SharedVault {
    /// Beside the store.
    pub(crate) fn of(folder: &Path) -> Self {
        let file = folder.join("vault");
        let kept = fs::read_to_string(&file).unwrap_or_else(|_| "1 1".to_owned());
        let (oldest, newest) = kept.split_once(' ').unwrap();
        let generations = (oldest.parse().unwrap(), newest.parse().unwrap());
        Self { inner: FakeVault::new(1).with_generations(generations), file }
    }

    /// Under how many keys the store was so far.
    pub(crate) fn newest(&self) -> u32 {
        self.inner.generations().1
    }

    fn keep(&self) {
        let (oldest, newest) = self.inner.generations();
        let draft = self.file.with_extension("new");
        fs::write(&draft, format!("{oldest} {newest}")).unwrap();
        fs::rename(&draft, &self.file).unwrap();
    }
}

impl KeyVault for SharedVault {
    fn wrap(&self, key: &[u8]) -> Result<Vec<u8>, VaultError> {
        self.inner.wrap(key)
    }

    fn unwrap(&self, wrapped: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        self.inner.unwrap(wrapped)
    }

    fn renew(&self) -> Result<bool, VaultError> {
        let renewed = self.inner.renew()?;
        self.keep();
        Ok(renewed)
    }

    fn retire(&self) -> Result<(), VaultError> {
        self.inner.retire()?;
        self.keep();
        Ok(())
    }
}
