//! The host's HTTP stack.

use std::fmt;
use std::sync::Arc;

use findmesh_net as net;

use crate::convert::same;

/// Method of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum HttpMethod {
    /// GET.
    Get,
    /// POST.
    Post,
}

/// One header line.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct HttpHeader {
    /// Its name; in answers lower-case.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// A request to the relay. Its text form holds neither URL nor body.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
#[uniffi::export(Debug)]
pub struct HttpRequest {
    /// Method.
    pub method: HttpMethod,
    /// Whole URL.
    pub url: String,
    /// All headers that may be sent, besides those that HTTP itself needs (host, content-length, connection).
    pub headers: Vec<HttpHeader>,
    /// Body, empty for GET.
    pub body: Vec<u8>,
    /// The whole exchange must end within this, milliseconds.
    pub timeout_ms: i32,
}

impl fmt::Debug for HttpRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpRequest")
            .field("method", &self.method)
            .field("bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// The relay's answer. Its text form holds no body.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
#[uniffi::export(Debug)]
pub struct HttpAnswer {
    /// Status code.
    pub status: i32,
    /// Headers.
    pub headers: Vec<HttpHeader>,
    /// Body, at most 64 KiB; longer ones may be cut.
    pub body: Vec<u8>,
}

impl fmt::Debug for HttpAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpAnswer")
            .field("status", &self.status)
            .field("bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// Why there was no answer. Reasons are short codes without addresses or URLs.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum TransportError {
    /// Not within the timeout.
    #[error("timeout")]
    Timeout,
    /// No connection, or it broke.
    #[error("unreachable: {reason}")]
    Unreachable {
        /// `name_not_found`, `refused`, `no_route`, `lost`; anything else is taken as not known.
        reason: String,
    },
    /// The connection could not be trusted.
    #[error("tls: {reason}")]
    Tls {
        /// Short code.
        reason: String,
    },
    /// Anything else, exceptions of the implementation included.
    #[error("transport: {reason}")]
    Other {
        /// Short code.
        reason: String,
    },
}

impl From<uniffi::UnexpectedUniFFICallbackError> for TransportError {
    fn from(_: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Other { reason: "exception".into() }
    }
}

/// Carries requests to the relay; implemented by the host. Blocking, called off the main thread, one
/// request at a time. Each request on its own connection, with the given headers only, no cookies,
/// no redirects (docs/formats.md §4).
#[uniffi::export(with_foreign)]
pub trait HttpTransport: Send + Sync {
    /// Sends one request and reads the whole answer, whatever its status.
    fn send(&self, request: HttpRequest) -> Result<HttpAnswer, TransportError>;
}

same!(HttpMethod, net::Method, Get, Post);

/// Lets the engine speak through the host's stack.
pub(crate) struct HostTransport(pub(crate) Arc<dyn HttpTransport>);

impl net::HttpTransport for HostTransport {
    fn send(&self, request: &net::HttpRequest) -> Result<net::HttpResponse, net::TransportError> {
        let answer = self.0.send(request.into())?;
        net::HttpResponse::try_from(answer)
    }
}

impl From<&net::HttpRequest> for HttpRequest {
    fn from(request: &net::HttpRequest) -> Self {
        let header =
            |(name, value): &(&str, String)| HttpHeader { name: (*name).into(), value: value.clone() };
        Self {
            method: request.method.into(),
            url: request.url.clone(),
            headers: request.headers.iter().map(header).collect(),
            body: request.body.clone(),
            timeout_ms: i32::try_from(request.timeout.as_millis()).unwrap_or(i32::MAX),
        }
    }
}

impl TryFrom<HttpAnswer> for net::HttpResponse {
    type Error = net::TransportError;

    fn try_from(answer: HttpAnswer) -> Result<Self, net::TransportError> {
        let header = |h: HttpHeader| (h.name.to_ascii_lowercase(), h.value);
        let status = u16::try_from(answer.status);
        if answer.body.len() > net::MAX_ANSWER {
            return Err(net::TransportError::AnswerTooLarge);
        }
        Ok(Self {
            status: status.map_err(|_| net::TransportError::Other("status".into()))?,
            headers: answer.headers.into_iter().map(header).collect(),
            body: answer.body,
        })
    }
}

impl From<TransportError> for net::TransportError {
    fn from(error: TransportError) -> Self {
        match error {
            TransportError::Timeout => Self::Timeout,
            TransportError::Unreachable { reason } => Self::Unreachable(unreachable(&reason)),
            TransportError::Tls { reason } => Self::Tls(reason),
            TransportError::Other { reason } => Self::Other(reason),
        }
    }
}

fn unreachable(code: &str) -> net::UnreachableReason {
    match code {
        "name_not_found" => net::UnreachableReason::NameNotFound,
        "refused" => net::UnreachableReason::Refused,
        "no_route" => net::UnreachableReason::NoRoute,
        "lost" => net::UnreachableReason::Lost,
        _ => net::UnreachableReason::Unknown,
    }
}
