//! What is drawn from an event's seed.

use rand_chacha::ChaCha12Rng;
use rand_core::Rng;

use crate::moment::Wall;
use crate::persist::RowId;

/// Uniform in `low..=high`; `low` where the range is empty. The bias of the multiplication is below 2⁻³⁰
/// for spans of a day.
pub(crate) fn uniform(rng: &mut ChaCha12Rng, low: u64, high: u64) -> u64 {
    let width = u128::from(high.saturating_sub(low)) + 1;
    let offset = (u128::from(rng.next_u64()) * width) >> 64;
    low.saturating_add(u64::try_from(offset).unwrap_or(0))
}

/// A fresh row id at this wall time.
pub(crate) fn row_id(rng: &mut ChaCha12Rng, wall: Wall) -> RowId {
    let mut id = [0; 16];
    let [_, _, time @ ..] = u64::try_from(wall).unwrap_or(0).to_be_bytes();
    let (head, tail) = id.split_at_mut(time.len());
    head.copy_from_slice(&time);
    rng.fill_bytes(tail);
    RowId(id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::Seed;

    #[test]
    fn draws_stay_in_their_range_and_reach_its_ends() {
        let mut rng = Seed([7; 32]).rng();
        let drawn: Vec<u64> = (0..200).map(|_| uniform(&mut rng, 3, 6)).collect();
        assert_eq!(drawn.iter().min(), Some(&3));
        assert_eq!(drawn.iter().max(), Some(&6));
        assert_eq!(uniform(&mut rng, 9, 2), 9);
    }

    #[test]
    fn row_ids_sort_by_time_and_differ() {
        let mut rng = Seed([7; 32]).rng();
        let (first, second, later) = (row_id(&mut rng, 5), row_id(&mut rng, 5), row_id(&mut rng, 1 << 40));
        assert_ne!(first, second);
        assert!(later > first && later > second);
        assert_eq!(first.0[..6], [0, 0, 0, 0, 0, 5]);
    }
}
