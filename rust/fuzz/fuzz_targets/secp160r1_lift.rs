#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| findmesh_crypto::fuzz::secp160r1_lift(data));
