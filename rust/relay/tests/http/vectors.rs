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
