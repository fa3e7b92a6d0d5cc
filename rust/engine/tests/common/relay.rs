//! A relay without a network.

use std::collections::VecDeque;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};

use findmesh_net::{HttpRequest, HttpResponse, HttpTransport, TransportError};
use findmesh_proto::frame;
use findmesh_proto::wire::{SealedReport, UploadBatch};

/// What it does with the next request.
pub enum Answer {
    Status(u16),
    Nothing,
    /// 204, once this was done.
    After(Box<dyn FnOnce() + Send>),
    Panic,
    /// 204, once something comes through.
    Wait(Receiver<()>),
}

/// Takes uploads, answers as told and with 204 otherwise.
#[derive(Default)]
pub struct FakeRelay {
    answers: Mutex<VecDeque<Answer>>,
    taken: Mutex<Vec<SealedReport>>,
    held: Mutex<Vec<SealedReport>>,
    /// Reports of each request.
    loads: Mutex<Vec<usize>>,
}

impl FakeRelay {
    pub fn new() -> Arc<Self> {
        Arc::default()
    }

    pub fn answer(&self, answer: Answer) {
        self.answers.lock().unwrap().push_back(answer);
    }

    /// The next request hangs until something is sent.
    pub fn hang(&self) -> Sender<()> {
        let (release, held) = mpsc::channel();
        self.answer(Answer::Wait(held));
        release
    }

    /// The reports of requests that were answered with 204.
    pub fn held(&self) -> Vec<SealedReport> {
        self.held.lock().unwrap().clone()
    }

    /// How many reports each request held.
    pub fn loads(&self) -> Vec<usize> {
        self.loads.lock().unwrap().clone()
    }

    /// Every report that came in a request, whatever was answered.
    pub fn requests(&self) -> Vec<SealedReport> {
        self.taken.lock().unwrap().clone()
    }
}

impl HttpTransport for FakeRelay {
    fn send(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
        let batch: UploadBatch = frame::decode(&request.body).expect("a frame");
        self.loads.lock().unwrap().push(batch.reports.len());
        self.taken.lock().unwrap().extend(batch.reports.clone());
        let answer = self.answers.lock().unwrap().pop_front();
        let status = match answer {
            None => 204,
            Some(Answer::Status(status)) => status,
            Some(Answer::Nothing) => return Err(TransportError::Timeout),
            Some(Answer::After(happens)) => {
                happens();
                204
            }
            Some(Answer::Panic) => panic!("a host's transport with a defect"),
            Some(Answer::Wait(held)) => {
                held.recv().expect("a test that lets go");
                204
            }
        };
        if status == 204 {
            self.held.lock().unwrap().extend(batch.reports);
        }
        Ok(HttpResponse { status, headers: Vec::new(), body: Vec::new() })
    }
}
