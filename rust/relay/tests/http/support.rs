//! A relay on a free port, and an HTTP client that sends exactly the bytes it is given.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use findmesh_proto::{MEDIA_TYPE, Network, Query, QueryResult, SealedReport, UploadBatch, frame};
use findmesh_relay::{RelayConfig, RelayHandle, RelayParts};
use prost::Message;

pub(crate) struct TestRelay {
    pub(crate) relay: RelayHandle,
    pub(crate) folder: tempfile::TempDir,
}

pub(crate) fn relay() -> TestRelay {
    relay_with(|_| {}, RelayParts::default())
}

pub(crate) fn relay_with(change: impl FnOnce(&mut RelayConfig), parts: RelayParts) -> TestRelay {
    let folder = tempfile::tempdir().unwrap();
    let mut config = RelayConfig::loopback(folder.path());
    change(&mut config);
    TestRelay { relay: RelayHandle::start_with(config, parts).unwrap(), folder }
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// The code of a refusal, after a look at its form.
    pub(crate) fn refused(&self) -> (u16, String) {
        assert_eq!(self.header("content-type"), Some("application/problem+json"), "{self:?}");
        let document = self.json();
        assert_eq!(document["status"], self.status);
        assert!(!document["title"].as_str().unwrap().is_empty());
        let code = document["type"].as_str().unwrap().strip_prefix("/problems/").unwrap();
        (self.status, code.to_owned())
    }

    pub(crate) fn result(&self) -> QueryResult {
        assert_eq!((self.status, self.header("content-type")), (200, Some(MEDIA_TYPE)), "{self:?}");
        frame::decode(&self.body).unwrap()
    }
}

/// Sends a head and a body on a connection of their own and reads the answer to its end.
pub(crate) fn raw(address: SocketAddr, head: &str, body: &[u8]) -> Answer {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let head = format!("{head}\r\nhost: relay\r\nconnection: close\r\n\r\n");
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(body).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    parse(&answer)
}

fn parse(answer: &[u8]) -> Answer {
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n").expect("a head");
    let head = String::from_utf8(answer[..end].to_vec()).unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Answer { status, head, body: answer[end + 4..].to_vec() }
}

impl TestRelay {
    pub(crate) fn address(&self) -> SocketAddr {
        self.relay.local_addr()
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        raw(self.address(), &format!("GET {path} HTTP/1.1"), &[])
    }

    pub(crate) fn post(&self, path: &str, body: &[u8]) -> Answer {
        self.post_as(path, &format!("content-type: {MEDIA_TYPE}"), body)
    }

    pub(crate) fn post_as(&self, path: &str, headers: &str, body: &[u8]) -> Answer {
        let head = format!("POST {path} HTTP/1.1\r\ncontent-length: {}\r\n{headers}", body.len());
        raw(self.address(), &head, body)
    }

    pub(crate) fn upload(&self, report: SealedReport) -> Answer {
        self.post("/v1/reports", &frame::encode(&UploadBatch::of(report)).unwrap())
    }

    pub(crate) fn query(&self, query: &Query) -> Answer {
        self.post("/v1/query", &frame::encode(query).unwrap())
    }

    pub(crate) fn held(&self, id: &[u8]) -> QueryResult {
        self.query(&Query::for_id(Network::Native, id.to_vec(), 0)).result()
    }

    /// The value of a line of `/metrics`.
    pub(crate) fn metric(&self, name: &str) -> f64 {
        let text = String::from_utf8(self.get("/metrics").body).unwrap();
        let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        line.unwrap_or("0").parse().unwrap()
    }
}

/// A native report whose body says its number.
pub(crate) fn report(id: u8, number: u32) -> SealedReport {
    let mut body = vec![1];
    body.extend_from_slice(&number.to_be_bytes());
    body.resize(73, id);
    SealedReport::new(Network::Native, vec![id; 16], body)
}

/// A frame of a size of the test's own choice.
pub(crate) fn framed(message: &impl Message, size: usize) -> Vec<u8> {
    let mut body = message.encode_length_delimited_to_vec();
    body.resize(size, 0);
    body
}
