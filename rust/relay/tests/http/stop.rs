//! A stop finishes what runs.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use findmesh_proto::{MEDIA_TYPE, UploadBatch, frame};
use findmesh_relay::{RelayConfig, RelayHandle, RelayParts};

use crate::support::{relay, relay_with, report};

fn half_an_upload(address: std::net::SocketAddr) -> (TcpStream, Vec<u8>) {
    let body = frame::encode(&UploadBatch::of(report(7, 1))).unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    let head = format!(
        "POST /v1/reports HTTP/1.1\r\nhost: relay\r\ncontent-type: {MEDIA_TYPE}\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(&body[..100]).unwrap();
    (stream, body[100..].to_vec())
}

#[test]
fn a_request_that_runs_is_answered_and_held() {
    let test = relay();
    let (mut stream, rest) = half_an_upload(test.address());
    // The relay has to have taken the request up before it is told to stop.
    std::thread::sleep(Duration::from_millis(200));
    let relay = test.relay;
    let stopping = std::thread::spawn(move || relay.stop());
    std::thread::sleep(Duration::from_millis(200));
    stream.write_all(&rest).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 204 "), "{answer}");
    stopping.join().unwrap().unwrap();
    let again = RelayHandle::start(RelayConfig::loopback(test.folder.path())).unwrap();
    let again = crate::support::TestRelay { relay: again, folder: test.folder };
    assert_eq!(again.held(&[7; 16]).reports.len(), 1);
}

#[test]
fn a_request_that_never_ends_does_not_hold_the_stop_up() {
    let test = relay_with(|config| config.shutdown_grace = Duration::from_millis(200), RelayParts::default());
    let (mut stream, _) = half_an_upload(test.address());
    let _idle = TcpStream::connect(test.address()).unwrap();
    std::thread::sleep(Duration::from_millis(100));
    test.relay.stop().unwrap();
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    assert!(answer.is_empty());
}

#[test]
fn a_body_that_does_not_come_is_not_waited_for() {
    let test = relay_with(|config| config.request_timeout = Duration::from_secs(1), RelayParts::default());
    let (mut stream, _) = half_an_upload(test.address());
    let mut answer = vec![0; 2048];
    let length = stream.read(&mut answer).unwrap();
    let answer = String::from_utf8_lossy(&answer[..length]).into_owned();
    assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
    assert!(answer.contains("/problems/request_timeout"), "{answer}");
}

#[test]
fn a_stop_leaves_one_file() {
    let test = relay();
    test.upload(report(7, 1));
    test.relay.stop().unwrap();
    let names: Vec<_> =
        std::fs::read_dir(test.folder.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(names, ["relay.sqlite"]);
}

#[test]
fn a_port_that_is_taken_is_named() {
    let test = relay();
    let folder = tempfile::tempdir().unwrap();
    let config = RelayConfig { listen: test.address(), ..RelayConfig::loopback(folder.path()) };
    let error = RelayHandle::start(config).unwrap_err().to_string();
    assert!(error.starts_with(&format!("cannot listen on {}: ", test.address())), "{error}");
}
