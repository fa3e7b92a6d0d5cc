//! How a command can end badly, and the exit status of each end (docs/cli.md).

use std::io;

/// A command that did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The input was understood and the answer is no.
    #[error("{0}")]
    No(String),
    /// Arguments or input that cannot be used; the text names file, line or byte offset and the reason.
    #[error("{0}")]
    Unusable(String),
    /// Whoever read our output has left: nothing to say and nobody to say it to.
    #[error("the reader of the output has gone")]
    ReaderGone,
}

impl Failure {
    /// 1 for no, 2 for unusable, 0 where only the reader left.
    pub(crate) const fn exit_code(&self) -> u8 {
        match self {
            Self::No(_) => 1,
            Self::Unusable(_) => 2,
            Self::ReaderGone => 0,
        }
    }

    /// Unusable, with the thing it is about in front.
    pub(crate) fn about(what: impl std::fmt::Display, why: impl std::fmt::Display) -> Self {
        Self::Unusable(format!("{what}: {why}"))
    }

    /// An error of writing to standard output.
    pub(crate) fn writing(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::ReaderGone,
            _ => Self::about("standard output", error),
        }
    }
}
