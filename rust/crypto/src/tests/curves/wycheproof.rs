//! Wycheproof: Diffie–Hellman on P-224, and the signatures of secp160r1 verified with our points.

use super::oracle::{Oracle, Place, padded};
use crate::{
    hash::sha256,
    p224, secp160r1,
    tests::{array, bytes, rows, vectors},
};
use num_bigint::BigUint;
use serde_json::Value;

#[test]
fn shared_secrets_on_p224_are_right_and_invalid_points_refused() {
    let file = vectors("ecdh-p224.json");
    let mut refused = 0;
    for row in rows(&file["cases"]) {
        let comment = &row["comment"];
        let Some(point) = p224_point(&bytes(row, "public")) else {
            assert_eq!(row["result"], "invalid", "{comment}");
            refused += 1;
            continue;
        };
        assert_ne!(row["result"], "invalid", "{comment}");
        let private = BigUint::from_bytes_be(&bytes(row, "private"));
        let scalar = p224::Scalar::from_bytes(&padded(&private)).expect("a scalar");
        assert_eq!(p224::shared_x(&scalar, &point).as_deref(), Some(&array(row, "shared")), "{comment}");
    }
    assert_eq!(refused, 18);
}

/// The file has a few compressed points: those lift, and an odd y makes no difference to the shared x.
fn p224_point(public: &[u8]) -> Option<p224::Point> {
    match public.split_first() {
        Some((2 | 3, x)) => p224::Point::lift_x(x.try_into().ok()?),
        _ => p224::Point::from_uncompressed(public.try_into().ok()?),
    }
}

#[test]
fn signatures_on_secp160r1_are_judged_as_wycheproof_does() {
    let file = vectors("ecdsa-secp160r1.json");
    let mut valid = 0;
    for row in rows(&file["cases"]) {
        let holds = verify(row).is_some();
        assert_eq!(holds, row["result"] == "valid", "{} {}", row["tcId"], row["comment"]);
        valid += usize::from(holds);
    }
    assert!(valid > 60, "{valid}");
}

/// x of `(e/s) · G + (r/s) · Q` is r modulo n.
fn verify(row: &Value) -> Option<()> {
    let Oracle { n, .. } = Oracle::secp160r1();
    let public: [u8; 41] = array(row, "public");
    let (x, y) = public[1..].split_first_chunk().expect("two coordinates");
    let y = y.try_into().expect("20 bytes");
    let public = secp160r1::Point::from_xy(x, y).expect("every public key of the file is a point");
    let signature: [u8; 42] = bytes(row, "sig").try_into().ok()?;
    let number = |bytes: &[u8]| Some(BigUint::from_bytes_be(bytes)).filter(|k| *k < n && *k > BigUint::ZERO);
    let (r, s) = (number(&signature[..21])?, number(&signature[21..])?);
    // The leftmost 161 bits of the hash.
    let hash = BigUint::from_bytes_be(&sha256(&bytes(row, "msg"))) >> (256 - 161);
    let inverse = s.modinv(&n)?;
    let scalar = |k: BigUint| secp160r1::Scalar::from_bytes(&padded(&(k * &inverse % &n)));
    let first = scalar(hash).and_then(|k| secp160r1::public(&k));
    let second = scalar(r.clone()).and_then(|k| secp160r1::product(&k, &public));
    let (x, _) = Oracle::secp160r1().sum(&place(first), &place(second))?;
    (x % n == r).then_some(())
}

fn place(point: Option<secp160r1::Point>) -> Place {
    point.map(|point| (BigUint::from_bytes_be(point.x()), BigUint::from_bytes_be(point.y())))
}
