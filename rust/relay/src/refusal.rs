//! Every answer that is not the one asked for, as `application/problem+json` (RFC 9457).

use std::borrow::Cow;

use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use axum::response::IntoResponse;
use findmesh_proto::frame::FrameError;
use findmesh_proto::{PROBLEM_MEDIA_TYPE, Problem, ProblemDocument};

use crate::intake::IntakeError;

/// Why a request is not served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// A refusal of docs/formats.md §4.
    Problem { problem: Problem, detail: Option<Cow<'static, str>>, index: Option<usize> },
    /// 429 with the seconds after which a request is taken again.
    RateLimited { seconds: u32 },
    /// No such path.
    NotFound,
    /// The path has other methods.
    MethodNotAllowed,
    /// The request did not arrive in time.
    Timeout,
    /// The store cannot serve, or too much waits for it.
    Unavailable { seconds: u32 },
}

/// Seconds after which a client may try a relay again that could not serve.
const RETRY_STORAGE: u32 = 60;
const RETRY_BUSY: u32 = 5;

/// The stable code of an answer, for the metrics.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OutcomeCode(pub(crate) &'static str);

impl Refusal {
    pub(crate) fn with_detail(problem: Problem, detail: impl Into<Cow<'static, str>>) -> Self {
        Self::Problem { problem, detail: Some(detail.into()), index: None }
    }

    pub(crate) fn at(index: usize, detail: impl Into<Cow<'static, str>>) -> Self {
        Self::Problem { problem: Problem::InvalidReport, detail: Some(detail.into()), index: Some(index) }
    }

    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Problem { problem, .. } => problem.code(),
            Self::RateLimited { .. } => Problem::RateLimited.code(),
            Self::NotFound => "not_found",
            Self::MethodNotAllowed => "method_not_allowed",
            Self::Timeout => "request_timeout",
            Self::Unavailable { .. } => "unavailable",
        }
    }

    fn status(&self) -> u16 {
        match self {
            Self::Problem { problem, .. } => problem.status(),
            Self::RateLimited { .. } => Problem::RateLimited.status(),
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::Timeout => 408,
            Self::Unavailable { .. } => 503,
        }
    }

    fn retry_after(&self) -> Option<u32> {
        match self {
            Self::RateLimited { seconds } | Self::Unavailable { seconds } => Some(*seconds),
            _ => None,
        }
    }

    fn document(&self) -> ProblemDocument {
        match self {
            Self::Problem { problem, detail, index } => ProblemDocument {
                detail: detail.as_deref().map(str::to_owned),
                index: *index,
                ..ProblemDocument::new(*problem)
            },
            Self::RateLimited { .. } => ProblemDocument::new(Problem::RateLimited),
            Self::NotFound => self.own("There is nothing at this path."),
            Self::MethodNotAllowed => self.own("This path has other methods."),
            Self::Timeout => self.own("The request did not arrive in time."),
            Self::Unavailable { .. } => self.own("The relay cannot serve this now."),
        }
    }

    /// The document of a refusal that any HTTP server knows.
    fn own(&self, title: &'static str) -> ProblemDocument {
        ProblemDocument {
            type_uri: format!("/problems/{}", self.code()),
            title: Cow::Borrowed(title),
            status: self.status(),
            detail: None,
            index: None,
        }
    }
}

impl From<FrameError> for Refusal {
    fn from(error: FrameError) -> Self {
        match error {
            FrameError::BadSize(_) => Self::with_detail(Problem::BadSize, error.to_string()),
            FrameError::BadFrame(_) => Self::with_detail(Problem::BadFrame, error.to_string()),
        }
    }
}

impl From<IntakeError> for Refusal {
    fn from(error: IntakeError) -> Self {
        match error {
            IntakeError::Busy | IntakeError::Stopping => Self::Unavailable { seconds: RETRY_BUSY },
            IntakeError::Storage(_) => Self::unavailable(),
        }
    }
}

impl Refusal {
    pub(crate) fn unavailable() -> Self {
        Self::Unavailable { seconds: RETRY_STORAGE }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response<Body> {
        let json = serde_json::to_vec(&self.document()).unwrap_or_default();
        let mut response = Response::new(Body::from(json));
        *response.status_mut() =
            StatusCode::from_u16(self.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let headers = response.headers_mut();
        let _ = headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM_MEDIA_TYPE));
        if let Some(seconds) = self.retry_after() {
            let _ = headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        let _ = response.extensions_mut().insert(OutcomeCode(self.code()));
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(refusal: &Refusal) -> serde_json::Value {
        serde_json::to_value(refusal.document()).unwrap()
    }

    #[test]
    fn a_refusal_is_a_problem_document() {
        let document = sorted(&Refusal::at(2, "the body is too short"));
        assert_eq!(document["type"], "/problems/invalid_report");
        assert_eq!((document["status"].as_u64(), document["index"].as_u64()), (Some(422), Some(2)));
        assert_eq!(document["detail"], "the body is too short");
        assert_eq!(sorted(&Refusal::NotFound)["type"], "/problems/not_found");
        assert!(sorted(&Refusal::NotFound).get("index").is_none());
    }

    #[test]
    fn waiting_is_told_in_seconds() {
        let response = Refusal::RateLimited { seconds: 7 }.into_response();
        assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(response.headers()[header::RETRY_AFTER], "7");
        assert_eq!(response.headers()[header::CONTENT_TYPE], PROBLEM_MEDIA_TYPE);
    }
}
