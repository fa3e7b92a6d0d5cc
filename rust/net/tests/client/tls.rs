//! TLS: whom it trusts, and that no session is resumed.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use findmesh_core::UploadOutcome;
use findmesh_net::{
    HttpRequest, HttpTransport, Method, RelayClient, RelayUrl, RootCertificates, TransportError,
    UreqTransport,
};
use findmesh_proto::{Network, SealedReport};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{HandshakeKind, ServerConfig, ServerConnection, StreamOwned};

const AUTHORITY: &[u8] = include_bytes!("tls/authority.der");
const SERVER: &[u8] = include_bytes!("tls/server.der");
const SERVER_KEY: &[u8] = include_bytes!("tls/server.key.der");

/// A TLS server that offers resumption (as rustls does by default) and says 204 to everything.
struct Server {
    port: u16,
    thread: JoinHandle<Vec<Option<HandshakeKind>>>,
}

impl Server {
    fn start(connections: usize) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let config = Arc::new(config());
        let serve = move |_| handshake(&listener, Arc::clone(&config));
        let thread = std::thread::spawn(move || (0..connections).map(serve).collect());
        Self { port, thread }
    }

    fn url(&self) -> String {
        format!("https://127.0.0.1:{}", self.port)
    }
}

fn config() -> ServerConfig {
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(SERVER_KEY));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![CertificateDer::from(SERVER)], key)
        .unwrap()
}

/// How the handshake went; none when the client broke it off.
fn handshake(listener: &TcpListener, config: Arc<ServerConfig>) -> Option<HandshakeKind> {
    let (stream, _) = listener.accept().unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    let mut stream = StreamOwned::new(ServerConnection::new(config).unwrap(), stream);
    let read = stream.read(&mut [0; 2048]);
    let kind = stream.conn.handshake_kind().filter(|_| read.is_ok());
    let _ = stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n");
    kind
}

fn own_authority() -> UreqTransport {
    UreqTransport::with_roots(RootCertificates::Own(vec![AUTHORITY.to_vec()]))
}

#[test]
fn a_deployments_own_authority_is_trusted_and_no_session_is_resumed() {
    let server = Server::start(3);
    let client = RelayClient::new(RelayUrl::parse(&server.url()).unwrap(), Arc::new(own_authority()));
    let report = SealedReport::new(Network::Native, vec![7; 16], vec![1; 73]);
    for _ in 0..3 {
        assert_eq!(client.upload(&report), UploadOutcome::Held);
    }
    let kinds = server.thread.join().unwrap();
    let resumed = kinds.iter().filter(|kind| matches!(kind, Some(HandshakeKind::Resumed) | None)).count();
    assert_eq!(resumed, 0, "{kinds:?}");
}

#[test]
fn a_stranger_is_not_trusted() {
    let server = Server::start(1);
    let request = HttpRequest {
        method: Method::Get,
        url: server.url(),
        headers: vec![],
        body: vec![],
        timeout: Duration::from_secs(10),
    };
    let error = UreqTransport::new().send(&request).unwrap_err();
    assert_eq!(error, TransportError::Tls("certificate of an unknown issuer".to_owned()));
    assert_eq!(server.thread.join().unwrap(), [None]);
}

#[test]
fn a_certificate_counts_for_its_own_host_only() {
    let server = Server::start(1);
    let url = format!("https://localhost:{}", server.port);
    let request = HttpRequest {
        method: Method::Get,
        url,
        headers: vec![],
        body: vec![],
        timeout: Duration::from_secs(10),
    };
    let error = own_authority().send(&request).unwrap_err();
    assert_eq!(error, TransportError::Tls("certificate of another host".to_owned()));
    assert_eq!(server.thread.join().unwrap(), [None]);
}
