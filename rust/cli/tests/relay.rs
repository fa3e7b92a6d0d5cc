//! `findmesh relay` as a process.
#![allow(missing_docs)]

mod common;

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};

use findmesh_net::{RelayClient, RelayUrl, UreqTransport};

#[test]
fn says_where_it_listens_and_stops_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_findmesh"))
        .args(["relay", "--listen", "127.0.0.1:0", "--data"])
        .arg(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let _ = stdout.read_line(&mut line).unwrap();
    let url = line.trim().strip_prefix("listening on ").unwrap();
    let client = RelayClient::new(RelayUrl::parse(url).unwrap(), std::sync::Arc::new(UreqTransport::new()));
    assert_eq!(client.descriptor().unwrap().max_reports, 1);
    let kill = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
    assert!(kill.success());
    let mut stderr = String::new();
    let _ = child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
    assert!(child.wait().unwrap().success(), "{stderr}");
    assert!(stderr.contains("relay stopped in order"), "{stderr}");
}

#[test]
fn a_taken_address_is_unusable() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let run = common::findmesh(&["relay", "--listen", &address, "--data", folder.path().to_str().unwrap()]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("cannot listen"), "{}", run.stderr);
}
