//! The bodies of the fuzz targets on the kept corpus and on random input.

use crate::fuzz::{
    apple_checkpoints, apple_open, apple_seal, at_rest_open, fhn_location, fhn_open, fhn_seal, mibeacon_open,
    native_open, p224_point, p256_lift, secp160r1_lift,
};
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
    run_corpus("p224_point", p224_point);
    run_corpus("secp160r1_lift", secp160r1_lift);
    run_corpus("at_rest_open", at_rest_open);
    run_corpus("apple_open", apple_open);
    run_corpus("apple_seal", apple_seal);
    run_corpus("apple_checkpoints", apple_checkpoints);
    run_corpus("mibeacon_open", mibeacon_open);
    run_corpus("fhn_open", fhn_open);
    run_corpus("fhn_seal", fhn_seal);
    run_corpus("fhn_location", fhn_location);
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
    fn any_x_and_number(data in any::<[[u8; 31]; 3]>()) {
        secp160r1_lift(&data.concat()[..52]);
        p224_point(&data.concat());
    }

    #[test]
    fn any_bytes(data in any::<Vec<u8>>()) {
        native_open(&data);
        p256_lift(&data);
        at_rest_open(&data);
        mibeacon_open(&data);
        apple_open(&data);
        apple_seal(&data);
        apple_checkpoints(&data);
        fhn_open(&data);
        fhn_seal(&data);
        fhn_location(&data);
    }

    #[test]
    fn any_apple_report(data in any::<[[u8; 15]; 5]>(), byte in 0_usize..88, flip in 1_u8..) {
        let mut flips = [0; 88];
        flips[byte] = flip;
        apple_seal(&[data.as_flattened(), &flips].concat());
    }
}

proptest! {
    // Every case costs three multiplications on the curve.
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn damaged_apple_reports(data in damaged("apple_open")) {
        apple_open(&data);
    }

    #[test]
    fn damaged_fhn_reports(sealed in damaged("fhn_open"), sealing in damaged("fhn_seal")) {
        fhn_open(&sealed);
        fhn_seal(&sealing);
    }
}

/// Files of the kept corpus with some bytes changed, cut or repeated.
fn damaged(target: &str) -> impl Strategy<Value = Vec<u8>> + use<> {
    let folder = format!("{}/../fuzz/corpus/{target}", env!("CARGO_MANIFEST_DIR"));
    let files = std::fs::read_dir(&folder).expect("a corpus");
    let mut files: Vec<_> =
        files.map(|file| std::fs::read(file.expect("a file").path()).expect("readable")).collect();
    files.sort();
    let damage = proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4);
    let length = prop_oneof![3 => Just(None), 1 => any::<prop::sample::Index>().prop_map(Some)];
    (prop::sample::select(files), damage, length).prop_map(|(mut bytes, damage, length)| {
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        bytes.truncate(length.map_or(usize::MAX, |length| length.index(bytes.len())));
        bytes
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn damaged_mibeacons(data in damaged("mibeacon_open")) {
        mibeacon_open(&data);
    }

    #[test]
    fn damaged_fhn_locations(data in damaged("fhn_location")) {
        fhn_location(&data);
    }

    #[test]
    fn damaged_apple_checkpoints(data in damaged("apple_checkpoints")) {
        apple_checkpoints(&data);
    }
}
