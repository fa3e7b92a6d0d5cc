//! Keys whose first six bytes travel in the address and whose rest travels in the advert.

/// The key of `KEY` bytes from its first six, the 16 after them, and its last `END`: those from byte 16 on, so that
/// `start` and `end` overlap in the advert.
///
/// The first 16 bytes are put together in registers. Written piece by piece they would be read back as one by every
/// copy of the key, before the pieces reached the cache; waiting for that took longer than all other decoding.
#[inline]
pub(super) fn join<const END: usize, const KEY: usize>(
    prefix: [u8; 6],
    start: &[u8; 16],
    end: &[u8; END],
) -> [u8; KEY] {
    const { assert!(KEY == 16 + END) }
    let [a, b, c, d, e, f] = prefix;
    let prefix = u128::from(u64::from_le_bytes([a, b, c, d, e, f, 0, 0]));
    let first = prefix | u128::from_le_bytes(*start) << 48;
    let mut key = [0; KEY];
    let (head, rest) = key.split_at_mut(16);
    head.copy_from_slice(&first.to_le_bytes());
    rest.copy_from_slice(end);
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_come_in_their_order() {
        let whole: [u8; 32] = core::array::from_fn(|n| u8::try_from(n + 1).unwrap());
        let (prefix, tail) = whole.split_first_chunk().unwrap();
        let (start, end) = (tail.first_chunk().unwrap(), tail.last_chunk().unwrap());
        assert_eq!(join::<16, 32>(*prefix, start, end), whole);
        let short = whole.first_chunk::<28>().unwrap();
        assert_eq!(join::<12, 28>(*prefix, start, short.last_chunk().unwrap()), *short);
    }
}
