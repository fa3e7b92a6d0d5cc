//! Moments in which reports leave, and what came of them.

use findmesh_engine::Window;

use crate::convert::{count, small};
use crate::error::NativeError;

/// How long the host can stay awake for uploads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum UploadWindow {
    /// A background wake: at most one report.
    Wake,
    /// A job or an open app: reports with a uniform 30 to 300 s between two.
    Lasting {
        /// Length of the window from now, milliseconds.
        millis: i64,
    },
}

/// What came of a window.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct UploadSummary {
    /// Requests that were made.
    pub sent: i32,
    /// Reports that the relay took.
    pub held: i32,
    /// Reports that the relay will never take; they are gone from the queue.
    pub rejected: i32,
    /// Requests that failed and will be made again.
    pub failed: i32,
    /// HTTP status of the last answer that was not 2xx, none where there was no such answer.
    pub last_failure_status: Option<i32>,
    /// Reports left in the queue.
    pub remaining: i32,
    /// Wall time in milliseconds at which the next report may leave.
    pub next_due_wall_ms: Option<i64>,
}

impl TryFrom<UploadWindow> for Window {
    type Error = NativeError;

    fn try_from(window: UploadWindow) -> Result<Self, NativeError> {
        match window {
            UploadWindow::Wake => Ok(Self::Wake),
            UploadWindow::Lasting { millis } => Ok(Self::Lasting(count("millis", millis)?)),
        }
    }
}

impl From<findmesh_engine::UploadSummary> for UploadSummary {
    fn from(summary: findmesh_engine::UploadSummary) -> Self {
        Self {
            sent: small(summary.sent),
            held: small(summary.held),
            rejected: small(summary.rejected),
            failed: small(summary.failed),
            last_failure_status: summary.last_failure_status.map(i32::from),
            remaining: small(summary.remaining),
            next_due_wall_ms: summary.next_due_wall_ms,
        }
    }
}
