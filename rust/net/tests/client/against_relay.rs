//! The client against a real relay: what each refusal does to the queue.

use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use crate::support::client;
use findmesh_core::UploadOutcome;
use findmesh_net::NetError;
use findmesh_proto::{Network, Problem, Query, SealedReport};
use findmesh_relay::{AdmissionTable, RelayConfig, RelayHandle, RelayParts};

fn relay(change: impl FnOnce(&mut RelayConfig)) -> (RelayHandle, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let mut config = RelayConfig::loopback(folder.path());
    change(&mut config);
    (RelayHandle::start(config).unwrap(), folder)
}

fn report(id: u8, number: u8) -> SealedReport {
    let mut body = vec![number; 73];
    body[0] = 1;
    SealedReport::new(Network::Native, vec![id; 16], body)
}

#[test]
fn what_is_uploaded_is_found_and_only_once() {
    let (relay, _folder) = relay(|_| {});
    let client = client(&relay.url());
    for number in [1, 2, 2, 1] {
        assert_eq!(client.upload(&report(7, number)), UploadOutcome::Held);
    }
    let found = client.query(&Query::for_id(Network::Native, vec![7; 16], 0)).unwrap();
    let bodies: BTreeSet<_> = found.reports.iter().map(|report| report.body.clone()).collect();
    assert_eq!(bodies, BTreeSet::from([report(7, 1).body, report(7, 2).body]));
    assert_eq!((found.reports.len(), found.next_page.len()), (2, 0));
    assert!(client.query(&Query::for_id(Network::Native, vec![8; 16], 0)).unwrap().reports.is_empty());
}

#[test]
fn pages_are_followed_to_the_end() {
    let (relay, _folder) = relay(|config| (config.page_reports, config.hourly_cap) = (4, 100));
    let client = client(&relay.url());
    (0..10).for_each(|number| assert_eq!(client.upload(&report(7, number)), UploadOutcome::Held));
    let mut query = Query::for_id(Network::Native, vec![7; 16], 0);
    let mut sizes = Vec::new();
    loop {
        let page = client.query(&query).unwrap();
        sizes.push(page.reports.len());
        if page.next_page.is_empty() {
            break;
        }
        query.page = page.next_page;
    }
    assert_eq!(sizes, [4, 4, 2]);
}

#[test]
fn refusals_reach_the_queue_in_their_class() {
    let (relay, _folder) = relay(|_| {});
    let client = client(&relay.url());
    let short = SealedReport::new(Network::Native, vec![7; 16], vec![1; 72]);
    assert_eq!(client.upload(&short), UploadOutcome::Rejected { status: 422, index: Some(0) });
    let version = SealedReport::new(Network::Native, vec![7; 16], vec![2; 73]);
    assert_eq!(client.upload(&version), UploadOutcome::Rejected { status: 422, index: Some(0) });
    let apple = SealedReport::new(Network::Apple, vec![7; 32], vec![1; 88]);
    assert_eq!(client.upload(&apple), UploadOutcome::NetworkUnlisted);
    let huge = SealedReport::new(Network::Native, vec![7; 16], vec![1; 66_000]);
    assert_eq!(client.upload(&huge), UploadOutcome::Rejected { status: 413, index: None });
    relay.stop().unwrap();
    assert_eq!(client.upload(&report(7, 1)), UploadOutcome::Retry { status: None, after_ms: None });
}

#[test]
fn the_limit_says_when_to_come_again() {
    let folder = tempfile::tempdir().unwrap();
    let config = RelayConfig { rate_limit_per_minute: 2, ..RelayConfig::loopback(folder.path()) };
    let stranger = RelayParts {
        peer_of: Arc::new(|_| IpAddr::V4(Ipv4Addr::new(203, 0, 113, 7))),
        ..RelayParts::default()
    };
    let relay = RelayHandle::start_with(config, stranger).unwrap();
    let client = client(&relay.url());
    let outcomes: Vec<_> = (0..3).map(|number| client.upload(&report(7, number))).collect();
    assert_eq!(outcomes[..2], [UploadOutcome::Held, UploadOutcome::Held]);
    let UploadOutcome::Retry { status: Some(429), after_ms: Some(wait) } = outcomes[2] else {
        panic!("{:?}", outcomes[2]);
    };
    assert!((1000..=30_000).contains(&wait), "{wait}");
    let NetError::Refused(refusal) = client.descriptor().unwrap_err() else { panic!() };
    assert_eq!(refusal.problem, Some(Problem::RateLimited));
}

#[test]
fn a_bad_question_is_refused_by_name() {
    let (relay, _folder) = relay(|_| {});
    let client = client(&relay.url());
    let prefix = Query {
        lookup_ids: vec![],
        prefix_bits: 8,
        prefix: vec![7],
        ..Query::for_id(Network::Native, vec![], 0)
    };
    let refused = |query: &Query| match client.query(query) {
        Err(NetError::Refused(refusal)) => refusal.problem,
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(&prefix), Some(Problem::BadQuery));
    let fhn = Query::for_id(Network::Fhn, vec![7; 10], 0);
    assert_eq!(refused(&fhn), Some(Problem::UnlistedNetwork));
    let later = Query { version: 2, ..Query::for_id(Network::Native, vec![7; 16], 0) };
    assert_eq!(refused(&later), Some(Problem::UnsupportedVersion));
}

#[test]
fn the_descriptor_says_what_the_relay_takes() {
    let (relay, _folder) = relay(|config| config.company_id = Some(0xffff));
    let descriptor = client(&relay.url()).descriptor().unwrap();
    assert_eq!(descriptor.networks, AdmissionTable::native_only().rules());
    assert_eq!(descriptor.company_id, Some(0xffff));
    assert_eq!((descriptor.max_reports, descriptor.prefix_bits, descriptor.retention_days), (1, 0, 7));
}
