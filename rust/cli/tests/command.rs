//! What holds for every command: help, errors, a reader that leaves, the doctor.
#![allow(missing_docs)]

mod common;

use std::process::{Command, Stdio};

use common::findmesh;

const COMMANDS: [&[&str]; 11] = [
    &["decode"],
    &["keys", "native"],
    &["keys", "apple"],
    &["keys", "fhn"],
    &["seal"],
    &["open"],
    &["replay"],
    &["relay"],
    &["fetch"],
    &["demo"],
    &["doctor"],
];

#[test]
fn every_command_has_help_with_an_example() {
    for command in COMMANDS {
        let run = findmesh(&[command, &["--help"]].concat());
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{command:?}");
        assert!(run.stdout.contains("Example"), "{command:?}");
        let line = format!("findmesh {}", command.join(" "));
        assert!(run.stdout.contains(&line), "{command:?}");
    }
}

#[test]
fn what_is_no_command_is_unusable() {
    for arguments in [&["fly"][..], &["decode"], &["decode", "--nonsense", "-"], &["seal"], &[]] {
        let run = findmesh(arguments);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(!run.stderr.is_empty());
    }
}

#[test]
fn a_reader_that_leaves_is_no_failure() {
    let lines = "{\"adv\":\"02011a\"}\n".repeat(20_000);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("many.jsonl");
    std::fs::write(&path, lines).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_findmesh"))
        .args(["decode", "--json"])
        .arg(&path)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn the_doctor_tells_what_is_wrong() {
    let run = findmesh(&["doctor", "--json"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let checks: Vec<_> =
        run.objects().iter().map(|line| line["check"].as_str().unwrap().to_owned()).collect();
    assert_eq!(checks, ["version", "processor", "crypto_backend", "crypto_self_test", "randomness"]);
    let run = findmesh(&["doctor", "--relay", "http://127.0.0.1:9", "--json"]);
    assert_eq!(run.status, 1);
    let relay = run.objects().pop().unwrap();
    assert_eq!((&relay["check"], &relay["ok"]), (&"relay".into(), &false.into()));
}

#[test]
fn the_doctor_knows_a_relay_of_another_deployment() {
    let folder = tempfile::tempdir().unwrap();
    let config = findmesh_relay::RelayConfig::loopback(folder.path());
    let relay = findmesh_relay::RelayHandle::start(config).unwrap();
    let url = relay.url();
    assert_eq!(findmesh(&["doctor", "--relay", &url]).status, 0);
    let other = ["doctor", "--relay", &url, "--service-uuid", "00000000-0000-4000-8000-000000000000"];
    let run = findmesh(&other);
    assert_eq!(run.status, 1);
    assert!(run.stdout.contains("it serves deployment 2f9ac1fc"), "{}", run.stdout);
}
