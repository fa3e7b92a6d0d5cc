//! A transport for desks and servers: ureq over rustls.

use std::io;
use std::time::Duration;

use ureq::config::AutoHeaderValue;
use ureq::http::{Request, Response};
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::{Agent, Body, Error};

use crate::transport::{
    HttpRequest, HttpResponse, HttpTransport, MAX_ANSWER, Method, TransportError, UnreachableReason,
};

/// Most bytes of an answer's head.
const MAX_HEAD: usize = 16 * 1024;

/// Whom TLS trusts.
#[derive(Clone, Debug, Default)]
pub enum RootCertificates {
    /// The common public authorities, built in.
    #[default]
    Public,
    /// Only these certificates, in DER: a deployment's own authority.
    Own(Vec<Vec<u8>>),
}

/// Opens a connection of its own for each request: no keep-alive, no TLS resumption, no redirects, no
/// cookies, and no header but those of the request, `host` and `content-length`.
///
/// An https request goes through the proxy of `HTTPS_PROXY` or `ALL_PROXY` where one is set; plain http is
/// for loopback and goes straight.
#[derive(Clone, Debug, Default)]
pub struct UreqTransport {
    roots: RootCertificates,
}

impl UreqTransport {
    /// Trusts the common public authorities.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Trusts these.
    #[must_use]
    pub fn with_roots(roots: RootCertificates) -> Self {
        Self { roots }
    }

    /// An agent for one request: with it go its connection and its TLS sessions.
    fn agent(&self, request: &HttpRequest) -> Agent {
        let plain = request.url.starts_with("http://");
        let builder = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(request.timeout.max(Duration::from_millis(1))))
            .user_agent(crate::USER_AGENT)
            .accept(AutoHeaderValue::None)
            .accept_encoding(AutoHeaderValue::None)
            .max_response_header_size(MAX_HEAD)
            .max_idle_connections(0)
            .max_idle_connections_per_host(0)
            .tls_config(self.tls());
        let builder = if plain { builder.proxy(None) } else { builder };
        builder.build().new_agent()
    }

    fn tls(&self) -> TlsConfig {
        let roots = match &self.roots {
            RootCertificates::Public => RootCerts::WebPki,
            RootCertificates::Own(certificates) => {
                let owned = |der: &Vec<u8>| Certificate::from_der(der).to_owned();
                RootCerts::Specific(std::sync::Arc::new(certificates.iter().map(owned).collect()))
            }
        };
        TlsConfig::builder().root_certs(roots).build()
    }
}

impl HttpTransport for UreqTransport {
    fn send(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
        let agent = self.agent(request);
        let mut builder = Request::builder().method(request.method.as_str()).uri(&request.url);
        for (name, value) in &request.headers {
            builder = builder.header(*name, value);
        }
        let malformed = |_| TransportError::Other("malformed request".to_owned());
        let answer = match request.method {
            Method::Get => agent.run(builder.body(()).map_err(malformed)?),
            Method::Post => agent.run(builder.body(request.body.as_slice()).map_err(malformed)?),
        };
        read(answer.map_err(failure)?)
    }
}

fn read(answer: Response<Body>) -> Result<HttpResponse, TransportError> {
    let (parts, body) = answer.into_parts();
    let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
    let headers = parts.headers.iter().map(|(name, value)| (name.to_string(), text(value.as_bytes())));
    let headers = headers.collect();
    let body = body.into_with_config().limit(MAX_ANSWER as u64).read_to_vec().map_err(failure)?;
    Ok(HttpResponse { status: parts.status.as_u16(), headers, body })
}

/// ureq's own texts can hold names and addresses: none of them is passed on.
fn failure(error: Error) -> TransportError {
    match error {
        Error::Timeout(_) => TransportError::Timeout,
        Error::HostNotFound => TransportError::Unreachable(UnreachableReason::NameNotFound),
        Error::ConnectionFailed | Error::ConnectProxyFailed(_) => {
            TransportError::Unreachable(UnreachableReason::Unknown)
        }
        Error::BodyExceedsLimit(_) => TransportError::AnswerTooLarge,
        Error::Rustls(_) | Error::Tls(_) | Error::TlsRequired | Error::Pem(_) => tls_failure(&error),
        Error::Io(error) => io_failure(&error),
        Error::Protocol(_) | Error::LargeResponseHeader(..) => {
            TransportError::Other("malformed answer".to_owned())
        }
        _ => TransportError::Other("request failed".to_owned()),
    }
}

fn tls_failure(error: &Error) -> TransportError {
    match error {
        Error::Rustls(error) => TransportError::Tls(tls_reason(error).to_owned()),
        _ => TransportError::Tls("no secure connection".to_owned()),
    }
}

fn tls_reason(error: &rustls::Error) -> &'static str {
    use rustls::CertificateError as Why;
    match error {
        rustls::Error::InvalidCertificate(why) => match why {
            Why::UnknownIssuer => "certificate of an unknown issuer",
            Why::Expired | Why::ExpiredContext { .. } => "certificate expired",
            Why::NotValidYet | Why::NotValidYetContext { .. } => "certificate not valid yet",
            Why::NotValidForName | Why::NotValidForNameContext { .. } => "certificate of another host",
            _ => "certificate not valid",
        },
        rustls::Error::InvalidMessage(_) => "the other side does not speak TLS",
        _ => "handshake failed",
    }
}

fn io_failure(error: &io::Error) -> TransportError {
    use io::ErrorKind as Kind;
    // Failures of a handshake come as the inner error of one of the connection.
    if let Some(inner) = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
        return TransportError::Tls(tls_reason(inner).to_owned());
    }
    match error.kind() {
        Kind::TimedOut | Kind::WouldBlock => TransportError::Timeout,
        Kind::ConnectionRefused => TransportError::Unreachable(UnreachableReason::Refused),
        Kind::NetworkUnreachable | Kind::HostUnreachable | Kind::NetworkDown => {
            TransportError::Unreachable(UnreachableReason::NoRoute)
        }
        Kind::ConnectionReset | Kind::ConnectionAborted | Kind::BrokenPipe | Kind::UnexpectedEof => {
            TransportError::Unreachable(UnreachableReason::Lost)
        }
        _ => TransportError::Unreachable(UnreachableReason::Unknown),
    }
}
