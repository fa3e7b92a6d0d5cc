//! The way between phones and the relay, on which answers are lost and the relay is killed.

use std::io::Write;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard};
use std::thread;
use std::time::Duration;

use findmesh_crypto::hash::sha256;

use crate::relay::RelayProcess;
use crate::socket;

/// What happens to one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    /// Nothing.
    None,
    /// The relay answers, and nobody hears it.
    LoseAnswer,
    /// The relay gets half of it.
    CutRequest,
    /// The relay is killed at some moment after it got all of it.
    KillSoon,
    /// The relay is killed when it has got half of it.
    KillMidRequest,
    /// The relay answers, nobody hears it, and then it is killed.
    LoseAnswerAndKill,
}

/// In this order, again and again.
const FAULTS: [Fault; 9] = [
    Fault::None,
    Fault::KillSoon,
    Fault::LoseAnswer,
    Fault::None,
    Fault::KillMidRequest,
    Fault::LoseAnswerAndKill,
    Fault::CutRequest,
    Fault::KillSoon,
    Fault::None,
];

/// The longest time between a request and the kill, microseconds: about as long as the relay needs for it.
const SOON: u64 = 4_000;

/// What went wrong so far.
#[derive(Clone, Copy, Debug, Default)]
pub struct WireCounts {
    /// Requests that came.
    pub requests: u32,
    /// 2xx answers that nobody heard, though the relay stood by them.
    pub lost_answers: u32,
    /// Requests that got no whole answer though all of them was sent: the relay was killed meanwhile.
    pub unanswered: u32,
    /// Kills of the relay, each followed by a restart.
    pub kills: u32,
}

struct Shared {
    /// Read while the relay is spoken to, written while it is killed and started.
    relay: RwLock<RelayProcess>,
    counts: Mutex<WireCounts>,
    /// Its own ports towards the relay: to the relay it is the client.
    ports: Mutex<Vec<u16>>,
    /// Requests that meet a fault, from the first.
    faulty: u32,
    ending: AtomicBool,
}

/// Listens on a port of its own and passes each request on to the relay, or not.
pub struct FaultyWire {
    address: SocketAddr,
    shared: Arc<Shared>,
}

impl FaultyWire {
    /// The first `faulty` requests meet faults, later ones do not.
    ///
    /// # Panics
    /// Where there is no port.
    pub fn start(relay: RelayProcess, faulty: u32) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap_or_else(|error| panic!("{error}"));
        let address = listener.local_addr().unwrap_or_else(|error| panic!("{error}"));
        let shared = Arc::new(Shared {
            relay: RwLock::new(relay),
            counts: Mutex::default(),
            ports: Mutex::default(),
            faulty,
            ending: AtomicBool::new(false),
        });
        let of_thread = shared.clone();
        thread::spawn(move || listen(&listener, &of_thread));
        Self { address, shared }
    }

    /// Its URL.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What went wrong so far.
    pub fn counts(&self) -> WireCounts {
        *lock(&self.shared.counts)
    }

    /// The ports from which the relay was spoken to.
    pub fn client_ports(&self) -> Vec<u16> {
        lock(&self.shared.ports).clone()
    }

    /// Looks at the relay while it runs.
    pub fn with_relay<T>(&self, look: impl FnOnce(&RelayProcess) -> T) -> T {
        look(&self.shared.relay.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Stops the relay in order, and looks at what it left.
    pub fn stop_relay<T>(&self, look: impl FnOnce(&RelayProcess) -> T) -> T {
        let mut relay = self.shared.relay.write().unwrap_or_else(PoisonError::into_inner);
        relay.stop();
        look(&relay)
    }
}

impl Drop for FaultyWire {
    fn drop(&mut self) {
        self.shared.ending.store(true, Ordering::SeqCst);
        // Only to make `accept` return.
        drop(TcpStream::connect(self.address));
    }
}

fn listen(listener: &TcpListener, shared: &Arc<Shared>) {
    for stream in listener.incoming() {
        if shared.ending.load(Ordering::SeqCst) {
            return;
        }
        let (Ok(stream), shared) = (stream, shared.clone()) else {
            continue;
        };
        thread::spawn(move || shared.pass(stream));
    }
}

impl Shared {
    fn pass(&self, mut phone: TcpStream) {
        drop(phone.set_read_timeout(Some(socket::DEADLINE)));
        let request = socket::read_message(&mut phone);
        let number = self.next_number();
        let fault = self.fault(number);
        let half = &request[..request.len() / 2];
        match fault {
            Fault::None => self.answer(&mut phone, &self.ask(&request, None)),
            Fault::KillSoon => self.answer(&mut phone, &self.ask(&request, Some(moment(number)))),
            Fault::CutRequest => self.send_only(half),
            Fault::KillMidRequest => {
                self.send_only(half);
                self.kill();
            }
            Fault::LoseAnswer | Fault::LoseAnswerAndKill => {
                self.lose_answer(&request);
                if fault == Fault::LoseAnswerAndKill {
                    self.kill();
                }
            }
        }
    }

    fn next_number(&self) -> u32 {
        let mut counts = lock(&self.counts);
        counts.requests += 1;
        counts.requests - 1
    }

    fn fault(&self, number: u32) -> Fault {
        if number >= self.faulty {
            return Fault::None;
        }
        FAULTS[number as usize % FAULTS.len()]
    }

    /// What the relay answers, as far as it came; `kill_after`: the relay is killed after this time.
    fn ask(&self, request: &[u8], kill_after: Option<Duration>) -> Vec<u8> {
        let sent = self.send(request, &self.alive());
        if let Some(moment) = kill_after {
            thread::sleep(moment);
            self.kill();
        }
        let answer = hear(sent);
        lock(&self.counts).unanswered += u32::from(!answer.ends_with(b"\r\n\r\n"));
        answer
    }

    /// Nobody kills the relay meanwhile: it does stand by this answer.
    fn lose_answer(&self, request: &[u8]) {
        let alive = self.alive();
        let heard = hear(self.send(request, &alive));
        lock(&self.counts).lost_answers += u32::from(heard.starts_with(b"HTTP/1.1 204 "));
    }

    /// The end of an answer is the end of the connection.
    fn answer(&self, phone: &mut TcpStream, answer: &[u8]) {
        drop(phone.write_all(answer));
    }

    fn send_only(&self, part: &[u8]) {
        drop(self.send(part, &self.alive()));
    }

    /// Waits while the relay starts again; while this is held it is not killed.
    fn alive(&self) -> RwLockReadGuard<'_, RelayProcess> {
        self.relay.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn send(&self, bytes: &[u8], relay: &RelayProcess) -> std::io::Result<TcpStream> {
        let mut stream = socket::connect(relay.address())?;
        lock(&self.ports).push(stream.local_addr()?.port());
        stream.write_all(bytes)?;
        Ok(stream)
    }

    fn kill(&self) {
        let mut relay = self.relay.write().unwrap_or_else(PoisonError::into_inner);
        relay.kill();
        relay.restart();
        lock(&self.counts).kills += 1;
    }
}

/// A relay that was killed may have said a part of it, or nothing.
fn hear(sent: std::io::Result<TcpStream>) -> Vec<u8> {
    sent.map_or_else(|_| Vec::new(), |mut relay| socket::read_message(&mut relay))
}

/// Some moment, another one for each number.
fn moment(number: u32) -> Duration {
    let [first, second, ..] = sha256(&number.to_be_bytes());
    Duration::from_micros(u64::from(u16::from_be_bytes([first, second])) % SOON)
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
