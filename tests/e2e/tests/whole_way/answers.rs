//! What the phone's queue does with every answer (docs/finder.md §3).

use std::time::Duration;

use findmesh_core::Event;
use findmesh_e2e::{MINUTE, Phone, Reply, ScriptedServer, relay};
use findmesh_proto::Problem;

use crate::compact;

const HOUR: u64 = 60 * MINUTE;
/// Two reports of one phone lie this far apart.
const SPACING: std::ops::RangeInclusive<u64> = 30_000..=300_000;
/// After a report that a wake sent and the relay holds.
const REST: std::ops::RangeInclusive<u64> = 30_000..=30 * MINUTE;
/// What is refused as a whole waits this long.
const PARKED: u64 = 6 * HOUR;
/// Little, for an answer that never comes.
const PATIENCE: Duration = Duration::from_millis(400);
/// Privileged, and nothing of this machine listens there.
const NOBODY: &str = "http://127.0.0.1:1";

/// Two reports, both due; the relay is what `url` says.
fn phone(url: &str) -> Phone {
    with_reports(Phone::new(1, url))
}

fn with_reports(mut phone: Phone) -> Phone {
    phone.sees(&[compact(1), compact(2)]);
    phone.waits_out_delays();
    assert_eq!(phone.queued(), 2, "{:?}", phone.health());
    phone
}

fn detail(phone: &Phone, code: &str, name: &str) -> Option<String> {
    let details = phone.reason(code)?.detail;
    let of_name = details.into_iter().find(|(known, _)| known == name);
    of_name.map(|(_, value)| value)
}

/// Nothing stands against the relay.
fn assert_content(phone: &Phone) {
    for code in ["relay_unreachable", "relay_refused"] {
        assert_eq!(phone.reason(code), None);
    }
}

/// Whatever is left is delivered in the end, and every report was taken exactly once.
fn assert_delivers(phone: &mut Phone, server: &ScriptedServer, taken_before: u64) {
    let left = phone.queued();
    let sent = phone.works(8 * 60);
    assert_eq!((sent.held, sent.remaining), (left, 0), "{:?}", phone.health());
    assert_eq!(phone.count_ever("uploaded"), taken_before + u64::from(left));
    let mut taken: Vec<_> =
        server.reports().iter().rev().take(left as usize).cloned().map(|r| r.body).collect();
    taken.sort();
    taken.dedup();
    assert_eq!(taken.len(), left as usize);
    assert_content(phone);
}

/// Not a moment before it said, and then at once.
fn assert_waits_until_due(phone: &mut Phone, server: &ScriptedServer) {
    let (due, sent) = (phone.next_due_ms().unwrap(), server.count());
    phone.waits_until(due - 1);
    assert_eq!((phone.wakes().sent, server.count()), (0, sent), "too early");
    phone.waits_until(due);
    assert_eq!((phone.wakes().sent, server.count()), (1, sent + 1), "too late");
}

#[test]
fn held_reports_leave_the_queue() {
    for status in [204, 200] {
        let server = ScriptedServer::start();
        server.then(Reply::status(status));
        let mut phone = phone(&server.url());
        let sent = phone.wakes();
        assert_eq!((sent.held, sent.remaining), (1, 1), "{status}: {sent:?}");
        assert!(REST.contains(&(phone.next_due_ms().unwrap() - phone.boot_ms())));
        assert_content(&phone);
        assert_delivers(&mut phone, &server, 1);
        assert_eq!(server.count(), 2);
    }
}

#[test]
fn a_report_that_will_never_be_taken_goes_alone() {
    for problem in [Problem::BadFrame, Problem::InvalidReport] {
        let server = ScriptedServer::start();
        server.then(Reply::problem(problem));
        let mut phone = phone(&server.url());
        let sent = phone.wakes();
        assert_eq!((sent.rejected, sent.held, sent.remaining), (1, 0, 1), "{sent:?}");
        assert_eq!(sent.last_failure_status, Some(problem.status()));
        assert_eq!(phone.count("rejected_by_relay"), 1);
        assert_content(&phone);
        assert_delivers(&mut phone, &server, 0);
        assert_eq!(server.count(), 2, "the rejected one was not sent again");
    }
}

#[test]
fn an_unlisted_network_waits_and_says_so() {
    let server = ScriptedServer::start();
    server.then(Reply::problem(Problem::UnlistedNetwork));
    let mut phone = phone(&server.url());
    let refused_at = phone.boot_ms();
    let sent = phone.wakes();
    assert_eq!((sent.failed, sent.remaining, sent.last_failure_status), (1, 2, Some(422)));
    assert_eq!(detail(&phone, "relay_refused", "status").as_deref(), Some("422"));
    assert_eq!(detail(&phone, "relay_refused", "network").as_deref(), Some("native"));

    phone.works(5 * 60);
    phone.restart();
    phone.works(30);
    assert_eq!((server.count(), phone.queued()), (1, 2), "parked, over a restart too");
    assert!(phone.reason("relay_refused").is_some());
    phone.waits_until(refused_at + PARKED);
    assert_delivers(&mut phone, &server, 0);
}

#[test]
fn any_other_refusal_parks_the_queue_and_shows_in_health() {
    let mut replies: Vec<(u16, Reply)> = [301, 400, 401, 403, 404, 410, 418, 422]
        .into_iter()
        .map(|status| (status, Reply::status(status)))
        .collect();
    let problems =
        [Problem::UnsupportedVersion, Problem::BadSize, Problem::BadMediaType, Problem::TooManyReports];
    replies.extend(problems.map(|problem| (problem.status(), Reply::problem(problem))));
    replies.push((302, Reply::with(302, "location: http://127.0.0.1:1/elsewhere\r\n", b"")));
    for (status, reply) in replies {
        let server = ScriptedServer::start();
        server.then(reply);
        let mut phone = phone(&server.url());
        let refused_at = phone.boot_ms();
        let sent = phone.wakes();
        assert_eq!((sent.failed, sent.remaining, sent.last_failure_status), (1, 2, Some(status)));
        assert_eq!(detail(&phone, "relay_refused", "status"), Some(status.to_string()));
        assert_eq!(phone.next_due_ms(), Some(refused_at + PARKED), "{status}");
        phone.works(5 * 60);
        assert_eq!((server.count(), phone.queued()), (1, 2), "{status}");
        assert_waits_until_due(&mut phone, &server);
        assert_delivers(&mut phone, &server, 1);
    }
}

#[test]
fn somebody_who_asks_again_ends_the_parking() {
    let server = ScriptedServer::start();
    server.then(Reply::status(403));
    let mut phone = phone(&server.url());
    phone.wakes();
    assert!(phone.reason("relay_refused").is_some());
    phone.driver().handle(Event::Enable).unwrap();
    phone.waits(5);
    assert_delivers(&mut phone, &server, 0);
}

#[test]
fn retry_after_is_obeyed_over_a_restart_too() {
    for (status, seconds) in [(429, 7_200), (503, 3_600)] {
        let server = ScriptedServer::start();
        server.then(Reply::with(status, &format!("retry-after: {seconds}\r\n"), b""));
        let mut phone = phone(&server.url());
        let refused_at = phone.boot_ms();
        let sent = phone.wakes();
        assert_eq!((sent.failed, sent.remaining, sent.last_failure_status), (1, 2, Some(status)));
        assert_eq!(detail(&phone, "relay_unreachable", "status"), Some(status.to_string()));
        assert_eq!(phone.count("retried"), 1);
        phone.restart();
        assert_eq!(phone.next_due_ms(), Some(refused_at + seconds * 1_000));
        assert_waits_until_due(&mut phone, &server);
        assert_delivers(&mut phone, &server, 1);
    }
}

#[test]
fn what_may_pass_is_tried_again_after_a_backoff() {
    for status in [408, 425, 429, 500, 502, 503, 504] {
        let server = ScriptedServer::start();
        // A document that would cost the report, were the server not failing.
        let document = br#"{"type":"/problems/invalid_report","title":"no","status":422}"#;
        server.then(Reply::with(status, "content-type: application/problem+json\r\n", document));
        let mut phone = phone(&server.url());
        let sent = phone.wakes();
        assert_eq!((sent.failed, sent.remaining, sent.last_failure_status), (1, 2, Some(status)));
        assert_eq!(detail(&phone, "relay_unreachable", "status"), Some(status.to_string()));
        assert_eq!((phone.count("retried"), phone.count("rejected_by_relay")), (1, 0));
        assert!(SPACING.contains(&(phone.next_due_ms().unwrap() - phone.boot_ms())), "{status}");
        assert_waits_until_due(&mut phone, &server);
        assert_delivers(&mut phone, &server, 1);
    }
}

/// After a request that came to nothing; from here on the relay answers.
fn assert_goes_on_after_no_answer(mut phone: Phone, server: &ScriptedServer) {
    let sent = phone.wakes();
    assert_eq!((sent.failed, sent.remaining, sent.last_failure_status), (1, 2, None));
    assert!(phone.reason("relay_unreachable").is_some());
    assert_eq!(detail(&phone, "relay_unreachable", "status"), None);
    phone.restart_with(&server.url());
    assert_waits_until_due(&mut phone, server);
    assert_delivers(&mut phone, server, 1);
}

#[test]
fn a_broken_connection_is_tried_again_after_a_backoff() {
    let half = Reply::Say(b"HTTP/1.1 204 No Con".to_vec());
    let other = Reply::Say(b"SSH-2.0-OpenSSH_9.9\r\n".to_vec());
    for reply in [Reply::Cut, half, other] {
        let server = ScriptedServer::start();
        server.then(reply);
        assert_goes_on_after_no_answer(phone(&server.url()), &server);
    }
}

#[test]
fn a_relay_that_hangs_is_tried_again_after_a_backoff() {
    let server = ScriptedServer::start();
    server.then(Reply::Hang);
    let impatient = relay::client(&server.url()).with_timeout(PATIENCE);
    let phone = with_reports(Phone::with(1, impatient, |_| {}));
    assert_goes_on_after_no_answer(phone, &server);
}

#[test]
fn a_relay_that_is_gone_is_asked_less_and_less_often_and_gets_everything_when_it_is_back() {
    let mut phone = phone(NOBODY);
    let unreachable_since = phone.wall_ms();
    let mut waits = Vec::new();
    for attempt in 1..=12 {
        phone.waits_until(phone.next_due_ms().unwrap().max(phone.boot_ms()));
        let sent = phone.wakes();
        assert_eq!((sent.sent, sent.failed, sent.remaining), (1, 1, 2), "{attempt}: {sent:?}");
        waits.push(phone.next_due_ms().unwrap() - phone.boot_ms());
    }
    for (failures, wait) in waits.iter().enumerate() {
        let ceiling = (10_000_u64 << failures).min(6 * HOUR).max(*SPACING.end());
        assert!((*SPACING.start()..=ceiling).contains(wait), "{waits:?}");
    }
    assert!(waits.iter().any(|wait| *wait > HOUR), "{waits:?}");
    assert_eq!(phone.reason("relay_unreachable").unwrap().since_wall_ms, unreachable_since);

    let server = ScriptedServer::start();
    phone.restart_with(&server.url());
    assert_waits_until_due(&mut phone, &server);
    assert_delivers(&mut phone, &server, 1);
}
