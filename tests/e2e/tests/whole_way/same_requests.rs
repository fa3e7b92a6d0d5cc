//! Phones cannot be told apart by their requests.

use findmesh_e2e::{Phone, ScriptedServer, socket};

use crate::{compact, tag};

/// Head without the announced length, and body.
fn without_length(request: &[u8]) -> (Vec<String>, Vec<u8>) {
    let (head, body) = socket::split(request);
    let other = head.lines().filter(|line| !line.to_ascii_lowercase().starts_with("content-length:"));
    (other.map(str::to_owned).collect(), body)
}

#[test]
fn requests_of_two_phones_differ_in_body_and_length_only() {
    let server = ScriptedServer::start();
    let mut one = Phone::new(1, &server.url());
    let mut other = Phone::new(2, &server.url());
    // Another tag, another form, another place, another age of the phone, another time of day.
    one.sees(&[compact(1)]);
    other.waits(200);
    other.sees(&[tag(2).extended(0), compact(3)]);
    for phone in [&mut one, &mut other] {
        phone.waits_out_delays();
        assert_eq!(phone.works(30).remaining, 0);
    }
    let requests: Vec<_> = server.requests().iter().map(|request| without_length(request)).collect();
    assert_eq!(requests.len(), 3);
    for (head, body) in &requests {
        assert_eq!(*head, requests[0].0);
        assert_eq!(body.len(), 512);
    }
    let names: Vec<_> = requests[0].0.iter().filter_map(|line| Some(line.split_once(": ")?.0)).collect();
    assert_eq!(names, ["host", "content-type", "user-agent", "accept"], "{:?}", requests[0].0);
    assert!(requests[0].0.contains(&"user-agent: findmesh/1".to_owned()));
    let ids: Vec<_> = server.reports().into_iter().map(|report| report.lookup_id).collect();
    assert!(ids[0] != ids[1] && ids[1] != ids[2]);
}

#[test]
fn the_same_tag_at_the_same_place_looks_different_from_every_phone() {
    let server = ScriptedServer::start();
    for number in 1..=3 {
        let mut phone = Phone::new(number, &server.url());
        phone.place = findmesh_e2e::Place::MARKET;
        phone.sees(&[compact(1)]);
        phone.waits_out_delays();
        assert_eq!(phone.wakes().held, 1);
    }
    let reports = server.reports();
    assert!(reports.iter().all(|report| report.lookup_id == reports[0].lookup_id));
    assert!(reports[0].body != reports[1].body && reports[1].body != reports[2].body);
}
