//! Lines of JSON.

use crate::{Outcome, read};
use findmesh_proto::AddressKind;
use findmesh_proto::advert::mibeacon::BindKey;
use findmesh_proto::capture::{
    CaptureCounts, CaptureError, InputKind, LineFault, MAX_RECORD, RecordError, RecordFault,
};

pub(crate) fn lines(text: &str) -> Outcome {
    read(text.as_bytes())
}

#[test]
fn json_lines() {
    let outcome = lines(concat!(
        r#"{"adv":"02011A","address":"da:44:05:30:bb:6f","address_type":"random","rssi":-60,"time":1.5}"#,
        "\r\n\n",
        r#"{"adv":"","address":"DA:44:05:30:BB:6F","time":"2021-02-01T03:27:59.789053Z","bindkey":null}"#,
        "\n",
        r#"{"adv":"ff","rssi":null,"address":null,"time":1612150079,"more":[1]}"#,
    ));
    assert_eq!((outcome.ended, outcome.kind), (Ok(()), Some(InputKind::JsonLines)), "{:?}", outcome.errors);
    let [first, second, third] = outcome.items.as_slice() else { panic!("{:?}", outcome.errors) };
    assert_eq!(
        (first.data.as_slice(), first.rssi, first.time),
        (&[2, 1, 0x1A][..], Some(-60), Some(1_500_000_000))
    );
    assert_eq!(first.address.unwrap().kind, AddressKind::Random);
    assert_eq!((second.n, second.time), (2, Some(1_612_150_079_789_053_000)));
    assert_eq!(second.address.unwrap().kind, AddressKind::Unknown);
    assert_eq!((third.address, third.rssi, third.time), (None, None, Some(1_612_150_079_000_000_000)));
}

#[test]
fn bind_keys_are_kept_and_never_shown() {
    let outcome = lines(concat!(
        r#"{"adv":"00","bindkey":"B853075158487CA39A5B5EA9"}"#,
        "\n",
        r#"{"adv":"00","bindkey":"e9ea895fac7cca6d30532432a516f3a8"}"#,
        "\n",
        r#"{"adv":"00"}"#,
    ));
    let keys: Vec<_> = outcome.items.iter().map(|item| item.bind_key.clone()).collect();
    let legacy = hex::decode("b853075158487ca39a5b5ea9").unwrap();
    let standard = hex::decode("e9ea895fac7cca6d30532432a516f3a8").unwrap();
    assert!(matches!(&keys[0], Some(BindKey::Legacy(bytes)) if bytes.as_slice() == legacy));
    assert!(matches!(&keys[1], Some(BindKey::Standard(bytes)) if bytes.as_slice() == standard));
    assert_eq!(keys[2], None);
    assert_ne!(keys[0], keys[1]);
    assert_eq!(format!("{:?}", keys[0]), "Some(BindKey(redacted))");
    assert!(!format!("{:?}", outcome.items).contains("b853"));
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
        (r#"{"adv":"00","bindkey":"00"}"#, LineFault::BindKey),
        (r#"{"adv":"00","bindkey":""}"#, LineFault::BindKey),
        (r#"{"adv":"00","bindkey":"zz53075158487ca39a5b5ea9"}"#, LineFault::BindKey),
        (r#"{"adv":"00","bindkey":"b853075158487ca39a5b5ea9b8"}"#, LineFault::BindKey),
        (r#"{"adv":"00","bindkey":12}"#, LineFault::BindKey),
    ];
    for (line, fault) in cases {
        let outcome = lines(&format!("{good}\n{line}\n{good}\n"));
        let error = RecordError { n: 2, offset: 13, reason: RecordFault::Line(fault) };
        assert_eq!(outcome.errors, [error], "{line}");
        assert_eq!(outcome.items.iter().map(|item| item.n).collect::<Vec<_>>(), [1, 3]);
        assert_eq!(outcome.ended, Ok(()));
    }
    for line in
        ["text", r#"{"adv":7}"#, r#"{"rssi":7}"#, "[1]", r#"{"adv":"00""#, "\u{e9}", r#"{"adv":"00"} x"#]
    {
        let outcome = lines(&format!("{good}\n{line}\n{good}\n"));
        assert!(matches!(outcome.errors[0].reason, RecordFault::Line(LineFault::Json(_))), "{line}");
        assert_eq!((outcome.counts.adverts, outcome.counts.malformed), (2, 1), "{line}");
    }
}

#[test]
fn a_malformed_first_line_does_not_hide_the_kind() {
    let outcome = lines("# recorded at home\n{\"adv\":\"00\"}\n");
    assert_eq!((outcome.counts.records, outcome.counts.adverts, outcome.counts.malformed), (2, 1, 1));
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
    assert_eq!(outcome.errors, [RecordError { n: 2, offset: 13, reason }]);
    assert_eq!(outcome.items.iter().map(|item| item.n).collect::<Vec<_>>(), [1, 3]);
    assert_eq!(lines(&long).counts.malformed, 1);
}

#[test]
fn nothing_is_a_list_of_no_lines() {
    for text in ["", "\n \n"] {
        let outcome = lines(text);
        assert_eq!((outcome.ended, outcome.counts), (Ok(()), CaptureCounts::default()));
    }
}
