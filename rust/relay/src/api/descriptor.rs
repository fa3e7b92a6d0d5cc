//! `GET /.well-known/findmesh`

use std::sync::Arc;

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use findmesh_proto::{API_VERSION, Descriptor, frame};

use super::Service;
use crate::config::RelayConfig;
use crate::refusal::Refusal;

pub(super) async fn describe(State(service): State<Arc<Service>>) -> Result<impl IntoResponse, Refusal> {
    let json = serde_json::to_vec(&descriptor(&service.config)).map_err(|_| Refusal::unavailable())?;
    Ok(([(header::CONTENT_TYPE, "application/json")], json))
}

fn descriptor(config: &RelayConfig) -> Descriptor {
    Descriptor {
        versions: vec![API_VERSION],
        service_uuid: config.service_uuid,
        company_id: config.company_id,
        networks: config.admission.rules().to_vec(),
        sizes: frame::SIZES.to_vec(),
        max_reports: config.max_reports as usize,
        prefix_bits: config.prefix_bits,
        retention_days: config.retention_days,
        require: Vec::new(),
    }
}
