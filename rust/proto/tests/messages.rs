//! Every message of the wire, byte by byte, and every rule of its frame.

#![allow(missing_docs)]

mod common;

use common::annotated;
use findmesh_proto::frame::{BadFrame, FrameError, SIZES, decode, encode};
use findmesh_proto::packed::{PackedError, PackedFault};
use findmesh_proto::{
    Address, AddressKind, FixSource, Form, Frame, Network, PackedBatch, PackedSighting, PackedWriter, Query,
    QueryResult, Report, ReportError, SealedReport, StoredReport, UploadBatch,
};
use prost::Message;

/// A message of these bytes is this value, and in a frame too.
fn check<M: Message + Default + PartialEq + core::fmt::Debug>(text: &str, value: &M) {
    let bytes = annotated(text);
    assert_eq!(hex::encode(value.encode_to_vec()), hex::encode(&bytes));
    assert_eq!(&M::decode(bytes.as_slice()).unwrap(), value);
    let framed = encode(value).unwrap();
    assert_eq!(framed.len(), SIZES[0]);
    assert_eq!(usize::from(framed[0]), bytes.len());
    assert!(framed[1..].starts_with(&bytes));
    assert_eq!(&decode::<M>(&framed).unwrap(), value);
}

#[test]
fn upload_batch() {
    let report = SealedReport {
        token: vec![0xAA],
        commitment: vec![0xBB],
        ..SealedReport::new(Network::Native, vec![1, 2], vec![1, 9, 9])
    };
    check(
        "08 01          # version 1
         12 11          # reports, 17 bytes
           08 01        #   network: native
           12 02 0102   #   lookup id
           1a 03 010909 #   body
           22 01 aa     #   token
           2a 01 bb     #   commitment",
        &UploadBatch { version: 1, reports: vec![report] },
    );
}

#[test]
fn query_for_an_id() {
    check(
        "08 01          # version 1
         10 03          # network: fhn
         1a 02 0102     # lookup id
         20 89a201      # since day 20745",
        &Query::for_id(Network::Fhn, vec![1, 2], 20745),
    );
}

#[test]
fn query_for_a_prefix() {
    check(
        "08 01          # version 1
         10 02          # network: apple
         2a 02 0506     # page
         30 0c          # prefix bits: 12
         3a 02 abc0     # prefix
         42 01 cc       # credential",
        &Query {
            version: 1,
            network: 2,
            page: vec![5, 6],
            prefix_bits: 12,
            prefix: vec![0xAB, 0xC0],
            credentials: vec![vec![0xCC]],
            ..Query::default()
        },
    );
}

#[test]
fn query_result() {
    let stored = StoredReport { lookup_id: vec![1, 2], body: vec![1, 9], received_hour: 497_222 };
    check(
        "0a 0c          # reports, 12 bytes
           0a 02 0102   #   lookup id
           12 02 0109   #   body
           18 c6ac1e    #   received in hour 497222
         12 01 07       # next page",
        &QueryResult { reports: vec![stored], next_page: vec![7] },
    );
}

#[test]
fn fields_of_later_versions_are_ignored() {
    let later = annotated("08 01  7a 02 0102  f8 07 01");
    assert_eq!(UploadBatch::decode(later.as_slice()).unwrap(), UploadBatch { version: 1, reports: vec![] });
}

#[test]
fn unknown_networks_are_kept_as_numbers() {
    let report = SealedReport { network: 9, ..SealedReport::default() };
    assert_eq!(SealedReport::decode(report.encode_to_vec().as_slice()).unwrap().network, 9);
    assert_eq!(report.network(), None);
}

/// A result whose message has so many bytes.
fn result_of(length: usize) -> QueryResult {
    let overhead = |content: usize| 1 + prost::length_delimiter_len(content);
    let page = (0..=length).find(|page| page + overhead(*page) == length).unwrap();
    QueryResult { reports: vec![], next_page: vec![7; page] }
}

#[test]
fn a_message_travels_in_the_smallest_size() {
    for (length, size) in [(510, 512), (511, 1024), (1022, 1024), (4094, 4096), (4095, 16384), (65533, 65536)]
    {
        let message = result_of(length);
        let framed = encode(&message).unwrap();
        assert_eq!(framed.len(), size, "{length}");
        assert_eq!(decode::<QueryResult>(&framed).unwrap(), message);
    }
    assert_eq!(encode(&result_of(65534)), Err(FrameError::BadSize(65537)));
}

#[test]
fn other_sizes_are_refused() {
    for size in [0, 1, 511, 513, 2048, 65535, 65537, 65 * 1024] {
        assert_eq!(decode::<UploadBatch>(&vec![0; size]), Err(FrameError::BadSize(size)));
    }
    let mut larger = encode(&result_of(100)).unwrap();
    larger.resize(1024, 0);
    assert_eq!(decode::<QueryResult>(&larger), Err(FrameError::BadSize(1024)));
}

#[test]
fn malformed_frames_are_refused() {
    let cases: [(&[u8], BadFrame); 6] = [
        (&[0x80, 0x00], BadFrame::Length),
        (&[0x83, 0x80, 0x00], BadFrame::Length),
        (&[0x80, 0x80, 0x80, 0x01], BadFrame::Length),
        (&[0xFF, 0x03], BadFrame::Overrun),
        (&[0x02, 0x08, 0x01, 0x01], BadFrame::Padding),
        (&[0x01, 0x08], BadFrame::Message),
    ];
    for (start, reason) in cases {
        let mut body = vec![0; 512];
        body[..start.len()].copy_from_slice(start);
        assert_eq!(decode::<UploadBatch>(&body), Err(FrameError::BadFrame(reason)), "{start:02x?}");
    }
    let mut last = vec![0; 512];
    last[511] = 1;
    assert_eq!(decode::<UploadBatch>(&last), Err(FrameError::BadFrame(BadFrame::Padding)));
    assert_eq!(decode::<UploadBatch>(&[0; 512]), Ok(UploadBatch::default()));
}

#[test]
fn a_message_that_is_a_frame_too_long_for_its_own_length_is_refused() {
    // 512 bytes of message cannot fit into a frame of 512 with a length in front.
    let mut body = vec![0; 512];
    body[..2].copy_from_slice(&[0x80, 0x04]);
    assert_eq!(decode::<UploadBatch>(&body), Err(FrameError::BadFrame(BadFrame::Overrun)));
}

#[test]
fn debug_shows_no_identifier() {
    let report = SealedReport::new(Network::Native, vec![171; 16], vec![205; 73]);
    let query = Query::for_id(Network::Native, vec![171; 16], 0);
    let stored = StoredReport { lookup_id: vec![171; 16], body: vec![205; 73], received_hour: 1 };
    let result = QueryResult { reports: vec![stored.clone()], next_page: vec![171] };
    let text = format!("{:?} {query:?} {stored:?} {result:?}", UploadBatch::of(report));
    assert!(!text.contains("171") && !text.contains("205"), "{text}");
}

const REPORT: &str = "
    6ab13b80    # time
    0d6fcdd8    # latitude 22.5431
    43fbdab8    # longitude 114.0579
    007d        # accuracy 12.5 m
    000c        # altitude 12 m
    10          # header
    20          # status, masked
    b9          # RSSI -71
    00          # transmit power 0
    0003        # age of the fix 3 s
    0d          # GNSS, moving, compact
    00";

fn report() -> Report {
    Report {
        time: 1_790_000_000,
        lat_e7: 225_431_000,
        lon_e7: 1_140_579_000,
        accuracy_dm: 125,
        altitude_m: 12,
        header: 0x10,
        status: 0x20,
        rssi: -71,
        tx_power: 0,
        fix_age_s: 3,
        source: FixSource::Gnss,
        moving: true,
        form: Form::Compact,
    }
}

#[test]
fn plaintext() {
    let bytes = annotated(REPORT);
    assert_eq!(hex::encode(report().encode()), hex::encode(&bytes));
    assert_eq!(Report::decode(&bytes).unwrap(), report());
    assert_eq!((report().latitude(), report().accuracy_metres()), (22.5431, Some(12.5)));
    assert!(!report().near_owner());
}

#[test]
fn unused_bits_of_a_plaintext_are_ignored() {
    let mut bytes = annotated(REPORT);
    (bytes[22], bytes[23]) = (0xFD, 0xFF);
    assert_eq!(Report::decode(&bytes).unwrap(), report());
}

#[test]
fn places_that_do_not_exist_are_refused() {
    let edge = Report { lat_e7: -900_000_000, lon_e7: 1_800_000_000, ..report() };
    assert_eq!(Report::decode(&edge.encode()).unwrap(), edge);
    for lat_e7 in [900_000_001, -900_000_001, i32::MIN, i32::MAX] {
        let wrong = Report { lat_e7, ..report() };
        assert_eq!(Report::decode(&wrong.encode()), Err(ReportError::Latitude));
    }
    for lon_e7 in [1_800_000_001, -1_800_000_001, i32::MIN] {
        let wrong = Report { lon_e7, ..report() };
        assert_eq!(Report::decode(&wrong.encode()), Err(ReportError::Longitude));
    }
    for length in [0, 23, 25] {
        assert_eq!(Report::decode(&vec![0; length]), Err(ReportError::Length(length)));
    }
    assert_eq!(format!("{:?}", report()), "Report(redacted)");
}

const BATCH: &str = "
    01 00 0200          # version 1, two records
    0300                # advert of 3 bytes
    01                  # random address
    c4                  # RSSI -60
    7f                  # power unknown
    01                  # extended PDU
    f237a4ce768c        # address, most significant byte first
    00ca9a3b00000000    # 1 s after boot
    020106              # advert
    0000                # no bytes
    ff                  # no address
    7f 08 00            # RSSI unknown, power 8 dBm, legacy PDU
    000000000000
    0100000000000000
";

fn sightings() -> [PackedSighting<'static>; 2] {
    let address = Address::new([0xF2, 0x37, 0xA4, 0xCE, 0x76, 0x8C], AddressKind::Random);
    [
        PackedSighting {
            frame: Frame { data: &[2, 1, 6], address: Some(address) },
            rssi: -60,
            tx_power: 127,
            extended_pdu: true,
            elapsed_nanos: 1_000_000_000,
        },
        PackedSighting {
            frame: Frame { data: &[], address: None },
            rssi: 127,
            tx_power: 8,
            extended_pdu: false,
            elapsed_nanos: 1,
        },
    ]
}

#[test]
fn packed_batch() {
    let mut writer = PackedWriter::new();
    for sighting in &sightings() {
        writer.push(sighting).unwrap();
    }
    let buffer = writer.finish();
    assert_eq!(hex::encode(&buffer), hex::encode(annotated(BATCH)));
    let batch = PackedBatch::parse(&buffer).unwrap();
    assert_eq!(batch.len(), 2);
    assert_eq!(batch.iter().collect::<Vec<_>>(), sightings());
}

#[test]
fn an_empty_batch_is_one() {
    let buffer = PackedWriter::new().finish();
    assert!(PackedBatch::parse(&buffer).unwrap().is_empty());
}

#[test]
fn an_address_of_unknown_type_is_kept() {
    let mut bytes = annotated(BATCH);
    bytes[6] = 255;
    let batch = PackedBatch::parse(&bytes).unwrap();
    let kind = batch.iter().next().unwrap().frame.address.unwrap().kind;
    assert_eq!(kind, AddressKind::Unknown);
}

#[test]
fn a_malformed_batch_is_refused_with_its_place() {
    let good = annotated(BATCH);
    let fault = |bytes: &[u8]| {
        let PackedError { offset, fault } = PackedBatch::parse(bytes).unwrap_err();
        (offset, fault)
    };
    let with = |at: usize, byte: u8| {
        let mut bytes = good.clone();
        bytes[at] = byte;
        bytes
    };
    assert_eq!(fault(&with(0, 2)), (0, PackedFault::Version));
    assert_eq!(fault(&with(1, 1)), (1, PackedFault::Reserved));
    assert_eq!(fault(&with(6, 2)), (6, PackedFault::AddressType));
    assert_eq!(fault(&with(9, 3)), (9, PackedFault::Reserved));
    assert_eq!(fault(&with(2, 1)), (27, PackedFault::Trailing));
    assert_eq!(fault(&with(2, 3)), (good.len(), PackedFault::Cut));
    assert_eq!(fault(&with(4, 200)), (good.len(), PackedFault::Cut));
    for length in 0..good.len() {
        assert_eq!(fault(&good[..length]).1, PackedFault::Cut, "{length}");
    }
}
