//! The relay as a process of its own, which can be killed.

use std::fs::{self, File, OpenOptions};
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use findmesh_net::{RelayClient, RelayUrl, UreqTransport};
use tempfile::TempDir;

use crate::command;

/// How long a port may stay taken after the process that had it was killed.
const PORT_DEADLINE: Duration = Duration::from_secs(20);

/// `findmesh relay` on a free loopback port, with a data folder that outlives it. Killed when dropped.
#[derive(Debug)]
pub struct RelayProcess {
    running: Option<Running>,
    address: SocketAddr,
    folder: TempDir,
}

#[derive(Debug)]
struct Running {
    child: Child,
    /// Held, so that the relay can go on writing to it.
    _stdout: BufReader<ChildStdout>,
}

impl RelayProcess {
    /// Starts one with an empty data folder.
    ///
    /// # Panics
    /// Where it does not start.
    pub fn start() -> Self {
        let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
        let address = SocketAddr::from(([127, 0, 0, 1], 0));
        let mut relay = Self { running: None, address, folder };
        relay.launch();
        relay
    }

    /// Where it listens.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// The same as a URL.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// A client of it.
    pub fn client(&self) -> RelayClient {
        client(&self.url())
    }

    /// SIGKILL, to this process alone; it ends in the middle of whatever it does.
    pub fn kill(&mut self) {
        if let Some(Running { mut child, .. }) = self.running.take() {
            child.kill().unwrap_or_else(|error| panic!("kill: {error}"));
            child.wait().unwrap_or_else(|error| panic!("wait: {error}"));
        }
    }

    /// Starts a killed or stopped one again, with the same data folder and on the same port.
    pub fn restart(&mut self) {
        assert!(self.running.is_none(), "it runs");
        self.launch();
    }

    /// SIGTERM; returns when it stopped in order.
    ///
    /// # Panics
    /// Where it did not.
    pub fn stop(&mut self) {
        let Some(Running { mut child, .. }) = self.running.take() else {
            return;
        };
        let told = Command::new("kill").args(["-TERM", &child.id().to_string()]).status();
        assert!(told.is_ok_and(|status| status.success()), "kill -TERM");
        let status = child.wait().unwrap_or_else(|error| panic!("wait: {error}"));
        assert!(status.success(), "{status}: {}", self.log());
    }

    /// Everything that it ever logged.
    pub fn log(&self) -> String {
        fs::read_to_string(self.log_path()).unwrap_or_default()
    }

    /// Name and content of every file in the data folder.
    ///
    /// # Panics
    /// Where they cannot be read.
    pub fn files(&self) -> Vec<(String, Vec<u8>)> {
        let entries = fs::read_dir(self.data_path()).unwrap_or_else(|error| panic!("{error}"));
        let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
        let read = |path: PathBuf| {
            let bytes = fs::read(&path).unwrap_or_else(|error| panic!("{error}"));
            (path.display().to_string(), bytes)
        };
        paths.map(read).collect()
    }

    fn data_path(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn log_path(&self) -> PathBuf {
        self.folder.path().join("log")
    }

    /// Tries again while the port is not free yet.
    fn launch(&mut self) {
        let deadline = Instant::now() + PORT_DEADLINE;
        while !self.try_launch() {
            assert!(Instant::now() < deadline, "the relay does not start: {}", self.log());
            thread::sleep(Duration::from_millis(50));
        }
    }

    fn try_launch(&mut self) -> bool {
        let mut child = command::findmesh()
            .args(["relay", "--listen", &self.address.to_string(), "--data"])
            .arg(self.data_path())
            .stdout(Stdio::piped())
            .stderr(self.open_log())
            .spawn()
            .unwrap_or_else(|error| panic!("findmesh relay: {error}"));
        let stdout = child.stdout.take().unwrap_or_else(|| panic!("a pipe was asked for"));
        let mut stdout = BufReader::new(stdout);
        let Some(address) = announced(&mut stdout) else {
            child.wait().unwrap_or_else(|error| panic!("wait: {error}"));
            return false;
        };
        self.address = address;
        self.running = Some(Running { child, _stdout: stdout });
        true
    }

    fn open_log(&self) -> File {
        let log = OpenOptions::new().create(true).append(true).open(self.log_path());
        log.unwrap_or_else(|error| panic!("log: {error}"))
    }
}

impl Drop for RelayProcess {
    fn drop(&mut self) {
        self.kill();
    }
}

/// `listening on http://127.0.0.1:40123`; none where it ended instead.
fn announced(stdout: &mut impl BufRead) -> Option<SocketAddr> {
    let mut line = String::new();
    stdout.read_line(&mut line).unwrap_or_else(|error| panic!("{error}"));
    let url = line.trim().strip_prefix("listening on http://")?;
    Some(url.parse().unwrap_or_else(|error| panic!("{error}: {url}")))
}

/// A client of whatever listens at `url`, with the HTTP stack of desks.
///
/// # Panics
/// For a URL that is none.
pub fn client(url: &str) -> RelayClient {
    let url = RelayUrl::parse(url).unwrap_or_else(|error| panic!("{url}: {error}"));
    RelayClient::new(url, Arc::new(UreqTransport::new()))
}
