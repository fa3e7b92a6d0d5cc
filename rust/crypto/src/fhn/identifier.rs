//! What a tag shows a person who found it: enough for Google's servers to name the owner's contact, nothing more.

use super::{Eid, LOOKUP_ID_LENGTH, RecoveryKey};
use crate::{bytes::join, hkdf::hmac_sha256};

/// Bytes of an identifier.
pub const IDENTIFIER_LENGTH: usize = LOOKUP_ID_LENGTH + 8;

/// The payload of DULT's Get_Identifier: the first 10 bytes of the EID, then the first 8 of their HMAC-SHA256 under the
/// recovery key.
#[must_use]
pub fn identifier(recovery_key: &RecoveryKey, eid: &Eid) -> [u8; IDENTIFIER_LENGTH] {
    let lookup_id = eid.lookup_id();
    // Cut to what is left of the length.
    join(&[&lookup_id, &hmac_sha256(recovery_key.expose(), &[&lookup_id])])
}

/// Where a browser shows it; `product_data` is what the tag answers to DULT's Get_Product_Data.
#[must_use]
pub fn lookup_url(identifier: &[u8; IDENTIFIER_LENGTH], product_data: &[u8; 8]) -> String {
    let (e, pid) = (hex(identifier), hex(product_data));
    format!("https://find-my.googleapis.com/lookup?e={e}&pid={pid}")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
