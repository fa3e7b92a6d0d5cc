//! What happens by the clock: retention, and the one line an hour in the log.

use std::sync::Arc;
use std::time::Duration;

use crate::clock::{HourClock, first_held};
use crate::metrics::{Metrics, Outcomes};
use crate::storage::ReportStorage;

/// How often the hour is looked at for the log.
const LOOK: Duration = Duration::from_secs(30);

/// Erases what is past retention, at once and then at every interval. Never ends by itself.
pub(crate) struct Sweeper {
    pub(crate) storage: Arc<dyn ReportStorage>,
    pub(crate) metrics: Arc<Metrics>,
    pub(crate) clock: Arc<dyn HourClock>,
    pub(crate) retention_days: u32,
    pub(crate) interval: Duration,
}

impl Sweeper {
    pub(crate) async fn run(self) {
        loop {
            self.sweep().await;
            tokio::time::sleep(self.interval).await;
        }
    }

    async fn sweep(&self) {
        let before = first_held(self.clock.hour(), self.retention_days);
        match self.storage.forget_before(before).await {
            Ok(0) => {}
            Ok(reports) => {
                self.metrics.forgotten(reports);
                log::info!("event=forgotten hour={} reports={reports}", self.clock.hour());
            }
            Err(error) => self.metrics.storage_failed("forget", &error),
        }
    }
}

/// Writes what was answered in each hour, once the hour is over: the relay has no finer access log.
pub(crate) async fn log_hours(metrics: Arc<Metrics>, clock: Arc<dyn HourClock>) {
    let mut hour = clock.hour();
    let mut before = metrics.outcomes();
    loop {
        tokio::time::sleep(LOOK).await;
        let now = clock.hour();
        if now != hour {
            let after = metrics.outcomes();
            hour_lines(hour, &before, &after).iter().for_each(|line| log::info!("{line}"));
            (hour, before) = (now, after);
        }
    }
}

/// A line for each route and outcome that occurred.
fn hour_lines(hour: u32, before: &Outcomes, after: &Outcomes) -> Vec<String> {
    let counts = after.iter().map(|(key, total)| (key, total - before.get(key).copied().unwrap_or_default()));
    let occurred = counts.filter(|(_, count)| *count > 0);
    occurred
        .map(|((route, code), count)| {
            format!("event=answered hour={hour} route={route} code={code} count={count}")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_is_told_by_what_it_added() {
        let before = Outcomes::from([(("query", "ok"), 5), (("reports", "ok"), 5)]);
        let after =
            Outcomes::from([(("query", "ok"), 5), (("reports", "bad_frame"), 1), (("reports", "ok"), 8)]);
        let expected = [
            "event=answered hour=490000 route=reports code=bad_frame count=1",
            "event=answered hour=490000 route=reports code=ok count=3",
        ];
        assert_eq!(hour_lines(490_000, &before, &after), expected);
    }
}
