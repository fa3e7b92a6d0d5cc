//! Wycheproof: Diffie–Hellman on P-256, invalid points among the rows.

use super::{array, backends, bytes, rows, vectors};
use crate::p256::{Point, Scalar};
use serde_json::Value;

#[test]
fn shared_secrets_are_right_and_invalid_points_refused() {
    let file = vectors("ecdh-p256.json");
    let mut refused = 0;
    for row in rows(&file["cases"]) {
        let comment = &row["comment"];
        let Some(point) = point(row) else {
            assert_eq!(row["result"], "invalid", "{comment}");
            refused += 1;
            continue;
        };
        assert_ne!(row["result"], "invalid", "{comment}");
        for backend in backends() {
            let shared = backend.shared_x(&scalar(row), &point).expect("no fault");
            assert_eq!(*shared, array(row, "shared"), "{comment} on {}", backend.name());
        }
    }
    assert_eq!(refused, 24);
}

/// The file has a few compressed points: those lift, and an odd y makes no difference to the shared x.
fn point(row: &Value) -> Option<Point> {
    let public = bytes(row, "public");
    match public.split_first() {
        Some((2 | 3, x)) => Point::lift(x.try_into().ok()?),
        _ => Point::from_uncompressed(&public),
    }
}

/// The file writes scalars with a leading zero, or without theirs.
fn scalar(row: &Value) -> Scalar {
    let written = bytes(row, "private");
    let mut scalar = [0; 32];
    for (slot, byte) in scalar.iter_mut().rev().zip(written.iter().rev()) {
        *slot = *byte;
    }
    Scalar::from_bytes(&scalar).expect("a scalar")
}
