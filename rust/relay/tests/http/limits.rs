//! Rate limit and retention.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use findmesh_relay::{HourClock, RelayParts};

use crate::support::{relay, relay_with, report};
use crate::traces::{contains, files};

fn stranger() -> RelayParts {
    RelayParts { peer_of: Arc::new(|_| IpAddr::V4(Ipv4Addr::new(203, 0, 113, 7))), ..RelayParts::default() }
}

#[test]
fn a_stranger_has_a_hundred_and_twenty_requests_a_minute() {
    let relay = relay_with(|_| {}, stranger());
    let start = Instant::now();
    let mut served = 0;
    let refusal = loop {
        let answer = relay.upload(report(7, served));
        if answer.status != 204 {
            break answer;
        }
        served += 1;
    };
    // Two more a second come back while the test runs.
    let refilled = start.elapsed().as_secs() as u32 * 2 + 2;
    assert!((120..=120 + refilled).contains(&served), "{served}");
    assert_eq!(refusal.refused(), (429, "rate_limited".to_owned()));
    assert_eq!(refusal.header("retry-after"), Some("1"));
    assert_eq!(relay.get("/healthz").status, 200);
}

#[test]
fn a_header_does_not_make_another_peer() {
    let relay = relay_with(|config| config.rate_limit_per_minute = 1, stranger());
    assert_eq!(relay.upload(report(7, 1)).status, 204);
    for name in ["x-forwarded-for", "forwarded", "x-real-ip"] {
        let headers = format!("{name}: 127.0.0.1");
        assert_eq!(relay.post_as("/v1/reports", &headers, &[]).status, 429, "{name}");
    }
}

#[test]
fn loopback_is_not_limited() {
    let relay = relay();
    for number in 0..200 {
        assert_eq!(relay.upload(report(7, number)).status, 204);
    }
}

/// An hour that the test sets.
#[derive(Default)]
struct Hours(AtomicU32);

impl HourClock for Hours {
    fn hour(&self) -> u32 {
        self.0.load(Ordering::SeqCst)
    }
}

#[test]
fn what_is_past_retention_is_neither_found_nor_kept() {
    let hours = Arc::new(Hours::default());
    hours.0.store(480_000, Ordering::SeqCst);
    let parts = RelayParts { clock: hours.clone(), ..RelayParts::default() };
    let relay = relay_with(|config| config.sweep_interval = Duration::from_millis(50), parts);
    relay.upload(report(7, 1));
    hours.0.fetch_add(7 * 24, Ordering::SeqCst);
    relay.upload(report(7, 2));
    assert_eq!(relay.held(&[7; 16]).reports.len(), 2);
    hours.0.fetch_add(1, Ordering::SeqCst);
    let found = relay.held(&[7; 16]).reports;
    assert_eq!((found.len(), found[0].received_hour), (1, 480_168));
    let mut waited = 0;
    while relay.metric("findmesh_relay_reports_forgotten_total") < 1.0 {
        std::thread::sleep(Duration::from_millis(20));
        waited += 1;
        assert!(waited < 500, "the sweep never came");
    }
    assert_eq!(relay.metric("findmesh_relay_stored_reports"), 1.0);
    let body = report(7, 1).body;
    assert!(!files(relay.folder.path()).iter().any(|bytes| contains(bytes, &body)));
}
