//! The bodies of the fuzz targets on random input.

use super::vectors;
use crate::fuzz::{at_rest_open, native_open, p256_lift};
use crate::native::{TagSecret, chain_key, epoch_key, seal};
use crate::p256::backend;
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_body(private in any::<[u8; 32]>(), mut body in any::<[u8; 73]>()) {
        body[0] = 1;
        native_open(&[private.as_slice(), &[0; 16], &body].concat());
    }

    #[test]
    fn any_x(x in any::<[u8; 32]>()) {
        p256_lift(&x);
    }

    #[test]
    fn any_bytes(data in any::<Vec<u8>>()) {
        native_open(&data);
        p256_lift(&data);
        at_rest_open(&data);
    }
}

#[test]
fn a_sealed_body() {
    let epoch = epoch_key(&chain_key(&TagSecret::from_bytes([5; 32]), 0).day_secret(), 255).expect("a key");
    let body = seal(backend(), &epoch.key, &super::report(), &[0; 16], &[6; 32]).expect("sealed");
    native_open(&[epoch.private_key.expose().as_slice(), &[0; 16], &body].concat());
}

#[test]
fn the_keys_of_the_vectors() {
    for row in super::rows(&vectors("native-v1.json")["keys"]) {
        p256_lift(&super::bytes(row, "key"));
    }
}
