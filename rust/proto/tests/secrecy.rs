//! What may stand in a log says nothing of who was near: no key, no address, no byte of an advert.

#![allow(missing_docs)]

use std::fmt::Debug;

use findmesh_proto::advert::ad::AdStructures;
use findmesh_proto::advert::findmesh::{compact_advert, extended_advert};
use findmesh_proto::advert::mibeacon::BindKey;
use findmesh_proto::advert::{Advert, FieldValue, decode};
use findmesh_proto::capture::CaptureReader;
use findmesh_proto::wire::{Query, QueryResult, SealedReport, StoredReport, UploadBatch};
use findmesh_proto::{
    Address, AddressKind, Deployment, FixSource, Form, Frame, Network, PackedBatch, PackedSighting,
    PackedWriter, Report,
};

const DEPLOYMENT: Deployment = Deployment::COMMON.with_company_id(Deployment::TEST_COMPANY_ID);

/// 222 = 0xDE: every key and address here is made of it.
const BYTE: u8 = 222;

fn keeps_quiet(value: &dyn Debug) {
    for text in [format!("{value:?}"), format!("{value:#?}"), format!("{value:x?}")] {
        let lower = text.to_lowercase();
        assert!(!lower.contains("222") && !lower.contains("de, ") && !lower.contains("dede"), "{text}");
    }
}

#[test]
fn adverts_print_no_identifier() {
    let address = Address::new([BYTE; 6], AddressKind::Random);
    let (compact_address, compact) = compact_advert(Deployment::TEST_COMPANY_ID, &[BYTE; 32], 0x10);
    let extended = extended_advert(&DEPLOYMENT.service_uuid, &[BYTE; 32], BYTE, false);
    let separated = [&[0x1E, 0xFF, 0x4C, 0x00, 0x12, 0x19, 0x10][..], &[BYTE; 22], &[3, 0]].concat();
    let nearby = vec![0x07, 0xFF, 0x4C, 0x00, 0x12, 0x02, 0x10, 0x03];
    let adverts =
        [(compact_address, compact.to_vec()), (address, extended), (address, separated), (address, nearby)];
    for (address, data) in &adverts {
        let frame = Frame { data, address: Some(*address) };
        keeps_quiet(address);
        keeps_quiet(&frame);
        keeps_quiet(&decode(&frame, &DEPLOYMENT).unwrap().unwrap());
        let mut structures = AdStructures::new(data);
        keeps_quiet(&structures);
        keeps_quiet(&structures.next());
        let sighting =
            PackedSighting { frame, rssi: -60, tx_power: 127, extended_pdu: false, elapsed_nanos: 1 };
        keeps_quiet(&sighting);
        let mut writer = PackedWriter::new();
        writer.push(&sighting).unwrap();
        keeps_quiet(&writer);
        let packed = writer.finish();
        let batch = PackedBatch::parse(&packed).unwrap();
        keeps_quiet(&batch);
        keeps_quiet(&batch.iter());
    }
}

/// Service data of the networks that have nothing else: every byte that identifies is [`BYTE`].
#[test]
fn tags_and_sensors_print_no_identifier() {
    let same = [BYTE; 40];
    let tag = [&[0x12][..], &same[..19]].concat();
    let clear = [&[0x70, 0x50][..], &same[..9], &[0x0D, 0x04, 0x10, 0x04], &same[..4]].concat();
    let sealed = [&[0x58, 0x58][..], &same[..20]].concat();
    let tile = [&[0x02, 0x00][..], &same[..8]].concat();
    let frames: [(u16, &[u8]); 7] = [
        (0xFD5A, &tag),
        (0xFD69, &same[..14]),
        (0xFEED, &tile),
        (0xFE33, &same[..5]),
        (0xFA25, &same[..4]),
        (0xFE95, &clear),
        (0xFE95, &sealed),
    ];
    for (uuid, payload) in frames {
        let data =
            [&[u8::try_from(payload.len()).unwrap() + 3, 0x16], &uuid.to_le_bytes()[..], payload].concat();
        let address = Some(Address::new([BYTE; 6], AddressKind::Random));
        let advert = decode(&Frame { data: &data, address }, &DEPLOYMENT).unwrap().unwrap();
        keeps_quiet(&advert);
        advert.visit_fields(&mut |_: &'static str, value: FieldValue<'_>| {
            if let FieldValue::Objects(objects) = value {
                keeps_quiet(&(objects, objects.iter(), objects.iter().next()));
            }
        });
        if let Advert::Mibeacon(advert) = advert {
            keeps_quiet(&advert.content);
        }
    }
    keeps_quiet(&[BindKey::from_slice(&same[..12]), BindKey::from_slice(&same[..16])]);
}

#[test]
fn captures_print_no_identifier() {
    let line = format!("{{\"adv\":\"02{:02x}de\",\"address\":\"DE:DE:DE:DE:DE:DE\"}}\n{{\"adv\":\"de", 1);
    let mut reader = CaptureReader::new(None);
    reader.push(line.as_bytes());
    keeps_quiet(&reader);
    let item = reader.next().unwrap().unwrap();
    keeps_quiet(&item);
    keeps_quiet(&reader);
}

#[test]
fn reports_and_messages_print_no_place_and_no_id() {
    let report = Report {
        time: 222,
        lat_e7: 222,
        lon_e7: 222,
        accuracy_dm: 222,
        altitude_m: 222,
        header: BYTE,
        status: BYTE,
        rssi: -1,
        tx_power: -1,
        fix_age_s: 222,
        source: FixSource::Gnss,
        moving: false,
        form: Form::Compact,
    };
    keeps_quiet(&report);
    let sealed = SealedReport::new(Network::Native, vec![BYTE; 16], vec![BYTE; 73]);
    keeps_quiet(&sealed);
    keeps_quiet(&UploadBatch::of(sealed));
    keeps_quiet(&Query::for_id(Network::Native, vec![BYTE; 16], 0));
    let stored = StoredReport { lookup_id: vec![BYTE; 16], body: vec![BYTE; 73], received_hour: 1 };
    keeps_quiet(&QueryResult { reports: vec![stored], next_page: vec![BYTE; 48] });
}
