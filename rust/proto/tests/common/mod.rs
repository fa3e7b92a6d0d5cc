//! Loading known answers, and the output of a decoder in comparable form.

#![allow(dead_code, reason = "each test binary uses a part")]

use std::path::PathBuf;

use findmesh_proto::advert::FieldValue;
use findmesh_proto::{Address, AddressKind, Advert};
use serde_json::{Map, Value, json};

/// A file of tests/vectors.
pub(crate) fn vectors(name: &str) -> Value {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors").join(name);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap()
}

/// The bytes of a hex field.
pub(crate) fn bytes(value: &Value) -> Vec<u8> {
    hex::decode(value.as_str().unwrap()).unwrap()
}

/// The bytes of a hex field of known length.
pub(crate) fn array<const N: usize>(value: &Value) -> [u8; N] {
    bytes(value).try_into().unwrap()
}

/// Bytes from hex with spaces, line ends and `# comments` in it.
pub(crate) fn annotated(text: &str) -> Vec<u8> {
    let lines = text.lines().map(|line| line.split('#').next().unwrap());
    let digits: String = lines.flat_map(str::chars).filter(|c| !c.is_whitespace()).collect();
    hex::decode(digits).unwrap()
}

/// An address with its type, where a case has one.
pub(crate) fn address(text: &Value, kind: &Value) -> Option<Address> {
    let kind = match kind.as_str() {
        Some("public") => AddressKind::Public,
        Some("random") => AddressKind::Random,
        _ => AddressKind::Unknown,
    };
    Some(text.as_str()?.parse::<Address>().unwrap().with_kind(kind))
}

/// The fields of an advert as JSON.
pub(crate) fn fields(advert: &Advert<'_>) -> Value {
    let mut fields = Map::new();
    advert.visit_fields(&mut |name: &'static str, value: FieldValue<'_>| {
        let before = fields.insert(name.to_owned(), field(value));
        assert!(before.is_none(), "{name} twice");
    });
    Value::Object(fields)
}

fn field(value: FieldValue<'_>) -> Value {
    match value {
        FieldValue::Null => Value::Null,
        FieldValue::Bool(value) => json!(value),
        FieldValue::Number(value) => json!(value),
        FieldValue::Decimal(value) => json!(value),
        FieldValue::Text(value) => json!(value),
        FieldValue::Hex(value) => json!(hex::encode(value)),
        FieldValue::Address(value) => json!(value.to_string()),
        FieldValue::Objects(value) => {
            value.iter().map(|object| json!({"id": object.id, "data": hex::encode(object.data)})).collect()
        }
    }
}
