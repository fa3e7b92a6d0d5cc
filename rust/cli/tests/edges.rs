//! Arguments and lines at the edges of what `docs/cli.md` promises.
#![allow(missing_docs, clippy::string_slice)]

mod common;

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use common::{findmesh, findmesh_with, text, vectors};
use serde_json::{Value, json};

const SECRET: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

fn keys(more: &[&str]) -> common::Run {
    let fixed = ["keys", "native", "--secret", SECRET, "--provisioned", "2026-09-21"];
    findmesh(&[&fixed[..], more].concat())
}

fn report() -> Value {
    vectors("native-v1.json")["report"][0].clone()
}

/// Seals with the vectors' key and gives what its owner opens.
fn sealed_and_opened(more: &[&str]) -> Value {
    let case = report();
    let fixed = ["seal", "--network", "native", "--json", "--key", text(&case["key"])];
    let sealed = findmesh(&[&fixed[..], more].concat());
    assert_eq!(sealed.status, 0, "{more:?}: {}", sealed.stderr);
    let line = sealed.objects().remove(0).to_string();
    let private_key = text(&case["private_key"]).to_owned();
    let opened = findmesh_with(
        &["open", "--network", "native", "--json", "--private-key", &private_key, "-"],
        line.as_bytes(),
    );
    assert_eq!(opened.status, 0, "{more:?}: {}", opened.stderr);
    opened.objects().remove(0)
}

#[test]
fn keys_of_a_day_that_never_comes() {
    for more in [
        &["--day", "4294967295", "--slot", "255"][..],
        &["--from", "2026-09-21", "--to", "99999999999999"],
        &["--from", "1000000000000000", "--to", "1000000000000000"],
    ] {
        let run = keys(more);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{more:?}");
        assert!(run.stderr.contains("keys are derived for 100000 days"), "{}", run.stderr);
    }
    assert_eq!(keys(&["--day", "100000", "--slot", "255", "--json"]).status, 0);
}

#[test]
fn values_are_rounded_to_nearest_and_held_at_the_ends() {
    let place = ["--time", "1790000000.5", "--lat", "-33.86880005", "--lon", "-0.00000005"];
    let more = ["--accuracy", "12.45", "--altitude", "-12.5", "--age", "12.5"];
    let opened = sealed_and_opened(&[&place[..], &more].concat());
    assert_eq!(
        json!([opened["time"], opened["lat"], opened["lon"], opened["accuracy_m"], opened["altitude_m"]]),
        json!(["2026-09-21T14:13:21Z", -33.868_800_1, -0.000_000_1, 12.5, -13]),
    );
    assert_eq!(opened["fix_age_s"], 13);
    let far = ["--accuracy", "6553.5", "--altitude", "40000", "--age", "1e300"];
    let opened = sealed_and_opened(&[&place[..], &far].concat());
    assert_eq!(
        json!([opened["accuracy_m"], opened["altitude_m"], opened["fix_age_s"]]),
        json!([null, 32767, 65535])
    );
}

#[test]
fn negative_numbers_get_a_reason_of_their_own() {
    let key = report()["key"].as_str().unwrap().to_owned();
    for (name, reason) in [
        ("--accuracy", "metres, 0 or more"),
        ("--age", "seconds, 0 or more"),
        ("--time", "times of 1970 to 2106"),
    ] {
        let mut arguments = vec!["seal", "--network", "native", "--key", &key, "--lat", "1", "--lon", "2"];
        arguments.extend([name, "-1"]);
        if name != "--time" {
            arguments.extend(["--time", "0"]);
        }
        let run = findmesh(&arguments);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{name}");
        assert!(run.stderr.contains(reason), "{name}: {}", run.stderr);
    }
}

#[test]
fn negative_numbers_with_an_exponent_are_numbers() {
    let opened =
        sealed_and_opened(&["--time", "0", "--lat", "-1e-7", "--lon", "-1.5E2", "--altitude", "-1e1"]);
    assert_eq!(json!([opened["lat"], opened["lon"], opened["altitude_m"]]), json!([-1e-7, -150.0, -10]));
}

#[test]
fn a_negative_index_counter_or_day_is_refused_by_its_name() {
    let apple = ["keys", "apple", "--private-key", "01", "--symmetric-key", "01", "--to-index", "1"];
    let fhn = ["keys", "fhn", "--eik", "00"];
    let native = ["keys", "native", "--secret", SECRET, "--provisioned", "0", "--slot", "0"];
    for (fixed, name) in [(&apple[..], "--from-index"), (&fhn, "--counter"), (&native, "--day")] {
        let run = findmesh(&[fixed, &[name, "-1"]].concat());
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{name}");
        assert!(run.stderr.contains(&format!("'-1' for '{name}")), "{}", run.stderr);
    }
}

#[test]
fn a_byte_order_mark_keeps_no_report_shut() {
    let case = report();
    let line = format!("\u{feff}{}\n", json!({"body": case["body"]}));
    let key = text(&case["private_key"]);
    let run =
        findmesh_with(&["open", "--network", "native", "--json", "--private-key", key, "-"], line.as_bytes());
    assert_eq!((run.status, run.objects().len()), (0, 1), "{}", run.stderr);
}

#[test]
fn a_line_that_is_no_report_keeps_no_other_shut() {
    let case = report();
    let good = json!({"body": case["body"]}).to_string();
    let foreign = json!({"lookup_id": "00", "body": case["body"]}).to_string();
    let open = |lines: &[&str]| {
        let key = text(&case["private_key"]);
        findmesh_with(
            &["open", "--network", "native", "--json", "--private-key", key, "-"],
            lines.join("\n").as_bytes(),
        )
    };
    let run = open(&[
        &good,
        "",
        "no json",
        &good,
        r#"{"body":"zz"}"#,
        &foreign,
        &good[..40],
        r#"{"lookup_id":"00"}"#,
    ]);
    assert_eq!((run.status, run.objects().len()), (2, 2), "{}", run.stderr);
    for said in [
        "line 3: column 2",
        "line 5: body: 'z'",
        "line 6: lookup_id",
        "line 7: column",
        "line 8: no JSON object with \"body\"",
        "4 of 8 lines",
    ] {
        assert!(run.stderr.contains(said), "{said}: {}", run.stderr);
    }
    let run = open(&[&good, &foreign]);
    assert_eq!((run.status, run.objects().len()), (1, 1), "{}", run.stderr);
    assert_eq!(open(&[&good, "", &good]).status, 0);
}

/// Answers the first request with a limit and all others with an empty page.
fn impatient_relay(refusal: &'static str) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let requests = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&requests);
    drop(std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            take_request(&mut stream);
            let answer = if counter.fetch_add(1, Ordering::SeqCst) == 0 {
                refusal.as_bytes().to_vec()
            } else {
                let head = "HTTP/1.1 200 OK\r\ncontent-type: application/vnd.findmesh+protobuf\r\n\
                    content-length: 512\r\nconnection: close\r\n\r\n";
                [head.as_bytes(), &[0; 512]].concat()
            };
            stream.write_all(&answer).unwrap();
        }
    }));
    (url, requests)
}

/// Head and the 512 bytes of a query.
fn take_request(stream: &mut TcpStream) {
    let (mut bytes, mut piece) = (Vec::new(), [0; 1024]);
    loop {
        let head = bytes.windows(4).position(|four| four == b"\r\n\r\n");
        if head.is_some_and(|head| bytes.len() >= head + 4 + 512) {
            return;
        }
        let read = stream.read(&mut piece).unwrap();
        bytes.extend_from_slice(&piece[..read]);
    }
}

fn fetch_today(url: &str) -> common::Run {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let provisioned = now.to_string();
    let fixed = ["fetch", "--json", "--secret", SECRET, "--provisioned"];
    findmesh(&[&fixed[..], &[&provisioned, "--relay", url]].concat())
}

#[test]
fn a_relay_that_asks_for_patience_gets_it() {
    let (url, requests) =
        impatient_relay("HTTP/1.1 429 Too Many Requests\r\nretry-after: 0\r\ncontent-length: 0\r\n\r\n");
    let run = fetch_today(&url);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(run.summary()["requests"], 2, "one a day, the refused one does not count");
    assert_eq!(requests.load(Ordering::SeqCst), 3);
}

#[test]
fn patience_has_an_end() {
    let (url, requests) =
        impatient_relay("HTTP/1.1 429 Too Many Requests\r\nretry-after: 86400\r\ncontent-length: 0\r\n\r\n");
    let run = fetch_today(&url);
    assert_eq!((run.status, run.stdout.as_str()), (2, ""));
    assert_eq!(requests.load(Ordering::SeqCst), 1);
}

#[test]
fn every_help_shows_an_example() {
    let commands = ["decode", "keys", "seal", "open", "replay", "relay", "fetch", "demo", "doctor"];
    let each = commands.iter().map(|command| vec![*command, "--help"]);
    let keys = ["native", "apple", "fhn"].map(|network| vec!["keys", network, "--help"]);
    for arguments in each.chain([vec!["--help"]]).chain(keys) {
        let run = findmesh(&arguments);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{arguments:?}");
        let example = run.stdout.split_once("Example").map(|(_, after)| after);
        assert!(example.is_some_and(|after| after.contains("findmesh ")), "{arguments:?}");
    }
}
