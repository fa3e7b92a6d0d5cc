//! The frames of the known answers, byte for byte.

use serde_json::Value;

use crate::support::relay;

fn frames() -> (Vec<u8>, Vec<u8>) {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/vectors/native-v1.json");
    let vectors: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let frame = |name: &str| hex::decode(vectors["frames"][name].as_str().unwrap()).unwrap();
    (frame("upload_of_first_report"), frame("query_for_it"))
}

#[test]
fn the_known_upload_is_held_and_the_known_query_finds_it() {
    let relay = relay();
    let (upload, query) = frames();
    assert_eq!(relay.post("/v1/reports", &upload).status, 204);
    assert_eq!(relay.post("/v1/reports", &upload).status, 204);
    let found = relay.post("/v1/query", &query).result();
    assert_eq!((found.reports.len(), found.next_page.len()), (1, 0));
    // In the upload the id and the body stand after three bytes of tags each time.
    assert_eq!(found.reports[0].lookup_id, upload[9..25]);
    assert_eq!(found.reports[0].body, upload[27..100]);
}

#[test]
fn a_flipped_byte_in_the_padding_or_the_version_is_refused() {
    let relay = relay();
    let (upload, _) = frames();
    let refused = |at: usize, value: u8| {
        let mut body = upload.clone();
        body[at] = value;
        relay.post("/v1/reports", &body).refused().1
    };
    assert_eq!(refused(2, 2), "unsupported_version");
    assert_eq!(refused(6, 2), "unlisted_network");
    assert_eq!(refused(27, 2), "invalid_report");
    assert_eq!(refused(500, 1), "bad_frame");
}

/// Whatever is changed in a good upload: it is held, or refused with a type, and the relay lives on.
#[test]
fn any_change_is_held_or_refused() {
    let relay = relay();
    let (upload, query) = frames();
    let mut state = 0x9e37_79b9_u64;
    let mut random = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    for round in 0..600 {
        let path = if round % 2 == 0 { "/v1/reports" } else { "/v1/query" };
        let mut body = if round % 2 == 0 { upload.clone() } else { query.clone() };
        for _ in 0..=random(3) {
            let reach = if random(4) == 0 { 512 } else { 100 };
            body[random(reach)] = random(256) as u8;
        }
        let answer = relay.post(path, &body);
        match answer.status {
            200 | 204 => {}
            400..=499 => drop(answer.refused()),
            status => panic!("{status} for {}", hex::encode(body)),
        }
    }
    assert_eq!(relay.get("/healthz").status, 200);
}
