//! `POST /v1/reports`

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use findmesh_proto::{API_VERSION, Network, Problem, SealedReport, UploadBatch};

use super::{Service, body};
use crate::admission::{AdmissionTable, NotAdmitted};
use crate::refusal::Refusal;
use crate::storage::NewReport;

pub(super) async fn take(
    State(service): State<Arc<Service>>,
    request: Request<Body>,
) -> Result<StatusCode, Refusal> {
    let batch: UploadBatch = body::message(request, service.config.request_timeout).await?;
    check_batch(&batch, service.config.max_reports as usize)?;
    let hour = service.clock.hour();
    let reports = batch.reports.into_iter().enumerate();
    let admitted = reports.map(|(index, report)| admit(&service.config.admission, index, report, hour));
    let admitted = admitted.collect::<Result<Vec<_>, _>>()?;
    service.intake.hold(admitted).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn check_batch(batch: &UploadBatch, max_reports: usize) -> Result<(), Refusal> {
    if batch.version != API_VERSION {
        return Err(unsupported());
    }
    if batch.reports.is_empty() {
        return Err(Refusal::with_detail(Problem::BadFrame, "the batch holds no report"));
    }
    if batch.reports.len() > max_reports {
        let detail = format!("{} reports, at most {max_reports} are taken", batch.reports.len());
        return Err(Refusal::with_detail(Problem::TooManyReports, detail));
    }
    Ok(())
}

pub(super) fn unsupported() -> Refusal {
    Refusal::with_detail(Problem::UnsupportedVersion, format!("version {API_VERSION} is served"))
}

/// The network that a message names, when this relay lists it.
pub(super) fn listed(table: &AdmissionTable, network: Option<Network>) -> Result<Network, Refusal> {
    network.filter(|network| table.lists(*network)).ok_or_else(unlisted)
}

fn unlisted() -> Refusal {
    Refusal::with_detail(Problem::UnlistedNetwork, "the descriptor lists the networks that are taken")
}

/// Only shape is checked: whether the point inside is one is for its owner to find out.
fn admit(
    table: &AdmissionTable,
    index: usize,
    report: SealedReport,
    hour: u32,
) -> Result<NewReport, Refusal> {
    let network = listed(table, report.network())?;
    table.check(network, &report.lookup_id, &report.body).map_err(|reason| match reason {
        NotAdmitted::Network => unlisted(),
        NotAdmitted::IdLength => Refusal::at(index, "the lookup id has a length that is not taken"),
        NotAdmitted::BodyVersion => Refusal::at(index, "the body has a version that is not taken"),
        NotAdmitted::BodyLength => Refusal::at(index, "the body has a length that is not taken"),
    })?;
    Ok(NewReport { network, lookup_id: report.lookup_id, body: report.body, hour })
}
