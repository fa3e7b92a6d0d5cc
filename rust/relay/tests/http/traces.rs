//! What a run leaves behind: no address of a peer, no time finer than the hour. Neither in files nor in logs.

use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;
use std::sync::{Arc, Mutex, Once};
use std::time::{SystemTime, UNIX_EPOCH};

use findmesh_relay::RelayParts;

use crate::support::{relay_with, report};

/// Every file of a folder.
pub(crate) fn files(folder: &Path) -> Vec<Vec<u8>> {
    let each = std::fs::read_dir(folder).unwrap().map(|file| std::fs::read(file.unwrap().path()).unwrap());
    each.collect()
}

static LINES: Mutex<Vec<String>> = Mutex::new(Vec::new());

struct Lines;

impl log::Log for Lines {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }
    fn log(&self, record: &log::Record<'_>) {
        LINES.lock().unwrap().push(format!("{} {}", record.target(), record.args()));
    }
    fn flush(&self) {}
}

fn listen_to_logs() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        log::set_logger(&Lines).unwrap();
        log::set_max_level(log::LevelFilter::Trace);
    });
}

/// The forms in which these seconds could have been written down.
fn times(from: u64, to: u64) -> Vec<Vec<u8>> {
    let each = (from..=to).flat_map(|second| {
        let short = second as u32;
        let day = second % 86_400;
        [
            short.to_be_bytes().to_vec(),
            short.to_le_bytes().to_vec(),
            second.to_string().into_bytes(),
            (second * 1000).to_be_bytes()[2..7].to_vec(),
            format!("{:02}:{:02}:{:02}", day / 3600, day / 60 % 60, day % 60).into_bytes(),
        ]
    });
    each.collect()
}

fn addresses(ports: &[u16]) -> Vec<Vec<u8>> {
    let mut needles =
        vec![b"203.0.113.77".to_vec(), vec![203, 0, 113, 77], b"127.0.0.1".to_vec(), vec![127, 0, 0, 1]];
    needles.extend(ports.iter().map(|port| format!(":{port}").into_bytes()));
    needles
}

pub(crate) fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

fn assert_absent(what: &str, bytes: &[u8], needles: &[Vec<u8>]) {
    for needle in needles {
        let (text, hex) = (String::from_utf8_lossy(needle), hex::encode(needle));
        assert!(!contains(bytes, needle), "{what} holds {text:?} ({hex})");
    }
}

fn seconds() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}

#[test]
fn a_run_leaves_no_address_and_no_fine_time() {
    listen_to_logs();
    let from = seconds();
    let ports = Arc::new(Mutex::new(Vec::new()));
    let noted = Arc::clone(&ports);
    let parts = RelayParts {
        peer_of: Arc::new(move |address| {
            noted.lock().unwrap().push(address.port());
            IpAddr::V4(Ipv4Addr::new(203, 0, 113, 77))
        }),
        ..RelayParts::default()
    };
    let test = relay_with(|_| {}, parts);
    for number in 0..40 {
        assert_eq!(test.upload(report(7, number)).status, 204);
        test.held(&[7; 16]);
    }
    test.get("/nowhere");
    test.post("/v1/reports", b"garbage");
    let while_running = files(test.folder.path());
    assert_eq!(while_running.len(), 3, "file, log and index of the log");
    let bodies: Vec<_> = (0..40).map(|number| report(7, number).body).collect();
    let found = |body: &Vec<u8>| while_running.iter().any(|bytes| contains(bytes, body));
    assert!(bodies.iter().any(found), "the search finds what is there");
    test.relay.stop().unwrap();
    let needles = [times(from - 1, seconds() + 1), addresses(&ports.lock().unwrap())].concat();
    for bytes in while_running.iter().chain(&files(test.folder.path())) {
        assert_absent("a file", bytes, &needles);
    }
    let lines = LINES.lock().unwrap().join("\n");
    assert!(lines.contains("event=listening hour="), "{lines}");
    let identifiers = vec![b"0707070707".to_vec(), vec![7; 16]];
    assert_absent("the log", lines.as_bytes(), &[needles, identifiers].concat());
}
