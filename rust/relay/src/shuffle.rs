//! A random order, so that the log of the database does not tell who came first.

use crate::storage::StorageError;

/// Shuffles in place with randomness from the system (Fisher and Yates).
pub(crate) fn shuffle<T>(items: &mut [T]) -> Result<(), StorageError> {
    let mut random = vec![0; items.len() * 8];
    getrandom::fill(&mut random).map_err(|_| StorageError::Randomness)?;
    let (words, _) = random.as_chunks::<8>();
    for (last, word) in words.iter().enumerate().skip(1) {
        items.swap(last, below(u64::from_le_bytes(*word), last + 1));
    }
    Ok(())
}

/// Scales a random word to 0..bound; the bias is below bound / 2^64.
#[allow(clippy::cast_possible_truncation, reason = "the shifted product is below `bound`, which is a usize")]
fn below(word: u64, bound: usize) -> usize {
    ((u128::from(word) * bound as u128) >> 64) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_every_item_and_changes_the_order() {
        let mut items: Vec<u32> = (0..200).collect();
        shuffle(&mut items).unwrap();
        assert_ne!(items, (0..200).collect::<Vec<_>>());
        items.sort_unstable();
        assert_eq!(items, (0..200).collect::<Vec<_>>());
        shuffle::<u8>(&mut []).unwrap();
    }

    #[test]
    fn every_place_is_equally_likely() {
        let mut first = [0_u32; 4];
        for _ in 0..4000 {
            let mut items = [0, 1, 2, 3];
            shuffle(&mut items).unwrap();
            first[items[0]] += 1;
        }
        // 1000 expected each, standard deviation 27.
        assert!(first.iter().all(|count| (840..=1160).contains(count)), "{first:?}");
    }

    #[test]
    fn scales_to_the_whole_range() {
        assert_eq!((below(0, 5), below(u64::MAX, 5), below(u64::MAX, 1)), (0, 4, 0));
    }
}
