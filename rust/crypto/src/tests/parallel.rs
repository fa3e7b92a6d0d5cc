//! Work on all cores gives what one core would give.

use crate::parallel::map;
use std::panic::catch_unwind;

#[test]
fn results_stand_in_order_whatever_the_pieces() {
    let items: Vec<u32> = (0..1_000).collect();
    let wanted: Vec<u64> = items.iter().map(|item| u64::from(*item) * 3).collect();
    for piece in [0, 1, 7, 64, 999, 1_000, 1_001, usize::MAX] {
        let got = map(&items, piece, |items| items.iter().map(|item| u64::from(*item) * 3).collect());
        assert_eq!(got, wanted, "pieces of {piece}");
    }
    assert_eq!(map(&[0_u8; 0], 8, <[u8]>::to_vec), [0_u8; 0]);
}

#[test]
fn pieces_have_the_length_asked_for() {
    let lengths = map(&[(); 10], 4, |items| vec![items.len()]);
    assert_eq!(lengths, [4, 4, 2]);
}

#[test]
fn results_may_be_fewer_or_more_than_items() {
    let items: Vec<usize> = (0..50).collect();
    let got = map(&items, 3, |items| items.iter().flat_map(|item| vec![*item; item % 3]).collect());
    let wanted: Vec<usize> = items.iter().flat_map(|item| vec![*item; item % 3]).collect();
    assert_eq!(got, wanted);
}

#[test]
fn a_panic_reaches_the_caller() {
    let items: Vec<usize> = (0..64).collect();
    let outcome = catch_unwind(|| map(&items, 1, |items| vec![assert_ne!(items, [63], "the last one")]));
    assert!(outcome.is_err());
}
