//! What leaves the machine, byte for byte.

use crate::support::{Server, say};
use findmesh_core::UploadOutcome;
use findmesh_proto::{Network, Query, QueryResult, SealedReport, frame};

const HELD: &str = "HTTP/1.1 204 No Content\r\n\r\n";

fn report(fill: u8) -> SealedReport {
    SealedReport::new(Network::Native, vec![fill; 16], [&[1], [fill; 72].as_slice()].concat())
}

/// An upload as it has to be: nothing in it tells a phone, a language or a version.
fn expected(port: u16, path: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "POST {path} HTTP/1.1\r\n\
         content-length: {}\r\n\
         host: 127.0.0.1:{port}\r\n\
         content-type: application/vnd.findmesh+protobuf\r\n\
         user-agent: findmesh/1\r\n\
         accept: application/vnd.findmesh+protobuf, application/problem+json\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

#[test]
fn an_upload_is_these_bytes_and_no_others() {
    let server = Server::start(1, say(HELD));
    let port = server.port;
    assert_eq!(server.client().upload(&report(7)), UploadOutcome::Held);
    let body = hex::decode(format!(
        "630801125f08011210{}1a4901{}{}",
        "07".repeat(16),
        "07".repeat(72),
        "00".repeat(512 - 100)
    ))
    .unwrap();
    let sent = server.requests().remove(0);
    assert_eq!(
        String::from_utf8_lossy(&sent),
        String::from_utf8_lossy(&expected(port, "/v1/reports", &body))
    );
    assert_eq!(sent, expected(port, "/v1/reports", &body));
}

#[test]
fn two_clients_differ_in_their_bodies_only() {
    let server = Server::start(2, say(HELD));
    let (one, other) = (server.client(), server.client());
    assert_eq!(one.upload(&report(1)), UploadOutcome::Held);
    assert_eq!(other.upload(&report(2)), UploadOutcome::Held);
    let requests = server.requests();
    let heads: Vec<&[u8]> = requests.iter().map(|request| &request[..request.len() - 512]).collect();
    assert_eq!(heads[0], heads[1]);
    assert_ne!(requests[0], requests[1]);
}

#[test]
fn two_requests_of_one_client_do_not_share_a_connection() {
    // The server reads one request a connection: a second one on the same connection would hang.
    let server = Server::start(2, say("HTTP/1.1 204 No Content\r\nconnection: keep-alive\r\n\r\n"));
    let client = server.client();
    assert_eq!(client.upload(&report(1)), UploadOutcome::Held);
    assert_eq!(client.upload(&report(1)), UploadOutcome::Held);
    let requests = server.requests();
    assert_eq!(requests[0], requests[1]);
}

#[test]
fn a_cookie_is_not_kept() {
    let server = Server::start(2, say("HTTP/1.1 204 No Content\r\nset-cookie: id=1; Path=/\r\n\r\n"));
    let client = server.client();
    assert_eq!(client.upload(&report(1)), UploadOutcome::Held);
    assert_eq!(client.upload(&report(1)), UploadOutcome::Held);
    let requests = server.requests();
    assert_eq!(requests[0], requests[1]);
}

#[test]
fn a_query_has_the_head_of_an_upload() {
    let server = Server::start(1, |stream| {
        use std::io::Write;
        let body = frame::encode(&QueryResult::default()).unwrap();
        let head = "HTTP/1.1 200 OK\r\ncontent-type: application/vnd.findmesh+protobuf\r\ncontent-length: 512\r\n\r\n";
        stream.write_all(&[head.as_bytes(), &body].concat()).unwrap();
    });
    let port = server.port;
    let query = Query::for_id(Network::Native, vec![7; 16], 0);
    assert_eq!(server.client().query(&query), Ok(QueryResult::default()));
    let body = frame::encode(&query).unwrap();
    assert_eq!(hex::encode(server.requests().remove(0)), hex::encode(expected(port, "/v1/query", &body)));
}

#[test]
fn the_descriptor_is_asked_for_without_a_body() {
    let server = Server::start(1, say("HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n"));
    let port = server.port;
    assert!(server.client().descriptor().is_err());
    let expected = format!(
        "GET /.well-known/findmesh HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\nuser-agent: findmesh/1\r\n\
         accept: application/json, application/problem+json\r\n\r\n"
    );
    assert_eq!(String::from_utf8(server.requests().remove(0)).unwrap(), expected);
}
