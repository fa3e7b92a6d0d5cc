//! Fast Pair's own vectors for what all of this is made of.

use super::super::{array, backends, bytes, vectors};
use crate::{fhn::AccountKey, hash::sha256, hkdf::hmac_sha256, p256::Scalar};

#[test]
fn hashes_and_macs() {
    let file = &vectors("fhn-v1.json")["primitives"];
    assert_eq!(sha256(&bytes(&file["sha256"], "message")), array(&file["sha256"], "digest"));
    let mac = &file["hmac_sha256"];
    assert_eq!(hmac_sha256(&bytes(mac, "key"), &[&bytes(mac, "message")]), array(mac, "mac"));
}

#[test]
fn blocks_under_an_account_key() {
    let row = &vectors("fhn-v1.json")["primitives"]["aes_128_ecb"];
    let key = AccountKey::from_bytes(array(row, "key"));
    let (plain, cipher) = (bytes(row, "plaintext"), bytes(row, "ciphertext"));
    let twice = |block: &[u8]| [block, block].concat().try_into().expect("two blocks");
    assert_eq!(key.unwrap(&twice(&cipher)).expose(), &twice(&plain));
    assert_eq!(key.wrap(&key.unwrap(&twice(&cipher))), twice(&cipher));
}

#[test]
fn diffie_hellman_on_p256() {
    let row = &vectors("fhn-v1.json")["primitives"]["ecdh_p256"];
    let [alice, bob] = ["alice", "bob"].map(|name| Scalar::from_bytes(&array(row, name)).expect("a scalar"));
    let expected = array::<32>(row, "shared");
    for backend in backends() {
        let shared = |one: &Scalar, other| {
            let other = backend.public(other).expect("no fault");
            *backend.shared_x(one, &other).expect("no fault")
        };
        assert_eq!([shared(&alice, &bob), shared(&bob, &alice)], [expected; 2]);
    }
    assert_eq!(sha256(&expected)[..16], bytes(row, "aes_key"));
}
