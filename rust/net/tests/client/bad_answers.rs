//! Servers that hang, break off, redirect or talk too much.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::time::Duration;

use crate::support::{Server, client, say};
use findmesh_core::UploadOutcome;
use findmesh_net::{
    HttpRequest, HttpTransport, Method, NetError, TransportError, UnreachableReason, UreqTransport,
};
use findmesh_proto::{Network, Query, SealedReport};

const NO_ANSWER: UploadOutcome = UploadOutcome::Retry { status: None, after_ms: None };

fn report() -> SealedReport {
    SealedReport::new(Network::Native, vec![7; 16], vec![1; 73])
}

fn get(url: String) -> HttpRequest {
    HttpRequest { method: Method::Get, url, headers: vec![], body: vec![], timeout: Duration::from_secs(10) }
}

#[test]
fn an_answer_that_never_comes_is_a_timeout() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let impatient = client(&url).with_timeout(Duration::from_millis(300));
    assert_eq!(impatient.upload(&report()), NO_ANSWER);
    let query = Query::for_id(Network::Native, vec![7; 16], 0);
    assert_eq!(impatient.query(&query), Err(NetError::Transport(TransportError::Timeout)));
}

#[test]
fn an_answer_that_stops_half_way_is_a_timeout_too() {
    let (done, wait) = std::sync::mpsc::channel::<()>();
    let server = Server::start(1, move |stream| {
        stream.write_all(b"HTTP/1.1 422 Unprocessable Content\r\ncontent-length: 100\r\n\r\n{").unwrap();
        let _ = wait.recv_timeout(Duration::from_secs(10));
    });
    assert_eq!(server.client().with_timeout(Duration::from_millis(300)).upload(&report()), NO_ANSWER);
    drop(done);
    server.requests();
}

#[test]
fn a_connection_that_breaks_is_no_answer() {
    for text in ["", "HTTP/1.1 20", "HTTP/1.1 422 No\r\ncontent-length: 100\r\n\r\n{\"type\":"] {
        let server = Server::start(1, say(text));
        assert_eq!(server.client().upload(&report()), NO_ANSWER, "{text}");
        server.requests();
    }
}

#[test]
fn something_else_than_http_is_no_answer() {
    let server = Server::start(1, say("220 mail.example ESMTP\r\n\r\n"));
    assert_eq!(server.client().upload(&report()), NO_ANSWER);
    server.requests();
}

#[test]
fn nobody_listening_is_said_so() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    assert_eq!(client(&url).upload(&report()), NO_ANSWER);
    let refused = UreqTransport::new().send(&get(url)).unwrap_err();
    assert_eq!(refused, TransportError::Unreachable(UnreachableReason::Refused));
}

#[test]
fn a_redirect_is_never_followed() {
    let target = TcpListener::bind("127.0.0.1:0").unwrap();
    target.set_nonblocking(true).unwrap();
    let location = format!("http://{}/v1/reports", target.local_addr().unwrap());
    for status in [301, 302, 303, 307, 308] {
        let answer = format!("HTTP/1.1 {status} Moved\r\nlocation: {location}\r\ncontent-length: 0\r\n\r\n");
        let server = Server::start(1, move |stream| stream.write_all(answer.as_bytes()).unwrap());
        assert_eq!(server.client().upload(&report()), UploadOutcome::Refused { status });
        server.requests();
    }
    assert!(target.accept().is_err(), "nobody came");
}

#[test]
fn an_answer_is_read_up_to_a_bound() {
    let endless = |stream: &mut std::net::TcpStream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").unwrap();
        while stream.write_all(&[0; 4096]).is_ok() {}
    };
    let server = Server::start(1, endless);
    let url = format!("http://127.0.0.1:{}/", server.port);
    assert_eq!(UreqTransport::new().send(&get(url)), Err(TransportError::AnswerTooLarge));
    server.requests();
}

#[test]
fn a_wait_is_taken_from_the_answer() {
    let text = "HTTP/1.1 503 Busy\r\ndate: Sun, 22 Nov 2026 12:00:00 GMT\r\n\
                retry-after: Sun, 22 Nov 2026 12:00:20 GMT\r\ncontent-length: 0\r\n\r\n";
    let server = Server::start(1, say(text));
    let retry = UploadOutcome::Retry { status: Some(503), after_ms: Some(20_000) };
    assert_eq!(server.client().upload(&report()), retry);
    server.requests();
}

#[test]
fn a_plain_server_behind_https_is_a_tls_failure() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}/", listener.local_addr().unwrap());
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        stream.read_exact(&mut [0; 16]).unwrap();
        stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").unwrap();
    });
    let error = UreqTransport::new().send(&get(url)).unwrap_err();
    assert_eq!(error, TransportError::Tls("the other side does not speak TLS".to_owned()));
    server.join().unwrap();
}
