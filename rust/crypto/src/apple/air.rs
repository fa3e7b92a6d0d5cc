//! A key as a tag carries it: in its address, its advert, and the id of its reports.

use crate::{bytes::join, hash::sha256};
use findmesh_proto::{Address, AddressKind, advert::apple::COMPANY_ID};

/// Bytes of the advertising data of a separated tag.
pub const ADVERT_LENGTH: usize = 31;

/// Length, type "manufacturer data", company, message type "offline finding", length of the message.
const START: [u8; 6] = {
    let [low, high] = COMPANY_ID.to_le_bytes();
    [0x1E, 0xFF, low, high, 0x12, 0x19]
};

/// Under which reports about `key` are kept: its SHA-256.
#[must_use]
pub fn lookup_id(key: &[u8; 28]) -> [u8; 32] {
    sha256(key)
}

/// The random static address of a tag with `key`: the first six bytes, the two highest bits set.
#[must_use]
pub const fn address(key: &[u8; 28]) -> Address {
    let [a, b, c, d, e, f, ..] = *key;
    Address::new([a | 0xC0, b, c, d, e, f], AddressKind::Random)
}

/// Address and advertising data of a tag away from its owner (PoPETs 2021, table 2).
///
/// `status` is sent as it is; the meaning of `hint` is not public, tags send 0.
#[must_use]
pub fn advert(key: &[u8; 28], status: u8, hint: u8) -> (Address, [u8; ADVERT_LENGTH]) {
    let [first, _, _, _, _, _, tail @ ..] = key;
    (address(key), join(&[&START, &[status], tail, &[first >> 6, hint]]))
}
