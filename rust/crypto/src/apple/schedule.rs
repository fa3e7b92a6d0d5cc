//! An owner's view of one chain of a tag: the key of any step.

use super::{CheckpointError, PrivateKey, SymmetricKey, lookup_id, steps::Steps};
use crate::{
    p224::{self, Scalar},
    parallel,
};
use core::{fmt, ops::RangeInclusive};
use thiserror::Error;
use zeroize::Zeroizing;

/// Steps of the primary chain in a day.
pub const STEPS_PER_DAY: u32 = 96;

/// The last step that a schedule gives, that of a primary chain after 119 years: what lies beyond is a mistake that
/// would cost hours of hashing.
pub const LAST_INDEX: u32 = (1 << 22) - 1;

/// Why there is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ScheduleError {
    /// The schedule was shared from a later step on.
    #[error("step {index} is before step {start}, from which on this schedule was shared")]
    BeforeStart {
        /// The step asked for.
        index: u32,
        /// The first step of the schedule.
        start: u32,
    },
    /// Beyond [`LAST_INDEX`].
    #[error("step {index} is beyond {LAST_INDEX}")]
    BeyondLast {
        /// The step asked for.
        index: u32,
    },
    /// The scalar came out as 0, which happens to one step in 2²²⁴.
    #[error("step {index} has no key")]
    NoKey {
        /// The step asked for.
        index: u32,
    },
}

/// Everything that belongs to one step. Prints redacted.
#[derive(Clone, PartialEq, Eq)]
pub struct KeyPair {
    /// The step, i.
    pub index: u32,
    /// Opens reports that were sealed to `key`: `d_i`.
    pub private_key: PrivateKey,
    /// The key on air: the x coordinate, big endian.
    pub key: [u8; 28],
    /// Under which reports are kept.
    pub lookup_id: [u8; 32],
}

impl KeyPair {
    fn new(index: u32, private_key: PrivateKey) -> Self {
        let key = *private_key.key();
        Self { index, private_key, key, lookup_id: lookup_id(&key) }
    }
}

impl fmt::Debug for KeyPair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyPair(redacted)")
    }
}

/// One chain of one tag: `d_i = d_0 · u_i + v_i`, where `u_i` and `v_i` come from `SK_i`.
///
/// Step 0 is that of the symmetric key that the owner holds, before any update; it has a key like every other one
/// (FindMy.py counts in the same way). The chain is walked forward only, one hash a step, and its key is kept every
/// [`CHECKPOINT_INTERVAL`](super::CHECKPOINT_INTERVAL) steps: 32 bytes for a week of the primary chain, 1.7 kB for a year. So the first look at a
/// tag of one year costs 35 040 hashes, a few milliseconds, and every later one at most 671.
pub struct Schedule {
    private_key: PrivateKey,
    steps: Steps,
}

impl Schedule {
    /// The chain of `SK_0 = symmetric_key` under the tag's private key `d_0`. The secondary chain has its own
    /// symmetric key and the same private key.
    #[must_use]
    pub fn new(private_key: PrivateKey, symmetric_key: SymmetricKey) -> Self {
        Self { private_key, steps: Steps::new(0, symmetric_key) }
    }

    /// The part of a chain that begins at step `start`, whose symmetric key is `symmetric_key`: who is given that key
    /// and the private key finds the tag at that step and later ones, and cannot know earlier ones.
    ///
    /// # Errors
    /// [`ScheduleError::BeyondLast`] when `start` is beyond [`LAST_INDEX`].
    pub fn starting_at(
        start: u32,
        private_key: PrivateKey,
        symmetric_key: SymmetricKey,
    ) -> Result<Self, ScheduleError> {
        if start > LAST_INDEX {
            return Err(ScheduleError::BeyondLast { index: start });
        }
        Ok(Self { private_key, steps: Steps::new(start, symmetric_key) })
    }

    /// The same chain from step `index` on, to be handed to somebody else; see [`Schedule::starting_at`].
    ///
    /// # Errors
    /// [`ScheduleError::BeforeStart`] and [`ScheduleError::BeyondLast`].
    pub fn shared_from(&mut self, index: u32) -> Result<Self, ScheduleError> {
        let symmetric_key = self.symmetric_key(index)?;
        Self::starting_at(index, self.private_key.clone(), symmetric_key)
    }

    /// The first step, 0 unless the schedule was shared from a later one on.
    #[must_use]
    pub const fn start(&self) -> u32 {
        self.steps.start()
    }

    /// `SK_index`.
    ///
    /// # Errors
    /// [`ScheduleError::BeforeStart`] and [`ScheduleError::BeyondLast`].
    pub fn symmetric_key(&mut self, index: u32) -> Result<SymmetricKey, ScheduleError> {
        if index > LAST_INDEX {
            return Err(ScheduleError::BeyondLast { index });
        }
        self.steps.at(index).ok_or(ScheduleError::BeforeStart { index, start: self.start() })
    }

    /// The key of step `index`.
    ///
    /// # Errors
    /// Every variant of [`ScheduleError`].
    pub fn key(&mut self, index: u32) -> Result<KeyPair, ScheduleError> {
        let symmetric_key = self.symmetric_key(index)?;
        let scalar = private_scalar(&self.private_key, &symmetric_key);
        let private_key = PrivateKey::from_scalar(scalar).ok_or(ScheduleError::NoKey { index })?;
        Ok(KeyPair::new(index, private_key))
    }

    /// The keys of a range of steps, made on all cores with shared inversions. About 150 bytes a key: a caller who
    /// wants very many asks in pieces.
    ///
    /// # Errors
    /// Every variant of [`ScheduleError`]; then no key of the range is given.
    pub fn keys(&mut self, range: RangeInclusive<u32>) -> Result<Vec<KeyPair>, ScheduleError> {
        // Before any hash is spent on a range that ends beyond the last step.
        if let Some(index) = (!range.is_empty()).then(|| *range.end()).filter(|end| *end > LAST_INDEX) {
            return Err(ScheduleError::BeyondLast { index });
        }
        let mut chain = Vec::with_capacity(range.size_hint().0);
        for index in range {
            chain.push(Step { index, symmetric_key: self.symmetric_key(index)? });
        }
        let share = parallel::share_of_points(chain.len());
        parallel::map(&chain, share, |piece| key_pairs(&self.private_key, piece)).into_iter().collect()
    }

    /// What [`Schedule::restore_checkpoints`] takes, so that the chain is not walked again in another process.
    ///
    /// Bytes of secrets, which the caller seals before storing them: every symmetric key since the first.
    #[must_use]
    pub fn checkpoints(&self) -> Zeroizing<Vec<u8>> {
        self.steps.to_bytes()
    }

    /// Takes over the checkpoints of an earlier schedule of the same chain. They are trusted: that nobody changed
    /// them is for the caller's seal to say.
    ///
    /// # Errors
    /// Every variant of [`CheckpointError`]; the schedule stays as it was.
    pub fn restore_checkpoints(&mut self, checkpoints: &[u8]) -> Result<(), CheckpointError> {
        self.steps.restore(checkpoints)
    }
}

impl fmt::Debug for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Schedule(redacted)")
    }
}

/// The steps of the secondary chain that may go with step `primary` of the primary one, as FindMy.py guesses them:
/// the secondary chain steps once a day, at an hour that differs from tag to tag.
#[must_use]
pub const fn secondary_indices(primary: u32) -> [u32; 2] {
    let day = primary / STEPS_PER_DAY;
    [day + 1, day + 2]
}

struct Step {
    index: u32,
    symmetric_key: SymmetricKey,
}

fn private_scalar(private_key: &PrivateKey, symmetric_key: &SymmetricKey) -> Scalar {
    let (u, v) = symmetric_key.diversify();
    private_key.scalar().mul_add(&u, &v)
}

fn key_pairs(private_key: &PrivateKey, steps: &[Step]) -> Vec<Result<KeyPair, ScheduleError>> {
    let scalars: Vec<_> = steps.iter().map(|step| private_scalar(private_key, &step.symmetric_key)).collect();
    let points = p224::public_batch(&scalars);
    let pairs = steps.iter().zip(scalars).zip(points);
    pairs
        .map(|((step, scalar), point)| {
            let point = point.ok_or(ScheduleError::NoKey { index: step.index })?;
            Ok(KeyPair::new(step.index, PrivateKey::from_pair(scalar, &point)))
        })
        .collect()
}
