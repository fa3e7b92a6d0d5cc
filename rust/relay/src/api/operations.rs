//! `GET /healthz` and `GET /metrics`: for the operator, not for clients.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;

use super::Service;
use crate::refusal::Refusal;

/// 200 while the store can be read, 503 while it cannot.
pub(super) async fn health(State(service): State<Arc<Service>>) -> Result<&'static str, Refusal> {
    match service.storage.check().await {
        Ok(()) => Ok("ok\n"),
        Err(error) => {
            service.metrics.storage_failed("check", &error);
            Err(Refusal::unavailable())
        }
    }
}

pub(super) async fn metrics(State(service): State<Arc<Service>>) -> impl IntoResponse {
    let size = service.storage.size().await.ok();
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], service.metrics.render(size))
}
