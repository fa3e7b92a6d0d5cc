//! Moments in which reports leave, and what came of them.
//!
//! Reports leave only inside a window that the host gave: it alone knows what a moment costs (a radio that is up
//! anyway, a job that the platform granted). A process that merely lives sends nothing.

use findmesh_core::upload::UploadOutcome;

/// How long the host can stay awake for uploads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// A background wake: at most one request.
    Wake,
    /// A job, an open app or a desk: requests with a uniform 30 to 300 s between two, for this many milliseconds.
    Lasting(u64),
}

/// What came of a window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UploadSummary {
    /// Requests that were made.
    pub sent: u32,
    /// Reports that the relay took.
    pub held: u32,
    /// Reports that the relay will never take; they are gone from the queue.
    pub rejected: u32,
    /// Requests that failed and will be made again.
    pub failed: u32,
    /// HTTP status of the last answer that was not 2xx, none where there was no such answer.
    pub last_failure_status: Option<u16>,
    /// Reports left in the queue.
    pub remaining: u32,
    /// Wall time in milliseconds at which the next report may leave.
    pub next_due_wall_ms: Option<i64>,
}

impl UploadSummary {
    /// One more request, of so many reports.
    pub(crate) fn count(&mut self, outcome: UploadOutcome, reports: usize) {
        self.sent += 1;
        match outcome {
            UploadOutcome::Held => {
                self.held = self.held.saturating_add(u32::try_from(reports).unwrap_or(u32::MAX));
            }
            // Of several the one that the relay names; else they leave once more.
            UploadOutcome::Rejected { status, index }
                if reports == 1 || index.is_some_and(|index| index < reports) =>
            {
                self.rejected += 1;
                self.last_failure_status = Some(status);
            }
            UploadOutcome::Rejected { status, .. } => self.failed(Some(status)),
            UploadOutcome::NetworkUnlisted => self.failed(Some(422)),
            UploadOutcome::Retry { status, .. } => self.failed(status),
            UploadOutcome::Refused { status } => self.failed(Some(status)),
        }
    }

    fn failed(&mut self, status: Option<u16>) {
        self.failed += 1;
        self.last_failure_status = status.or(self.last_failure_status);
    }
}
