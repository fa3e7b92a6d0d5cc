use findmesh_core::{QueueEntry, RowId, TagKey};
use findmesh_crypto::apple;
use findmesh_crypto::fhn::{self, Curve, IdentityKey};
use findmesh_proto::report::{ALTITUDE_UNKNOWN, Report};
use findmesh_proto::{FixSource, Form};

use super::*;

const SERVICE: [u8; 16] = [7; 16];

const REPORT: Report = Report {
    time: 1_800_000_123,
    lat_e7: 480_000_000,
    lon_e7: -1_235_000_000,
    accuracy_dm: 174,
    altitude_m: 512,
    header: 0,
    status: 0x10,
    rssi: -60,
    tx_power: 127,
    fix_age_s: 3,
    source: FixSource::Gnss,
    moving: false,
    form: Form::Compact,
};

fn seal(network: Network, key: &[u8], report: Report) -> Result<QueueRow, SealRefusal> {
    let entry = QueueEntry {
        id: RowId([1; 16]),
        network,
        key_hash: [2; 16],
        address_hash: None,
        repeat: false,
        queued_wall_ms: 0,
        queued_lived_ms: 0,
        due_wall_ms: 0,
        attempts: 0,
        size: 0,
    };
    let key = TagKey::new(network, key).unwrap();
    Sealer::new(SERVICE).seal(&SealRequest { entry, key, report }, &[9; 32])
}

#[test]
fn an_apple_report_opens_with_a_time_that_tells_a_quarter_of_an_hour() {
    let key = apple::PrivateKey::from_bytes(&[5; 28]).unwrap();
    let public = *key.key();
    let row = seal(Network::Apple, &public, REPORT).unwrap();
    assert_eq!(row.lookup_id, apple::lookup_id(&public));
    assert_eq!(row.entry.size, 32 + 88);
    let opened = apple::open(&key, &row.body).unwrap();
    assert_eq!(opened.time, 1_800_000_000, "rounded down to 900 s");
    assert_eq!((opened.lat_e7, opened.lon_e7), (REPORT.lat_e7, REPORT.lon_e7));
    assert_eq!((opened.accuracy_m, opened.status, opened.confidence), (17, 0x10, 1));
    let wide = seal(Network::Apple, &public, Report { accuracy_dm: u16::MAX, ..REPORT }).unwrap();
    assert_eq!(apple::open(&key, &wide.body).unwrap().accuracy_m, 255);
}

#[test]
fn find_hub_reports_take_the_form_of_their_identifiers_length() {
    let identity = IdentityKey::from_bytes([7; 32]);
    for (curve, form) in [(Curve::Secp160r1, 1), (Curve::Secp256r1, 3)] {
        let ephemeral = fhn::ephemeral(&identity, 5_000, curve).unwrap();
        let row = seal(Network::Fhn, ephemeral.eid.as_slice(), REPORT).unwrap();
        assert_eq!(row.lookup_id, ephemeral.eid.lookup_id());
        assert_eq!(row.body[0], form);
        let opened = fhn::open(&ephemeral.private_key, &row.body).unwrap();
        assert_eq!((opened.lat_e7, opened.lon_e7, opened.altitude_m), (REPORT.lat_e7, REPORT.lon_e7, 512));
        assert_eq!((opened.time, opened.accuracy_dm), (Some(REPORT.time), Some(174)));
        let no_altitude = Report { altitude_m: ALTITUDE_UNKNOWN, ..REPORT };
        let row = seal(Network::Fhn, ephemeral.eid.as_slice(), no_altitude).unwrap();
        assert_eq!(fhn::open(&ephemeral.private_key, &row.body).unwrap().altitude_m, 0);
    }
}

#[test]
fn what_is_no_point_is_refused_in_every_network() {
    for (network, length) in
        [(Network::Native, 32), (Network::Apple, 28), (Network::Fhn, 20), (Network::Fhn, 32)]
    {
        assert_eq!(seal(network, &vec![0xFF; length], REPORT).err(), Some(SealRefusal), "{network}");
        assert_eq!(seal(network, &[1; 5], REPORT).err(), Some(SealRefusal), "{network} by length");
    }
}

#[test]
fn each_report_has_an_ephemeral_key_of_its_own() {
    let key = *apple::PrivateKey::from_bytes(&[5; 28]).unwrap().key();
    let one = seal(Network::Apple, &key, REPORT).unwrap();
    let other = seal(Network::Apple, &key, Report { lat_e7: 1, ..REPORT }).unwrap();
    assert_ne!(one.body[5..62], other.body[5..62], "although the random bytes are the same");
}
