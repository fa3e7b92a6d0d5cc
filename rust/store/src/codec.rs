//! What stands inside a sealed column: fixed layouts, big endian, first byte the version.
//!
//! Pending sighting, 72 bytes:
//!
//! | byte | content |
//! |---|---|
//! | 0 | version = 1 |
//! | 1, 2 | network number, key length (1 to 32) |
//! | 3..35 | key, then zeros |
//! | 35 | bit 0 separated, bit 1 has an address, bit 2 compact form |
//! | 36, 37..43 | address kind (0 public, 1 random, 2 unknown), address; zeros without one |
//! | 43, 44 | header, status |
//! | 45, 46 | i8 RSSI, i8 transmit power |
//! | 47..55, 55..63 | u64 boot time, i64 wall time of the sighting, milliseconds |
//! | 63..71 | i64 wall time at which the encounter began, milliseconds |
//! | 71 | 0 |
//!
//! The length is the same for every network, so a sealed column says nothing about its tag.
//! Remembered key: version = 1, then core's own state. Learnt of a tag: version = 1, 16 bytes of the tag's name, then
//! core's own state. Dwell of a day: as a remembered key.
//!
//! Private zone, 299 bytes, so that its label's length is not told either:
//!
//! | byte | content |
//! |---|---|
//! | 0, 1..17 | version = 1, name |
//! | 17..25, 25..33 | f64 latitude, longitude, degrees |
//! | 33..41 | f64 radius, metres |
//! | 41..43 | u16 length of the label |
//! | 43.. | label in UTF-8, then zeros up to 256 bytes |

use findmesh_core::owner::{LearntTag, TagId};
use findmesh_core::{PendingSighting, PrivateZone, RowId, Sighting, TagKey, ZoneId};
use findmesh_proto::address::{Address, AddressKind};
use findmesh_proto::advert::findmesh::Form;
use findmesh_proto::network::Network;
use zeroize::Zeroizing;

const VERSION: u8 = 1;
const PENDING_LENGTH: usize = 72;
/// 64 characters of four bytes.
const LABEL_ROOM: usize = 256;
const ZONE_LENGTH: usize = 43 + LABEL_ROOM;
const SEPARATED: u8 = 1;
const HAS_ADDRESS: u8 = 2;
const COMPACT: u8 = 4;

/// The plaintext of a pending sighting; the row's id stands beside it.
pub(crate) fn encode_pending(pending: &PendingSighting) -> Zeroizing<Vec<u8>> {
    let Sighting { key, address, header, status, rssi, tx_power, seen_boot_ms, seen_wall_ms, .. } =
        pending.sighting;
    let mut out = Zeroizing::new(Vec::with_capacity(PENDING_LENGTH));
    out.extend([VERSION, network_byte(key.network()), length_byte(key.bytes())]);
    out.extend(key.bytes());
    out.resize(35, 0);
    out.push(flags(&pending.sighting));
    out.push(address.map_or(0, |a| kind_byte(a.kind)));
    out.extend(address.map_or([0; 6], |a| a.bytes));
    out.extend([header, status]);
    out.extend(rssi.to_be_bytes());
    out.extend(tx_power.to_be_bytes());
    out.extend(seen_boot_ms.to_be_bytes());
    out.extend(seen_wall_ms.to_be_bytes());
    out.extend(pending.since_wall_ms.to_be_bytes());
    out.push(0);
    out
}

/// The sighting back; `None` where the bytes are not of this version and layout.
pub(crate) fn decode_pending(id: RowId, plain: &[u8]) -> Option<PendingSighting> {
    let mut rest = Reader(plain);
    if plain.len() != PENDING_LENGTH || rest.byte()? != VERSION {
        return None;
    }
    let network = Network::from_number(i32::from(rest.byte()?))?;
    let length = usize::from(rest.byte()?);
    let key = TagKey::new(network, rest.array::<32>()?.get(..length)?)?;
    let flags = rest.byte()?;
    let (kind, bytes) = (rest.byte()?, rest.array()?);
    let sighting = Sighting {
        key,
        separated: flags & SEPARATED != 0,
        address: if flags & HAS_ADDRESS != 0 { Some(Address { bytes, kind: kind_of(kind)? }) } else { None },
        form: if flags & COMPACT != 0 { Form::Compact } else { Form::Extended },
        header: rest.byte()?,
        status: rest.byte()?,
        rssi: i8::from_be_bytes(rest.array()?),
        tx_power: i8::from_be_bytes(rest.array()?),
        seen_boot_ms: u64::from_be_bytes(rest.array()?),
        seen_wall_ms: i64::from_be_bytes(rest.array()?),
    };
    Some(PendingSighting { id, sighting, since_wall_ms: i64::from_be_bytes(rest.array()?) })
}

/// The plaintext of what core remembers of a key.
pub(crate) fn encode_seen(state: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut out = Zeroizing::new(Vec::with_capacity(1 + state.len()));
    out.push(VERSION);
    out.extend(state);
    out
}

/// Core's state back; `None` where the version is unknown.
pub(crate) fn decode_seen(plain: &[u8]) -> Option<Vec<u8>> {
    plain.split_first().filter(|(version, _)| **version == VERSION).map(|(_, state)| state.to_vec())
}

/// The plaintext of what was learnt of a tag.
pub(crate) fn encode_learnt(learnt: &LearntTag) -> Zeroizing<Vec<u8>> {
    let mut out = Zeroizing::new(Vec::with_capacity(1 + learnt.tag.0.len() + learnt.state.len()));
    out.push(VERSION);
    out.extend(learnt.tag.0);
    out.extend(&learnt.state);
    out
}

/// Tag and core's state back; `None` where the version is unknown or there is no whole name.
pub(crate) fn decode_learnt(plain: &[u8]) -> Option<LearntTag> {
    let mut rest = Reader(plain);
    let tag = Some(rest.byte()?).filter(|version| *version == VERSION).and_then(|_| rest.array())?;
    Some(LearntTag { tag: TagId(tag), state: rest.0.to_vec() })
}

/// The plaintext of a private zone.
pub(crate) fn encode_zone(zone: &PrivateZone) -> Zeroizing<Vec<u8>> {
    let label = zone.label.get(..zone.label.floor_char_boundary(LABEL_ROOM)).unwrap_or_default();
    let mut out = Zeroizing::new(Vec::with_capacity(ZONE_LENGTH));
    out.push(VERSION);
    out.extend(zone.id.0);
    [zone.latitude, zone.longitude, zone.radius_m].iter().for_each(|number| out.extend(number.to_be_bytes()));
    out.extend(u16::try_from(label.len()).unwrap_or_default().to_be_bytes());
    out.extend(label.as_bytes());
    out.resize(ZONE_LENGTH, 0);
    out
}

/// The zone back; `None` where the bytes are not of this version and layout.
pub(crate) fn decode_zone(plain: &[u8]) -> Option<PrivateZone> {
    let mut rest = Reader(plain);
    if plain.len() != ZONE_LENGTH || rest.byte()? != VERSION {
        return None;
    }
    let id = rest.array()?;
    let mut number = || rest.array().map(f64::from_be_bytes);
    let (latitude, longitude, radius_m) = (number()?, number()?, number()?);
    let length = usize::from(u16::from_be_bytes(rest.array()?));
    let label = String::from_utf8(rest.0.get(..length)?.to_vec()).ok()?;
    Some(PrivateZone { id: ZoneId(id), latitude, longitude, radius_m, label })
}

struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, tail) = self.0.split_first_chunk()?;
        self.0 = tail;
        Some(*head)
    }

    fn byte(&mut self) -> Option<u8> {
        self.array().map(|[byte]| byte)
    }
}

fn flags(sighting: &Sighting) -> u8 {
    let mut flags = 0;
    for (bit, set) in [
        (SEPARATED, sighting.separated),
        (HAS_ADDRESS, sighting.address.is_some()),
        (COMPACT, sighting.form == Form::Compact),
    ] {
        flags |= if set { bit } else { 0 };
    }
    flags
}

fn network_byte(network: Network) -> u8 {
    u8::try_from(network.number()).unwrap_or(0)
}

fn length_byte(key: &[u8]) -> u8 {
    u8::try_from(key.len()).unwrap_or(0)
}

fn kind_byte(kind: AddressKind) -> u8 {
    match kind {
        AddressKind::Public => 0,
        AddressKind::Random => 1,
        AddressKind::Unknown => 2,
    }
}

fn kind_of(byte: u8) -> Option<AddressKind> {
    match byte {
        0 => Some(AddressKind::Public),
        1 => Some(AddressKind::Random),
        2 => Some(AddressKind::Unknown),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: RowId = RowId([7; 16]);

    fn sample() -> PendingSighting {
        let key: [u8; 32] = std::array::from_fn(|i| 0xA0 + u8::try_from(i).unwrap());
        let sighting = Sighting {
            key: TagKey::new(Network::Native, &key).unwrap(),
            separated: true,
            address: Some(Address { bytes: [0xE0, 1, 2, 3, 4, 5], kind: AddressKind::Random }),
            form: Form::Compact,
            header: 0x94,
            status: 0x20,
            rssi: -70,
            tx_power: 127,
            seen_boot_ms: 0x0102,
            seen_wall_ms: 0x0300,
        };
        PendingSighting { id: ID, sighting, since_wall_ms: 0x02FF }
    }

    const SAMPLE_HEX: &str = concat!(
        "01",                                                               // version
        "01",                                                               // network native
        "20",                                                               // key length
        "a0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b7b8b9babbbcbdbebf", // key
        "07",                                                               // separated, address, compact
        "01",                                                               // random address
        "e00102030405",                                                     // address
        "94",                                                               // header
        "20",                                                               // status
        "ba",                                                               // RSSI -70
        "7f",                                                               // tx power unknown
        "0000000000000102",                                                 // boot time
        "0000000000000300",                                                 // wall time
        "00000000000002ff",                                                 // encounter since
        "00",                                                               // end
    );

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|b| format!("{b:02x}")).collect()
    }

    #[test]
    fn a_pending_sighting_has_these_bytes_and_comes_back() {
        let plain = encode_pending(&sample());
        assert_eq!(hex(&plain), SAMPLE_HEX);
        assert_eq!(decode_pending(ID, &plain), Some(sample()));
    }

    #[test]
    fn a_short_key_without_address_has_the_same_length() {
        let mut pending = sample();
        pending.sighting.key = TagKey::new(Network::Apple, &[9; 28]).unwrap();
        pending.sighting.address = None;
        pending.sighting.form = Form::Extended;
        let plain = encode_pending(&pending);
        assert_eq!(plain.len(), PENDING_LENGTH);
        assert_eq!(decode_pending(ID, &plain), Some(pending));
    }

    #[test]
    fn other_bytes_are_refused_not_misread() {
        let plain = encode_pending(&sample());
        let with = |at: usize, byte: u8| {
            let mut bytes = plain.to_vec();
            bytes[at] = byte;
            decode_pending(ID, &bytes)
        };
        assert_eq!(with(0, 2), None, "version");
        assert_eq!(with(1, 9), None, "network");
        assert_eq!(with(2, 33), None, "key length");
        assert_eq!(with(2, 0), None, "empty key");
        assert_eq!(with(36, 3), None, "address kind");
        for length in 0..PENDING_LENGTH {
            assert_eq!(decode_pending(ID, &plain[..length]), None, "{length} bytes");
        }
    }

    #[test]
    fn what_was_learnt_of_a_tag_has_these_bytes_and_comes_back() {
        let learnt = LearntTag { tag: TagId([0xAB; 16]), state: vec![5, 6] };
        let plain = encode_learnt(&learnt);
        assert_eq!(hex(&plain), concat!("01", "abababababababababababababababab", "0506"));
        assert_eq!(decode_learnt(&plain), Some(learnt));
        assert_eq!(decode_learnt(&plain[..16]), None, "no whole name");
        assert_eq!(decode_learnt(&[&[2], &plain[1..]].concat()), None, "version");
        assert_eq!(decode_learnt(&[]), None);
    }

    #[test]
    fn a_zone_has_these_bytes_and_comes_back() {
        let zone = PrivateZone {
            id: ZoneId([0xCD; 16]),
            latitude: 1.5,
            longitude: -2.0,
            radius_m: 150.0,
            label: "Öhm".into(),
        };
        let plain = encode_zone(&zone);
        let head = concat!(
            "01",                               // version
            "cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd", // name
            "3ff8000000000000",                 // latitude 1.5
            "c000000000000000",                 // longitude -2
            "4062c00000000000",                 // radius 150
            "0004",                             // label's length
            "c396686d",                         // label
            "00",                               // and on
        );
        assert_eq!(hex(&plain[..48]), head);
        assert_eq!((plain.len(), decode_zone(&plain)), (ZONE_LENGTH, Some(zone.clone())));
        assert_eq!(decode_zone(&plain[..ZONE_LENGTH - 1]), None, "cut");
        assert_eq!(decode_zone(&[&[2], &plain[1..]].concat()), None, "version");
        let too_long = PrivateZone { label: "€".repeat(100), ..zone };
        assert_eq!(decode_zone(&encode_zone(&too_long)).map(|zone| zone.label), Some("€".repeat(85)));
    }

    #[test]
    fn a_remembered_key_is_versioned() {
        assert_eq!(hex(&encode_seen(&[5, 6])), "010506");
        assert_eq!(decode_seen(&[1, 5, 6]), Some(vec![5, 6]));
        assert_eq!(decode_seen(&[2, 5, 6]), None);
        assert_eq!(decode_seen(&[]), None);
    }
}
