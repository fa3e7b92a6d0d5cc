//! A relay that is killed in the middle of uploads loses and doubles nothing that it acknowledged.
//!
//! The relay runs in a child process: this test binary again, told by the environment to be a relay.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Write};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use findmesh_proto::{MEDIA_TYPE, UploadBatch, frame};
use findmesh_relay::{RelayConfig, RelayHandle, RelayParts};

use crate::support::{TestRelay, report};

const CHILD: &str = "FINDMESH_TEST_RELAY_DATA";
const ROUNDS: u32 = 12;
const UPLOADERS: usize = 6;

/// Not a test of its own: the child process of the one below.
#[test]
fn child_relay() {
    let Ok(folder) = std::env::var(CHILD) else { return };
    let relay = RelayHandle::start_with(RelayConfig::loopback(folder), RelayParts::default()).unwrap();
    println!("\nlistening {}", relay.local_addr());
    std::io::stdout().flush().unwrap();
    // Until it is killed, or its parent is gone and stdin ends.
    let _ = std::io::stdin().read_line(&mut String::new());
}

struct ChildRelay {
    process: Child,
    address: SocketAddr,
}

impl ChildRelay {
    fn start(folder: &Path) -> Self {
        let mut process = Command::new(std::env::current_exe().unwrap())
            .args(["crash::child_relay", "--exact", "--nocapture"])
            .env(CHILD, folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let address = lines.find_map(|line| line.unwrap().strip_prefix("listening ").map(str::to_owned));
        Self { process, address: address.expect("an address").parse().unwrap() }
    }

    /// SIGKILL, to this process alone.
    fn kill(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

/// Uploads one report; true when the relay acknowledged it.
fn acknowledged(address: SocketAddr, number: u32) -> bool {
    let upload = UploadBatch::of(spread(number));
    try_upload(address, &frame::encode(&upload).unwrap()).unwrap_or(false)
}

fn try_upload(address: SocketAddr, body: &[u8]) -> std::io::Result<bool> {
    let mut stream = std::net::TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let head = format!(
        "POST /v1/reports HTTP/1.1\r\nhost: relay\r\nconnection: close\r\n\
         content-type: {MEDIA_TYPE}\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(&[head.as_bytes(), body].concat())?;
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line)?;
    Ok(line.starts_with("HTTP/1.1 204 "))
}

/// Each number under an id of its own, so that no hour of an id is ever full.
fn spread(number: u32) -> findmesh_proto::SealedReport {
    let mut report = report(0, number);
    report.lookup_id[..4].copy_from_slice(&number.to_be_bytes());
    report
}

#[derive(Default)]
struct Sent {
    acknowledged: BTreeSet<u32>,
    unknown: BTreeSet<u32>,
}

/// Uploads from several threads until the relay is killed, after `life`.
fn upload_until_killed(child: ChildRelay, next: &AtomicU32, sent: &Mutex<Sent>, life: Duration) {
    let address = child.address;
    std::thread::scope(|scope| {
        for _ in 0..UPLOADERS {
            scope.spawn(|| while upload_next(address, next, sent) {});
        }
        std::thread::sleep(life);
        child.kill();
    });
}

/// False once the relay does not answer any more.
fn upload_next(address: SocketAddr, next: &AtomicU32, sent: &Mutex<Sent>) -> bool {
    let number = next.fetch_add(1, Ordering::SeqCst);
    let known = acknowledged(address, number);
    let mut sent = sent.lock().unwrap();
    if known {
        sent.acknowledged.insert(number)
    } else {
        sent.unknown.insert(number)
    };
    known
}

fn copies(relay: &TestRelay, numbers: impl Iterator<Item = u32>) -> BTreeMap<u32, usize> {
    let held = |number| relay.held(&spread(number).lookup_id).reports.len();
    numbers.map(|number| (number, held(number))).collect()
}

#[test]
fn a_kill_in_the_middle_loses_and_doubles_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (next, sent) = (AtomicU32::new(0), Mutex::new(Sent::default()));
    for round in 0..ROUNDS {
        let child = ChildRelay::start(folder.path());
        let life = Duration::from_millis(40 + u64::from(round * 37 % 160));
        upload_until_killed(child, &next, &sent, life);
    }
    let sent = sent.into_inner().unwrap();
    assert!(sent.acknowledged.len() > 100, "{} acknowledged", sent.acknowledged.len());
    let relay = RelayHandle::start(RelayConfig::loopback(folder.path())).unwrap();
    let relay = TestRelay { relay, folder };
    let held = copies(&relay, sent.acknowledged.iter().copied());
    assert!(held.values().all(|copies| *copies == 1), "{held:?}");
    let unknown = copies(&relay, sent.unknown.iter().copied());
    assert!(unknown.values().all(|copies| *copies <= 1), "{unknown:?}");
    // A finder that heard nothing sends again: then each is held, once.
    for number in &sent.unknown {
        assert!(acknowledged(relay.address(), *number));
    }
    let resent = copies(&relay, sent.unknown.iter().copied());
    assert!(resent.values().all(|copies| *copies == 1), "{resent:?}");
}
