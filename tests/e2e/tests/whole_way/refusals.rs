//! What the relay process says to a request that is none, byte for byte through a socket.

use findmesh_e2e::RelayProcess;
use findmesh_e2e::socket::{Answer, post, post_frame};
use findmesh_proto::{MEDIA_TYPE, Network, Problem, Query, SealedReport, UploadBatch, frame};

const REPORTS: &str = "/v1/reports";

fn report(fill: u8) -> SealedReport {
    let body = [[1].as_slice(), &[fill; 72]].concat();
    SealedReport::new(Network::Native, vec![fill; 16], body)
}

fn framed(batch: &UploadBatch) -> Vec<u8> {
    frame::encode(batch).unwrap()
}

fn assert_refused(answer: &Answer, problem: Problem, what: &str) {
    let expected = (problem.status(), format!("/problems/{}", problem.code()));
    assert_eq!(answer.problem(), expected, "{what}");
}

/// Every refusal of an upload: what is sent, and its problem.
fn refused_uploads() -> Vec<(&'static str, Vec<u8>, Problem)> {
    let good = framed(&UploadBatch::of(report(7)));
    let garbage: Vec<u8> = (0..512_u32).map(|n| (n * 37 + 0xd5) as u8 | 0x80).collect();
    let mut padded = good.clone();
    padded[511] = 1;
    let later = UploadBatch { version: 2, ..UploadBatch::of(report(7)) };
    let two = UploadBatch { reports: vec![report(7), report(8)], ..UploadBatch::of(report(7)) };
    let long = SealedReport::new(Network::Native, vec![7; 16], vec![1; 74]);
    let short_id = SealedReport::new(Network::Native, vec![7; 15], vec![1; 73]);
    let next_version = SealedReport::new(Network::Native, vec![7; 16], vec![2; 73]);
    let apple = SealedReport::new(Network::Apple, vec![7; 32], vec![0; 88]);
    let of = |report| framed(&UploadBatch::of(report));
    vec![
        ("garbage of a frame's size", garbage, Problem::BadFrame),
        ("65 KiB", vec![0; 65 * 1024], Problem::BadSize),
        ("no body", Vec::new(), Problem::BadSize),
        ("a byte too many", [good.as_slice(), &[0]].concat(), Problem::BadSize),
        ("a frame larger than it need be", [good.as_slice(), &[0; 512]].concat(), Problem::BadSize),
        ("padding that is not zero", padded, Problem::BadFrame),
        ("an unknown version", framed(&later), Problem::UnsupportedVersion),
        ("two reports", framed(&two), Problem::TooManyReports),
        ("a body that is too long", of(long), Problem::InvalidReport),
        ("an id that is too short", of(short_id), Problem::InvalidReport),
        ("a body of another version", of(next_version), Problem::InvalidReport),
        ("a network that is not listed", of(apple), Problem::UnlistedNetwork),
    ]
}

#[test]
fn every_refusal_of_an_upload_has_its_type() {
    let relay = RelayProcess::start();
    for (what, body, problem) in refused_uploads() {
        assert_refused(&post_frame(relay.address(), REPORTS, &body), problem, what);
    }
    // None of them left anything behind, and the relay goes on.
    let ask =
        |id| relay.client().query(&Query::for_id(Network::Native, vec![id; 16], 0)).unwrap().reports.len();
    assert_eq!((ask(7), ask(8)), (0, 0));
    let good = framed(&UploadBatch::of(report(7)));
    assert_eq!(post_frame(relay.address(), REPORTS, &good).status, 204);
    assert_eq!(post_frame(relay.address(), REPORTS, &good).status, 204);
    assert_eq!((ask(7), ask(8)), (1, 0));
}

#[test]
fn the_report_at_fault_is_named() {
    let relay = RelayProcess::start();
    let bad = SealedReport::new(Network::Native, vec![7; 16], vec![1; 72]);
    let answer = post_frame(relay.address(), REPORTS, &framed(&UploadBatch::of(bad)));
    let document: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!(document["index"], 0, "{document}");
}

#[test]
fn only_our_media_type_and_no_encoding() {
    let relay = RelayProcess::start();
    let good = framed(&UploadBatch::of(report(7)));
    let query = frame::encode(&Query::for_id(Network::Native, vec![7; 16], 0)).unwrap();
    let headers = [
        String::new(),
        "content-type: application/json\r\n".to_owned(),
        "content-type: application/octet-stream\r\n".to_owned(),
        format!("content-type: {MEDIA_TYPE}\r\ncontent-encoding: gzip\r\n"),
        format!("content-type: {MEDIA_TYPE}\r\ncontent-encoding: br\r\n"),
    ];
    for headers in headers {
        for (path, body) in [(REPORTS, &good), ("/v1/query", &query)] {
            let answer = post(relay.address(), path, &headers, body);
            assert_refused(&answer, Problem::BadMediaType, &headers);
        }
    }
    let identity = format!("content-type: {MEDIA_TYPE}\r\ncontent-encoding: identity\r\n");
    assert_eq!(post(relay.address(), REPORTS, &identity, &good).status, 204);
}

#[test]
fn questions_that_are_none_are_refused() {
    let relay = RelayProcess::start();
    let one = Query::for_id(Network::Native, vec![7; 16], 0);
    let nothing = Query { lookup_ids: Vec::new(), ..one.clone() };
    let two = Query { lookup_ids: vec![vec![7; 16], vec![8; 16]], ..one.clone() };
    let later = Query { version: 9, ..one.clone() };
    let apple = Query { network: 2, lookup_ids: vec![vec![7; 32]], ..one };
    let cases = [
        (nothing, Problem::BadQuery),
        (two, Problem::BadQuery),
        (later, Problem::UnsupportedVersion),
        (apple, Problem::UnlistedNetwork),
    ];
    for (query, problem) in cases {
        let answer = post_frame(relay.address(), "/v1/query", &frame::encode(&query).unwrap());
        assert_refused(&answer, problem, &format!("{query:?}"));
    }
}
