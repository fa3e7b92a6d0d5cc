//! Rows as core would make them; everything in them follows from a number, for ever: files of `tests/compat` hold them.

use findmesh_core::consent::{ConsentEntry, Decision, Purpose};
use findmesh_core::owner::{LearntTag, TagId};
use findmesh_core::{
    DwellDay, PendingSighting, PrivateZone, QueueEntry, QueueRow, RowId, SeenKey, Sighting, TagKey, ZoneId,
};
use findmesh_crypto::hash::sha256;
use findmesh_proto::advert::findmesh::Form;
use findmesh_proto::{Address, AddressKind, Network};

/// 2026-03-01, the UTC day on which samples happen.
pub const DAY: i64 = 20_513;

/// Wall time in milliseconds at noon of a UTC day.
pub const fn noon(day: i64) -> i64 {
    day * 86_400_000 + 43_200_000
}

/// An id whose time prefix grows with `number`.
pub fn row_id(number: u32) -> RowId {
    let time = noon(DAY) + i64::from(number);
    let mut id = [0; 16];
    id[..6].copy_from_slice(&time.to_be_bytes()[2..]);
    id[6..].copy_from_slice(&bytes::<10>("row", number));
    RowId(id)
}

/// A sealed native report; `body` is 73 bytes that look sealed.
pub fn queue_row(number: u32) -> QueueRow {
    let (lookup_id, body) = (bytes::<16>("lookup", number).to_vec(), long_bytes("body", number, 73));
    let entry = QueueEntry {
        id: row_id(number),
        network: Network::Native,
        key_hash: bytes("key", number),
        address_hash: (!number.is_multiple_of(3)).then(|| bytes("address", number)),
        repeat: number % 2 == 1,
        queued_wall_ms: noon(DAY) + i64::from(number),
        queued_lived_ms: 1_000 * i64::from(number),
        due_wall_ms: noon(DAY) + i64::from(number) + 60_000,
        attempts: 0,
        size: u32::try_from(lookup_id.len() + body.len()).unwrap_or(u32::MAX),
    };
    QueueRow { entry, lookup_id, body }
}

/// A sighting of that day that waits for its fix.
pub fn pending(number: u32, day: i64) -> PendingSighting {
    let key: [u8; 32] = bytes("air key", number);
    let sighting = Sighting {
        key: TagKey::new(Network::Native, &key).unwrap_or_else(|| panic!("32 bytes are a key")),
        separated: true,
        address: (!number.is_multiple_of(4))
            .then(|| Address::new(bytes("air address", number), AddressKind::Random)),
        form: if number.is_multiple_of(2) { Form::Compact } else { Form::Extended },
        header: 0x10,
        status: 0x5A,
        rssi: -60,
        tx_power: 127,
        seen_boot_ms: 1_000 + u64::from(number),
        seen_wall_ms: noon(day) + i64::from(number),
    };
    PendingSighting { id: row_id(number), sighting, since_wall_ms: noon(day) }
}

/// What core remembers of a key; `version` tells two states of it apart.
pub fn seen(number: u32, day: i64, version: u8) -> SeenKey {
    SeenKey { key_hash: bytes("seen", number), day, state: vec![1, version, 9, 9] }
}

/// The owner's name of tag `number`.
pub fn tag_id(number: u32) -> TagId {
    TagId(bytes("own tag", number))
}

/// What was learnt of tag `number`; `version` tells two states of it apart.
pub fn learnt(number: u32, version: u8) -> LearntTag {
    let mut state = long_bytes("learnt", number, 80);
    state.push(version);
    LearntTag { tag: tag_id(number), state }
}

/// The name of private zone `number`.
pub fn zone_id(number: u32) -> ZoneId {
    ZoneId(bytes("zone", number))
}

/// A private zone; `version` tells two states of it apart.
pub fn zone(number: u32, version: u8) -> PrivateZone {
    PrivateZone {
        id: zone_id(number),
        latitude: 48.123_456_7 + f64::from(number) * 0.01,
        longitude: 16.371_234_5,
        radius_m: 150.0 + f64::from(version),
        label: format!("Zuhause {number} 🏠"),
    }
}

/// Where the phone stayed on a day; `version` tells two states of it apart.
pub fn dwell(day: i64, version: u8) -> DwellDay {
    let mut state = long_bytes("dwell", u32::try_from(day).unwrap_or_default(), 60);
    state.push(version);
    DwellDay { day, state }
}

/// A line of the ledger.
pub fn consent(purpose: Purpose, decision: Decision, wall_ms: i64) -> ConsentEntry {
    ConsentEntry {
        purpose,
        decision,
        text_version: "2026-01".into(),
        locale: "de-AT".into(),
        wall_ms,
        how: "onboarding switch".into(),
    }
}

/// `N` bytes that follow from a name and a number; at most 32.
pub fn bytes<const N: usize>(name: &str, number: u32) -> [u8; N] {
    let hash = sha256(&[name.as_bytes(), &number.to_be_bytes()].concat());
    std::array::from_fn(|at| hash[at % hash.len()])
}

fn long_bytes(name: &str, number: u32, length: usize) -> Vec<u8> {
    let blocks = (0..).flat_map(|block: u32| bytes::<32>(&format!("{name} {block}"), number));
    blocks.take(length).collect()
}
