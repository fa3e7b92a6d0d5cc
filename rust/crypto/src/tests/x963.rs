//! NIST CAVP: ANSI X9.63 with SHA-256.

use super::{bytes, rows, vectors};
use crate::x963::derive;

#[test]
fn keys_are_right_at_every_length() {
    for row in rows(&vectors("x963-sha256.json")["cases"]) {
        let (z, info, key) = (bytes(row, "z"), bytes(row, "shared_info"), bytes(row, "key"));
        let parts: Vec<&[u8]> = info.chunks(5).collect();
        for length in [0, 1, 16, 31, 32, 33, 64, key.len()].into_iter().filter(|length| *length <= key.len())
        {
            let mut out = vec![0; length];
            derive(&z, &parts, &mut out);
            assert_eq!(out, key[..length], "{length} bytes of {row}");
        }
    }
}
