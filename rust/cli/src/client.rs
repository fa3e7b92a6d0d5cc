//! The relay, as the commands reach it.

use std::cell::Cell;
use std::sync::Arc;
use std::time::Duration;

use findmesh_net::{RelayClient, RelayUrl, UreqTransport};
use findmesh_proto::{Query, QueryResult};

use crate::failure::Failure;
use crate::output::progress::Progress;
use crate::owner::Asker;

/// For one request.
const TIMEOUT: Duration = Duration::from_secs(20);

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
        Self {
            client: client(url),
            progress: Progress::new(),
            asked: Cell::new(0),
        }
    }
}

impl Asker for RelayAsker {
    fn ask(&self, query: &Query) -> Result<QueryResult, Failure> {
        self.asked.set(self.asked.get() + 1);
        self.progress.say(&format!("request {}", self.asked.get()));
        self.client
            .query(query)
            .map_err(|error| Failure::about("relay", error))
    }
}
