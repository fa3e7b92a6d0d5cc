//! Each call as docs/formats.md §4 says it.

use std::collections::BTreeSet;

use findmesh_proto::{Network, Query, frame};
use findmesh_relay::RelayParts;

use crate::support::{relay, relay_with, report};

#[test]
fn an_upload_is_held_and_found() {
    let relay = relay();
    let answer = relay.upload(report(7, 1));
    assert_eq!((answer.status, answer.body.len()), (204, 0));
    let found = relay.held(&[7; 16]);
    assert_eq!(found.reports.len(), 1);
    assert_eq!(found.reports[0].body, report(7, 1).body);
    let now = std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap().as_secs() / 3600;
    assert!((now - 1..=now).contains(&found.reports[0].received_hour));
    assert!(relay.held(&[8; 16]).reports.is_empty());
}

#[test]
fn the_same_upload_again_changes_nothing() {
    let relay = relay();
    for _ in 0..5 {
        assert_eq!(relay.upload(report(7, 1)).status, 204);
    }
    assert_eq!(relay.held(&[7; 16]).reports.len(), 1);
    assert_eq!(relay.metric("findmesh_relay_reports_total{result=\"duplicate\"}"), 4.0);
}

#[test]
fn a_full_hour_is_sampled_and_counted() {
    let relay = relay();
    for number in 0..30 {
        assert_eq!(relay.upload(report(7, number)).status, 204);
    }
    assert_eq!(relay.upload(report(8, 1)).status, 204);
    // The hour may change during the test; then two hours hold eight each.
    let held = relay.held(&[7; 16]).reports.len();
    assert!([8, 16].contains(&held), "{held}");
    let sampled = relay.metric("findmesh_relay_reports_total{result=\"sampled\"}");
    assert_eq!(sampled, (30 - held) as f64);
    assert_eq!(relay.held(&[8; 16]).reports.len(), 1);
}

#[test]
fn pages_cover_everything_once_and_fit_a_frame() {
    let relay = relay_with(|config| config.hourly_cap = 1000, RelayParts::default());
    for number in 0..700 {
        assert_eq!(relay.upload(report(7, number)).status, 204);
    }
    let mut query = Query::for_id(Network::Native, vec![7; 16], 0);
    let mut bodies = Vec::new();
    let mut pages = 0;
    loop {
        let answer = relay.query(&query);
        assert!(frame::SIZES.contains(&answer.body.len()));
        let page = answer.result();
        bodies.extend(page.reports.into_iter().map(|report| report.body));
        pages += 1;
        if page.next_page.is_empty() {
            break;
        }
        query.page = page.next_page;
    }
    assert_eq!((pages, bodies.len()), (2, 700));
    assert_eq!(bodies.into_iter().collect::<BTreeSet<_>>().len(), 700);
}

#[test]
fn a_prefix_finds_its_bucket() {
    let relay = relay_with(|config| config.prefix_bits = 12, RelayParts::default());
    for id in [0x12, 0x13, 0x22] {
        assert_eq!(relay.upload(report(id, 1)).status, 204);
    }
    let query = Query {
        lookup_ids: vec![],
        prefix_bits: 12,
        prefix: vec![0x12, 0x10],
        ..Query::for_id(Network::Native, vec![], 0)
    };
    let ids: Vec<_> = relay.query(&query).result().reports.into_iter().map(|found| found.lookup_id).collect();
    assert_eq!(ids, [vec![0x12; 16]]);
}

#[test]
fn since_day_leaves_out_what_came_before() {
    let relay = relay();
    assert_eq!(relay.upload(report(7, 1)).status, 204);
    let today = relay.held(&[7; 16]).reports[0].received_hour as u32 / 24;
    let since = |day| relay.query(&Query::for_id(Network::Native, vec![7; 16], day)).result().reports.len();
    assert_eq!((since(today), since(today + 1)), (1, 0));
}

#[test]
fn fields_of_later_versions_are_ignored_and_not_handed_out() {
    let relay = relay();
    let mut body = frame::encode(&findmesh_proto::UploadBatch::of(report(7, 1))).unwrap();
    // Field 20, varint 5, appended to the message: its length grows by three.
    let end = usize::from(body[0]) + 1;
    body[0] += 3;
    body[end..end + 3].copy_from_slice(&[0xa0, 0x01, 0x05]);
    assert_eq!(relay.post("/v1/reports", &body).status, 204);
    assert_eq!(relay.held(&[7; 16]).reports.len(), 1);
}

#[test]
fn the_descriptor_is_as_documented() {
    let answer = relay_with(|config| config.company_id = Some(0xffff), RelayParts::default())
        .get("/.well-known/findmesh");
    assert_eq!((answer.status, answer.header("content-type")), (200, Some("application/json")));
    let expected = serde_json::json!({
        "versions": [1],
        "service_uuid": "2f9ac1fc-4204-4dfa-9fc0-fc785b09cc2f",
        "company_id": "ffff",
        "networks": [
            {"network": "native", "body_version": 1, "id_length": 16, "min_length": 73, "max_length": 73}
        ],
        "sizes": [512, 1024, 4096, 16384, 65536],
        "max_reports": 1,
        "prefix_bits": 0,
        "retention_days": 7,
        "require": [],
    });
    assert_eq!(answer.json(), expected);
}

#[test]
fn watchers_are_answered() {
    let relay = relay();
    assert_eq!((relay.get("/healthz").status, relay.get("/healthz").body), (200, b"ok\n".to_vec()));
    relay.upload(report(7, 1));
    assert_eq!(relay.metric("findmesh_relay_reports_total{result=\"held\"}"), 1.0);
    assert_eq!(relay.metric("findmesh_relay_stored_reports"), 1.0);
    assert_eq!(relay.metric("findmesh_relay_requests_total{route=\"healthz\",code=\"ok\"}"), 2.0);
    let text = relay.get("/metrics");
    assert!(text.header("content-type").unwrap().starts_with("text/plain"));
}
