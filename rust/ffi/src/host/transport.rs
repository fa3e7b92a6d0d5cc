//! The host's HTTP stack.

use std::fmt;

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
        f.debug_struct("HttpRequest").field("method", &self.method).field("bytes", &self.body.len()).finish_non_exhaustive()
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
        f.debug_struct("HttpAnswer").field("status", &self.status).field("bytes", &self.body.len()).finish_non_exhaustive()
    }
}

/// Why there was no answer. Reasons are short codes without addresses or URLs.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum TransportError {
    /// Not within the timeout.
    #[error("timeout")]
    Timeout,
    /// No connection (offline, name not found, refused).
    #[error("unreachable: {reason}")]
    Unreachable {
        /// Short code.
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
