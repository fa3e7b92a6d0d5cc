//! How many distinct keys were in range today, without remembering which.

use crate::persist::IdHash;

/// Bits: 500 keys collide to 470.
const BITS: usize = 4_096;
const BYTES: usize = BITS / 8;
const VERSION: u8 = 1;

/// A key's bit is a hash under the phone's own key: which keys set it cannot be told from it.
#[derive(Debug, Default)]
pub(crate) struct KeysHeard {
    day: i64,
    /// Empty before the first.
    bits: Vec<u8>,
}

impl KeysHeard {
    /// Whether it is a new one of this day.
    pub(crate) fn hear(&mut self, hash: &IdHash, day: i64) -> bool {
        if self.day != day || self.bits.is_empty() {
            *self = Self { day, bits: vec![0; BYTES] };
        }
        let [high, low, ..] = *hash;
        let bit = usize::from(u16::from_be_bytes([high, low])) % BITS;
        let mask = 1 << (bit % 8);
        self.bits.get_mut(bit / 8).is_some_and(|byte| {
            let new = *byte & mask == 0;
            *byte |= mask;
            new
        })
    }

    /// The setting "keys_heard", version 1, big endian: empty where there is none, else u8 1 | i64 UTC day | 512 bytes.
    pub(crate) fn keep(&self) -> Vec<u8> {
        if self.bits.is_empty() {
            return Vec::new();
        }
        [&[VERSION], self.day.to_be_bytes().as_slice(), &self.bits].concat()
    }

    /// `None` for another version and for bytes that are cut.
    pub(crate) fn read(kept: &[u8]) -> Option<Self> {
        let (day, bits) = kept.strip_prefix(&[VERSION])?.split_first_chunk::<8>()?;
        (bits.len() == BYTES).then(|| Self { day: i64::from_be_bytes(*day), bits: bits.to_vec() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(n: u16) -> IdHash {
        let mut hash = [0; 16];
        hash[..2].copy_from_slice(&n.to_be_bytes());
        hash
    }

    #[test]
    fn a_key_counts_once_a_day_over_restarts() {
        let mut keys = KeysHeard::default();
        assert!(keys.hear(&hash(7), 1));
        assert!(!keys.hear(&hash(7), 1));
        assert!(keys.hear(&hash(8), 1));
        let mut next = KeysHeard::read(&keys.keep()).unwrap();
        assert!(!next.hear(&hash(8), 1));
        assert!(next.hear(&hash(8), 2));
        assert!(KeysHeard::read(&keys.keep()[..20]).is_none());
        assert!(KeysHeard::default().keep().is_empty());
    }
}
