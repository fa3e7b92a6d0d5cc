//! From phones to a line of the table; sums run in the order of the phones.

use std::collections::BTreeMap;

use super::Outcome;
use super::phone_result::PhoneResult;
use super::row::{Row, percentile, rounded};
use crate::platform::Energy;
use crate::policy::Policy;
use crate::world::{TagKind, World};

const HOURS: f64 = 24.0;

pub(super) fn sum_up(policy: Policy, world: &World, results: &[PhoneResult]) -> Outcome {
    let mean =
        |of: fn(&PhoneResult) -> f64| results.iter().map(of).sum::<f64>() / results.len().max(1) as f64;
    let energy = energy(mean);
    let [of_60s, of_10s] = [|result: &PhoneResult| result.of_60s, |result: &PhoneResult| result.of_10s]
        .map(|of: fn(&PhoneResult) -> [u64; 3]| shares(results.iter().map(of)));
    let errors = sorted(results.iter().flat_map(|result| result.errors_m.iter().map(|m| f64::from(*m))));
    let metres = |share| percentile(&errors, share).map(|metres| rounded(metres, 1));
    let row = Row {
        policy: policy.as_str(),
        energy_mah_per_day: rounded(energy.total(), 3),
        radio_s_per_h: rounded(mean(|result| result.radio_ms) / 1000.0 / HOURS, 2),
        wakeups_per_h: rounded(mean(|result| result.wakeups.into()) / HOURS, 3),
        scan_starts_per_h: rounded(mean(|result| result.scan_starts.into()) / HOURS, 3),
        encounters_60s: of_60s.all,
        heard_60s: of_60s.heard,
        reported_60s: of_60s.reported,
        heard_10s: of_10s.heard,
        reported_10s: of_10s.reported,
        error_m_p50: metres(0.5),
        error_m_p95: metres(0.95),
        lost_tag_first_report_s_p50: first_report_s(world, results),
        reports_per_day: rounded(mean(|result| result.uploads.into()), 3),
        bytes_per_day: rounded(mean(|result| result.bytes as f64), 1),
    };
    let charging_mah = rounded(mean(|result| result.charging_mah), 3);
    Outcome { row, energy, charging_mah, counters: counters(results) }
}

fn energy(mean: impl Fn(fn(&PhoneResult) -> f64) -> f64) -> Energy {
    Energy {
        receiver: mean(|result| result.energy.receiver),
        wakes: mean(|result| result.energy.wakes),
        all_pass: mean(|result| result.energy.all_pass),
        awake: mean(|result| result.energy.awake),
        fixes: mean(|result| result.energy.fixes),
        uploads: mean(|result| result.energy.uploads),
    }
}

fn counters(results: &[PhoneResult]) -> BTreeMap<String, f64> {
    let mut sums: BTreeMap<String, u64> = BTreeMap::new();
    for (name, count) in results.iter().flat_map(|result| &result.counters) {
        *sums.entry(name.clone()).or_default() += count;
    }
    let phones = results.len().max(1) as f64;
    sums.into_iter().map(|(name, count)| (name, rounded(count as f64 / phones, 3))).collect()
}

/// A class of encounters over all phones.
struct Class {
    all: u64,
    heard: Option<f64>,
    reported: Option<f64>,
}

fn shares(counts: impl Iterator<Item = [u64; 3]>) -> Class {
    let [all, heard, reported] = counts.fold([0; 3], |a, b| [a[0] + b[0], a[1] + b[1], a[2] + b[2]]);
    let share = |part: u64| (all > 0).then(|| rounded(part as f64 / all as f64, 4));
    Class { all, heard: share(heard), reported: share(reported) }
}

/// Median over all lost tags; a tag without a report is one that waits for ever.
fn first_report_s(world: &World, results: &[PhoneResult]) -> Option<f64> {
    let mut first: BTreeMap<u32, u64> = BTreeMap::new();
    for (tag, at) in results.iter().flat_map(|result| &result.arrived) {
        let known = first.entry(*tag).or_insert(*at);
        *known = (*known).min(*at);
    }
    let lost = world.tags.iter().filter(|tag| tag.kind == TagKind::Lost).count();
    let silent = std::iter::repeat_n(f64::INFINITY, lost.saturating_sub(first.len()));
    let all = sorted(first.values().map(|ms| *ms as f64 / 1000.0).chain(silent));
    percentile(&all, 0.5).filter(|seconds| seconds.is_finite()).map(|seconds| rounded(seconds, 0))
}

fn sorted(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_unstable_by(f64::total_cmp);
    values
}
