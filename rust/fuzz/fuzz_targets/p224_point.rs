#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| findmesh_crypto::fuzz::p224_point(data));
