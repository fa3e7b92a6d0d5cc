//! Whether the air says anything new: what would wake the phone for tags that it knows, backs off.
//!
//! A background process lives for one delivery, so this is kept: not keys, but a sketch of them of 128 bits, one bit a
//! key. Two keys in 128 look alike; then a new one waits as long as a known one, and no longer.

use crate::moment::Boot;
use crate::persist::IdHash;

/// A key is known for one to two of these after it was last in range.
const GENERATION_MS: i64 = 2 * 60 * 60 * 1000;
/// Beyond this every backoff has reached its bound.
const MOST: u8 = 16;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Quiet {
    /// Doublings of what backs off.
    pub(super) level: u8,
    /// Sketch of this generation …
    pub(super) around: u128,
    /// … and of the one before.
    pub(super) before: u128,
    /// When this generation began.
    pub(super) since: Boot,
    /// When something was new last.
    pub(super) fresh: Boot,
}

impl Quiet {
    /// Takes the keys that came into range; true where one of them is new.
    pub(super) fn take(&mut self, arrivals: u128, now: Boot) -> bool {
        if now - self.since >= GENERATION_MS {
            (self.before, self.around, self.since) = (self.around, 0, now);
        }
        let new = arrivals & !(self.around | self.before) != 0;
        self.around |= arrivals;
        if new {
            (self.level, self.fresh) = (0, now);
        }
        new
    }

    /// Nothing new once more.
    pub(super) fn raise(&mut self) {
        self.level = (self.level + 1).min(MOST);
    }

    /// Another place: whatever is here is worth a look.
    pub(super) fn forget(&mut self, now: Boot) {
        *self = Self { since: now, fresh: now, ..Self::default() };
    }
}

/// The bit of a key.
pub(super) fn bit(key: &IdHash) -> u128 {
    let [first, ..] = key;
    1 << (first & 127)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: Boot = 60 * 60 * 1000;

    #[test]
    fn a_new_key_ends_the_quiet_and_a_known_one_does_not() {
        let (mut quiet, one, two) = (Quiet::default(), bit(&[1; 16]), bit(&[2; 16]));
        assert!(quiet.take(one, 0));
        assert!(!quiet.take(one, 1));
        quiet.raise();
        assert!(!quiet.take(0, 2));
        assert_eq!(quiet.level, 1);
        assert!(quiet.take(one | two, 3));
        assert_eq!(quiet.level, 0);
        (0..200).for_each(|_| quiet.raise());
        assert_eq!(quiet.level, MOST);
    }

    #[test]
    fn keys_are_forgotten_by_time_and_by_place() {
        let (mut quiet, one) = (Quiet::default(), bit(&[1; 16]));
        assert!(quiet.take(one, 0));
        assert!(!quiet.take(one, 3 * HOUR), "still known from the generation before");
        assert!(!quiet.take(0, 6 * HOUR));
        assert!(quiet.take(one, 9 * HOUR));
        quiet.forget(9 * HOUR);
        assert!(quiet.take(one, 9 * HOUR));
    }
}
