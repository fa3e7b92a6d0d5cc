//! Where in its chain a tag is: any step at little cost, with a checkpoint every [`CHECKPOINT_INTERVAL`] steps.

use super::SymmetricKey;
use thiserror::Error;
use zeroize::Zeroizing;

/// Steps from one checkpoint to the next: a week of a chain that steps every 15 minutes.
pub const CHECKPOINT_INTERVAL: u32 = 672;

/// First byte of stored checkpoints.
const VERSION: u8 = 1;

/// Bytes of a symmetric key.
const KEY_LENGTH: usize = 32;

/// Why stored checkpoints cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CheckpointError {
    /// Stored by a version of this library that is not known here.
    #[error("checkpoints of version {version}, known: {VERSION}")]
    UnknownVersion {
        /// First byte.
        version: u8,
    },
    /// No version, no index, no key, or a key that is cut.
    #[error("checkpoints are cut: {length} bytes")]
    Length {
        /// Bytes given.
        length: usize,
    },
    /// They do not begin with the key and index that the chain begins with.
    #[error("checkpoints of another chain")]
    OtherChain,
}

/// The keys of one chain from `start` on: that of every [`CHECKPOINT_INTERVAL`]th step so far, and the last one used.
pub(super) struct Steps {
    start: u32,
    /// That of step `start + k · CHECKPOINT_INTERVAL` stands at k; never empty.
    checkpoints: Vec<SymmetricKey>,
    recent: (u32, SymmetricKey),
}

impl Steps {
    /// `key` is that of step `start`.
    pub(super) fn new(start: u32, key: SymmetricKey) -> Self {
        Self { start, checkpoints: vec![key.clone()], recent: (start, key) }
    }

    pub(super) const fn start(&self) -> u32 {
        self.start
    }

    /// The key of step `index`; `None` before the start.
    pub(super) fn at(&mut self, index: u32) -> Option<SymmetricKey> {
        let mut at = self.nearest(index)?;
        while at.0 < index {
            at = (at.0 + 1, at.1.next());
            self.keep(&at);
        }
        self.recent = at.clone();
        Some(at.1)
    }

    /// The last known step that is not after `index`.
    fn nearest(&self, index: u32) -> Option<(u32, SymmetricKey)> {
        let wanted = index.checked_sub(self.start)? / CHECKPOINT_INTERVAL;
        let last = u32::try_from(self.checkpoints.len()).unwrap_or(u32::MAX).saturating_sub(1);
        let number = wanted.min(last);
        let at = self.start + number * CHECKPOINT_INTERVAL;
        if (at..=index).contains(&self.recent.0) {
            return Some(self.recent.clone());
        }
        let key = self.checkpoints.get(usize::try_from(number).ok()?)?;
        Some((at, key.clone()))
    }

    /// Keeps a step when it is the next checkpoint.
    fn keep(&mut self, (index, key): &(u32, SymmetricKey)) {
        let next = self.checkpoints.len() as u64 * u64::from(CHECKPOINT_INTERVAL);
        if u64::from(index - self.start) == next {
            push_secret(&mut self.checkpoints, key.clone());
        }
    }

    /// `01 ‖ start (4, big endian) ‖ checkpoints (32 each)`.
    pub(super) fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        let mut bytes = Zeroizing::new(Vec::with_capacity(5 + KEY_LENGTH * self.checkpoints.len()));
        bytes.push(VERSION);
        bytes.extend(self.start.to_be_bytes());
        for key in &self.checkpoints {
            bytes.extend(key.expose());
        }
        bytes
    }

    /// Takes over what [`Steps::to_bytes`] gave for the same chain.
    pub(super) fn restore(&mut self, bytes: &[u8]) -> Result<(), CheckpointError> {
        let length = CheckpointError::Length { length: bytes.len() };
        let (&version, rest) = bytes.split_first().ok_or(length)?;
        if version != VERSION {
            return Err(CheckpointError::UnknownVersion { version });
        }
        let (start, keys) = rest.split_first_chunk().ok_or(length)?;
        let (keys, []) = keys.as_chunks::<KEY_LENGTH>() else {
            return Err(length);
        };
        let checkpoints: Vec<_> = keys.iter().map(|key| SymmetricKey::from_bytes(*key)).collect();
        let first = checkpoints.first().ok_or(length)?;
        if u32::from_be_bytes(*start) != self.start || Some(first) != self.checkpoints.first() {
            return Err(CheckpointError::OtherChain);
        }
        self.checkpoints = checkpoints;
        Ok(())
    }
}

/// Pushes without leaving the old copies behind that a growing vector would.
fn push_secret(keys: &mut Vec<SymmetricKey>, key: SymmetricKey) {
    if keys.len() == keys.capacity() {
        let mut larger = Vec::with_capacity(2 * keys.len() + 1);
        larger.extend(keys.iter().cloned());
        *keys = larger;
    }
    keys.push(key);
}
