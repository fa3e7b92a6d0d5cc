//! `findmesh keys`, against the vectors of docs/formats.md.
#![allow(missing_docs)]

mod common;

use common::{findmesh, golden, golden_text, text, vectors};

const SECRET: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
/// Battery low, moved, has UWB: the status of the vectors.
const STATUS: &str = "b0";

fn keys(more: &[&str]) -> common::Run {
    let mut arguments = vec!["keys", "native", "--secret", SECRET, "--provisioned", "2026-09-21"];
    arguments.extend(more);
    findmesh(&arguments)
}

#[test]
fn every_case_of_the_vectors() {
    for case in vectors("native-v1.json")["schedule"]["cases"].as_array().unwrap() {
        let (day, slot) = (case["day"].to_string(), case["slot"].to_string());
        let run = keys(&["--day", &day, "--slot", &slot, "--status", STATUS, "--json"]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        let [line] = &run.objects()[..] else { panic!("one line: {}", run.stdout) };
        for name in
            ["day", "slot", "private_key", "key", "mask", "lookup_id", "near_owner", "extended_advert"]
        {
            assert_eq!(line[name], case[name], "{name} of day {day}, slot {slot}");
        }
        assert_eq!(line["address"], case["compact_address"]);
        assert_eq!(line["advert"], case["compact_advert"]);
    }
}

#[test]
fn what_people_read() {
    let run = keys(&["--day", "0", "--slot", "255", "--status", STATUS]);
    golden("keys.txt", &run.stdout);
    let separated = &vectors("native-v1.json")["schedule"]["cases"][2];
    for name in
        ["private_key", "key", "lookup_id", "mask", "compact_address", "compact_advert", "extended_advert"]
    {
        assert!(golden_text("keys.txt").contains(text(&separated[name])), "{name}");
    }
}

#[test]
fn a_range_holds_its_slots_and_the_separated_key_of_each_day() {
    let run = keys(&["--from", "2026-09-21T23:40:00Z", "--to", "2026-09-22T00:15:00Z", "--json"]);
    let slots: Vec<_> =
        run.objects().iter().map(|line| (line["day"].clone(), line["slot"].clone())).collect();
    let expected = [(0, 255), (0, 94), (0, 95), (1, 255), (1, 0)];
    assert_eq!(slots, expected.map(|(day, slot)| (day.into(), slot.into())));
    let moment = keys(&["--from", "1789948800", "--to", "1789948800", "--json"]);
    assert_eq!(moment.objects().len(), 2, "{}", moment.stdout);
}

#[test]
fn unusable_arguments() {
    for (more, reason) in [
        (&["--day", "0", "--slot", "96"][..], "slots are 0 to 95 and 255"),
        (&["--from", "2026-09-20", "--to", "2026-09-22"], "before the day of provisioning"),
        (&["--from", "2026-09-23", "--to", "2026-09-22"], "earlier than --from"),
        (&["--from", "2026-09-23"], "--to"),
        (&[], "required"),
    ] {
        let run = keys(more);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{more:?}");
        assert!(run.stderr.contains(reason), "{more:?}: {}", run.stderr);
    }
}
