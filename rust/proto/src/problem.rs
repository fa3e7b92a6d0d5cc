//! The refusals of the relay (docs/formats.md §4), as problem documents (RFC 9457).

use alloc::borrow::Cow;
use alloc::string::String;

use serde::{Deserialize, Serialize};

/// What every `type` of a problem begins with.
const TYPE_PREFIX: &str = "/problems/";

/// Why the relay refuses a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Problem {
    /// The content type is not [`crate::MEDIA_TYPE`].
    BadMediaType,
    /// The body is not of a frame's size.
    BadSize,
    /// The body is not a well formed frame.
    BadFrame,
    /// The message's version is not served.
    UnsupportedVersion,
    /// More reports than the relay takes at once.
    TooManyReports,
    /// The descriptor does not list the network: no report of it is taken.
    UnlistedNetwork,
    /// A report of a listed network whose id length, body version or body length is not listed; the document's
    /// `index` says which.
    InvalidReport,
    /// The query is neither one id nor one prefix, or asks what cannot be asked.
    BadQuery,
    /// Too many requests.
    RateLimited,
}

impl Problem {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::BadMediaType,
        Self::BadSize,
        Self::BadFrame,
        Self::UnsupportedVersion,
        Self::TooManyReports,
        Self::UnlistedNetwork,
        Self::InvalidReport,
        Self::BadQuery,
        Self::RateLimited,
    ];

    /// Stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::BadMediaType => "bad_media_type",
            Self::BadSize => "bad_size",
            Self::BadFrame => "bad_frame",
            Self::UnsupportedVersion => "unsupported_version",
            Self::TooManyReports => "too_many_reports",
            Self::UnlistedNetwork => "unlisted_network",
            Self::InvalidReport => "invalid_report",
            Self::BadQuery => "bad_query",
            Self::RateLimited => "rate_limited",
        }
    }

    /// HTTP status.
    pub const fn status(self) -> u16 {
        match self {
            Self::BadMediaType => 415,
            Self::BadSize => 413,
            Self::BadFrame | Self::UnsupportedVersion | Self::BadQuery => 400,
            Self::TooManyReports | Self::UnlistedNetwork | Self::InvalidReport => 422,
            Self::RateLimited => 429,
        }
    }

    /// One sentence for people, the same in every document of this type.
    pub const fn title(self) -> &'static str {
        match self {
            Self::BadMediaType => "The content type must be application/vnd.findmesh+protobuf.",
            Self::BadSize => "The body must have exactly the size of the smallest frame that holds it.",
            Self::BadFrame => "The body is not a well formed frame.",
            Self::UnsupportedVersion => "This version is not served here.",
            Self::TooManyReports => "The batch holds more reports than are taken at once.",
            Self::UnlistedNetwork => "Reports of this network are not taken here.",
            Self::InvalidReport => "The report has a version or length that is not taken here.",
            Self::BadQuery => "A query asks for exactly one id or one prefix.",
            Self::RateLimited => "Too many requests.",
        }
    }

    /// The `type` of its documents: `/problems/` and the code.
    pub fn type_uri(self) -> String {
        alloc::format!("{TYPE_PREFIX}{}", self.code())
    }

    /// The problem with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|problem| problem.code() == code)
    }

    /// The problem with this `type`, relative or with an origin in front.
    pub fn from_type_uri(uri: &str) -> Option<Self> {
        let (_, code) = uri.rsplit_once(TYPE_PREFIX)?;
        Self::from_code(code)
    }
}

/// The body of a refusal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProblemDocument {
    /// [`Problem::type_uri`].
    #[serde(rename = "type")]
    pub type_uri: String,
    /// [`Problem::title`].
    #[serde(default)]
    pub title: Cow<'static, str>,
    /// [`Problem::status`].
    #[serde(default)]
    pub status: u16,
    /// What exactly, where more is known. Never repeats what the client sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Which report of the batch, from 0, where one is at fault.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub index: Option<usize>,
}

impl ProblemDocument {
    /// The document of a problem.
    pub fn new(problem: Problem) -> Self {
        Self {
            type_uri: problem.type_uri(),
            title: Cow::Borrowed(problem.title()),
            status: problem.status(),
            detail: None,
            index: None,
        }
    }

    /// The same, about the report at this place of the batch.
    pub fn with_index(self, index: usize) -> Self {
        Self { index: Some(index), ..self }
    }

    /// The same, with what exactly was wrong.
    pub fn with_detail(self, detail: impl Into<String>) -> Self {
        Self { detail: Some(detail.into()), ..self }
    }

    /// The problem, where this version knows it.
    pub fn problem(&self) -> Option<Problem> {
        Problem::from_type_uri(&self.type_uri)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_types_go_both_ways() {
        for problem in Problem::ALL {
            assert_eq!(Problem::from_code(problem.code()), Some(problem));
            assert_eq!(Problem::from_type_uri(&problem.type_uri()), Some(problem));
            let with_origin = std::format!("https://relay.example{}", problem.type_uri());
            assert_eq!(Problem::from_type_uri(&with_origin), Some(problem));
        }
        assert_eq!(Problem::from_type_uri("about:blank"), None);
        assert_eq!(Problem::from_code("teapot"), None);
    }

    #[test]
    fn a_document_is_problem_json() {
        let document = ProblemDocument::new(Problem::InvalidReport).with_index(0);
        let json = serde_json::to_string(&document).unwrap();
        let expected = concat!(
            r#"{"type":"/problems/invalid_report","title":"The report has a version or length that is not taken here.","#,
            r#""status":422,"index":0}"#
        );
        assert_eq!(json, expected);
        assert_eq!(serde_json::from_str::<ProblemDocument>(&json).unwrap(), document);
    }

    #[test]
    fn a_foreign_document_needs_a_type_only() {
        let document: ProblemDocument = serde_json::from_str(r#"{"type":"about:blank","extra":1}"#).unwrap();
        assert_eq!(document.problem(), None);
        assert!(serde_json::from_str::<ProblemDocument>("{}").is_err());
    }
}
