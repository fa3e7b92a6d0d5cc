//! The bodies of the fuzz targets on the kept corpus and on random input.

use crate::fuzz::{at_rest_open, native_open, p256_lift};
use proptest::prelude::*;

fn run_corpus(target: &str, body: fn(&[u8])) {
    let folder = format!("{}/../fuzz/corpus/{target}", env!("CARGO_MANIFEST_DIR"));
    let files = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{folder}: {error}"));
    let mut count = 0;
    for file in files {
        body(&std::fs::read(file.expect("a file").path()).expect("readable"));
        count += 1;
    }
    assert!(count > 0, "nothing in {folder}");
}

#[test]
fn corpus() {
    run_corpus("native_open", native_open);
    run_corpus("p256_lift", p256_lift);
    run_corpus("at_rest_open", at_rest_open);
}

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
