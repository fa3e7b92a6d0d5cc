//! Known answers of `tests/vectors`.

use std::fs;
use std::path::PathBuf;

use serde::de::DeserializeOwned;
use serde_json::Value;

/// The path of a vector file; `name` as in `tests/vectors`, "native-v1.json".
pub fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors").join(name)
}

/// A vector file as JSON.
///
/// # Panics
/// Where the file is missing or no JSON.
pub fn load(name: &str) -> Value {
    let path = path(name);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The value at a JSON pointer ("/schedule/cases") of a vector file.
///
/// # Panics
/// Where it is missing or of another shape.
pub fn read<T: DeserializeOwned>(name: &str, pointer: &str) -> T {
    let file = load(name);
    let value = file.pointer(pointer).unwrap_or_else(|| panic!("{name} has no {pointer}"));
    T::deserialize(value).unwrap_or_else(|error| panic!("{name}{pointer}: {error}"))
}

/// Bytes of a hex string; white space is skipped, so that a test may group and comment its bytes.
///
/// # Panics
/// Where it is not hex.
pub fn hex_bytes(text: &str) -> Vec<u8> {
    let digits: String = text.split_whitespace().collect();
    hex::decode(&digits).unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_native_vectors_load() {
        let cases: Vec<Value> = read("native-v1.json", "/schedule/cases");
        assert!(!cases.is_empty());
        assert_eq!(hex_bytes("01 ff\n a0"), [0x01, 0xFF, 0xA0]);
    }
}
