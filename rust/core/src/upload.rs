//! What an upload can come to (docs/finder.md §3).

use serde::{Deserialize, Serialize};

/// The relay's answer to one report, or the lack of one, in the classes that the queue acts on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum UploadOutcome {
    /// 2xx: the relay holds it (or sampled it): the row goes.
    Held,
    /// `invalid_report` or `bad_frame`: this report will never be taken: the row goes and is counted.
    Rejected {
        /// HTTP status.
        status: u16,
    },
    /// `unlisted_network`: only this network waits.
    NetworkUnlisted,
    /// 408, 425, 429, 5xx or no answer at all (`status` none): again later.
    Retry {
        /// HTTP status, none without an answer.
        status: Option<u16>,
        /// What `Retry-After` asked for, milliseconds.
        after_ms: Option<u64>,
    },
    /// Any other answer: the whole queue waits and health says so.
    Refused {
        /// HTTP status.
        status: u16,
    },
}

/// How long the phone can be expected to stay awake for uploads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "window", rename_all = "snake_case")]
pub enum UploadWindow {
    /// A background wake: at most one report.
    Wake,
    /// A job, an open app or a desk: reports with a uniform 30 to 300 s between two, until this boot time.
    Until {
        /// End of the window, boot time in milliseconds.
        boot_ms: u64,
    },
    /// The host can stay awake no longer: an open window ends now.
    Over,
}
