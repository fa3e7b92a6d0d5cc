//! What an advert is recognised by, beside its address.

use std::hash::{BuildHasher, Hasher};

use findmesh_proto::advert::FieldValue;

use super::super::counts::NumberHashing;
use super::super::seen::Seen;

/// The fields that tell one sender from another where there is no key, of all formats.
const FIELDS: [&str; 14] = [
    "key_prefix",
    "eid",
    "privacy_id",
    "id",
    "namespace",
    "instance",
    "uuid",
    "major",
    "minor",
    "model_id",
    "account_key_filter",
    "mac",
    "data",
    "payload",
];

/// A hash of the key or of those fields; `None` where the advert has neither.
pub(super) fn of(seen: &Seen<'_>, hashing: NumberHashing) -> Option<u64> {
    let advert = seen.advert()?;
    let mut hasher = hashing.build_hasher();
    if let Some(key) = advert.key() {
        hasher.write(key);
        return Some(hasher.finish());
    }
    let mut found = false;
    advert.visit_fields(&mut |name: &'static str, value: FieldValue<'_>| {
        if FIELDS.contains(&name) {
            found |= hash_value(value, &mut hasher);
        }
    });
    found.then(|| hasher.finish())
}

fn hash_value(value: FieldValue<'_>, hasher: &mut impl Hasher) -> bool {
    match value {
        FieldValue::Hex(bytes) => hasher.write(bytes),
        FieldValue::Text(text) => hasher.write(text.as_bytes()),
        FieldValue::Number(number) => hasher.write(&number.to_be_bytes()),
        FieldValue::Address(address) => hasher.write(&address.bytes),
        _ => return false,
    }
    true
}
