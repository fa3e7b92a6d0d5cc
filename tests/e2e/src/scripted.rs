//! A server that answers as told and keeps what it was sent, byte for byte.

use std::collections::VecDeque;
use std::io::Write;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

use findmesh_proto::frame;
use findmesh_proto::wire::{SealedReport, UploadBatch};
use findmesh_proto::{PROBLEM_MEDIA_TYPE, Problem, ProblemDocument};

use crate::socket;

/// What a request meets.
#[derive(Clone, Debug)]
pub enum Reply {
    /// These bytes, then the end of the connection.
    Say(Vec<u8>),
    /// Nothing, for as long as the server lives.
    Hang,
    /// The connection ends without a byte.
    Cut,
}

impl Reply {
    /// A bare status.
    pub fn status(status: u16) -> Self {
        Self::with(status, "", b"")
    }

    /// A status with headers, each ended by CR LF, and a body.
    pub fn with(status: u16, headers: &str, body: &[u8]) -> Self {
        // Every answer that may have a body announces its length.
        let length =
            if status == 204 { String::new() } else { format!("content-length: {}\r\n", body.len()) };
        let head = format!("HTTP/1.1 {status} As told\r\n{headers}{length}connection: close\r\n\r\n");
        Self::Say([head.as_bytes(), body].concat())
    }

    /// A refusal as the relay writes it.
    ///
    /// # Panics
    /// Never: a problem document is JSON.
    pub fn problem(problem: Problem) -> Self {
        let document = serde_json::to_vec(&ProblemDocument::new(problem));
        let document = document.unwrap_or_else(|error| panic!("{error}"));
        let media = format!("content-type: {PROBLEM_MEDIA_TYPE}\r\n");
        Self::with(problem.status(), &media, &document)
    }
}

#[derive(Default)]
struct State {
    replies: VecDeque<Reply>,
    requests: Vec<Vec<u8>>,
    hanging: Vec<TcpStream>,
}

/// Listens on a free loopback port, one connection after the other; answers as told, and 204 once nothing is.
pub struct ScriptedServer {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
    ending: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Default for ScriptedServer {
    fn default() -> Self {
        Self::start()
    }
}

impl ScriptedServer {
    /// Starts one that says 204 to everything.
    ///
    /// # Panics
    /// Where there is no port.
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap_or_else(|error| panic!("{error}"));
        let address = listener.local_addr().unwrap_or_else(|error| panic!("{error}"));
        let (state, ending) = (Arc::<Mutex<State>>::default(), Arc::<AtomicBool>::default());
        let (shared, end) = (state.clone(), ending.clone());
        let thread = thread::spawn(move || serve(&listener, &shared, &end));
        Self { address, state, ending, thread: Some(thread) }
    }

    /// One more reply, after those that wait already.
    pub fn then(&self, reply: Reply) -> &Self {
        lock(&self.state).replies.push_back(reply);
        self
    }

    /// Its URL.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// How many requests came.
    pub fn count(&self) -> usize {
        lock(&self.state).requests.len()
    }

    /// What it was sent, oldest first.
    pub fn requests(&self) -> Vec<Vec<u8>> {
        lock(&self.state).requests.clone()
    }

    /// The report in each request.
    ///
    /// # Panics
    /// Where a request does not hold exactly one.
    pub fn reports(&self) -> Vec<SealedReport> {
        self.requests().iter().map(|request| one_report(request)).collect()
    }
}

impl Drop for ScriptedServer {
    fn drop(&mut self) {
        self.ending.store(true, Ordering::SeqCst);
        // Only to make `accept` return.
        drop(TcpStream::connect(self.address));
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

fn one_report(request: &[u8]) -> SealedReport {
    let (_, body) = socket::split(request);
    let batch: UploadBatch = frame::decode(&body).unwrap_or_else(|error| panic!("{error}"));
    let [report] = <[SealedReport; 1]>::try_from(batch.reports)
        .unwrap_or_else(|reports| panic!("{} reports in a request", reports.len()));
    report
}

fn serve(listener: &TcpListener, state: &Mutex<State>, ending: &AtomicBool) {
    for stream in listener.incoming() {
        if ending.load(Ordering::SeqCst) {
            return;
        }
        if let Ok(stream) = stream {
            answer(stream, state);
        }
    }
}

fn answer(mut stream: TcpStream, state: &Mutex<State>) {
    drop(stream.set_read_timeout(Some(socket::DEADLINE)));
    let request = socket::read_message(&mut stream);
    let mut state = lock(state);
    state.requests.push(request);
    match state.replies.pop_front().unwrap_or_else(|| Reply::status(204)) {
        Reply::Say(bytes) => drop(stream.write_all(&bytes)),
        Reply::Hang => state.hanging.push(stream),
        Reply::Cut => {}
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}
