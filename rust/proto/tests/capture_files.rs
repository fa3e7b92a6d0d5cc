//! Capture files made here, of each kind: what is in them, what is wrong with them, where.

#![allow(missing_docs, clippy::cast_possible_truncation)]

mod common;

use common::annotated;
use findmesh_proto::AddressKind;
use findmesh_proto::capture::{
    CaptureCounts, CaptureError, CaptureItem, CaptureReader, InputKind, LineFault, MAX_RECORD, RecordError,
    RecordFault,
};

struct Outcome {
    items: Vec<CaptureItem>,
    errors: Vec<RecordError>,
    counts: CaptureCounts,
    ended: Result<(), CaptureError>,
    kind: Option<InputKind>,
}

fn read_as(kind: Option<InputKind>, bytes: &[u8]) -> Outcome {
    let mut reader = CaptureReader::new(kind);
    let (mut items, mut errors) = (Vec::new(), Vec::new());
    let mut sort = |result| match result {
        Ok(item) => items.push(item),
        Err(error) => errors.push(error),
    };
    for piece in bytes.chunks(1000) {
        reader.push(piece);
        reader.by_ref().for_each(&mut sort);
    }
    reader.finish();
    reader.by_ref().for_each(&mut sort);
    Outcome {
        items,
        errors,
        counts: *reader.counts(),
        ended: reader.ended(),
        kind: reader.kind(),
    }
}

fn read(bytes: &[u8]) -> Outcome {
    read_as(None, bytes)
}

const ADVERT: [u8; 8] = [7, 0xFF, 0x4C, 0, 0x12, 2, 0, 1];

/// An H4 packet: a legacy report of [`ADVERT`].
fn legacy_event() -> Vec<u8> {
    annotated(
        "04 3e 14           # event: LE meta, 20 bytes
         02 01              # advertising report, one
         03 01              # not connectable, random address
         6fbb300544da       # address, little endian
         08 07ff4c0012020001
         c4                 # RSSI -60",
    )
}

/// A btsnoop file of H4 packets.
fn btsnoop(packets: &[Vec<u8>]) -> Vec<u8> {
    let mut file = annotated("6274736e6f6f7000 00000001 000003ea");
    for packet in packets {
        btsnoop_record(&mut file, packet, 0);
    }
    file
}

/// 2021-02-01T03:27:59.789053Z.
const BTSNOOP_TIME: i64 = 0x00DC_DDB3_0F2F_8000 + 1_612_150_079_789_053;

fn btsnoop_record(file: &mut Vec<u8>, packet: &[u8], flags: u32) {
    let length = (packet.len() as u32).to_be_bytes();
    file.extend(length.iter().chain(&length));
    file.extend(flags.to_be_bytes());
    file.extend([0; 4]);
    file.extend(BTSNOOP_TIME.to_be_bytes());
    file.extend(packet);
}

#[test]
fn a_btsnoop_record_is_an_advert_with_everything_it_says() {
    let outcome = read(&btsnoop(&[legacy_event()]));
    let [item] = outcome.items.as_slice() else {
        panic!("{:?}", outcome.errors)
    };
    assert_eq!((item.n, item.part), (1, None));
    assert_eq!(item.time, Some(1_612_150_079_789_053_000));
    let address = item.address.unwrap();
    assert_eq!(
        (address.to_string().as_str(), address.kind),
        ("DA:44:05:30:BB:6F", AddressKind::Random)
    );
    assert_eq!(
        (item.rssi, item.tx_power, item.extended_pdu),
        (Some(-60), None, false)
    );
    assert_eq!(item.data, ADVERT);
    assert_eq!((outcome.kind, outcome.ended), (Some(InputKind::Btsnoop), Ok(())));
}

#[test]
fn records_of_other_things_are_counted_and_passed_over() {
    let command = annotated("01 0c20 02 0100");
    let other_event = annotated("04 0e 04 01 0c20 00");
    let other_meta = annotated("04 3e 02 01 00");
    let unknown_type = annotated("09 00 00");
    let outcome = read(&btsnoop(&[
        command,
        other_event,
        other_meta,
        unknown_type,
        legacy_event(),
    ]));
    assert_eq!(outcome.items[0].n, 5);
    let CaptureCounts {
        records,
        adverts,
        malformed,
        other,
        ..
    } = outcome.counts;
    assert_eq!((records, adverts, malformed, other), (5, 1, 0, 4));
}

#[test]
fn several_reports_of_an_event_are_parts_of_its_record() {
    let event = annotated(
        "04 3e 20 02 02
         03 01 6fbb300544da 01 00 c4
         00 00 6fbb300544da 00    7f
         00",
    );
    let outcome = read(&btsnoop(&[event]));
    let parts: Vec<_> = outcome
        .items
        .iter()
        .map(|item| (item.n, item.part, item.rssi))
        .collect();
    assert_eq!(parts, [(1, Some(1), Some(-60)), (1, Some(2), None)]);
    assert_eq!(outcome.items[1].address.unwrap().kind, AddressKind::Public);
    assert_eq!((outcome.counts.records, outcome.counts.adverts), (1, 2));
}

#[test]
fn a_cut_event_gives_what_is_whole_and_an_error() {
    let mut event = annotated("04 3e 20 02 02  03 01 6fbb300544da 00 c4");
    event.extend([3, 1, 0x6F]);
    let outcome = read(&btsnoop(&[
        event,
        annotated("04 3e"),
        annotated("04 3e 01 02"),
        legacy_event(),
    ]));
    assert_eq!(
        outcome
            .items
            .iter()
            .map(|item| (item.n, item.part))
            .collect::<Vec<_>>(),
        [(1, Some(1)), (4, None)]
    );
    let errors: Vec<_> = outcome
        .errors
        .iter()
        .map(|error| (error.n, error.offset, error.reason))
        .collect();
    let event = RecordFault::HciEvent;
    assert_eq!(
        errors,
        [(1, 16, event), (2, 16 + 24 + 18, event), (3, 16 + 48 + 20, event)]
    );
    assert_eq!((outcome.counts.malformed, outcome.ended), (3, Ok(())));
}

/// One extended report: type, set id and data are the caller's.
fn extended_event(event_type: &str, set: &str, data: &[u8]) -> Vec<u8> {
    let mut report = annotated(&format!(
        "{event_type} 01 6fbb300544da   # type, random address
         01 02 {set}                     # PHYs, set id
         f6 b0                           # power -10, RSSI -80
         0000 00 000000000000            # no periodic train, no target"
    ));
    report.push(data.len() as u8);
    report.extend(data);
    let mut event = vec![4, 0x3E, report.len() as u8 + 2, 0x0D, 1];
    event.extend(report);
    event
}

#[test]
fn extended_reports() {
    let outcome = read(&btsnoop(&[
        extended_event("0000", "00", &ADVERT),
        extended_event("1300", "ff", &ADVERT),
    ]));
    let [extended, legacy] = outcome.items.as_slice() else {
        panic!("{:?}", outcome.errors)
    };
    assert_eq!(
        (extended.rssi, extended.tx_power, extended.extended_pdu),
        (Some(-80), Some(-10), true)
    );
    assert_eq!(
        (extended.data.as_slice(), legacy.extended_pdu),
        (ADVERT.as_slice(), false)
    );
}

#[test]
fn fragments_are_joined_by_address_and_set() {
    let (first, second) = ADVERT.split_at(3);
    let file = btsnoop(&[
        extended_event("2000", "01", first),
        extended_event("2000", "02", first),
        extended_event("0000", "01", second),
        legacy_event(),
    ]);
    let outcome = read(&file);
    assert_eq!(
        outcome.items.iter().map(|item| item.n).collect::<Vec<_>>(),
        [3, 4]
    );
    assert_eq!(outcome.items[0].data, ADVERT);
    assert_eq!(outcome.counts.fragment_lost, 1);
    assert_eq!(
        outcome.counts.rejected().collect::<Vec<_>>(),
        [("fragment_lost", 1)]
    );
}

#[test]
fn endless_fragments_are_given_up() {
    let piece = extended_event("2000", "01", &[0; 229]);
    let outcome = read(&btsnoop(&vec![piece; 20]));
    assert_eq!((outcome.counts.adverts, outcome.counts.fragment_lost), (0, 3));
    let sets: Vec<_> = (0..20)
        .map(|set| extended_event("2000", &format!("{set:02x}"), &[0]))
        .collect();
    assert_eq!(read(&btsnoop(&sets)).counts.fragment_lost, 20);
}

#[test]
fn other_datalinks_of_btsnoop() {
    let event = &legacy_event()[1..];
    let mut plain = annotated("6274736e6f6f7000 00000001 000003e9");
    btsnoop_record(&mut plain, event, 3);
    btsnoop_record(&mut plain, event, 2);
    btsnoop_record(&mut plain, event, 1);
    let mut monitor = annotated("6274736e6f6f7000 00000001 000007d1");
    btsnoop_record(&mut monitor, event, 0x0001_0003);
    btsnoop_record(&mut monitor, event, 0x0001_0002);
    btsnoop_record(&mut monitor, b"note", 0x0001_000C);
    for file in [plain, monitor] {
        let counts = read(&file).counts;
        assert_eq!((counts.records, counts.adverts, counts.other), (3, 1, 2));
    }
}

#[test]
fn headers_that_are_not_known_are_refused() {
    let link = |kind, number| Err(CaptureError::LinkType { kind, number });
    let version = annotated("6274736e6f6f7000 00000002 000003ea");
    assert_eq!(
        read(&version).ended,
        Err(CaptureError::Header(InputKind::Btsnoop))
    );
    let datalink = annotated("6274736e6f6f7000 00000001 000003eb");
    assert_eq!(read(&datalink).ended, link(InputKind::Btsnoop, 1003));
    assert_eq!(read(&pcap_header(1)).ended, link(InputKind::Pcap, 1));
    assert_eq!(
        read_as(Some(InputKind::Pcap), &[7; 24]).ended,
        Err(CaptureError::Header(InputKind::Pcap))
    );
    assert_eq!(
        read_as(Some(InputKind::Pcapng), &[7; 24]).ended,
        Err(CaptureError::Header(InputKind::Pcapng))
    );
    for bytes in [
        b"\x00\x01\x02\x03\x04\x05\x06\x07\x08".as_slice(),
        b"not a capture at all",
        b"\x7fELF",
    ] {
        let outcome = read(bytes);
        assert_eq!(
            (outcome.ended, outcome.kind),
            (Err(CaptureError::Unrecognised), None)
        );
        assert_eq!(outcome.counts, CaptureCounts::default());
    }
}

#[test]
fn a_cut_input_gives_what_is_whole_and_says_where() {
    let file = btsnoop(&[legacy_event(), legacy_event()]);
    let second = 16 + 24 + legacy_event().len();
    for length in 17..file.len() {
        let outcome = read(&file[..length]);
        let (whole, at) = if length < second {
            (0, 16)
        } else {
            (1, second as u64)
        };
        assert_eq!(outcome.counts.adverts, whole, "{length}");
        if length == second {
            assert_eq!((outcome.ended, outcome.counts.malformed), (Ok(()), 0));
            continue;
        }
        assert_eq!(outcome.ended, Err(CaptureError::Cut { offset: at }), "{length}");
        let error = RecordError {
            n: whole + 1,
            offset: at,
            reason: RecordFault::Cut,
        };
        assert_eq!(outcome.errors, [error]);
        assert_eq!((outcome.counts.records, outcome.counts.malformed), (whole + 1, 1));
    }
    for length in 8..16 {
        let outcome = read(&file[..length]);
        assert_eq!(outcome.ended, Err(CaptureError::Cut { offset: 0 }), "{length}");
        assert_eq!(outcome.counts, CaptureCounts::default());
    }
}

#[test]
fn a_record_that_is_too_long_is_skipped() {
    let mut file = btsnoop(&[legacy_event(), vec![4; MAX_RECORD + 1], legacy_event()]);
    let outcome = read(&file);
    assert_eq!(
        outcome.items.iter().map(|item| item.n).collect::<Vec<_>>(),
        [1, 3]
    );
    assert_eq!(
        outcome.errors[0].reason,
        RecordFault::TooLong(MAX_RECORD as u64 + 1)
    );
    assert_eq!(outcome.ended, Ok(()));

    // A length that no file has: everything after it is inside that record.
    let at = 16 + 24 + legacy_event().len();
    file[at + 4..at + 8].fill(0xFF);
    let outcome = read(&file);
    assert_eq!(
        (
            outcome.counts.records,
            outcome.counts.adverts,
            outcome.counts.malformed
        ),
        (2, 1, 1)
    );
    assert_eq!(outcome.ended, Err(CaptureError::Cut { offset: at as u64 }));
}

fn pcap_header(link: u32) -> Vec<u8> {
    let mut header = annotated("d4c3b2a1 0200 0400 00000000 00000000 00000400");
    header.extend(link.to_le_bytes());
    header
}

fn pcap(link: u32, packets: &[Vec<u8>]) -> Vec<u8> {
    let mut file = pcap_header(link);
    for packet in packets {
        file.extend(1_754_269_908_u32.to_le_bytes());
        file.extend(885_715_u32.to_le_bytes());
        file.extend((packet.len() as u32).to_le_bytes());
        file.extend((packet.len() as u32).to_le_bytes());
        file.extend(packet);
    }
    file
}

/// ADV_NONCONN_IND of [`ADVERT`], recorded from the air up to its last byte, and with its CRC.
fn air_packet() -> Vec<u8> {
    annotated(
        "d6be898e               # access address
         42 0e                  # ADV_NONCONN_IND, random address, 14 bytes
         6fbb300544da           # address
         07ff4c0012020002       # data
         1c7e6b                 # CRC",
    )
}

#[test]
fn link_layer_packets() {
    let good = air_packet();
    let mut wrong = good.clone();
    wrong[12] ^= 1;
    let mut data_channel = good.clone();
    data_channel[0] = 0;
    let mut scan_request = good.clone();
    scan_request[4] = 0x43;
    let short = good[..good.len() - 1].to_vec();
    let outcome = read(&pcap(
        251,
        &[good, wrong, data_channel, scan_request, short, vec![0xD6]],
    ));
    let [item] = outcome.items.as_slice() else {
        panic!("{:?}", outcome.counts)
    };
    assert_eq!(
        (item.n, item.time, item.rssi),
        (1, Some(1_754_269_908_885_715_000), None)
    );
    assert_eq!(item.address.unwrap().to_string(), "DA:44:05:30:BB:6F");
    let counts = outcome.counts;
    assert_eq!((counts.bad_crc, counts.other, counts.malformed), (1, 2, 2));
    assert_eq!(outcome.errors[0].reason, RecordFault::LinkLayer);
}

/// A packet after ten bytes of the radio: channel 37, signal -55, and these flags.
fn with_radio(flags: u16, packet: &[u8]) -> Vec<u8> {
    let mut record = annotated("00 c9 80 00 d6be898e");
    record.extend(flags.to_le_bytes());
    record.extend(packet);
    record
}

#[test]
fn the_radio_says_what_is_valid() {
    let good = air_packet();
    let mut wrong = good.clone();
    wrong[12] ^= 1;
    let rssi = |flags, packet: &[u8]| {
        let outcome = read(&pcap(256, &[with_radio(flags, packet)]));
        (
            outcome.items.first().map(|item| item.rssi),
            outcome.counts.bad_crc,
            outcome.counts.other,
        )
    };
    assert_eq!(rssi(0x0001, &good), (Some(None), 0, 0), "power not valid");
    assert_eq!(rssi(0x0003, &good), (Some(Some(-55)), 0, 0), "power valid");
    assert_eq!(rssi(0x0003, &wrong), (None, 1, 0), "not checked: computed");
    assert_eq!(rssi(0x0C03, &wrong), (Some(Some(-55)), 0, 0), "checked and valid");
    assert_eq!(rssi(0x0403, &good), (None, 1, 0), "checked and wrong");
    assert_eq!(rssi(0x0002, &good), (None, 0, 1), "still whitened");
    let mut coded = good.clone();
    coded.insert(4, 0);
    assert_eq!(rssi(0x8003, &coded), (Some(Some(-55)), 0, 0), "coded PHY");
}

/// A packet after the header of Nordic's sniffer, with these flags and 55 dB below 1 mW.
fn from_nordic(flags: u8, packet: &[u8]) -> Vec<u8> {
    let mut record = annotated("08 3100 03 0100 02  0a");
    record.push(flags);
    record.extend(annotated("25 37 0000 78563412"));
    record.extend(packet);
    record
}

#[test]
fn packets_of_nordics_sniffer() {
    let good = air_packet();
    let mut coded = good.clone();
    coded.insert(4, 0);
    let mut version_0 = from_nordic(0x01, &good);
    version_0[..8].copy_from_slice(&annotated("beef 06 0100 0000 19"));
    let outcome = read(&pcap(
        272,
        &[
            from_nordic(0x01, &good),
            from_nordic(0x00, &good),
            from_nordic(0x21, &coded),
            version_0,
            annotated("08 0200 03 0100 0e 0102"), // an answer to a ping
            annotated("08 02"),
            from_nordic(0x01, &good[..good.len() / 2]),
        ],
    ));
    let rssi: Vec<_> = outcome.items.iter().map(|item| (item.n, item.rssi)).collect();
    assert_eq!(rssi, [(1, Some(-55)), (3, Some(-55)), (4, Some(-55))]);
    assert_eq!(outcome.items[0].address.unwrap().to_string(), "DA:44:05:30:BB:6F");
    let counts = outcome.counts;
    assert_eq!((counts.bad_crc, counts.other, counts.malformed), (1, 1, 2));
}

#[test]
fn what_stands_beside_the_link_type_of_pcap() {
    // A frame check sequence of two bytes is announced in the upper half of the field.
    let outcome = read(&pcap(251 | 0x1400_0000, &[air_packet()]));
    assert_eq!((outcome.ended, outcome.counts.adverts), (Ok(()), 1));
}

#[test]
fn extended_link_layer_packets() {
    let packet = |payload: &str| {
        let payload = annotated(payload);
        let mut packet = annotated("d6be898e 47");
        packet.push(payload.len() as u8);
        packet.extend(payload);
        packet.extend([0; 3]);
        with_radio(0x0C03, &packet)
    };
    let outcome = read(&pcap(
        256,
        &[
            packet("0a 49 6fbb300544da 1234 f6  07ff4c0012020001"), // address, set, power; data
            packet("07 01 6fbb300544da"),                           // a pointer only
            packet("00 07ff4c0012020001"),                          // no header: a chained PDU
            packet("02 01 6f 07ff4c0012020001"),                    // an address that is cut
        ],
    ));
    let [first, chained] = outcome.items.as_slice() else {
        panic!("{:?}", outcome.errors)
    };
    assert_eq!(
        (first.tx_power, first.extended_pdu, first.rssi),
        (Some(-10), true, Some(-55))
    );
    assert_eq!(first.address.unwrap().to_string(), "DA:44:05:30:BB:6F");
    assert_eq!(
        (first.data.as_slice(), chained.data.as_slice()),
        (ADVERT.as_slice(), ADVERT.as_slice())
    );
    assert_eq!(chained.address, None);
    assert_eq!((outcome.counts.other, outcome.counts.malformed), (1, 1));
}

#[test]
fn hci_in_pcap() {
    let event = legacy_event();
    let directed = [vec![0, 0, 0, 1], event.clone()].concat();
    for file in [pcap(187, &[event, vec![]]), pcap(201, &[directed, vec![0, 0]])] {
        let outcome = read(&file);
        assert_eq!((outcome.counts.adverts, outcome.counts.malformed), (1, 1));
        assert_eq!(outcome.items[0].data, ADVERT);
    }
}

#[test]
fn both_byte_orders_and_clocks_of_pcap() {
    let packet = air_packet();
    for (magic, big) in [
        ("a1b2c3d4", true),
        ("a1b23c4d", true),
        ("d4c3b2a1", false),
        ("4d3cb2a1", false),
    ] {
        let number = |value: u32| {
            if big {
                value.to_be_bytes()
            } else {
                value.to_le_bytes()
            }
        };
        let mut file = annotated(magic);
        file.extend([0; 16]);
        file.extend(number(251));
        for field in [1, 500, packet.len() as u32, packet.len() as u32] {
            file.extend(number(field));
        }
        file.extend(&packet);
        let nanos = if magic.contains("3c") { 500 } else { 500_000 };
        assert_eq!(read(&file).items[0].time, Some(1_000_000_000 + nanos), "{magic}");
    }
}

/// A pcapng file is a list of blocks: type and content, framed here.
fn pcapng(big: bool, blocks: &[(u32, Vec<u8>)]) -> Vec<u8> {
    let number = |value: u32| {
        if big {
            value.to_be_bytes()
        } else {
            value.to_le_bytes()
        }
    };
    let mut file = Vec::new();
    for (kind, content) in blocks {
        let padded = content.len().next_multiple_of(4);
        let length = number(padded as u32 + 12);
        file.extend(number(*kind));
        file.extend(length);
        file.extend(content);
        file.resize(file.len() + padded - content.len(), 0);
        file.extend(length);
    }
    file
}

const SECTION: u32 = 0x0A0D_0D0A;

fn section() -> (u32, Vec<u8>) {
    (SECTION, annotated("4d3c2b1a 0100 0000 ffffffffffffffff"))
}

fn interface(link: &str, options: &str) -> (u32, Vec<u8>) {
    (1, annotated(&format!("{link} 0000 00000400 {options}")))
}

fn enhanced(interface: u8, ticks: u64, packet: &[u8]) -> (u32, Vec<u8>) {
    let mut content = vec![interface, 0, 0, 0];
    content.extend(((ticks >> 32) as u32).to_le_bytes());
    content.extend((ticks as u32).to_le_bytes());
    content.extend((packet.len() as u32).to_le_bytes());
    content.extend((packet.len() as u32).to_le_bytes());
    content.extend(packet);
    (6, content)
}

#[test]
fn pcapng_blocks() {
    let packet = air_packet();
    let mut simple = (packet.len() as u32).to_le_bytes().to_vec();
    simple.extend(&packet);
    let mut obsolete = enhanced(0, 2_000_000, &packet);
    obsolete.0 = 2;
    let file = pcapng(
        false,
        &[
            section(),
            interface("fb00", ""),
            interface("0100", ""),
            enhanced(0, 1_754_269_908_885_715, &packet),
            (0x0BAD, vec![1, 2, 3]),
            enhanced(1, 1, &packet),
            enhanced(7, 1, &packet),
            (6, vec![0; 8]),
            (3, simple),
            obsolete,
        ],
    );
    let outcome = read(&file);
    let times: Vec<_> = outcome.items.iter().map(|item| (item.n, item.time)).collect();
    assert_eq!(
        times,
        [
            (1, Some(1_754_269_908_885_715_000)),
            (5, None),
            (6, Some(2_000_000_000))
        ]
    );
    let reasons: Vec<_> = outcome
        .errors
        .iter()
        .map(|error| (error.n, error.reason))
        .collect();
    assert_eq!(reasons, [(3, RecordFault::Interface(7)), (4, RecordFault::Block)]);
    assert_eq!((outcome.counts.records, outcome.counts.other), (6, 1));
    assert_eq!((outcome.kind, outcome.ended), (Some(InputKind::Pcapng), Ok(())));
}

#[test]
fn clocks_of_pcapng() {
    let nanoseconds = "0900 0100 09000000";
    let binary_and_offset = "0900 0100 94000000  0e00 0800 6400000000000000  0000 0000";
    let hopeless = "0900 0100 7f000000";
    let file = pcapng(
        false,
        &[
            section(),
            interface("fb00", nanoseconds),
            interface("fb00", binary_and_offset),
            interface("fb00", hopeless),
            enhanced(0, 1_500_000_001, &air_packet()),
            enhanced(1, 1 << 20, &air_packet()),
            enhanced(2, 1, &air_packet()),
        ],
    );
    let outcome = read(&file);
    let times: Vec<_> = outcome.items.iter().map(|item| item.time).collect();
    assert_eq!(times, [Some(1_500_000_001), Some(101_000_000_000)]);
    assert_eq!(outcome.errors[0].reason, RecordFault::Interface(2));
}

#[test]
fn sections_of_the_other_byte_order() {
    let packet = air_packet();
    let mut content = vec![0; 12];
    content.extend((packet.len() as u32).to_be_bytes());
    content.extend((packet.len() as u32).to_be_bytes());
    content.extend(&packet);
    let mut file = pcapng(
        false,
        &[section(), interface("fb00", ""), enhanced(0, 0, &packet)],
    );
    file.extend(pcapng(
        true,
        &[
            (SECTION, annotated("1a2b3c4d 0001 0000 ffffffffffffffff")),
            (6, content.clone()),
            (1, annotated("00fb 0000 00000000")),
            (6, content),
        ],
    ));
    let outcome = read(&file);
    assert_eq!(
        outcome.items.iter().map(|item| item.n).collect::<Vec<_>>(),
        [1, 3]
    );
    assert_eq!(
        outcome.errors[0].reason,
        RecordFault::Interface(0),
        "a new section describes its own"
    );
}

#[test]
fn a_block_of_an_impossible_length_ends_the_file() {
    let mut file = pcapng(
        false,
        &[section(), interface("fb00", ""), enhanced(0, 0, &air_packet())],
    );
    let at = file.len() as u64;
    file.extend(annotated("06000000 0b000000 0000000000000000"));
    let outcome = read(&file);
    assert_eq!(
        (outcome.counts.adverts, outcome.ended),
        (1, Err(CaptureError::Corrupt { offset: at }))
    );
}

#[test]
fn a_cut_pcapng_file() {
    let file = pcapng(
        false,
        &[section(), interface("fb00", ""), enhanced(0, 0, &air_packet())],
    );
    let outcome = read(&file[..file.len() - 1]);
    assert_eq!(outcome.ended, Err(CaptureError::Cut { offset: 28 + 20 }));
    assert_eq!((outcome.counts.records, outcome.counts.malformed), (1, 1));
}

fn lines(text: &str) -> Outcome {
    read(text.as_bytes())
}

#[test]
fn json_lines() {
    let outcome = lines(concat!(
        r#"{"adv":"02011A","address":"da:44:05:30:bb:6f","address_type":"random","rssi":-60,"time":1.5}"#,
        "\r\n\n",
        r#"{"adv":"","address":"DA:44:05:30:BB:6F","time":"2021-02-01T03:27:59.789053Z","bindkey":"00"}"#,
        "\n",
        r#"{"adv":"ff","rssi":null,"address":null,"time":1612150079,"more":[1]}"#,
    ));
    assert_eq!(
        (outcome.ended, outcome.kind),
        (Ok(()), Some(InputKind::JsonLines)),
        "{:?}",
        outcome.errors
    );
    let [first, second, third] = outcome.items.as_slice() else {
        panic!("{:?}", outcome.errors)
    };
    assert_eq!(
        (first.data.as_slice(), first.rssi, first.time),
        (&[2, 1, 0x1A][..], Some(-60), Some(1_500_000_000))
    );
    assert_eq!(first.address.unwrap().kind, AddressKind::Random);
    assert_eq!((second.n, second.time), (2, Some(1_612_150_079_789_053_000)));
    assert_eq!(second.address.unwrap().kind, AddressKind::Unknown);
    assert_eq!(
        (third.address, third.rssi, third.time),
        (None, None, Some(1_612_150_079_000_000_000))
    );
}

#[test]
fn numbers_as_other_programs_write_them() {
    let outcome = lines(concat!(
        "\u{feff}",
        r#"{"adv":"00","time":1754269908.885715,"rssi":-60.0}"#,
        "\n",
        r#"{"adv":"00","time":"1754269908.885715"}"#,
        "\n",
        r#"{"adv":"00","time":"1790000000"}"#,
        "\n",
        r#"{"adv":"00","time":-0.25}"#,
    ));
    let times: Vec<_> = outcome.items.iter().map(|item| item.time.unwrap()).collect();
    let micros = 1_754_269_908_885_715_000;
    assert_eq!(times, [micros, micros, 1_790_000_000_000_000_000, -250_000_000]);
    assert_eq!(outcome.items[0].rssi, Some(-60));
}

#[test]
fn malformed_lines_do_not_stop_the_rest() {
    let good = r#"{"adv":"00"}"#;
    let cases = [
        (r#"{"adv":"0"}"#, LineFault::Advert),
        (r#"{"adv":"zz"}"#, LineFault::Advert),
        (r#"{"adv":"00","address":"1:2"}"#, LineFault::Address),
        (r#"{"adv":"00","address_type":"static"}"#, LineFault::AddressType),
        (r#"{"adv":"00","rssi":-300}"#, LineFault::Rssi),
        (r#"{"adv":"00","time":"yesterday"}"#, LineFault::Time),
        (r#"{"adv":"00","time":1e300}"#, LineFault::Time),
        (r#"{"adv":"00","time":true}"#, LineFault::Time),
        (r#"{"adv":"00","rssi":-60.5}"#, LineFault::Rssi),
        (r#"{"adv":"00","rssi":"-60"}"#, LineFault::Rssi),
        (r#"{"adv":"00","address":5}"#, LineFault::Address),
        (r#"{"adv":"00","address_type":1}"#, LineFault::AddressType),
    ];
    for (line, fault) in cases {
        let outcome = lines(&format!("{good}\n{line}\n{good}\n"));
        let error = RecordError {
            n: 2,
            offset: 13,
            reason: RecordFault::Line(fault),
        };
        assert_eq!(outcome.errors, [error], "{line}");
        assert_eq!(
            outcome.items.iter().map(|item| item.n).collect::<Vec<_>>(),
            [1, 3]
        );
        assert_eq!(outcome.ended, Ok(()));
    }
    for line in [
        "text",
        r#"{"adv":7}"#,
        r#"{"rssi":7}"#,
        "[1]",
        r#"{"adv":"00""#,
        "\u{e9}",
        r#"{"adv":"00"} x"#,
    ] {
        let outcome = lines(&format!("{good}\n{line}\n{good}\n"));
        assert!(
            matches!(outcome.errors[0].reason, RecordFault::Line(LineFault::Json(_))),
            "{line}"
        );
        assert_eq!(
            (outcome.counts.adverts, outcome.counts.malformed),
            (2, 1),
            "{line}"
        );
    }
}

#[test]
fn a_malformed_first_line_does_not_hide_the_kind() {
    let outcome = lines("# recorded at home\n{\"adv\":\"00\"}\n");
    assert_eq!(
        (
            outcome.counts.records,
            outcome.counts.adverts,
            outcome.counts.malformed
        ),
        (2, 1, 1)
    );
}

#[test]
fn a_line_without_its_end() {
    let whole = lines("{\"adv\":\"00\"}\n{\"adv\":\"00\"}");
    assert_eq!((whole.counts.adverts, whole.ended), (2, Ok(())));
    let cut = lines("{\"adv\":\"00\"}\n{\"adv\":\"0");
    assert_eq!((cut.counts.adverts, cut.counts.malformed), (1, 1));
    assert_eq!(cut.ended, Err(CaptureError::Cut { offset: 13 }));
    let wrong = lines("{\"adv\":\"00\"}\n{\"adv\":}");
    assert_eq!((wrong.counts.malformed, wrong.ended), (1, Ok(())));
}

#[test]
fn a_line_that_is_too_long_is_skipped() {
    let long = "{".repeat(MAX_RECORD + 5);
    let outcome = lines(&format!("{{\"adv\":\"00\"}}\n{long}\n{{\"adv\":\"00\"}}\n"));
    let reason = RecordFault::TooLong(MAX_RECORD as u64 + 1);
    assert_eq!(
        outcome.errors,
        [RecordError {
            n: 2,
            offset: 13,
            reason
        }]
    );
    assert_eq!(
        outcome.items.iter().map(|item| item.n).collect::<Vec<_>>(),
        [1, 3]
    );
    assert_eq!(lines(&long).counts.malformed, 1);
}

#[test]
fn nothing_is_a_list_of_no_lines() {
    for text in ["", "\n \n"] {
        let outcome = lines(text);
        assert_eq!(
            (outcome.ended, outcome.counts),
            (Ok(()), CaptureCounts::default())
        );
    }
}

#[test]
fn errors_say_what_and_where() {
    let outcome = lines("{\"adv\":\"00\"}\n{\"adv\":\"zz\"}\n");
    assert_eq!(
        outcome.errors[0].to_string(),
        "record 2 at byte 13: \"adv\" is not hex"
    );
    let cut = CaptureError::Cut { offset: 13 };
    assert_eq!(
        cut.to_string(),
        "the input is cut: it ends inside what begins at byte 13"
    );
}
