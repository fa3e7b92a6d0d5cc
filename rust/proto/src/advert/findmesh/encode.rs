//! Writing our own adverts (docs/formats.md §2).

use alloc::vec::Vec;

use super::super::ad;
use super::{NEAR_OWNER, VERSION};
use crate::{Address, AddressKind};

/// Bytes of service data: AD type, UUID, header, status, key.
const SERVICE_DATA_LENGTH: u8 = 1 + 16 + 34;
/// Bytes of manufacturer data: AD type, company id, header, 26 bytes of the key.
const MANUFACTURER_LENGTH: u8 = 1 + 2 + 27;
/// LE general discoverable, no BR/EDR.
const FLAGS: u8 = 0x06;

/// The AD structures of an extended advert.
///
/// `service_uuid` is big endian. Only a separated tag lists the UUID, so that hardware filters wake for
/// separated tags alone: 55 bytes near the owner, 73 separated.
pub fn extended_advert(
    service_uuid: &[u8; 16],
    key: &[u8; 32],
    status_masked: u8,
    near_owner: bool,
) -> Vec<u8> {
    let mut data = Vec::with_capacity(73);
    data.extend([2, ad::FLAGS, FLAGS]);
    if !near_owner {
        data.extend([17, ad::COMPLETE_UUIDS_128]);
        data.extend(service_uuid.iter().rev());
    }
    data.extend([SERVICE_DATA_LENGTH, ad::SERVICE_DATA_128]);
    data.extend(service_uuid.iter().rev());
    data.extend([VERSION << 4 | u8::from(near_owner), status_masked]);
    data.extend(key);
    data
}

/// The header H of a compact advert for `key`.
///
/// `masked_status` holds bits 3-1 as they go on the air: moved and battery, masked already; its other bits
/// are not used.
pub const fn compact_header(key: &[u8; 32], masked_status: u8, near_owner: bool) -> u8 {
    let [first, ..] = *key;
    let state = if near_owner { NEAR_OWNER } else { 0 };
    (first & 0xC0) | (VERSION << 4) | (masked_status & 0x0E) | state
}

/// The address and the 31 bytes of a compact advert. Of `header`, bits 3-0 count; the others follow from
/// key and version.
pub fn compact_advert(company_id: u16, key: &[u8; 32], header: u8) -> (Address, [u8; 31]) {
    let [first, b, c, d, e, f, tail @ ..] = *key;
    let address = Address::new([first | 0xC0, b, c, d, e, f], AddressKind::Random);
    let header = compact_header(key, header, header & NEAR_OWNER != 0);
    let [low, high] = company_id.to_le_bytes();
    let mut data = [0; 31];
    let (start, rest) = data.split_at_mut(5);
    start.copy_from_slice(&[MANUFACTURER_LENGTH, ad::MANUFACTURER_DATA, low, high, header]);
    rest.copy_from_slice(&tail);
    (address, data)
}
