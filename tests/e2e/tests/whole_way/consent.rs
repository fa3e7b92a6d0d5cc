//! Consent is withdrawn in the middle of everything.

use findmesh_core::FinderState;
use findmesh_core::consent::Purpose;
use findmesh_crypto::native::SEPARATED_SLOT;
use findmesh_e2e::traces::contains;
use findmesh_e2e::{Phone, Reply, ScriptedServer};

use crate::{compact, tag};

/// A phone with two reports taken, three in the queue and one sighting that waits.
fn phone(server: &ScriptedServer) -> Phone {
    let mut phone = Phone::new(1, &server.url());
    phone.sees(&(1..=5).map(compact).collect::<Vec<_>>());
    phone.waits_out_delays();
    for _ in 0..2 {
        phone.waits_until(phone.next_due_ms().unwrap().max(phone.boot_ms()));
        assert_eq!(phone.wakes().held, 1);
    }
    phone.waits(20);
    phone.hears(&[compact(9)]);
    assert_eq!((phone.queued(), phone.pending()), (3, 1), "{:?}", phone.health());
    phone
}

fn withdraw(phone: &mut Phone) {
    phone.driver().withdraw(Purpose::CrowdReporting, "a switch").unwrap();
}

/// Time, fixes, adverts, wakes, jobs and a restart: whatever could make something leave.
fn tempt(phone: &mut Phone) {
    for _ in 0..3 {
        phone.sees(&[compact(1), compact(9), compact(11)]);
        phone.waits_out_delays();
        assert_eq!(phone.wakes().sent, 0);
        assert_eq!(phone.works(120).sent, 0);
        phone.restart();
    }
}

#[test]
fn a_withdrawal_erases_at_once_and_nothing_leaves_any_more() {
    let server = ScriptedServer::start();
    let mut phone = phone(&server);
    withdraw(&mut phone);
    assert_eq!((phone.queued(), phone.pending()), (0, 0), "before any time passes");
    assert_eq!(phone.health().state, FinderState::Blocked { reason: "consent_missing".into() });
    tempt(&mut phone);
    assert_eq!((server.count(), phone.queued(), phone.pending()), (2, 0, 0));
    assert_eq!(phone.count_ever("suppressed_no_consent"), 9);
}

#[test]
fn what_was_erased_is_in_no_file_any_more() {
    let server = ScriptedServer::start();
    let mut phone = phone(&server);
    let ids: Vec<_> = (1..=5).map(|number| tag(number).epoch(0, SEPARATED_SLOT).lookup_id).collect();
    let kept = |phone: &Phone| {
        let files = phone.files();
        ids.iter().filter(|id| files.iter().any(|bytes| contains(bytes, *id))).count()
    };
    assert!(kept(&phone) >= 3, "the search finds what is there");
    withdraw(&mut phone);
    assert_eq!(kept(&phone), 0);
}

#[test]
fn a_withdrawal_between_two_tries_ends_them() {
    let server = ScriptedServer::start();
    let mut phone = phone(&server);
    server.then(Reply::status(503));
    phone.waits_until(phone.next_due_ms().unwrap().max(phone.boot_ms()));
    assert_eq!(phone.wakes().failed, 1);
    withdraw(&mut phone);
    tempt(&mut phone);
    assert_eq!(server.count(), 3);
}

#[test]
fn a_new_grant_starts_afresh() {
    let server = ScriptedServer::start();
    let mut phone = phone(&server);
    withdraw(&mut phone);
    phone.waits(5);
    phone.driver().grant(Purpose::CrowdReporting, "2", "en", "a switch").unwrap();
    phone.waits_out_delays();
    phone.works(60);
    assert_eq!(server.count(), 2, "what was erased stays erased");
    phone.sees(&[compact(1)]);
    assert_eq!(phone.queued(), 1, "{:?}", phone.health());
    phone.waits_out_delays();
    assert_eq!(phone.works(30).held, 1);
    let ledger = phone.driver().consent_ledger().unwrap();
    assert_eq!(ledger.len(), 3);
}
