//! The calls of docs/formats.md §4, one file each.

mod body;
mod descriptor;
mod operations;
mod query;
mod reports;

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Instant;

use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Router, body::Body};

use crate::clock::HourClock;
use crate::config::RelayConfig;
use crate::intake::Intake;
use crate::limiter::RateLimiter;
use crate::metrics::Metrics;
use crate::refusal::{OutcomeCode, Refusal};
use crate::storage::ReportStorage;

/// Turns the socket address of a connection into the address that is counted against the limit. A test
/// puts an address of its own here; nothing a client sends can.
pub type PeerOf = Arc<dyn Fn(SocketAddr) -> IpAddr + Send + Sync>;

/// Socket address of the connection that a request came on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ConnectionPeer(pub(crate) SocketAddr);

/// What the calls share.
pub(crate) struct Service {
    pub(crate) config: RelayConfig,
    pub(crate) storage: Arc<dyn ReportStorage>,
    pub(crate) intake: Intake,
    pub(crate) limiter: RateLimiter,
    pub(crate) metrics: Arc<Metrics>,
    pub(crate) clock: Arc<dyn HourClock>,
    pub(crate) peer_of: PeerOf,
    pub(crate) started: Instant,
}

/// The calls as a service of HTTP requests that carry their [`ConnectionPeer`].
pub(crate) fn router(service: Arc<Service>) -> Router {
    let limited = Router::new()
        .route("/v1/reports", post(reports::take))
        .route("/v1/query", post(query::answer))
        .route(findmesh_proto::descriptor::PATH, get(descriptor::describe))
        .fallback(async || Refusal::NotFound)
        .method_not_allowed_fallback(async || Refusal::MethodNotAllowed)
        .layer(from_fn_with_state(Arc::clone(&service), limit));
    // Watchers ask often and from everywhere: they are not limited.
    Router::new()
        .route("/healthz", get(operations::health))
        .route("/metrics", get(operations::metrics))
        .method_not_allowed_fallback(async || Refusal::MethodNotAllowed)
        .merge(limited)
        .layer(from_fn_with_state(Arc::clone(&service), count))
        .with_state(service)
}

async fn limit(State(service): State<Arc<Service>>, request: Request<Body>, next: Next) -> Response {
    // Without a connection there is no peer to limit: the service is called directly.
    if let Some(ConnectionPeer(address)) = request.extensions().get().copied() {
        let peer = (service.peer_of)(address);
        if let Err(seconds) = service.limiter.take(peer, service.started.elapsed()) {
            return Refusal::RateLimited { seconds }.into_response();
        }
    }
    next.run(request).await
}

async fn count(State(service): State<Arc<Service>>, request: Request<Body>, next: Next) -> Response {
    let route = route_label(request.uri().path());
    let response = next.run(request).await;
    let code = response.extensions().get::<OutcomeCode>().map_or("ok", |code| code.0);
    service.metrics.request(route, code);
    response
}

/// Few and fixed, whatever paths strangers ask for.
fn route_label(path: &str) -> &'static str {
    match path {
        "/v1/reports" => "reports",
        "/v1/query" => "query",
        findmesh_proto::descriptor::PATH => "descriptor",
        "/healthz" => "healthz",
        "/metrics" => "metrics",
        _ => "other",
    }
}
