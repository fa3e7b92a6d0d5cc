//! A server of one connection at a time that does exactly what a test says, and notes what it was sent.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use findmesh_net::{RelayClient, RelayUrl, UreqTransport};

/// Listens on a free loopback port and handles connections until it has seen `count` of them.
pub(crate) struct Server {
    pub(crate) port: u16,
    thread: JoinHandle<Vec<Vec<u8>>>,
}

impl Server {
    /// `answer` gets each connection after its request was read whole.
    pub(crate) fn start(count: usize, answer: impl Fn(&mut TcpStream) + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let thread = std::thread::spawn(move || {
            (0..count)
                .map(|_| {
                    let (mut stream, _) = listener.accept().unwrap();
                    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
                    let request = read_request(&mut stream);
                    answer(&mut stream);
                    request
                })
                .collect()
        });
        Self { port, thread }
    }

    pub(crate) fn client(&self) -> RelayClient {
        client(&format!("http://127.0.0.1:{}", self.port))
    }

    /// What it was sent, connection by connection.
    pub(crate) fn requests(self) -> Vec<Vec<u8>> {
        self.thread.join().unwrap()
    }
}

pub(crate) fn client(url: &str) -> RelayClient {
    RelayClient::new(RelayUrl::parse(url).unwrap(), Arc::new(UreqTransport::new()))
        .with_timeout(Duration::from_secs(20))
}

pub(crate) fn say(text: &'static str) -> impl Fn(&mut TcpStream) + Send + 'static {
    move |stream| stream.write_all(text.as_bytes()).unwrap()
}

/// Head and body, by the announced length.
fn read_request(stream: &mut TcpStream) -> Vec<u8> {
    let mut request = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        if whole_length(&request).is_some_and(|whole| request.len() >= whole) {
            return request;
        }
        match stream.read(&mut buffer) {
            Ok(0) | Err(_) => return request,
            Ok(length) => request.extend_from_slice(&buffer[..length]),
        }
    }
}

fn whole_length(request: &[u8]) -> Option<usize> {
    let head = request.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
    let text = String::from_utf8_lossy(&request[..head]).to_ascii_lowercase();
    let length = text.lines().find_map(|line| line.strip_prefix("content-length: "));
    Some(head + length.map_or(0, |length| length.trim().parse().unwrap()))
}
