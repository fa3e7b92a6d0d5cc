//! Wycheproof: HKDF with SHA-256.

use super::{bytes, number, rows, vectors};
use crate::hkdf::{OUTPUT_MAX, Prk, extract};

#[test]
fn outputs_are_right_at_every_length() {
    for row in rows(&vectors("hkdf-sha256.json")["cases"]) {
        let size = number::<usize>(row, "size");
        if row["result"] == "invalid" {
            // Refused when compiling: lengths are constants.
            assert!(size > OUTPUT_MAX);
            continue;
        }
        let ikm = bytes(row, "ikm");
        let (one, other) = ikm.split_at(ikm.len() / 2);
        let prk = Prk::from_bytes(&extract(&bytes(row, "salt"), &[one, other]));
        let mut okm = vec![0; size];
        prk.fill(&[&bytes(row, "info")], &mut okm);
        assert_eq!(okm, bytes(row, "okm"), "{}", row["tcId"]);
    }
}
