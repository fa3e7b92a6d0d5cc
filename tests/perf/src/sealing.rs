//! Keys, sealing and opening, both backends side by side.

use findmesh_crypto::native::{EpochKey, Schedule, TagSecret, epoch_key_with, open, seal};
use findmesh_crypto::p256::{self, Backend, P256};
use findmesh_proto::advert::Form;
use findmesh_proto::{FixSource, Report as Sighted};

use crate::budgets::{Budgets, of};
use crate::formats::DEPLOYMENT;
use crate::measure::{Case, Timing, in_turns};
use crate::report::Report;

const SIGHTED: Sighted = Sighted {
    time: 1_790_000_000,
    lat_e7: 225_431_000,
    lon_e7: 1_140_579_000,
    accuracy_dm: 125,
    altitude_m: 12,
    header: 0x10,
    status: 0,
    rssi: -71,
    tx_power: 127,
    fix_age_s: 3,
    source: FixSource::Gnss,
    moving: false,
    form: Form::Extended,
};

/// The three operations of the native network.
pub(crate) fn run(report: &mut Report, budgets: &Budgets) {
    let mut schedule = Schedule::new(TagSecret::from_bytes([7; 32]), 0);
    let day = schedule.day_secret(3);
    let Ok(epoch) = schedule.epoch(3, 255) else { return };
    topic(report, budgets, "rolling_key", "next rolling key", &|b| epoch_key_with(b, &day, 42).is_ok());
    topic(report, budgets, "seal", "seal a report", &|b| sealed(b, &epoch).is_some());
    let Some(body) = sealed(p256::backend(), &epoch) else {
        return;
    };
    let opened = |b: &dyn P256| open(b, &epoch.private_key, &body, &DEPLOYMENT.service_uuid).is_ok();
    topic(report, budgets, "open", "open a report", &opened);
}

fn sealed(backend: &dyn P256, epoch: &EpochKey) -> Option<[u8; 73]> {
    seal(backend, &epoch.key, &SIGHTED, &DEPLOYMENT.service_uuid, &[9; 32]).ok()
}

fn topic(
    report: &mut Report,
    budgets: &Budgets,
    budget: &str,
    title: &str,
    body: &dyn Fn(&dyn P256) -> bool,
) {
    report.topic(&format!("{title}, by backend"));
    let backends = Backend::ALL.into_iter().filter_map(p256::backend_named);
    let mut cases: Vec<Case<'_>> = backends.map(|b| Case::new(b.name(), move || body(b))).collect();
    cases.push(Case::new("as chosen", || body(p256::backend())));
    let timings = in_turns(cases);
    report.timings(&timings);
    report.at_most(&format!("ratios.{budget}"), chosen_ratio(&timings), of(&budgets.ratios, budget));
}

fn chosen_ratio(timings: &[Timing]) -> f64 {
    let fastest = timings.iter().map(|t| t.median).fold(f64::INFINITY, f64::min);
    timings.last().map_or(f64::NAN, |chosen| chosen.median / fastest)
}
