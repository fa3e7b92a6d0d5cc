//! The calls of docs/formats.md §4 from the client's side.

use std::sync::Arc;
use std::time::Duration;

use findmesh_core::UploadOutcome;
use findmesh_proto::{
    API_VERSION, Descriptor, MEDIA_TYPE, Query, QueryResult, SealedReport, UploadBatch, descriptor, frame,
};

use crate::error::{BadAnswer, NetError};
use crate::outcome::upload_outcome;
use crate::refusal::Refusal;
use crate::transport::{HttpRequest, HttpResponse, HttpTransport, Method, TransportError};
use crate::url::RelayUrl;

/// The same from every client, of whatever version.
pub const USER_AGENT: &str = "findmesh/1";

/// `accept` of uploads and queries.
pub const ACCEPT_MESSAGE: &str = "application/vnd.findmesh+protobuf, application/problem+json";

/// `accept` of the descriptor.
pub const ACCEPT_JSON: &str = "application/json, application/problem+json";

/// For one exchange, unless the caller says otherwise.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Speaks with one relay. Cheap to clone; every call blocks its thread.
#[derive(Clone)]
pub struct RelayClient {
    url: RelayUrl,
    transport: Arc<dyn HttpTransport>,
    timeout: Duration,
}

impl std::fmt::Debug for RelayClient {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("RelayClient").field("url", &self.url).finish_non_exhaustive()
    }
}

impl RelayClient {
    /// A client of the relay at `url`.
    #[must_use]
    pub fn new(url: RelayUrl, transport: Arc<dyn HttpTransport>) -> Self {
        Self { url, transport, timeout: TIMEOUT }
    }

    /// The same with another timeout for each exchange (30 s by default).
    #[must_use]
    pub fn with_timeout(self, timeout: Duration) -> Self {
        Self { timeout, ..self }
    }

    /// Uploads one report in a request of its own.
    #[must_use]
    pub fn upload(&self, report: &SealedReport) -> UploadOutcome {
        self.upload_all(std::slice::from_ref(report))
    }

    /// Uploads several reports of one network in one request; only where the deployment lets them share it.
    #[must_use]
    pub fn upload_all(&self, reports: &[SealedReport]) -> UploadOutcome {
        let batch = UploadBatch { version: API_VERSION, reports: reports.to_vec() };
        let Ok(body) = frame::encode(&batch) else {
            // What fits no frame will never be taken: 413 is what the relay would say to it.
            return UploadOutcome::Rejected { status: 413, index: None };
        };
        upload_outcome(&self.post("/v1/reports", body))
    }

    /// Asks one question and returns one page of the answer.
    pub fn query(&self, query: &Query) -> Result<QueryResult, NetError> {
        let body = frame::encode(query).map_err(NetError::Question)?;
        let answer = accepted(self.post("/v1/query", body)?)?;
        check_media(&answer, MEDIA_TYPE)?;
        frame::decode(&answer.body).map_err(|error| NetError::BadAnswer(BadAnswer::Frame(error)))
    }

    /// Reads what the relay says about itself.
    pub fn descriptor(&self) -> Result<Descriptor, NetError> {
        let answer = self.transport.send(&HttpRequest {
            method: Method::Get,
            url: self.url.call(descriptor::PATH),
            headers: vec![("user-agent", USER_AGENT.to_owned()), ("accept", ACCEPT_JSON.to_owned())],
            body: Vec::new(),
            timeout: self.timeout,
        });
        let answer = accepted(answer?)?;
        check_media(&answer, "application/json")?;
        serde_json::from_slice(&answer.body).map_err(|_| NetError::BadAnswer(BadAnswer::Descriptor))
    }

    fn post(&self, path: &str, body: Vec<u8>) -> Result<HttpResponse, TransportError> {
        self.transport.send(&HttpRequest {
            method: Method::Post,
            url: self.url.call(path),
            headers: vec![
                ("content-type", MEDIA_TYPE.to_owned()),
                ("user-agent", USER_AGENT.to_owned()),
                ("accept", ACCEPT_MESSAGE.to_owned()),
            ],
            body,
            timeout: self.timeout,
        })
    }
}

fn accepted(answer: HttpResponse) -> Result<HttpResponse, NetError> {
    match Refusal::of(&answer) {
        Some(refusal) => Err(NetError::Refused(refusal)),
        None => Ok(answer),
    }
}

fn check_media(answer: &HttpResponse, expected: &str) -> Result<(), NetError> {
    let media = answer.header("content-type").unwrap_or_default();
    let essence = media.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case(expected) {
        return Ok(());
    }
    Err(NetError::BadAnswer(BadAnswer::MediaType))
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use findmesh_proto::Network;

    use super::*;

    /// Notes requests and gives one answer to all.
    struct Fake {
        requests: Mutex<Vec<HttpRequest>>,
        answer: Result<HttpResponse, TransportError>,
    }

    impl HttpTransport for Fake {
        fn send(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
            self.requests.lock().unwrap().push(request.clone());
            self.answer.clone()
        }
    }

    fn client(status: u16, media: &str, body: Vec<u8>) -> (RelayClient, Arc<Fake>) {
        let headers = vec![("content-type".to_owned(), media.to_owned())];
        let answer = Ok(HttpResponse { status, headers, body });
        let fake = Arc::new(Fake { requests: Mutex::default(), answer });
        let url = RelayUrl::parse("https://relay.example/mesh").unwrap();
        (RelayClient::new(url, fake.clone()), fake)
    }

    #[test]
    fn an_upload_is_one_framed_report_with_three_headers() {
        let (client, fake) = client(204, "", vec![]);
        let report = SealedReport::new(Network::Native, vec![7; 16], vec![1; 73]);
        assert_eq!(client.upload(&report), UploadOutcome::Held);
        let requests = fake.requests.lock().unwrap();
        assert_eq!(requests[0].url, "https://relay.example/mesh/v1/reports");
        assert_eq!(requests[0].body.len(), 512);
        let batch: UploadBatch = frame::decode(&requests[0].body).unwrap();
        assert_eq!(batch, UploadBatch::of(report));
        let names: Vec<_> = requests[0].headers.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, ["content-type", "user-agent", "accept"]);
    }

    #[test]
    fn a_report_that_fits_no_frame_is_rejected_without_a_request() {
        let (client, fake) = client(204, "", vec![]);
        let report = SealedReport::new(Network::Native, vec![7; 16], vec![1; 70_000]);
        assert_eq!(client.upload(&report), UploadOutcome::Rejected { status: 413, index: None });
        let fitting = SealedReport::new(Network::Native, vec![7; 16], vec![1; 40_000]);
        let outcome = client.upload_all(&[fitting.clone(), fitting]);
        assert_eq!(outcome, UploadOutcome::Rejected { status: 413, index: None });
        assert!(fake.requests.lock().unwrap().is_empty());
    }

    #[test]
    fn an_answer_that_is_no_relays_is_told_apart() {
        let query = Query::for_id(Network::Native, vec![7; 16], 0);
        let asked = |status, media, body| client(status, media, body).0.query(&query).unwrap_err();
        assert_eq!(asked(200, "text/html", vec![0; 512]), NetError::BadAnswer(BadAnswer::MediaType));
        let frame = asked(200, MEDIA_TYPE, vec![1; 512]);
        assert!(matches!(frame, NetError::BadAnswer(BadAnswer::Frame(_))));
        assert!(matches!(asked(302, "", vec![]), NetError::Refused(Refusal { status: 302, .. })));
        let (client, _) = client(200, "application/json", b"{}".to_vec());
        assert_eq!(client.descriptor().unwrap_err(), NetError::BadAnswer(BadAnswer::Descriptor));
    }

    #[test]
    fn an_empty_answer_is_an_empty_page() {
        let (client, _) = client(200, MEDIA_TYPE, frame::encode(&QueryResult::default()).unwrap());
        let query = Query::for_id(Network::Native, vec![7; 16], 0);
        assert_eq!(client.query(&query).unwrap(), QueryResult::default());
    }
}
