//! What must hold for any value and for any bytes.

#![allow(missing_docs)]

use findmesh_proto::advert::findmesh::{compact_advert, compact_header, extended_advert};
use findmesh_proto::advert::{Advert, decode};
use findmesh_proto::{
    Address, AddressKind, Deployment, FixSource, Form, Frame, PackedBatch, PackedSighting, PackedWriter,
    Query, Report, SealedReport, UploadBatch, frame,
};
use proptest::collection::vec;
use proptest::prelude::*;

const DEPLOYMENT: Deployment = Deployment::COMMON.with_company_id(Deployment::TEST_COMPANY_ID);

fn address() -> impl Strategy<Value = Option<Address>> {
    let kind = prop_oneof![Just(AddressKind::Public), Just(AddressKind::Random), Just(AddressKind::Unknown)];
    // The batch has no room for an address of unknown type that is all zero.
    let some = (any::<[u8; 6]>(), kind).prop_map(|(bytes, kind)| Address::new(bytes, kind));
    proptest::option::of(some.prop_filter("zero", |address| address.bytes != [0; 6]))
}

fn report() -> impl Strategy<Value = Report> {
    let place = (any::<u32>(), -900_000_000..=900_000_000, -1_800_000_000..=1_800_000_000);
    let fix = (any::<u16>(), any::<i16>(), any::<u16>(), 0_u8..4, any::<bool>());
    let advert = (any::<u8>(), any::<u8>(), any::<i8>(), any::<i8>(), any::<bool>());
    (place, fix, advert).prop_map(|((time, lat_e7, lon_e7), fix, advert)| Report {
        time,
        lat_e7,
        lon_e7,
        accuracy_dm: fix.0,
        altitude_m: fix.1,
        fix_age_s: fix.2,
        source: FixSource::from_bits(fix.3),
        moving: fix.4,
        header: advert.0,
        status: advert.1,
        rssi: advert.2,
        tx_power: advert.3,
        form: if advert.4 { Form::Compact } else { Form::Extended },
    })
}

proptest! {
    #[test]
    fn extended_adverts(key: [u8; 32], status: u8, near_owner: bool) {
        let data = extended_advert(&DEPLOYMENT.service_uuid, &key, status, near_owner);
        let advert = decode(&Frame { data: &data, address: None }, &DEPLOYMENT);
        let Ok(Some(Advert::Findmesh(advert))) = advert else { return Err(TestCaseError::fail("unknown")) };
        prop_assert_eq!(advert.form, Form::Extended);
        prop_assert_eq!((advert.key, advert.status_masked, advert.near_owner), (Some(key), status, near_owner));
    }

    #[test]
    fn compact_adverts(key: [u8; 32], status: u8, near_owner: bool) {
        let header = compact_header(&key, status, near_owner);
        let (address, data) = compact_advert(0xFFFF, &key, header);
        prop_assert!(address.is_random_static());
        let advert = decode(&Frame { data: &data, address: Some(address) }, &DEPLOYMENT);
        let Ok(Some(Advert::Findmesh(advert))) = advert else { return Err(TestCaseError::fail("unknown")) };
        prop_assert_eq!(advert.form, Form::Compact);
        prop_assert_eq!((advert.key, advert.header, advert.near_owner), (Some(key), header, near_owner));
        prop_assert_eq!(header & 0x0E, status & 0x0E);
    }

    /// A prefix of a good advert is never taken for another key.
    #[test]
    fn cut_adverts(key: [u8; 32], near_owner: bool, cut: prop::sample::Index) {
        let data = extended_advert(&DEPLOYMENT.service_uuid, &key, 0, near_owner);
        let decoded = decode(&Frame { data: &data[..cut.index(data.len())], address: None }, &DEPLOYMENT);
        prop_assert!(!matches!(decoded, Ok(Some(_))));
    }

    #[test]
    fn reports(report in report()) {
        prop_assert_eq!(Report::decode(&report.encode()), Ok(report));
    }

    #[test]
    fn packed_batches(
        records in vec((vec(any::<u8>(), 0..80), address(), any::<(i8, i8, bool, u64)>()), 0..20),
        extra in 1_usize..4,
    ) {
        let mut writer = PackedWriter::new();
        let sighting = |record: &(_, _, (i8, i8, bool, u64))| record.2;
        for record in &records {
            let (rssi, tx_power, extended_pdu, elapsed_nanos) = sighting(record);
            let frame = Frame { data: &record.0, address: record.1 };
            writer.push(&PackedSighting { frame, rssi, tx_power, extended_pdu, elapsed_nanos }).unwrap();
        }
        let mut buffer = writer.finish();
        let batch = PackedBatch::parse(&buffer).unwrap();
        prop_assert_eq!(batch.iter().count(), records.len());
        for (read, record) in batch.iter().zip(&records) {
            prop_assert_eq!((read.frame.data, read.frame.address), (record.0.as_slice(), record.1));
            let rest = (read.rssi, read.tx_power, read.extended_pdu, read.elapsed_nanos);
            prop_assert_eq!(rest, sighting(record));
        }
        buffer.resize(buffer.len() + extra, 0);
        prop_assert!(PackedBatch::parse(&buffer).is_err());
    }

    #[test]
    fn frames(id in vec(any::<u8>(), 0..40), body in vec(any::<u8>(), 0..5000), since_day: u32) {
        let upload = UploadBatch::of(SealedReport::new(findmesh_proto::Network::Native, id.clone(), body));
        let framed = frame::encode(&upload).unwrap();
        prop_assert!(frame::SIZES.contains(&framed.len()));
        prop_assert_eq!(frame::decode::<UploadBatch>(&framed).unwrap(), upload);
        let query = Query::for_id(findmesh_proto::Network::Apple, id, since_day);
        prop_assert_eq!(frame::decode::<Query>(&frame::encode(&query).unwrap()).unwrap(), query);
    }
}
