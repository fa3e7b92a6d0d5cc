//! HTTP down to its bytes.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use findmesh_proto::MEDIA_TYPE;
use serde_json::Value;

/// Whatever stands still for so long is broken.
pub const DEADLINE: Duration = Duration::from_secs(20);

/// An answer, taken apart.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Status.
    pub status: u16,
    /// Status line and headers.
    pub head: String,
    /// What follows.
    pub body: Vec<u8>,
}

impl Answer {
    /// The value of a header, its name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }

    /// Status and `type` of a problem document, after a look at its form.
    ///
    /// # Panics
    /// Where it is none.
    pub fn problem(&self) -> (u16, String) {
        let media = self.header("content-type");
        assert_eq!(media, Some("application/problem+json"), "{}", self.head);
        let document: Value = serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(document["status"], self.status, "{document}");
        assert!(document["title"].is_string(), "{document}");
        let type_uri = document["type"].as_str();
        (self.status, type_uri.unwrap_or_else(|| panic!("{document}")).to_owned())
    }
}

/// Posts a body with these headers on a connection of its own.
pub fn post(address: SocketAddr, path: &str, headers: &str, body: &[u8]) -> Answer {
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: relay\r\nconnection: close\r\n{headers}content-length: {}\r\n\r\n",
        body.len()
    );
    exchange(address, &[head.as_bytes(), body].concat())
}

/// Posts a body as clients do.
pub fn post_frame(address: SocketAddr, path: &str, body: &[u8]) -> Answer {
    post(address, path, &format!("content-type: {MEDIA_TYPE}\r\n"), body)
}

/// Sends exactly these bytes and reads the answer until the other side closes.
///
/// # Panics
/// Where there is no answer.
pub fn exchange(address: SocketAddr, request: &[u8]) -> Answer {
    let answer = try_exchange(address, request).unwrap_or_else(|error| panic!("{error}"));
    parse(&answer).unwrap_or_else(|| panic!("no HTTP: {}", String::from_utf8_lossy(&answer)))
}

fn try_exchange(address: SocketAddr, request: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut stream = connect(address)?;
    stream.write_all(request)?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(answer)
}

/// A connection on which nothing stands still for ever.
pub fn connect(address: SocketAddr) -> std::io::Result<TcpStream> {
    let stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(DEADLINE))?;
    stream.set_write_timeout(Some(DEADLINE))?;
    Ok(stream)
}

fn parse(bytes: &[u8]) -> Option<Answer> {
    let end = end_of_head(bytes)?;
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let status = head.split(' ').nth(1)?.parse().ok()?;
    Some(Answer { status, head, body: bytes[end..].to_vec() })
}

/// Reads head and body of a request or an answer by the announced length; less where the other side ends.
pub fn read_message(stream: &mut TcpStream) -> Vec<u8> {
    let mut message = Vec::new();
    let mut buffer = [0; 4096];
    while whole_length(&message).is_none_or(|whole| message.len() < whole) {
        match stream.read(&mut buffer) {
            Ok(0) | Err(_) => break,
            Ok(length) => message.extend_from_slice(&buffer[..length]),
        }
    }
    message
}

fn whole_length(message: &[u8]) -> Option<usize> {
    let head = end_of_head(message)?;
    let text = String::from_utf8_lossy(&message[..head]).to_ascii_lowercase();
    let length = text.lines().find_map(|line| line.strip_prefix("content-length: "));
    Some(head + length.and_then(|length| length.trim().parse().ok()).unwrap_or(0))
}

/// Head and body of a request.
///
/// # Panics
/// Where it has no head.
pub fn split(request: &[u8]) -> (String, Vec<u8>) {
    let end = end_of_head(request).unwrap_or_else(|| panic!("a request without a head"));
    (String::from_utf8_lossy(&request[..end]).into_owned(), request[end..].to_vec())
}

fn end_of_head(bytes: &[u8]) -> Option<usize> {
    Some(bytes.windows(4).position(|window| window == b"\r\n\r\n")? + 4)
}
