//! Find Hub: known answers, properties, refusals.

mod answers;
mod batches;
mod beacon_actions;
mod primitives;
mod refusals;
mod seals;

use super::{array, bytes, number, rows, vectors};
use crate::fhn::{Curve, Eid, Form, IdentityKey, Location, PrivateKey};
use serde_json::Value;

/// The counters that the tests use lie in the first years of a tag.
const COUNTER: u32 = 7 << 20;

fn identity(byte: u8) -> IdentityKey {
    IdentityKey::from_bytes([byte; 32])
}

/// A place with every field set.
fn place() -> Location {
    Location {
        lat_e7: -338_688_197,
        lon_e7: 1_512_092_955,
        altitude_m: 58,
        time: Some(1_790_000_000),
        accuracy_dm: Some(125),
    }
}

fn curve(row: &Value) -> Curve {
    let name = row["curve"].as_str().expect("a curve");
    Curve::ALL.into_iter().find(|curve| curve.as_str() == name).expect("a known curve")
}

fn form(row: &Value) -> Form {
    Form::from_byte(number(row, "form")).expect("a form")
}

fn eid(row: &Value) -> Eid {
    Eid::from_slice(&bytes(row, "eid")).expect("an EID")
}

fn private_key(row: &Value) -> PrivateKey {
    PrivateKey::from_bytes(&bytes(row, "private_key")).expect("a private key")
}

fn identity_key(row: &Value) -> IdentityKey {
    IdentityKey::from_bytes(array(row, "identity_key"))
}

/// An object of `lat_e7` to `accuracy_dm`.
fn location(object: &Value) -> Location {
    let optional = |name: &str| (!object[name].is_null()).then(|| number(object, name));
    Location {
        lat_e7: number(object, "lat_e7"),
        lon_e7: number(object, "lon_e7"),
        altitude_m: number(object, "altitude_m"),
        time: optional("time"),
        accuracy_dm: optional("accuracy_dm"),
    }
}
