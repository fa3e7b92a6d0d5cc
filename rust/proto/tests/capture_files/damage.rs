//! Files that are cut, damaged or of no known kind.

use crate::btsnoop::btsnoop;
use crate::common::annotated;
use crate::json_lines::lines;
use crate::pcap::pcap_header;
use crate::{legacy_event, read, read_as};
use findmesh_proto::capture::{CaptureCounts, CaptureError, InputKind, MAX_RECORD, RecordError, RecordFault};

#[test]
fn headers_that_are_not_known_are_refused() {
    let link = |kind, number| Err(CaptureError::LinkType { kind, number });
    let version = annotated("6274736e6f6f7000 00000002 000003ea");
    assert_eq!(read(&version).ended, Err(CaptureError::Header(InputKind::Btsnoop)));
    let datalink = annotated("6274736e6f6f7000 00000001 000003eb");
    assert_eq!(read(&datalink).ended, link(InputKind::Btsnoop, 1003));
    assert_eq!(read(&pcap_header(1)).ended, link(InputKind::Pcap, 1));
    assert_eq!(read_as(Some(InputKind::Pcap), &[7; 24]).ended, Err(CaptureError::Header(InputKind::Pcap)));
    assert_eq!(
        read_as(Some(InputKind::Pcapng), &[7; 24]).ended,
        Err(CaptureError::Header(InputKind::Pcapng))
    );
    for bytes in [b"\x00\x01\x02\x03\x04\x05\x06\x07\x08".as_slice(), b"not a capture at all", b"\x7fELF"] {
        let outcome = read(bytes);
        assert_eq!((outcome.ended, outcome.kind), (Err(CaptureError::Unrecognised), None));
        assert_eq!(outcome.counts, CaptureCounts::default());
    }
}

#[test]
fn a_cut_input_gives_what_is_whole_and_says_where() {
    let file = btsnoop(&[legacy_event(), legacy_event()]);
    let second = 16 + 24 + legacy_event().len();
    for length in 17..file.len() {
        let outcome = read(&file[..length]);
        let (whole, at) = if length < second { (0, 16) } else { (1, second as u64) };
        assert_eq!(outcome.counts.adverts, whole, "{length}");
        if length == second {
            assert_eq!((outcome.ended, outcome.counts.malformed), (Ok(()), 0));
            continue;
        }
        assert_eq!(outcome.ended, Err(CaptureError::Cut { offset: at }), "{length}");
        let error = RecordError { n: whole + 1, offset: at, reason: RecordFault::Cut };
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
    assert_eq!(outcome.items.iter().map(|item| item.n).collect::<Vec<_>>(), [1, 3]);
    assert_eq!(outcome.errors[0].reason, RecordFault::TooLong(MAX_RECORD as u64 + 1));
    assert_eq!(outcome.ended, Ok(()));

    // A length that no file has: everything after it is inside that record.
    let at = 16 + 24 + legacy_event().len();
    file[at + 4..at + 8].fill(0xFF);
    let outcome = read(&file);
    assert_eq!((outcome.counts.records, outcome.counts.adverts, outcome.counts.malformed), (2, 1, 1));
    assert_eq!(outcome.ended, Err(CaptureError::Cut { offset: at as u64 }));
}

#[test]
fn errors_say_what_and_where() {
    let outcome = lines("{\"adv\":\"00\"}\n{\"adv\":\"zz\"}\n");
    assert_eq!(outcome.errors[0].to_string(), "record 2 at byte 13: \"adv\" is not hex");
    let cut = CaptureError::Cut { offset: 13 };
    assert_eq!(cut.to_string(), "the input is cut: it ends inside what begins at byte 13");
}
