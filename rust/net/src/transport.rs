//! The seam at which a host puts its HTTP stack.

use std::time::Duration;

use thiserror::Error;

/// Most bytes of an answer's body that a client has any use for: the largest frame.
pub const MAX_ANSWER: usize = 64 * 1024;

/// Sends one request and returns its answer, whatever its status.
///
/// Called on background threads, several at a time; blocking is fine. A transport opens a connection of its
/// own for each request, without keep-alive and TLS resumption, sends no cookie and no header of its own
/// that could differ between phones, follows no redirect, and reads at most [`MAX_ANSWER`] bytes of a body.
pub trait HttpTransport: Send + Sync {
    /// Returns within the request's timeout, more or less.
    fn send(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError>;
}

/// The methods that the relay has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Without a body.
    Get,
    /// With a body.
    Post,
}

impl Method {
    /// As on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

/// One request.
#[derive(Clone, PartialEq, Eq)]
pub struct HttpRequest {
    /// Its method.
    pub method: Method,
    /// Absolute URL.
    pub url: String,
    /// All headers but `host` and `content-length`, with lower-case names, in the order to send.
    pub headers: Vec<(&'static str, String)>,
    /// Its body; empty for GET.
    pub body: Vec<u8>,
    /// For the whole exchange, from the name lookup to the last byte of the answer.
    pub timeout: Duration,
}

impl std::fmt::Debug for HttpRequest {
    /// Without the body, which holds lookup ids.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut fields = formatter.debug_struct("HttpRequest");
        fields.field("method", &self.method).field("body_length", &self.body.len()).finish_non_exhaustive()
    }
}

/// One answer.
#[derive(Clone, PartialEq, Eq)]
pub struct HttpResponse {
    /// HTTP status.
    pub status: u16,
    /// Headers with lower-case names.
    pub headers: Vec<(String, String)>,
    /// The body, at most [`MAX_ANSWER`] bytes.
    pub body: Vec<u8>,
}

impl HttpResponse {
    /// The first header of a (lower-case) name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

impl std::fmt::Debug for HttpResponse {
    /// Without the body, which holds lookup ids.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut fields = formatter.debug_struct("HttpResponse");
        fields.field("status", &self.status).field("body_length", &self.body.len()).finish_non_exhaustive()
    }
}

/// Why there is no answer. No text holds an address or a URL.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TransportError {
    /// The time was over.
    #[error("no answer in time")]
    Timeout,
    /// No connection, or it broke.
    #[error("relay unreachable: {0}")]
    Unreachable(UnreachableReason),
    /// The connection could not be secured.
    #[error("TLS: {0}")]
    Tls(String),
    /// The answer's body is longer than a client has use for.
    #[error("the answer is longer than {MAX_ANSWER} bytes")]
    AnswerTooLarge,
    /// Anything else.
    #[error("transport: {0}")]
    Other(String),
}

/// What kept a connection from being made or kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum UnreachableReason {
    /// The name has no address, or names cannot be looked up.
    #[error("name not found")]
    NameNotFound,
    /// Nothing listens there.
    #[error("connection refused")]
    Refused,
    /// No network, or no way to the host.
    #[error("no route")]
    NoRoute,
    /// The connection broke before the answer was complete.
    #[error("connection lost")]
    Lost,
    /// Not told.
    #[error("unknown reason")]
    Unknown,
}
