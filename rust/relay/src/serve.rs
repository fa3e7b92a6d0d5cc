//! The loop that accepts connections, and its end.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::api::ConnectionPeer;
use crate::config::RelayConfig;

/// How long to wait after a connection could not be accepted (no file descriptors, usually).
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// Bounds of all connections together and of each.
#[derive(Clone, Copy)]
pub(crate) struct Limits {
    connections: usize,
    head: Duration,
    grace: Duration,
}

impl Limits {
    pub(crate) fn of(config: &RelayConfig) -> Self {
        Self {
            connections: config.max_connections as usize,
            head: config.request_timeout,
            grace: config.shutdown_grace,
        }
    }
}

/// Accepts until `shutdown`, then waits for what runs. When it returns, no connection is left and the
/// router is dropped.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    shutdown: impl Future<Output = ()> + Send,
) {
    let graceful = GracefulShutdown::new();
    let mut connections = JoinSet::new();
    tokio::select! {
        () = accept(&listener, &router, &graceful, &mut connections, limits) => {}
        () = shutdown => {}
    }
    drop(listener);
    if tokio::time::timeout(limits.grace, graceful.shutdown()).await.is_err() {
        log::warn!("event=stop_cut_connections count={}", connections.len());
    }
    connections.shutdown().await;
}

async fn accept(
    listener: &TcpListener,
    router: &Router,
    graceful: &GracefulShutdown,
    connections: &mut JoinSet<()>,
    limits: Limits,
) {
    let slots = Arc::new(Semaphore::new(limits.connections));
    // The semaphore is never closed, so a slot always comes.
    while let Ok(slot) = Arc::clone(&slots).acquire_owned().await {
        let Some((stream, address)) = next_stream(listener).await else {
            continue;
        };
        let connection = connection(stream, address, router.clone(), limits.head, graceful);
        let _ = connections.spawn(async move {
            connection.await;
            drop(slot);
        });
        while connections.try_join_next().is_some() {}
    }
}

async fn next_stream(listener: &TcpListener) -> Option<(TcpStream, SocketAddr)> {
    match listener.accept().await {
        Ok(accepted) => Some(accepted),
        Err(error) => {
            log::warn!("event=accept_failed error=\"{}\"", error.kind());
            tokio::time::sleep(ACCEPT_PAUSE).await;
            None
        }
    }
}

/// Serves one connection until its peer closes it, its next request takes too long, or the relay stops.
fn connection(
    stream: TcpStream,
    address: SocketAddr,
    router: Router,
    head: Duration,
    graceful: &GracefulShutdown,
) -> impl Future<Output = ()> + Send + use<> {
    // Answers are small; waiting to fill a packet would only delay them. It works without, too.
    let _ = stream.set_nodelay(true);
    let calls = TowerToHyperService::new(router);
    let service = service_fn(move |mut request: hyper::Request<hyper::body::Incoming>| {
        let _ = request.extensions_mut().insert(ConnectionPeer(address));
        calls.call(request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(head)
        .serve_connection(TokioIo::new(stream), service);
    let watched = graceful.watch(connection);
    async move {
        // A peer that breaks off is no event: its report is held, or it comes again.
        let _ = watched.await;
    }
}
