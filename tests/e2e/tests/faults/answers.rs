//! Every answer that there is, one after the other, and what the queue makes of it.

use std::sync::Arc;

use findmesh_core::UploadOutcome;
use findmesh_e2e::{MINUTE, Reply};
use findmesh_proto::{Network, Problem};

use crate::fault::Fault;
use crate::phone::Phone;
use crate::relay::RelayHost;
use crate::storm::compact;
use crate::transport::{FaultyTransport, Weather};

const HOUR: u64 = 60 * MINUTE;

struct Table {
    phone: Phone,
    relay: Arc<RelayHost>,
    wire: Arc<FaultyTransport>,
}

impl Table {
    /// A phone with two reports that are due; this happens to the first request.
    fn set(fault: Fault) -> Self {
        let clock = Phone::clock();
        let relay = RelayHost::start(clock.clone(), &[Network::Native], 8);
        let wire = FaultyTransport::new(relay.clone(), Weather::script([fault]));
        let mut phone = Phone::new(1, clock, wire.client(), |_| {});
        phone.sees(&[compact(1), compact(2)]);
        phone.passes(31 * MINUTE);
        assert_eq!(phone.health().queue.reports, 2);
        Self { phone, relay, wire }
    }

    /// What the first request came to.
    fn first(&mut self) -> UploadOutcome {
        assert_eq!(self.phone.wakes().sent, 1);
        self.phone.witness().answers[0].1
    }

    /// In the end both are held, or the first was rejected; the relay has each once.
    fn ends(mut self) {
        let before = self.phone.now().boot_ms;
        self.phone.works(40 * 60);
        assert_eq!(self.phone.health().queue.reports, 0, "{:?}", self.phone.health());
        let witness = self.phone.witness();
        assert_eq!(witness.held.len() + witness.rejected.len(), 2);
        let bodies: std::collections::BTreeSet<_> =
            self.wire.journeys().into_iter().map(|journey| journey.report().body.clone()).collect();
        assert_eq!(bodies.len(), 2);
        assert!(self.relay.stored() as usize >= witness.held.len() && self.relay.stored() <= 2);
        assert!(self.phone.now().boot_ms > before);
    }

    /// Milliseconds until the next report may leave.
    fn wait(&mut self) -> u64 {
        let next = self.phone.health().queue.next_due_wall_ms.unwrap();
        (next - self.phone.now().wall_ms) as u64
    }
}

fn says(reply: Reply) -> Fault {
    match reply {
        Reply::Say(bytes) => Fault::Says("told", bytes),
        other => panic!("{other:?} says nothing"),
    }
}

#[test]
fn every_2xx_means_held() {
    for status in [200, 201, 202, 203, 205, 206, 226, 299] {
        let mut table = Table::set(Fault::OtherSuccess(status));
        assert_eq!(table.first(), UploadOutcome::Held, "{status}");
        assert_eq!(table.relay.stored(), 1);
        table.ends();
    }
}

#[test]
fn every_status_that_may_pass_is_tried_again() {
    for status in (500..=599).chain([408, 425, 429]) {
        let mut table = Table::set(says(Reply::status(status)));
        let retry = UploadOutcome::Retry { status: Some(status), after_ms: None };
        assert_eq!(table.first(), retry);
        assert!((30_000..=300_000).contains(&table.wait()), "{status}");
        if status % 25 == 0 {
            table.ends();
        }
    }
}

#[test]
fn every_other_status_parks_the_queue() {
    let passing = [408, 425, 429];
    for status in (300..=308).chain((400..=451).filter(|status| !passing.contains(status))) {
        let mut table = Table::set(says(Reply::status(status)));
        assert_eq!(table.first(), UploadOutcome::Refused { status });
        assert_eq!(table.wait(), 6 * HOUR);
        let reason = table.phone.reason("relay_refused").unwrap();
        assert_eq!(reason.detail, [("status".to_owned(), status.to_string())]);
        if status % 25 == 0 {
            table.ends();
        }
    }
}

#[test]
fn every_problem_has_its_consequence() {
    for problem in Problem::ALL {
        let status = problem.status();
        let expected = match problem {
            Problem::InvalidReport | Problem::BadFrame => UploadOutcome::Rejected { status, index: None },
            Problem::UnlistedNetwork => UploadOutcome::NetworkUnlisted,
            Problem::RateLimited => UploadOutcome::Retry { status: Some(status), after_ms: None },
            _ => UploadOutcome::Refused { status },
        };
        let mut table = Table::set(says(Reply::problem(problem)));
        assert_eq!(table.first(), expected, "{problem:?}");
        table.ends();
    }
}

#[test]
fn retry_after_is_obeyed_in_both_forms_and_within_a_day() {
    let date = "date: Sun, 22 Nov 2026 12:00:00 GMT\r\nretry-after: ";
    let cases = [
        ("retry-after: 7200\r\n".to_owned(), 7_200_000),
        (format!("{date}Sun, 22 Nov 2026 14:00:00 GMT\r\n"), 7_200_000),
        (format!("{date}Sunday, 22-Nov-26 14:00:00 GMT\r\n"), 7_200_000),
        ("retry-after: 99999999999999999999999\r\n".to_owned(), 24 * HOUR),
        (format!("{date}Fri, 31 Dec 9999 23:59:59 GMT\r\n"), 24 * HOUR),
    ];
    for (headers, wait) in cases {
        for status in [429, 503] {
            let mut table = Table::set(says(Reply::with(status, &headers, b"")));
            table.first();
            assert_eq!(table.wait(), wait, "{headers}");
            table.ends();
        }
    }
}

#[test]
fn a_retry_after_that_is_none_leaves_the_backoff() {
    let date = "date: Sun, 22 Nov 2026 12:00:00 GMT\r\nretry-after: ";
    let past = format!("{date}Sun, 22 Nov 2026 11:00:00 GMT\r\n");
    for headers in
        ["retry-after: soon\r\n", "retry-after: -3600\r\n", "retry-after: 1e4\r\n", "retry-after:\r\n", &past]
    {
        let mut table = Table::set(says(Reply::with(503, headers, b"")));
        table.first();
        assert!((30_000..=300_000).contains(&table.wait()), "{headers}");
    }
}

/// Nothing that could be heard as an answer.
#[test]
fn whatever_happens_to_a_connection_is_no_answer() {
    let no_answer = UploadOutcome::Retry { status: None, after_ms: None };
    let lost = [
        (Fault::Refused, 0),
        (Fault::Reset, 0),
        (Fault::CutRequest, 0),
        (Fault::Hang, 0),
        (Fault::LostAnswer, 1),
        (Fault::CutAnswer(0), 1),
        (Fault::CutAnswer(9), 1),
        (Fault::CutAnswer(12), 1),
        (Fault::CutAnswer(1_000), 1),
        (Fault::Drip, 1),
        (Fault::TwiceUnheard, 1),
    ];
    for (fault, stored) in lost {
        let name = format!("{fault:?}");
        let mut table = Table::set(fault);
        assert_eq!(table.first(), no_answer, "{name}");
        assert_eq!(table.relay.stored(), stored, "{name}");
        assert!(table.phone.reason("relay_unreachable").unwrap().detail.is_empty(), "{name}");
        table.ends();
    }
}

#[test]
fn what_arrives_slowly_or_twice_is_held_once() {
    for fault in [Fault::SlowAnswer, Fault::Twice, Fault::Again] {
        let mut table = Table::set(fault);
        assert_eq!(table.first(), UploadOutcome::Held);
        assert_eq!(table.relay.stored(), 1);
        table.ends();
    }
}

#[test]
fn a_relay_whose_store_fails_says_so_and_holds_nothing() {
    let mut table = Table::set(Fault::StoreFails);
    assert!(matches!(table.first(), UploadOutcome::Retry { status: Some(503), .. }));
    assert_eq!(table.relay.stored(), 0);
    table.ends();
}
