//! A network that answers as told and remembers what was sent.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use findmesh_net::{HttpRequest, HttpResponse, HttpTransport, TransportError};
use findmesh_proto::{MEDIA_TYPE, PROBLEM_MEDIA_TYPE, Problem, ProblemDocument};

/// What a request meets.
pub type Answer = Result<HttpResponse, TransportError>;

/// Gives the scripted answers in order, then the usual one (204); keeps every request as it was.
pub struct FakeTransport {
    inner: Mutex<Inner>,
}

struct Inner {
    script: VecDeque<Answer>,
    usual: Answer,
    requests: Vec<HttpRequest>,
}

impl std::fmt::Debug for FakeTransport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FakeTransport").field("requests", &self.sent()).finish_non_exhaustive()
    }
}

impl Default for FakeTransport {
    fn default() -> Self {
        Self::new()
    }
}

impl FakeTransport {
    /// A relay that takes everything.
    pub fn new() -> Self {
        Self::always(Ok(held()))
    }

    /// The same answer to everything.
    pub const fn always(usual: Answer) -> Self {
        let inner = Inner { script: VecDeque::new(), usual, requests: Vec::new() };
        Self { inner: Mutex::new(inner) }
    }

    /// One more answer, after those that wait already.
    pub fn then(&self, answer: Answer) {
        self.inner().script.push_back(answer);
    }

    /// What comes once no scripted answer waits.
    pub fn usually(&self, answer: Answer) {
        self.inner().usual = answer;
    }

    /// How many requests came.
    pub fn sent(&self) -> usize {
        self.inner().requests.len()
    }

    /// Every request since the last call, oldest first.
    pub fn take_requests(&self) -> Vec<HttpRequest> {
        std::mem::take(&mut self.inner().requests)
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl HttpTransport for FakeTransport {
    fn send(&self, request: &HttpRequest) -> Answer {
        let mut inner = self.inner();
        inner.requests.push(request.clone());
        let next = inner.script.pop_front();
        next.unwrap_or_else(|| inner.usual.clone())
    }
}

/// 204: the relay has it.
pub const fn held() -> HttpResponse {
    status(204)
}

/// A bare status without headers and body.
pub const fn status(status: u16) -> HttpResponse {
    HttpResponse { status, headers: Vec::new(), body: Vec::new() }
}

/// A refusal as the relay writes it.
///
/// # Panics
/// Never: a problem document is always JSON.
pub fn refusal(problem: Problem) -> HttpResponse {
    let document = ProblemDocument::new(problem);
    let body = serde_json::to_vec(&document).unwrap_or_else(|error| panic!("{error}"));
    with_header(HttpResponse { body, ..status(problem.status()) }, "content-type", PROBLEM_MEDIA_TYPE)
}

/// A frame as the relay answers queries.
pub fn frame(body: Vec<u8>) -> HttpResponse {
    with_header(HttpResponse { body, ..status(200) }, "content-type", MEDIA_TYPE)
}

/// The same answer with one more header ("retry-after").
pub fn with_header(mut answer: HttpResponse, name: &str, value: &str) -> HttpResponse {
    answer.headers.push((name.to_owned(), value.to_owned()));
    answer
}

#[cfg(test)]
mod tests {
    use super::*;
    use findmesh_net::{Method, UnreachableReason};
    use std::time::Duration;

    fn request(body: &[u8]) -> HttpRequest {
        let (url, body) = ("http://127.0.0.1:1/v1/reports".into(), body.to_vec());
        HttpRequest { method: Method::Post, url, headers: Vec::new(), body, timeout: Duration::from_secs(1) }
    }

    #[test]
    fn scripted_answers_come_first_and_requests_are_kept() {
        let transport = FakeTransport::new();
        let broken = Err(TransportError::Unreachable(UnreachableReason::Lost));
        transport.then(broken.clone());
        transport.then(Ok(with_header(refusal(Problem::RateLimited), "retry-after", "30")));
        assert_eq!(transport.send(&request(b"a")), broken);
        let refused = transport.send(&request(b"b")).unwrap();
        assert_eq!((refused.status, refused.header("retry-after")), (429, Some("30")));
        assert_eq!(transport.send(&request(b"c")), Ok(held()));
        let bodies: Vec<_> = transport.take_requests().into_iter().map(|request| request.body).collect();
        assert_eq!(bodies, [b"a", b"b", b"c"]);
        assert_eq!(transport.sent(), 0);
    }
}
