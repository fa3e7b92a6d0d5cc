//! Counters of the relay, as Prometheus text. No label carries an identifier or an address.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::storage::{StorageError, StorageSize, Tally};

/// Requests by route and outcome code.
pub(crate) type Outcomes = BTreeMap<(&'static str, &'static str), u64>;

/// Everything that is counted.
#[derive(Debug, Default)]
pub(crate) struct Metrics {
    requests: Mutex<Outcomes>,
    held: AtomicU64,
    duplicate: AtomicU64,
    sampled: AtomicU64,
    forgotten: AtomicU64,
    delivered: AtomicU64,
    commits: AtomicU64,
    commit_micros: AtomicU64,
    storage_errors: AtomicU64,
}

impl Metrics {
    pub(crate) fn request(&self, route: &'static str, code: &'static str) {
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        *requests.entry((route, code)).or_default() += 1;
    }

    pub(crate) fn committed(&self, result: &Result<Tally, StorageError>, took: Duration) {
        match result {
            Ok(tally) => self.tallied(*tally, took),
            Err(error) => self.storage_failed("hold", error),
        }
    }

    pub(crate) fn storage_failed(&self, step: &'static str, error: &StorageError) {
        add(&self.storage_errors, 1);
        log::error!("event=storage_failed step={step} error=\"{error}\"");
    }

    pub(crate) fn forgotten(&self, reports: u64) {
        add(&self.forgotten, reports);
    }

    pub(crate) fn delivered(&self, reports: usize) {
        add(&self.delivered, reports as u64);
    }

    /// Requests so far, for the hourly line of the log.
    pub(crate) fn outcomes(&self) -> Outcomes {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Text exposition format 0.0.4.
    pub(crate) fn render(&self, size: Option<StorageSize>) -> String {
        let mut text = String::new();
        self.render_requests(&mut text);
        self.render_reports(&mut text);
        self.render_storage(&mut text, size);
        text
    }

    fn tallied(&self, tally: Tally, took: Duration) {
        add(&self.held, tally.held);
        add(&self.duplicate, tally.duplicate);
        add(&self.sampled, tally.sampled);
        add(&self.commits, 1);
        add(&self.commit_micros, u64::try_from(took.as_micros()).unwrap_or(u64::MAX));
    }

    fn render_requests(&self, text: &mut String) {
        head(text, "findmesh_relay_requests_total", "counter", "Requests answered, by route and outcome.");
        for ((route, code), count) in self.outcomes() {
            line(text, &format!("findmesh_relay_requests_total{{route=\"{route}\",code=\"{code}\"}}"), count);
        }
    }

    fn render_reports(&self, text: &mut String) {
        let name = "findmesh_relay_reports_total";
        head(text, name, "counter", "Reports accepted, by what became of them.");
        for (result, counter) in
            [("held", &self.held), ("duplicate", &self.duplicate), ("sampled", &self.sampled)]
        {
            line(text, &format!("{name}{{result=\"{result}\"}}"), get(counter));
        }
        single(
            text,
            "findmesh_relay_reports_delivered_total",
            "Reports handed out to queries.",
            &self.delivered,
        );
        single(
            text,
            "findmesh_relay_reports_forgotten_total",
            "Reports erased by retention.",
            &self.forgotten,
        );
    }

    fn render_storage(&self, text: &mut String, size: Option<StorageSize>) {
        head(text, "findmesh_relay_commit_seconds", "summary", "Time of one commit to the store.");
        let seconds = get(&self.commit_micros) as f64 / 1e6;
        line(text, "findmesh_relay_commit_seconds_sum", seconds);
        line(text, "findmesh_relay_commit_seconds_count", get(&self.commits));
        single(text, "findmesh_relay_storage_errors_total", "Failures of the store.", &self.storage_errors);
        let Some(size) = size else { return };
        head(text, "findmesh_relay_stored_reports", "gauge", "Reports held.");
        line(text, "findmesh_relay_stored_reports", size.reports);
        head(text, "findmesh_relay_stored_bytes", "gauge", "Size of the database without its log.");
        line(text, "findmesh_relay_stored_bytes", size.bytes);
    }
}

fn add(counter: &AtomicU64, value: u64) {
    let _ = counter.fetch_add(value, Ordering::Relaxed);
}

fn get(counter: &AtomicU64) -> u64 {
    counter.load(Ordering::Relaxed)
}

fn single(text: &mut String, name: &str, help: &str, counter: &AtomicU64) {
    head(text, name, "counter", help);
    line(text, name, get(counter));
}

// Writing to a String cannot fail.
fn head(text: &mut String, name: &str, kind: &str, help: &str) {
    let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}");
}

fn line(text: &mut String, name: &str, value: impl std::fmt::Display) {
    let _ = writeln!(text, "{name} {value}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn renders_what_was_counted() {
        let metrics = Metrics::default();
        metrics.request("reports", "ok");
        metrics.request("reports", "ok");
        metrics.request("query", "bad_query");
        let tally = Tally { held: 3, duplicate: 2, sampled: 1 };
        metrics.committed(&Ok(tally), Duration::from_millis(1500));
        metrics.committed(&Err(StorageError::Full), Duration::ZERO);
        let text = metrics.render(Some(StorageSize { reports: 3, bytes: 8192 }));
        for expected in [
            "findmesh_relay_requests_total{route=\"reports\",code=\"ok\"} 2\n",
            "findmesh_relay_requests_total{route=\"query\",code=\"bad_query\"} 1\n",
            "findmesh_relay_reports_total{result=\"sampled\"} 1\n",
            "findmesh_relay_commit_seconds_sum 1.5\n",
            "findmesh_relay_storage_errors_total 1\n",
            "findmesh_relay_stored_bytes 8192\n",
        ] {
            assert!(text.contains(expected), "{expected} missing in\n{text}");
        }
    }
}
