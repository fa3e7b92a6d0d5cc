#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| findmesh_proto::fuzz::captures::any(data));
