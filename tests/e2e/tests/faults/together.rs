//! A deployment whose finders may put several reports into one request (docs/formats.md §4).

use std::collections::BTreeSet;
use std::sync::Arc;

use findmesh_core::QueueRow;
use findmesh_e2e::{MINUTE, Reply};
use findmesh_proto::{Network, Problem};

use crate::dice::Dice;
use crate::fault::Fault;
use crate::phone::Phone;
use crate::relay::{RelayHost, Sums};
use crate::storm::row;
use crate::transport::{FaultyTransport, Weather};

const TOGETHER: u32 = 4;

struct Fleet {
    phone: Phone,
    relay: Arc<RelayHost>,
    wire: Arc<FaultyTransport>,
}

/// Native reports of which so many have a shape that no relay takes.
fn rows(good: usize, bad: usize, wall_ms: i64) -> Vec<QueueRow> {
    let mut dice = Dice::new(11);
    let (mut rows, mut left) = (Vec::new(), [good, bad]);
    while left != [0, 0] {
        let row = row(&mut dice, Network::Native, wall_ms, false);
        let kind = usize::from(row.body.len() != 73);
        if left[kind] > 0 {
            left[kind] -= 1;
            rows.push(row);
        }
    }
    rows
}

impl Fleet {
    /// A phone that may send four at once, with these rows, all due, and a relay that takes so many.
    fn new(taken: u32, good: usize, bad: usize, faults: Vec<Fault>) -> Self {
        let clock = Phone::clock();
        let relay = RelayHost::start_for(clock.clone(), &[Network::Native], 100, taken);
        let wire = FaultyTransport::new(relay.clone(), Weather::script(faults));
        let mut phone =
            Phone::new(1, clock, wire.client(), |config| config.upload.max_reports = TOGETHER as usize);
        phone.restart_with(rows(good, bad, phone.now().wall_ms));
        phone.passes(31 * MINUTE);
        Self { phone, relay, wire }
    }

    /// Reports of each request.
    fn loads(&self) -> Vec<usize> {
        self.wire.journeys().iter().map(|journey| journey.reports.len()).collect()
    }

    /// So many are held, each once, and the phone counts the same.
    fn ends(mut self, held: u64, rejected: u64) -> Sums {
        self.phone.works(20 * 60);
        assert_eq!(self.phone.health().queue.reports, 0, "{:?}", self.phone.health());
        let counted = ["uploaded", "rejected_by_relay"].map(|name| self.phone.count(name));
        assert_eq!((counted, self.relay.stored()), ([held, rejected], held));
        let sums = self.relay.sums();
        assert_eq!(sums.held, held);
        sums
    }
}

#[test]
fn ten_reports_leave_in_three_requests_and_are_held_once() {
    let mut fleet = Fleet::new(TOGETHER, 10, 0, vec![]);
    let summary = fleet.phone.works(60);
    assert_eq!((summary.sent, summary.held, summary.remaining), (3, 10, 0));
    assert_eq!(fleet.loads(), [4, 4, 2]);
    assert_eq!(fleet.ends(10, 0), Sums { held: 10, duplicate: 0, sampled: 0 });
}

#[test]
fn answers_that_are_cut_or_lost_and_requests_that_come_twice_double_nothing() {
    let faults =
        [Fault::LostAnswer, Fault::CutAnswer(9), Fault::CutAnswer(20), Fault::Drip, Fault::TwiceUnheard];
    for fault in faults {
        let mut fleet = Fleet::new(TOGETHER, 4, 0, vec![fault.clone()]);
        assert_eq!(fleet.phone.wakes().failed, 1, "{}", fault.name());
        let copies = if matches!(fault, Fault::TwiceUnheard) { 2 } else { 1 };
        assert_eq!((fleet.relay.stored(), fleet.phone.health().queue.reports), (4, 4));
        let sums = fleet.ends(4, 0);
        assert_eq!((sums.duplicate, sums.sampled), (4 * copies, 0), "{}", fault.name());
    }
    for fault in [Fault::Twice, Fault::SlowAnswer, Fault::Again] {
        let fleet = Fleet::new(TOGETHER, 8, 0, vec![Fault::None, fault]);
        let _sums = fleet.ends(8, 0);
    }
}

#[test]
fn a_request_that_never_came_through_leaves_once_more() {
    for fault in [Fault::Refused, Fault::Reset, Fault::CutRequest, Fault::Hang, Fault::StoreFails] {
        let mut fleet = Fleet::new(TOGETHER, 4, 0, vec![fault]);
        let _summary = fleet.phone.wakes();
        assert_eq!(fleet.relay.stored(), 0, "all or none");
        fleet.phone.works(60);
        assert_eq!(fleet.loads(), [4, 4]);
        assert_eq!(fleet.ends(4, 0).duplicate, 0);
    }
}

#[test]
fn the_report_that_the_relay_names_goes_and_the_others_arrive() {
    let mut fleet = Fleet::new(TOGETHER, 5, 3, vec![]);
    let summary = fleet.phone.works(3 * 60);
    assert_eq!((summary.held, summary.rejected), (5, 3));
    let loads = fleet.loads();
    assert!(loads.iter().all(|load| (1..=4).contains(load)) && loads.len() <= 6, "{loads:?}");
    fleet.ends(5, 3);
}

#[test]
fn a_refusal_that_names_no_report_is_asked_one_by_one() {
    for problem in [Problem::BadFrame, Problem::TooManyReports, Problem::BadSize] {
        let Reply::Say(bytes) = Reply::problem(problem) else { panic!("{problem:?} says nothing") };
        let mut fleet = Fleet::new(TOGETHER, 4, 0, vec![Fault::Says("problem", bytes)]);
        fleet.phone.works(60);
        assert_eq!(fleet.loads(), [4, 1, 1, 1, 1], "{problem:?}");
        fleet.ends(4, 0);
    }
}

#[test]
fn a_relay_that_takes_one_gets_one_and_nothing_is_parked() {
    let mut fleet = Fleet::new(1, 6, 1, vec![]);
    fleet.phone.works(20);
    fleet.phone.restart();
    fleet.phone.works(90);
    let loads = fleet.loads();
    assert_eq!(
        (loads[0], loads[1..].iter().collect::<BTreeSet<_>>()),
        (4, BTreeSet::from([&1])),
        "{loads:?}"
    );
    assert!(fleet.phone.reason("relay_refused").is_none());
    fleet.ends(6, 1);
}
