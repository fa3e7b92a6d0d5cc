//! Waiting for a moment of the engine's clock.

use std::future::pending;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{Instant, sleep, sleep_until};

use crate::clock::Clock;

/// Timers of the machine stand still while it sleeps and boot time does not, so a long wait looks again this often.
const LONGEST: Duration = Duration::from_secs(30);

/// Waits for moments of a clock.
pub(super) struct Timer {
    clock: Arc<dyn Clock>,
    changes: Option<watch::Receiver<u64>>,
}

impl Timer {
    pub(super) fn new(clock: Arc<dyn Clock>) -> Self {
        let changes = clock.changes();
        Self { clock, changes }
    }

    /// Returns at boot time `at` or later; never, when there is none. May be dropped and called again.
    pub(super) async fn until(&mut self, at: Option<u64>) {
        let Some(at) = at else { return pending().await };
        loop {
            let left = at.saturating_sub(self.clock.now().boot_ms);
            if left == 0 {
                return;
            }
            let nap = self.clock.runs().then(|| Duration::from_millis(left).min(LONGEST));
            tokio::select! {
                () = rest(nap) => {}
                () = changed(&mut self.changes) => {}
            }
        }
    }
}

/// Waits for an instant; for ever, when there is none.
pub(super) async fn at_instant(at: Option<Instant>) {
    match at {
        Some(at) => sleep_until(at).await,
        None => pending().await,
    }
}

async fn rest(nap: Option<Duration>) {
    match nap {
        Some(nap) => sleep(nap).await,
        None => pending().await,
    }
}

async fn changed(changes: &mut Option<watch::Receiver<u64>>) {
    let Some(changes) = changes else {
        return pending().await;
    };
    if changes.changed().await.is_err() {
        pending().await
    }
}
