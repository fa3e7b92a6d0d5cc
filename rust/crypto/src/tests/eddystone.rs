//! Ephemeral ids of Eddystone.

use super::{array, number, rows, vectors};
use crate::eddystone::{IdentityKey, RotationExponent, ephemeral_id, ephemeral_ids};

#[test]
fn ids_are_right() {
    for row in rows(&vectors("eddystone-eid.json")["cases"]) {
        let key = IdentityKey::from_bytes(array(row, "identity_key"));
        let exponent = RotationExponent::new(number(row, "rotation_exponent")).expect("an exponent");
        let counter = number(row, "counter");
        assert_eq!(ephemeral_id(&key, exponent, counter), array(row, "eid"), "{row}");
        let begin = counter - counter % exponent.seconds();
        let listed: Vec<_> = ephemeral_ids(&key, exponent, counter, counter).collect();
        assert_eq!(listed, [(begin, array(row, "eid"))]);
    }
}

#[test]
fn a_range_is_what_its_ids_are_one_by_one() {
    let key = IdentityKey::from_bytes([7; 16]);
    for (exponent, from, to) in
        [(10, 65_000, 140_000), (15, 1, 200_000), (0, 65_530, 65_540), (4, u32::MAX - 50, u32::MAX)]
    {
        let exponent = RotationExponent::new(exponent).expect("an exponent");
        let ids: Vec<_> = ephemeral_ids(&key, exponent, from, to).collect();
        let begins: Vec<_> = ids.iter().map(|(begin, _)| *begin).collect();
        assert!(begins.windows(2).all(|pair| pair[1] - pair[0] == exponent.seconds()));
        assert!(begins[0] <= from && from - begins[0] < exponent.seconds());
        assert!(begins[begins.len() - 1] <= to && to - begins[begins.len() - 1] < exponent.seconds());
        for (begin, id) in ids {
            assert_eq!(id, ephemeral_id(&key, exponent, begin));
        }
    }
    assert_eq!(ephemeral_ids(&key, RotationExponent::new(0).expect("an exponent"), 9, 8).count(), 0);
}

#[test]
fn exponents_end_at_15() {
    assert_eq!(
        RotationExponent::new(15).map(|exponent| (exponent.get(), exponent.seconds())),
        Some((15, 32_768))
    );
    assert_eq!(RotationExponent::new(16), None);
}
