//! Known answers from outside (tests/vectors), properties and refusals.

mod apple_reports;
mod apple_schedule;
mod at_rest;
mod backends;
mod bodies;
mod curves;
mod eax;
mod ecdh;
mod eddystone;
mod fhn;
mod fuzz;
mod gcm;
mod hkdf;
mod hpke;
mod lift;
mod mibeacon;
mod native;
mod parallel;
mod refusals;
mod samsung;
mod secrets;
mod x963;

use crate::p256::{Backend, P256, backend_named};
use findmesh_proto::Report;
use serde_json::Value;

/// The common deployment, 2f9ac1fc-4204-4dfa-9fc0-fc785b09cc2f.
const COMMON: [u8; 16] = findmesh_proto::Deployment::COMMON.service_uuid;

/// A whole vector file.
fn vectors(name: &str) -> Value {
    let path = format!("{}/../../tests/vectors/{name}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_slice(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The rows of a list; never none.
fn rows(list: &Value) -> &[Value] {
    let rows = list.as_array().expect("a list of rows");
    assert!(!rows.is_empty(), "no rows");
    rows
}

/// A field of hex digits.
fn bytes(row: &Value, field: &str) -> Vec<u8> {
    let text = row[field].as_str().unwrap_or_else(|| panic!("{field} in {row}"));
    hex::decode(text).unwrap_or_else(|error| panic!("{field}: {error}"))
}

/// A field of hex digits with a fixed length.
fn array<const N: usize>(row: &Value, field: &str) -> [u8; N] {
    bytes(row, field).try_into().unwrap_or_else(|_| panic!("{field}: not {N} bytes"))
}

/// A field that is a number.
fn number<T: TryFrom<i64>>(row: &Value, field: &str) -> T {
    let value = row[field].as_i64().unwrap_or_else(|| panic!("{field} in {row}"));
    T::try_from(value).unwrap_or_else(|_| panic!("{field}: {value}"))
}

/// Every backend that runs on this machine; the portable one is always among them.
fn backends() -> Vec<&'static dyn P256> {
    Backend::ALL.into_iter().filter_map(backend_named).collect()
}

/// A report about a place, with every field set.
fn report() -> Report {
    let plaintext = "6ab13b800d6fcdd843fbdab8007d000c1020b90000030100";
    Report::decode(&hex::decode(plaintext).expect("hex")).expect("a report")
}
