//! A body for each network: any bytes in the place where its frames are. One for all of them would spend its time on
//! finding the UUIDs.

use alloc::vec::Vec;

use super::{DEPLOYMENT, Target, check_advert};
use crate::advert::{ad, decode};
use crate::{Address, AddressKind, Frame, Rejection};

/// All of them.
pub const TARGETS: [Target; 13] = [
    ("advert_altbeacon", altbeacon),
    ("advert_apple", apple),
    ("advert_chipolo", chipolo),
    ("advert_dult", dult),
    ("advert_eddystone", eddystone),
    ("advert_fast_pair", fast_pair),
    ("advert_fhn", fhn),
    ("advert_findmesh", findmesh),
    ("advert_ibeacon", ibeacon),
    ("advert_mibeacon", mibeacon),
    ("advert_pebblebee", pebblebee),
    ("advert_samsung", samsung),
    ("advert_tile", tile),
];

/// AltBeacons, under any company id.
pub fn altbeacon(data: &[u8]) {
    check(data, &[ad::MANUFACTURER_DATA, 0x18, 0x01, 0xBE, 0xAC], &["altbeacon"]);
    check(data, &[ad::MANUFACTURER_DATA], &["altbeacon", "findmesh", "apple", "ibeacon"]);
}

/// Continuity messages.
pub fn apple(data: &[u8]) {
    check(data, &[ad::MANUFACTURER_DATA, 0x4C, 0x00], &["altbeacon", "apple", "ibeacon"]);
}

/// Service data of Chipolo.
pub fn chipolo(data: &[u8]) {
    check(data, &[ad::SERVICE_DATA_16, 0x33, 0xFE], &["chipolo"]);
}

/// Service data of DULT.
pub fn dult(data: &[u8]) {
    check(data, &[ad::SERVICE_DATA_16, 0xB2, 0xFC], &["dult"]);
}

/// Service data of Eddystone.
pub fn eddystone(data: &[u8]) {
    check(data, &[ad::SERVICE_DATA_16, 0xAA, 0xFE], &["eddystone", "fhn"]);
}

/// Service data of Fast Pair.
pub fn fast_pair(data: &[u8]) {
    check(data, &[ad::SERVICE_DATA_16, 0x2C, 0xFE], &["fast_pair"]);
}

/// Frames of both types of the Find Hub network.
pub fn fhn(data: &[u8]) {
    check(data, &[ad::SERVICE_DATA_16, 0xAA, 0xFE, 0x40], &["fhn"]);
    check(data, &[ad::SERVICE_DATA_16, 0xAA, 0xFE, 0x41], &["fhn"]);
}

/// Our own, extended and compact.
pub fn findmesh(data: &[u8]) {
    let mut extended = [ad::SERVICE_DATA_128; 17];
    extended.iter_mut().skip(1).zip(DEPLOYMENT.service_uuid.iter().rev()).for_each(|(to, from)| *to = *from);
    check(data, &extended, &["findmesh"]);
    check(data, &[ad::MANUFACTURER_DATA, 0xFF, 0xFF], &["altbeacon", "findmesh"]);
}

/// Continuity messages, of which the first is an iBeacon's.
pub fn ibeacon(data: &[u8]) {
    check(data, &[ad::MANUFACTURER_DATA, 0x4C, 0x00, 0x02], &["apple", "ibeacon"]);
}

/// Service data of MiBeacon.
pub fn mibeacon(data: &[u8]) {
    check(data, &[ad::SERVICE_DATA_16, 0x95, 0xFE], &["mibeacon"]);
}

/// Service data of Pebblebee and lists of UUIDs.
pub fn pebblebee(data: &[u8]) {
    check(data, &[ad::SERVICE_DATA_16, 0x25, 0xFA], &["pebblebee"]);
    check(data, &[ad::COMPLETE_UUIDS_16], &["pebblebee"]);
}

/// Service data of Samsung's tags and phones.
pub fn samsung(data: &[u8]) {
    check(data, &[ad::SERVICE_DATA_16, 0x5A, 0xFD], &["samsung"]);
    check(data, &[ad::SERVICE_DATA_16, 0x69, 0xFD], &["samsung"]);
}

/// Service data of Tile's three UUIDs.
pub fn tile(data: &[u8]) {
    for uuid in [[0xED, 0xFE], [0xEC, 0xFE], [0x84, 0xFD]] {
        check(data, &[[ad::SERVICE_DATA_16].as_slice(), &uuid].concat(), &["tile"]);
    }
}

/// Flags, before the structure.
const FLAGS: [u8; 3] = [2, 1, 6];
/// The beginning of a structure, after it.
const CUT: [u8; 2] = [9, ad::SERVICE_DATA_16];

/// One address type byte, six address bytes, then what follows `start` in one AD structure: only `networks` take it,
/// and neither what comes before it nor that the frame is cut after it makes a difference.
fn check(data: &[u8], start: &[u8], networks: &[&str]) {
    let Some((address, content)) = split(data) else {
        return;
    };
    let structure = structure(start, content);
    let alone = Frame { data: &structure, address };
    check_advert(&alone);
    let decoded = decode(&alone, &DEPLOYMENT);
    if let Ok(Some(advert)) = &decoded {
        assert!(networks.contains(&advert.network()), "{}", advert.network());
    }
    let data = [FLAGS.as_slice(), &structure, &CUT].concat();
    let among = decode(&Frame { data: &data, address }, &DEPLOYMENT);
    match decoded {
        Ok(None) => assert_eq!(among, Err(Rejection::AdTruncated)),
        decoded => assert_eq!(among, decoded),
    }
}

fn split(data: &[u8]) -> Option<(Option<Address>, &[u8])> {
    let ([kind, address @ ..], content) = data.split_first_chunk::<7>()?;
    let kind = match kind {
        0 => AddressKind::Public,
        1 => AddressKind::Random,
        2 => AddressKind::Unknown,
        _ => return Some((None, content)),
    };
    Some((Some(Address::new(*address, kind)), content))
}

/// A structure with as much of `content` as its length byte can say.
fn structure(start: &[u8], content: &[u8]) -> Vec<u8> {
    let mut structure = Vec::from([0]);
    structure.extend(start.iter().chain(content).take(255));
    let length = u8::try_from(structure.len() - 1).unwrap_or(u8::MAX);
    structure.iter_mut().take(1).for_each(|first| *first = length);
    structure
}
