//! What an upload can come to (docs/finder.md §3).

use serde::{Deserialize, Serialize};

/// The relay's answer to one request, or the lack of one, in the classes that the queue acts on. A request holds one
/// report, or several of one network where the deployment allows it: the relay takes all of them or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum UploadOutcome {
    /// 2xx: the relay holds them (or sampled them): the rows go.
    Held,
    /// `invalid_report` or `bad_frame`: a report that will never be taken: its row goes and is counted. Of several, those
    /// beside it leave once more; where nobody knows which it was, one by one.
    Rejected {
        /// HTTP status.
        status: u16,
        /// Which of several, as the relay says.
        #[serde(default)]
        index: Option<usize>,
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
    /// Any other answer: the whole queue waits and health says so. Several leave one by one first: it may be that the
    /// relay takes no such number.
    Refused {
        /// HTTP status.
        status: u16,
    },
}

/// How long the phone can be expected to stay awake for uploads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "window", rename_all = "snake_case")]
pub enum UploadWindow {
    /// A background wake: at most one request.
    Wake,
    /// A job, an open app or a desk: requests with a uniform 30 to 300 s between two, until this boot time.
    Until {
        /// End of the window, boot time in milliseconds.
        boot_ms: u64,
    },
    /// The host can stay awake no longer: an open window ends now.
    Over,
}
