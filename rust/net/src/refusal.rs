//! What a relay says when it does not do what it was asked.

use findmesh_proto::{Problem, ProblemDocument};

use crate::retry_after::retry_after_ms;
use crate::transport::HttpResponse;

/// An answer that is not 2xx.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// HTTP status.
    pub status: u16,
    /// The problem, where the answer is a problem document of a known type.
    pub problem: Option<Problem>,
    /// Which report of the batch, where the document says so.
    pub index: Option<usize>,
    /// What `Retry-After` asks for, milliseconds.
    pub retry_after_ms: Option<u64>,
}

impl Refusal {
    /// None for 2xx.
    pub(crate) fn of(answer: &HttpResponse) -> Option<Self> {
        if (200..300).contains(&answer.status) {
            return None;
        }
        let document = serde_json::from_slice::<ProblemDocument>(&answer.body).ok();
        Some(Self {
            status: answer.status,
            problem: document.as_ref().and_then(ProblemDocument::problem),
            index: document.and_then(|document| document.index),
            retry_after_ms: retry_after_ms(answer),
        })
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.problem {
            Some(problem) => write!(formatter, "{} ({})", problem.code(), self.status),
            None => write!(formatter, "status {}", self.status),
        }
    }
}
