//! Every refusal has its type.

use std::io::{Read, Write};
use std::net::TcpStream;

use findmesh_proto::{MEDIA_TYPE, Network, Query, SealedReport, UploadBatch, frame};
use findmesh_relay::RelayParts;

use crate::support::{TestRelay, framed, raw, relay, relay_with, report};

fn refused(relay: &TestRelay, path: &str, body: &[u8]) -> (u16, String) {
    relay.post(path, body).refused()
}

fn expect(code: &str, status: u16) -> (u16, String) {
    (status, code.to_owned())
}

/// A body of a frame's size that is no frame: its length runs past the end.
fn garbage() -> Vec<u8> {
    (0..512_u32).map(|number| (number * 37 + 0xd5) as u8 | 0x80).collect()
}

#[test]
fn garbage_is_a_bad_frame() {
    let relay = relay();
    assert_eq!(refused(&relay, "/v1/reports", &garbage()), expect("bad_frame", 400));
    assert_eq!(refused(&relay, "/v1/query", &garbage()), expect("bad_frame", 400));
    let mut not_protobuf = vec![0; 512];
    not_protobuf[..4].copy_from_slice(&[3, 0xff, 0xff, 0xff]);
    assert_eq!(refused(&relay, "/v1/reports", &not_protobuf), expect("bad_frame", 400));
}

#[test]
fn other_sizes_are_bad_sizes() {
    let relay = relay();
    let batch = UploadBatch::of(report(7, 1));
    for size in [0, 1, 100, 511, 513, 65 * 1024, 65_537, 200_000] {
        let body = vec![0; size];
        assert_eq!(refused(&relay, "/v1/reports", &body), expect("bad_size", 413), "{size}");
    }
    assert_eq!(refused(&relay, "/v1/reports", &framed(&batch, 1024)), expect("bad_size", 413));
    assert_eq!(refused(&relay, "/v1/query", &vec![0; 65 * 1024]), expect("bad_size", 413));
    assert!(relay.held(&[7; 16]).reports.is_empty());
}

#[test]
fn a_body_of_unknown_length_is_read_up_to_the_largest_frame() {
    let relay = relay();
    let head =
        format!("POST /v1/reports HTTP/1.1\r\ncontent-type: {MEDIA_TYPE}\r\ntransfer-encoding: chunked");
    let chunked = |body: &[u8]| {
        let mut chunks = format!("{:x}\r\n", body.len()).into_bytes();
        chunks.extend_from_slice(body);
        chunks.extend_from_slice(b"\r\n0\r\n\r\n");
        raw(relay.address(), &head, &chunks)
    };
    assert_eq!(chunked(&vec![0; 65 * 1024]).refused(), expect("bad_size", 413));
    assert_eq!(chunked(&[0; 100]).refused(), expect("bad_size", 413));
    let batch = frame::encode(&UploadBatch::of(report(7, 1))).unwrap();
    assert_eq!(chunked(&batch).status, 204);
}

#[test]
fn a_client_that_asks_first_is_refused_before_it_sends() {
    let relay = relay();
    let mut stream = TcpStream::connect(relay.address()).unwrap();
    let head = format!(
        "POST /v1/reports HTTP/1.1\r\nhost: relay\r\ncontent-type: {MEDIA_TYPE}\r\n\
         content-length: 66560\r\nexpect: 100-continue\r\nconnection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
}

#[test]
fn padding_must_be_zero() {
    let relay = relay();
    for at in [200, 511] {
        let mut body = frame::encode(&UploadBatch::of(report(7, 1))).unwrap();
        body[at] = 1;
        assert_eq!(refused(&relay, "/v1/reports", &body), expect("bad_frame", 400));
    }
}

#[test]
fn the_length_has_its_shortest_form() {
    let relay = relay();
    let mut body = vec![0x80 | 0x63, 0x00];
    body.extend_from_slice(&frame::encode(&UploadBatch::of(report(7, 1))).unwrap()[1..511]);
    assert_eq!(body.len(), 512);
    assert_eq!(refused(&relay, "/v1/reports", &body), expect("bad_frame", 400));
}

#[test]
fn an_unknown_version_is_unsupported() {
    let relay = relay();
    for version in [0, 2, u32::MAX] {
        let batch = UploadBatch { version, ..UploadBatch::of(report(7, 1)) };
        let body = frame::encode(&batch).unwrap();
        assert_eq!(refused(&relay, "/v1/reports", &body), expect("unsupported_version", 400));
        let query = Query { version, ..Query::for_id(Network::Native, vec![7; 16], 0) };
        assert_eq!(relay.query(&query).refused(), expect("unsupported_version", 400));
    }
    assert_eq!(refused(&relay, "/v1/reports", &[0; 512]), expect("unsupported_version", 400));
}

#[test]
fn two_reports_are_too_many() {
    let two = UploadBatch { reports: vec![report(7, 1), report(8, 1)], ..UploadBatch::of(report(7, 1)) };
    let relay = relay();
    let body = frame::encode(&two).unwrap();
    assert_eq!(refused(&relay, "/v1/reports", &body), expect("too_many_reports", 422));
    assert!(relay.held(&[7; 16]).reports.is_empty());
    let fleet = relay_with(|config| config.max_reports = 2, RelayParts::default());
    assert_eq!(fleet.post("/v1/reports", &body).status, 204);
    assert_eq!((fleet.held(&[7; 16]).reports.len(), fleet.held(&[8; 16]).reports.len()), (1, 1));
}

#[test]
fn a_batch_without_a_report_is_none() {
    let empty = UploadBatch { reports: vec![], ..UploadBatch::of(report(7, 1)) };
    assert_eq!(
        relay().post("/v1/reports", &frame::encode(&empty).unwrap()).refused(),
        expect("bad_frame", 400)
    );
}

#[test]
fn a_network_that_is_not_listed_is_named_so() {
    let relay = relay();
    for (network, id, length) in [(2, 32, 88), (3, 10, 60), (0, 16, 73), (99, 16, 73), (-1, 16, 73)] {
        let report = SealedReport { network, lookup_id: vec![7; id], body: vec![1; length], ..report(7, 1) };
        assert_eq!(relay.upload(report).refused(), expect("unlisted_network", 422), "{network}");
    }
}

#[test]
fn a_report_of_another_shape_is_invalid_and_named() {
    let relay = relay();
    let shapes = [(16, 72, 1), (16, 74, 1), (16, 0, 1), (15, 73, 1), (17, 73, 1), (0, 73, 1), (16, 73, 2)];
    for (id, length, version) in shapes {
        let mut body = vec![0; length];
        body.iter_mut().take(1).for_each(|byte| *byte = version);
        let answer = relay.upload(SealedReport::new(Network::Native, vec![7; id], body));
        assert_eq!(answer.refused(), expect("invalid_report", 422), "{id} {length} {version}");
        assert_eq!(answer.json()["index"], 0);
    }
}

#[test]
fn the_report_at_fault_is_told_and_none_is_held() {
    let relay = relay_with(|config| config.max_reports = 3, RelayParts::default());
    let bad = SealedReport::new(Network::Native, vec![8; 16], vec![1; 9]);
    let batch =
        UploadBatch { reports: vec![report(7, 1), report(7, 2), bad], ..UploadBatch::of(report(7, 1)) };
    let answer = relay.post("/v1/reports", &frame::encode(&batch).unwrap());
    assert_eq!(answer.refused(), expect("invalid_report", 422));
    assert_eq!(answer.json()["index"], 2);
    assert!(relay.held(&[7; 16]).reports.is_empty());
}

#[test]
fn media_types_are_ours_and_plain() {
    let relay = relay();
    let body = frame::encode(&UploadBatch::of(report(7, 1))).unwrap();
    for headers in [
        "accept: */*".to_owned(),
        "content-type: application/octet-stream".to_owned(),
        format!("content-type: {MEDIA_TYPE}\r\ncontent-encoding: gzip"),
    ] {
        let answer = relay.post_as("/v1/reports", &headers, &body);
        assert_eq!(answer.refused(), expect("bad_media_type", 415), "{headers}");
        let answer = relay.post_as("/v1/query", &headers, &body);
        assert_eq!(answer.refused(), expect("bad_media_type", 415), "{headers}");
    }
    let identity = format!("content-type: {MEDIA_TYPE}\r\ncontent-encoding: identity");
    assert_eq!(relay.post_as("/v1/reports", &identity, &body).status, 204);
}

#[test]
fn queries_ask_for_one_thing() {
    let relay = relay();
    let one = Query::for_id(Network::Native, vec![7; 16], 0);
    let queries = [
        Query { lookup_ids: vec![], ..one.clone() },
        Query { lookup_ids: vec![vec![7; 16], vec![8; 16]], ..one.clone() },
        Query { lookup_ids: vec![vec![7; 15]], ..one.clone() },
        Query { prefix_bits: 8, prefix: vec![7], ..one.clone() },
        Query { lookup_ids: vec![], prefix_bits: 8, prefix: vec![7], ..one.clone() },
        Query { page: vec![7; 5], ..one.clone() },
        Query { page: vec![8; 48], ..one.clone() },
    ];
    for query in queries {
        assert_eq!(relay.query(&query).refused(), expect("bad_query", 400), "{query:?}");
    }
    let apple = Query { network: 2, ..one };
    assert_eq!(relay.query(&apple).refused(), expect("unlisted_network", 422));
}

#[test]
fn other_paths_and_methods_are_problems_too() {
    let relay = relay();
    for path in ["/", "/v1", "/v1/reports/", "/v2/reports", "/.well-known/other"] {
        assert_eq!(relay.get(path).refused(), expect("not_found", 404), "{path}");
    }
    for path in ["/v1/reports", "/v1/query"] {
        let answer = relay.get(path);
        assert_eq!(answer.refused(), expect("method_not_allowed", 405));
        assert_eq!(answer.header("allow"), Some("POST"));
    }
    for path in ["/.well-known/findmesh", "/healthz", "/metrics"] {
        let body = frame::encode(&UploadBatch::of(report(7, 1))).unwrap();
        assert_eq!(relay.post(path, &body).refused(), expect("method_not_allowed", 405));
    }
}

#[test]
fn details_repeat_nothing_that_was_sent() {
    let relay = relay();
    let answer = relay.upload(SealedReport::new(Network::Native, b"secret-lookup-id".to_vec(), vec![2; 73]));
    assert_eq!(answer.refused(), expect("invalid_report", 422));
    let text = String::from_utf8(answer.body).unwrap();
    assert!(!text.contains("secret") && !text.contains(&hex::encode("secret")));
}
