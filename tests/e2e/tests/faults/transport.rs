//! The phone's HTTP client, whose requests go through the wire.

use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use findmesh_net::{
    HttpRequest, HttpResponse, HttpTransport, RelayClient, RelayUrl, TransportError, UreqTransport,
};
use findmesh_proto::frame;
use findmesh_proto::wire::{SealedReport, UploadBatch};

use crate::dice::Dice;
use crate::fault::Fault;
use crate::relay::RelayHost;
use crate::wire::{self, Statuses};

/// For an answer that does not come.
const IMPATIENT: Duration = Duration::from_millis(80);

/// Where faults come from.
pub enum Weather {
    Calm,
    /// Of a hundred requests so many draw one.
    Storm(Box<Dice>, u64),
    /// These, then none.
    Script(std::collections::VecDeque<Fault>),
}

impl Weather {
    pub fn script(faults: impl IntoIterator<Item = Fault>) -> Self {
        Self::Script(faults.into_iter().collect())
    }

    fn next(&mut self) -> Fault {
        match self {
            Self::Calm => Fault::None,
            Self::Storm(dice, share) => {
                if dice.percent(*share) {
                    Fault::draw(dice)
                } else {
                    Fault::None
                }
            }
            Self::Script(faults) => faults.pop_front().unwrap_or(Fault::None),
        }
    }
}

/// One request of the phone.
#[derive(Clone, Debug)]
pub struct Journey {
    pub reports: Vec<SealedReport>,
    pub fault: &'static str,
    /// What the relay said to each copy of it, and before that to an older one.
    pub statuses: Statuses,
    /// The older request that arrived once more.
    pub again: Option<Vec<SealedReport>>,
}

impl Journey {
    /// The report of a request that holds one.
    pub fn report(&self) -> &SealedReport {
        assert_eq!(self.reports.len(), 1);
        &self.reports[0]
    }
}

struct State {
    weather: Weather,
    journeys: Vec<Journey>,
    /// The last request, as it was on the wire.
    last: Option<(Vec<u8>, Vec<SealedReport>)>,
}

/// One request at a time, as a driver sends them.
pub struct FaultyTransport {
    inner: UreqTransport,
    listener: TcpListener,
    address: SocketAddr,
    relay: Arc<RelayHost>,
    state: Mutex<State>,
}

impl FaultyTransport {
    pub fn new(relay: Arc<RelayHost>, weather: Weather) -> Arc<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let state = Mutex::new(State { weather, journeys: Vec::new(), last: None });
        Arc::new(Self { inner: UreqTransport::new(), listener, address, relay, state })
    }

    pub fn client(self: &Arc<Self>) -> RelayClient {
        RelayClient::new(RelayUrl::parse("http://127.0.0.1:1").unwrap(), self.clone())
    }

    pub fn weather(&self, weather: Weather) {
        self.state().weather = weather;
    }

    pub fn journeys(&self) -> Vec<Journey> {
        self.state().journeys.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn through_wire(
        &self,
        request: &HttpRequest,
        fault: &Fault,
        older: Option<&[u8]>,
    ) -> (Result<HttpResponse, TransportError>, Statuses) {
        let path = request.url.strip_prefix("http://127.0.0.1:1").unwrap();
        let timeout = if fault.outlasts() { IMPATIENT } else { socket_deadline() };
        let url = format!("http://{}{path}", self.address);
        let request = HttpRequest { url, timeout, ..request.clone() };
        let target = self.relay.address();
        thread::scope(|scope| {
            let wire = scope.spawn(|| wire::carry(&self.listener, target, fault, older));
            let answer = self.inner.send(&request);
            (answer, wire.join().unwrap())
        })
    }
}

fn socket_deadline() -> Duration {
    findmesh_e2e::socket::DEADLINE
}

impl HttpTransport for FaultyTransport {
    fn send(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
        let (fault, older) = {
            let mut state = self.state();
            (state.weather.next(), state.last.take())
        };
        let batch: UploadBatch = frame::decode(&request.body).unwrap();
        let reports = batch.reports;
        let before = older.as_ref().filter(|_| matches!(fault, Fault::Again));
        self.relay.store_fails(matches!(fault, Fault::StoreFails));
        let (answer, statuses) = match fault {
            // The port is privileged, and nothing of this machine listens there.
            Fault::Refused => (self.inner.send(request), Vec::new()),
            _ => self.through_wire(request, &fault, before.map(|(bytes, _)| bytes.as_slice())),
        };
        self.relay.store_fails(false);
        let again = before.map(|(_, reports)| reports.clone());
        let mut state = self.state();
        state.last = Some((raw(request), reports.clone()));
        state.journeys.push(Journey { reports, fault: fault.name(), statuses, again });
        answer
    }
}

/// The request as it would be repeated by something on the way.
fn raw(request: &HttpRequest) -> Vec<u8> {
    let headers = request.headers.iter().map(|(name, value)| format!("{name}: {value}\r\n"));
    let headers: String = headers.collect();
    let length = request.body.len();
    let head =
        format!("POST /v1/reports HTTP/1.1\r\nhost: relay\r\n{headers}content-length: {length}\r\n\r\n");
    [head.as_bytes(), &request.body].concat()
}
