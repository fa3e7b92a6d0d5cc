//! Several networks in one queue, of which the relay lists some.

use std::sync::Arc;

use findmesh_core::QueueRow;
use findmesh_e2e::{MINUTE, Reply};
use findmesh_proto::{Network, Problem};

use crate::dice::Dice;
use crate::fault::Fault;
use crate::phone::Phone;
use crate::relay::RelayHost;
use crate::storm::row;
use crate::transport::{FaultyTransport, Weather};

const EACH: usize = 4;

struct Mixed {
    phone: Phone,
    relay: Arc<RelayHost>,
    wire: Arc<FaultyTransport>,
}

/// Four reports of each network, all due, in the queue of a phone whose relay lists these.
fn mixed(listed: &[Network]) -> Mixed {
    let clock = Phone::clock();
    let relay = RelayHost::start(clock.clone(), listed, 100);
    let wire = FaultyTransport::new(relay.clone(), Weather::Calm);
    let mut phone = Phone::new(1, clock, wire.client(), |_| {});
    let mut dice = Dice::new(7);
    let now = phone.now().wall_ms;
    let mut rows = |network| {
        let mut good = |_| loop {
            let row = row(&mut dice, network, now, false);
            if row.body.len() < 90 && fits(&row) {
                return row;
            }
        };
        (0..EACH).map(&mut good).collect::<Vec<_>>()
    };
    let planted = [Network::Apple, Network::Fhn, Network::Native].into_iter().flat_map(&mut rows).collect();
    phone.restart_with(planted);
    phone.passes(31 * MINUTE);
    Mixed { phone, relay, wire }
}

fn fits(row: &QueueRow) -> bool {
    let report =
        findmesh_proto::SealedReport::new(row.entry.network, row.lookup_id.clone(), row.body.clone());
    findmesh_proto::BodyRule::ALL.iter().any(|rule| rule.admits(&report))
}

impl Mixed {
    fn waiting(&mut self, network: Network) -> usize {
        self.phone.queue().iter().filter(|entry| entry.network == network).count()
    }

    fn requests(&self, network: Network) -> usize {
        let of = |journey: &crate::transport::Journey| journey.report().network() == Some(network);
        self.wire.journeys().iter().filter(|journey| of(journey)).count()
    }
}

#[test]
fn the_networks_that_a_relay_does_not_list_wait_and_hold_no_other() {
    let all = [Network::Native, Network::Apple, Network::Fhn];
    for listed in [vec![], vec![Network::Native], vec![Network::Fhn], vec![Network::Apple, Network::Fhn]] {
        let mut mixed = mixed(&listed);
        mixed.phone.works(5 * 60);
        for network in all {
            let lists = listed.contains(&network);
            let expected = if lists { (0, EACH) } else { (EACH, 1) };
            assert_eq!(
                (mixed.waiting(network), mixed.requests(network)),
                expected,
                "{network:?} of {listed:?}"
            );
        }
        assert_eq!(mixed.phone.reason("relay_refused").is_some(), listed.len() < all.len());
        assert_eq!(mixed.relay.stored(), (listed.len() * EACH) as u64);
    }
}

#[test]
fn a_network_that_is_listed_later_leaves_then() {
    let mut mixed = mixed(&[Network::Native]);
    mixed.phone.works(5 * 60);
    mixed.relay.restart(&[Network::Native, Network::Apple]);
    // What was parked is looked at after six hours, over a restart too.
    mixed.phone.restart();
    mixed.phone.works(3 * 60);
    assert_eq!((mixed.waiting(Network::Apple), mixed.waiting(Network::Fhn)), (0, EACH));
    let reason = mixed.phone.reason("relay_refused").unwrap();
    assert!(reason.detail.contains(&("network".to_owned(), "fhn".to_owned())), "{reason:?}");
}

#[test]
fn what_is_never_listed_expires_and_is_counted() {
    let mut mixed = mixed(&[Network::Native]);
    mixed.phone.works(74 * 60);
    assert_eq!((mixed.phone.health().queue.reports, mixed.phone.count("expired")), (0, 2 * EACH as u64));
    assert_eq!(mixed.phone.count("uploaded"), EACH as u64);
}

/// A relay that refuses a network in words of its own: by the rules the whole queue waits, but the next attempt
/// is another row's.
#[test]
fn a_refusal_of_one_network_that_is_not_said_as_such_starves_no_other() {
    let mut mixed = mixed(&[Network::Native, Network::Apple, Network::Fhn]);
    let forbidden = match Reply::status(403) {
        Reply::Say(bytes) => Fault::Says("forbidden", bytes),
        other => panic!("{other:?}"),
    };
    mixed.wire.weather(Weather::script([forbidden]));
    mixed.phone.works(60);
    assert_eq!(mixed.wire.journeys().len(), 1);
    let suspect = mixed.wire.journeys()[0].report().clone();
    mixed.phone.restart();
    mixed.phone.works(8 * 60);
    let journeys = mixed.wire.journeys();
    assert_eq!(journeys.last().unwrap().report(), &suspect, "it came after all others");
    assert_eq!((journeys.len(), mixed.phone.health().queue.reports), (1 + 3 * EACH, 0));
}

#[test]
fn a_poisoned_report_of_one_network_goes_alone() {
    for problem in [Problem::InvalidReport, Problem::BadFrame] {
        let mut mixed = mixed(&[Network::Native, Network::Apple, Network::Fhn]);
        let poison = match Reply::problem(problem) {
            Reply::Say(bytes) => Fault::Says("poison", bytes),
            other => panic!("{other:?}"),
        };
        mixed.wire.weather(Weather::script([poison]));
        mixed.phone.works(3 * 60);
        assert_eq!(
            (mixed.phone.count("rejected_by_relay"), mixed.phone.count("uploaded")),
            (1, 3 * EACH as u64 - 1)
        );
    }
}
