//! The relay, as the commands reach it.

use std::cell::Cell;
use std::sync::Arc;
use std::time::Duration;

use findmesh_net::{NetError, RelayClient, RelayUrl, UreqTransport};
use findmesh_proto::{Query, QueryResult};

use crate::failure::Failure;
use crate::output::progress::Progress;
use crate::owner::Asker;

/// For one request.
const TIMEOUT: Duration = Duration::from_secs(20);

/// Questions about many days meet a relay's limit: it then says how long to wait. So often it is obeyed for one
/// question, and so long at most.
const MOST_WAITS: usize = 5;
const LONGEST_WAIT: Duration = Duration::from_secs(120);

/// Reads `--relay`: https, or http to a loopback address.
pub(crate) fn parse_url(text: &str) -> Result<RelayUrl, String> {
    RelayUrl::parse(text).map_err(|error| error.to_string())
}

/// A client of the relay at `url`.
pub(crate) fn client(url: &RelayUrl) -> RelayClient {
    RelayClient::new(url.clone(), Arc::new(UreqTransport::new())).with_timeout(TIMEOUT)
}

/// A relay that answers an owner, with progress for who waits.
pub(crate) struct RelayAsker {
    client: RelayClient,
    progress: Progress,
    asked: Cell<u64>,
}

impl RelayAsker {
    /// The relay at `url`.
    pub(crate) fn new(url: &RelayUrl) -> Self {
        Self { client: client(url), progress: Progress::new(), asked: Cell::new(0) }
    }
}

impl Asker for RelayAsker {
    fn ask(&self, query: &Query) -> Result<QueryResult, Failure> {
        self.asked.set(self.asked.get() + 1);
        self.progress.say(&format!("request {}", self.asked.get()));
        for _ in 0..MOST_WAITS {
            match self.client.query(query) {
                Err(error) => self.wait(error)?,
                Ok(result) => return Ok(result),
            }
        }
        self.client.query(query).map_err(failure)
    }
}

impl RelayAsker {
    /// As long as the relay asks for; an error that no patience mends is given back.
    fn wait(&self, error: NetError) -> Result<(), Failure> {
        let wait = patience(&error).ok_or_else(|| failure(error))?;
        self.progress.say(&format!("the relay asks to wait {} s", wait.as_secs()));
        std::thread::sleep(wait);
        Ok(())
    }
}

fn failure(error: NetError) -> Failure {
    Failure::about("relay", error)
}

/// How long an answer of "too many requests" or "not now" asks to wait.
fn patience(error: &NetError) -> Option<Duration> {
    let NetError::Refused(refusal) = error else {
        return None;
    };
    let wait = Duration::from_millis(refusal.retry_after_ms?);
    (matches!(refusal.status, 429 | 503) && wait <= LONGEST_WAIT).then_some(wait)
}
