//! Upload windows that hosts gave and that are still open.

use findmesh_core::upload::{UploadOutcome, UploadWindow};

use super::command::Reply;
use crate::upload::{UploadSummary, Window};

struct OpenWindow {
    /// Boot time in milliseconds; none: a wake, which ends with its upload.
    end: Option<u64>,
    summary: UploadSummary,
    reply: Reply<UploadSummary>,
}

/// What an engine knows when it looks at its windows.
#[derive(Clone, Copy)]
pub(super) struct Moment {
    /// Boot time in milliseconds.
    pub(super) now: u64,
    /// A request is under way.
    pub(super) uploading: bool,
    /// When the next report will leave at the soonest, boot time in milliseconds.
    pub(super) next: Option<u64>,
    pub(super) remaining: u32,
    pub(super) next_due_wall_ms: Option<i64>,
}

/// Windows that hosts gave and that are still open; all of them hear of each upload.
#[derive(Default)]
pub(super) struct Windows {
    open: Vec<OpenWindow>,
}

impl Windows {
    /// Opens one; the event says until when reports may leave.
    pub(super) fn open(&mut self, window: Window, now: u64, reply: Reply<UploadSummary>) -> UploadWindow {
        let end = match window {
            Window::Wake => None,
            Window::Lasting(millis) => Some(now.saturating_add(millis)),
        };
        self.open.push(OpenWindow { end, summary: UploadSummary::default(), reply });
        end.map_or(UploadWindow::Wake, |boot_ms| UploadWindow::Until { boot_ms })
    }

    pub(super) fn count(&mut self, outcome: UploadOutcome, reports: usize) {
        self.open.iter_mut().for_each(|w| w.summary.count(outcome, reports));
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// Answers the windows in which nothing more can leave, drops those whose host went away. Says whether none
    /// is left: the moment to upload is over then.
    pub(super) fn close(&mut self, moment: Moment) -> bool {
        let over = |w: &OpenWindow| w.reply.is_closed() || w.is_over(moment);
        let (over, open): (Vec<_>, _) = std::mem::take(&mut self.open).into_iter().partition(over);
        self.open = open;
        over.into_iter().for_each(|w| w.answer(moment));
        self.open.is_empty()
    }

    /// Resolves when the host of any window went away; never, when there is none.
    pub(super) async fn left(&mut self) {
        match self.open.first_mut() {
            Some(window) => window.reply.closed().await,
            None => std::future::pending().await,
        }
    }
}

impl OpenWindow {
    fn is_over(&self, moment: Moment) -> bool {
        let nothing_before = |end: u64| moment.now >= end || moment.next.is_none_or(|next| next > end);
        !moment.uploading && self.end.is_none_or(nothing_before)
    }

    fn answer(mut self, moment: Moment) {
        self.summary.remaining = moment.remaining;
        self.summary.next_due_wall_ms = moment.next_due_wall_ms;
        let _ = self.reply.send(Ok(self.summary));
    }
}
