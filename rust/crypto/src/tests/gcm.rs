//! Wycheproof: AES-GCM with both key sizes.

use super::{array, bytes, number, rows, vectors};
use crate::aead::{self, Cipher, Refused};
use aes_gcm::{Aes128Gcm, Aes256Gcm, aead::Key};
use serde_json::Value;

#[test]
fn ciphertexts_are_right_and_wrong_tags_refused() {
    for row in rows(&vectors("aes-gcm.json")["cases"]) {
        match number(row, "keySize") {
            128 => check::<Aes128Gcm>(row, (&array::<16>(row, "key")).into()),
            256 => check::<Aes256Gcm>(row, (&array::<32>(row, "key")).into()),
            other => panic!("key of {other} bits"),
        }
    }
}

fn check<C: Cipher>(row: &Value, key: &Key<C>) {
    let (nonce, aad, tag) = (array(row, "iv"), bytes(row, "aad"), array(row, "tag"));
    let mut text = bytes(row, "ct");
    let opened = aead::open::<C>(key, &nonce, &aad, &mut text, &tag);
    if row["result"] == "invalid" {
        assert_eq!(opened, Err(Refused));
        assert_eq!(text, bytes(row, "ct"), "a refused text stays sealed");
        return;
    }
    assert_eq!((opened, &text), (Ok(()), &bytes(row, "msg")));
    assert_eq!(aead::seal::<C>(key, &nonce, &aad, &mut text), Ok(tag));
    assert_eq!(text, bytes(row, "ct"));
}
