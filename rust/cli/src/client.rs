//! The relay, as the commands reach it.

use std::sync::Arc;
use std::time::Duration;

use findmesh_net::{RelayClient, RelayUrl, UreqTransport};
use findmesh_proto::{Query, QueryResult};

use crate::failure::Failure;
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

/// A relay that answers an owner.
pub(crate) struct RelayAsker(pub(crate) RelayClient);

impl Asker for RelayAsker {
    fn ask(&self, query: &Query) -> Result<QueryResult, Failure> {
        self.0
            .query(query)
            .map_err(|error| Failure::about("relay", error))
    }
}
