//! Generates the Kotlin bindings from libfindmesh.so; run it through `cargo xtask bindings`.
fn main() {
    uniffi::uniffi_bindgen_main();
}
