//! Wycheproof: AES-256-EAX with nonces of all lengths; and the `eax` crate, which takes 16 bytes.

use super::{array, bytes, rows, vectors};
use crate::eax::{Eax, Refused};
use aes::Aes256;
use eax::aead::{AeadInOut, KeyInit, array::Array};
use proptest::prelude::*;

#[test]
fn ciphertexts_are_right_and_wrong_tags_refused() {
    for row in rows(&vectors("aes-eax.json")["cases"]) {
        let (nonce, tag) = (bytes(row, "iv"), array(row, "tag"));
        let cipher = Eax::new(&array(row, "key"), &[&nonce], &bytes(row, "aad"));
        let mut text = bytes(row, "ct");
        let opened = cipher.open(&mut text, &tag);
        if row["result"] == "invalid" {
            assert_eq!(opened, Err(Refused), "{}", row["tcId"]);
            assert_eq!(text, bytes(row, "ct"), "a refused text stays sealed");
            continue;
        }
        assert_eq!((opened, &text), (Ok(()), &bytes(row, "msg")), "{}", row["tcId"]);
        assert_eq!(cipher.seal(&mut text), tag, "{}", row["tcId"]);
        assert_eq!(text, bytes(row, "ct"), "{}", row["tcId"]);
    }
}

proptest! {
    #[test]
    fn nonces_of_16_bytes_give_what_the_crate_gives(
        key in any::<[u8; 32]>(),
        nonce in any::<[u8; 16]>(),
        header in any::<Vec<u8>>(),
        text in any::<Vec<u8>>(),
    ) {
        let (mut ours, mut theirs) = (text.clone(), text);
        let (one, other) = nonce.split_at(8);
        let tag = Eax::new(&key, &[one, other], &header).seal(&mut ours);
        let expected = eax::Eax::<Aes256>::new(&key.into())
            .encrypt_inout_detached(&Array(nonce), &header, theirs.as_mut_slice().into())
            .expect("short enough");
        prop_assert_eq!((ours, tag), (theirs, expected.into()));
    }
}
