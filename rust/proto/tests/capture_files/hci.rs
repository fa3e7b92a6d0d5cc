//! HCI events: legacy and extended reports, fragments.

use crate::btsnoop::btsnoop;
use crate::common::annotated;
use crate::pcap::pcap;
use crate::{ADVERT, legacy_event, read};
use findmesh_proto::AddressKind;
use findmesh_proto::capture::{CaptureCounts, RecordFault};

#[test]
fn records_of_other_things_are_counted_and_passed_over() {
    let command = annotated("01 0c20 02 0100");
    let other_event = annotated("04 0e 04 01 0c20 00");
    let other_meta = annotated("04 3e 02 01 00");
    let unknown_type = annotated("09 00 00");
    let outcome = read(&btsnoop(&[command, other_event, other_meta, unknown_type, legacy_event()]));
    assert_eq!(outcome.items[0].n, 5);
    let CaptureCounts { records, adverts, malformed, other, .. } = outcome.counts;
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
    let parts: Vec<_> = outcome.items.iter().map(|item| (item.n, item.part, item.rssi)).collect();
    assert_eq!(parts, [(1, Some(1), Some(-60)), (1, Some(2), None)]);
    assert_eq!(outcome.items[1].address.unwrap().kind, AddressKind::Public);
    assert_eq!((outcome.counts.records, outcome.counts.adverts), (1, 2));
}

#[test]
fn a_cut_event_gives_what_is_whole_and_an_error() {
    let mut event = annotated("04 3e 20 02 02  03 01 6fbb300544da 00 c4");
    event.extend([3, 1, 0x6F]);
    let outcome = read(&btsnoop(&[event, annotated("04 3e"), annotated("04 3e 01 02"), legacy_event()]));
    assert_eq!(
        outcome.items.iter().map(|item| (item.n, item.part)).collect::<Vec<_>>(),
        [(1, Some(1)), (4, None)]
    );
    let errors: Vec<_> = outcome.errors.iter().map(|error| (error.n, error.offset, error.reason)).collect();
    let event = RecordFault::HciEvent;
    assert_eq!(errors, [(1, 16, event), (2, 16 + 24 + 18, event), (3, 16 + 48 + 20, event)]);
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
    let outcome =
        read(&btsnoop(&[extended_event("0000", "00", &ADVERT), extended_event("1300", "ff", &ADVERT)]));
    let [extended, legacy] = outcome.items.as_slice() else { panic!("{:?}", outcome.errors) };
    assert_eq!((extended.rssi, extended.tx_power, extended.extended_pdu), (Some(-80), Some(-10), true));
    assert_eq!((extended.data.as_slice(), legacy.extended_pdu), (ADVERT.as_slice(), false));
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
    assert_eq!(outcome.items.iter().map(|item| item.n).collect::<Vec<_>>(), [3, 4]);
    assert_eq!(outcome.items[0].data, ADVERT);
    assert_eq!(outcome.counts.fragment_lost, 1);
    assert_eq!(outcome.counts.rejected().collect::<Vec<_>>(), [("fragment_lost", 1)]);
}

#[test]
fn no_scan_response_and_no_legacy_advert_is_a_fragment() {
    let (first, second) = ADVERT.split_at(3);
    let file = btsnoop(&[
        extended_event("2000", "00", first),
        extended_event("0800", "00", &ADVERT),
        extended_event("1300", "00", &ADVERT),
        legacy_event(),
        extended_event("0000", "00", second),
    ]);
    let outcome = read(&file);
    assert_eq!(outcome.items.iter().map(|item| item.n).collect::<Vec<_>>(), [2, 3, 4, 5]);
    assert!(outcome.items.iter().all(|item| item.data == ADVERT));
    assert_eq!(outcome.counts.fragment_lost, 0);
}

#[test]
fn endless_fragments_are_given_up() {
    let piece = extended_event("2000", "01", &[0; 229]);
    let outcome = read(&btsnoop(&vec![piece; 20]));
    assert_eq!((outcome.counts.adverts, outcome.counts.fragment_lost), (0, 3));
    let sets: Vec<_> = (0..20).map(|set| extended_event("2000", &format!("{set:02x}"), &[0])).collect();
    assert_eq!(read(&btsnoop(&sets)).counts.fragment_lost, 20);
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
