//! `findmesh keys apple` and `findmesh keys fhn`, against vectors of other implementations.
#![allow(missing_docs)]

mod common;

use std::collections::BTreeMap;

use common::{findmesh, golden, text, vectors};
use serde_json::Value;

const EIK: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

fn cases(file: &str, list: &str) -> Vec<Value> {
    let list = vectors(file)[list].clone();
    let cases = list.get("cases").cloned().unwrap_or(list);
    cases.as_array().unwrap().clone()
}

/// The tags of the vectors: private key, and the symmetric keys of their chains.
fn tags() -> BTreeMap<(String, String), Vec<Value>> {
    let mut tags = BTreeMap::<_, Vec<_>>::new();
    for case in cases("apple-v1.json", "schedule") {
        let tag = (text(&case["master_key"]).to_owned(), text(&case["tag"]).to_owned());
        tags.entry(tag).or_default().push(case);
    }
    tags
}

/// First symmetric key of a chain.
fn symmetric<'a>(cases: &'a [Value], chain: &str) -> &'a str {
    text(&cases.iter().find(|case| case["chain"] == chain).unwrap()["symmetric_key"])
}

fn agree(line: &Value, case: &Value) {
    for name in ["index", "private_key", "key", "lookup_id", "address"] {
        assert_eq!(line[name], case[name], "{name} of {case}");
    }
    // The last byte is the hint, which the command leaves 0.
    let without_hint = text(&case["advert"]).split_at(60).0;
    assert_eq!(line["advert"], format!("{without_hint}00"), "{case}");
}

#[test]
fn apple_agrees() {
    let mut compared = 0;
    for ((private_key, _), cases) in tags() {
        for case in &cases {
            let index = case["index"].to_string();
            let status = format!("{:02x}", case["status"].as_u64().unwrap());
            let symmetric = text(&case["symmetric_key"]);
            let run = findmesh(&[
                "keys",
                "apple",
                "--private-key",
                &private_key,
                "--symmetric-key",
                symmetric,
                "--from-index",
                &index,
                "--to-index",
                &index,
                "--status",
                &status,
                "--json",
            ]);
            assert_eq!((run.status, run.stderr.as_str()), (0, ""));
            let [line] = &run.objects()[..] else { panic!("one line: {}", run.stdout) };
            agree(line, case);
            compared += 1;
        }
    }
    assert!(compared > 20, "{compared}");
}

#[test]
fn both_chains_of_a_tag() {
    let ((private_key, _), cases) = tags().into_iter().next().unwrap();
    let (primary, secondary) = (symmetric(&cases, "primary"), symmetric(&cases, "secondary"));
    let run = findmesh(&[
        "keys",
        "apple",
        "--private-key",
        &private_key,
        "--symmetric-key",
        primary,
        "--secondary-symmetric-key",
        secondary,
        "--from-index",
        "0",
        "--to-index",
        "2",
        "--json",
    ]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let lines = run.objects();
    let order: Vec<_> =
        lines.iter().map(|line| (text(&line["chain"]), line["index"].as_u64().unwrap())).collect();
    let expected = ["primary", "secondary"].map(|chain| [0, 1, 2].map(|index| (chain, index)));
    assert_eq!(order, expected.concat());
    let mut compared = 0;
    for line in &lines {
        let same = |case: &&Value| case["chain"] == line["chain"] && case["index"] == line["index"];
        for case in cases.iter().filter(same) {
            agree(line, case);
            compared += 1;
        }
    }
    assert_eq!(compared, 6);
}

#[test]
fn fhn_agrees() {
    for case in cases("fhn-v1.json", "ephemerals") {
        let clock = case["clock"].to_string();
        let run = findmesh(&[
            "keys",
            "fhn",
            "--eik",
            text(&case["identity_key"]),
            "--counter",
            &clock,
            "--curve",
            text(&case["curve"]),
            "--json",
        ]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""));
        let [line] = &run.objects()[..] else { panic!("one line: {}", run.stdout) };
        for (name, expected) in [
            ("counter", "counter"),
            ("private_key", "private_key"),
            ("key", "eid"),
            ("lookup_id", "lookup_id"),
            ("hashed_flags_mask", "flags_mask"),
            ("curve", "curve"),
        ] {
            assert_eq!(line[name], case[expected], "{name} of {case}");
        }
        let advert = text(&line["advert"]);
        let (eid, mask) = (text(&case["eid"]), text(&case["flags_mask"]));
        assert!(advert.ends_with(&format!("16aafe40{eid}{mask}")), "{advert}");
    }
}

#[test]
fn a_range_of_a_clock_holds_each_key_once() {
    let counters = |more: &[&str]| -> Vec<u64> {
        let run = findmesh(&[&["keys", "fhn", "--eik", EIK, "--json"], more].concat());
        assert_eq!(run.status, 0, "{}", run.stderr);
        run.objects().iter().map(|line| line["counter"].as_u64().unwrap()).collect()
    };
    assert_eq!(counters(&["--from-counter", "1023", "--to-counter", "2048"]), [0, 1024, 2048]);
    assert_eq!(counters(&["--from-counter", "1024", "--to-counter", "2047"]), [1024]);
    assert_eq!(counters(&["--counter", "2047"]), [1024]);
    let end = ["--from-counter", "4294966000", "--to-counter", "4294967295"];
    assert_eq!(counters(&end), [4_294_965_248, 4_294_966_272]);
}

#[test]
fn what_people_read() {
    let ((private_key, _), cases) = tags().into_iter().next().unwrap();
    let symmetric = symmetric(&cases, "primary");
    let apple = findmesh(&[
        "keys",
        "apple",
        "--private-key",
        &private_key,
        "--symmetric-key",
        symmetric,
        "--from-index",
        "1",
        "--to-index",
        "1",
    ]);
    let fhn = findmesh(&["keys", "fhn", "--eik", EIK, "--counter", "1024"]);
    golden("keys-of-others.txt", &format!("{}{}", apple.stdout, fhn.stdout));
}

#[test]
fn a_script_may_name_its_deployment_for_every_network() {
    let deployment =
        ["--company-id", "0118", "--service-uuid", "00000000-0000-4000-8000-000000000000", "--json"];
    let (key, chain) = ("01".repeat(28), "02".repeat(32));
    let apple = ["keys", "apple", "--private-key", &key, "--symmetric-key", &chain, "--from-index", "1"];
    let fhn = ["keys", "fhn", "--eik", EIK, "--counter"];
    for fixed in [[&apple[..], &["--to-index", "1"]].concat(), [&fhn[..], &["0"]].concat()] {
        let (named, common) =
            (findmesh(&[&fixed[..], &deployment].concat()), findmesh(&[&fixed[..], &["--json"]].concat()));
        assert_eq!((named.status, &named.stdout), (0, &common.stdout), "{}", named.stderr);
    }
}

#[test]
fn unusable_arguments() {
    let private_key = format!("{}01", "00".repeat(27));
    let apple = |private_key: &str, more: &[&str]| {
        let symmetric = "40".repeat(32);
        let fixed = ["keys", "apple", "--private-key", private_key, "--symmetric-key", &symmetric];
        findmesh(&[&fixed[..], more].concat())
    };
    let one = ["--from-index", "1", "--to-index", "1"];
    for (private_key, more, reason) in [
        (
            private_key.as_str(),
            &["--from-index", "2", "--to-index", "1"][..],
            "--to-index: 1 is before --from-index 2",
        ),
        (&private_key, &["--from-index", "0", "--to-index", "2000000"], "--to-index: 2000001 keys"),
        (
            &private_key,
            &["--from-index", "0", "--to-index", "4000000000"],
            "--to-index: steps are 0 to 4194303",
        ),
        (&private_key, &["--from-index", "0"], "--to-index"),
        (
            &private_key,
            &[&one[..], &["--secondary-symmetric-key", "00"]].concat(),
            "--secondary-symmetric-key: 64 hex",
        ),
        ("00", &one, "--private-key: 56 hex digits wanted"),
        (&"00".repeat(28), &one, "--private-key: a private key lies between 1 and"),
        (&"ff".repeat(28), &one, "--private-key: a private key lies between 1 and"),
    ] {
        let run = apple(private_key, more);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{more:?}");
        assert!(run.stderr.contains(reason), "{reason}: {}", run.stderr);
    }
    for (more, reason) in [
        (&["--eik", "00", "--counter", "0"][..], "--eik: 64 hex digits wanted"),
        (&["--eik", EIK], "--counter"),
        (&["--eik", EIK, "--from-counter", "1024"], "--to-counter"),
        (&["--eik", EIK, "--from-counter", "1024", "--to-counter", "0"], "--to-counter: 0 is before"),
        (&["--eik", EIK, "--from-counter", "0", "--to-counter", "4294967295"], "at most 1000000"),
        (&["--eik", EIK, "--counter", "0", "--curve", "p256"], "secp160r1 or secp256r1"),
        (&["--eik", EIK, "--counter", "-1"], "--counter"),
    ] {
        let run = findmesh(&[&["keys", "fhn"], more].concat());
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{more:?}");
        assert!(run.stderr.contains(reason), "{reason}: {}", run.stderr);
    }
}

#[test]
fn a_week_of_a_tag_that_is_a_year_old() {
    let ((private_key, _), cases) = tags().into_iter().next().unwrap();
    let run = findmesh(&[
        "keys",
        "apple",
        "--private-key",
        &private_key,
        "--symmetric-key",
        symmetric(&cases, "primary"),
        "--from-index",
        "35040",
        "--to-index",
        "35712",
        "--json",
    ]);
    assert_eq!((run.status, run.objects().len()), (0, 673));
    let last = run.objects().pop().unwrap();
    agree(&last, cases.iter().find(|case| case["chain"] == "primary" && case["index"] == 35_712).unwrap());
}
