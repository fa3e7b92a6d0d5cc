//! The power goes at every moment of a phone's life: what it acknowledged is in its file or at the relay, and what the
//! relay took and was removed does not come back.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use findmesh_core::Seed;
use findmesh_e2e::world;
use findmesh_net::{HttpRequest, HttpResponse, HttpTransport, TransportError};
use findmesh_testkit::power::{Mode, Recorder};
use tempfile::TempDir;

use crate::finder::Kind;
use crate::ledger::{Left, LookupId, folder_in_memory, left_in, lookup_ids};
use crate::phone::{Life, Phone, TAGS, report_in};
use crate::told::{Digest, digest};

/// Batches that the phone hears.
const BATCHES: u32 = 12;

/// Windows after the last batch.
const PATIENCE: u32 = 60;

/// Takes every report, and notes when: after so many operations on the disk.
struct Taking {
    recorder: Recorder,
    taken: Mutex<Vec<(usize, Digest, LookupId)>>,
}

impl HttpTransport for Taking {
    fn send(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
        let report = report_in(request);
        let taken = (self.recorder.mark(), digest(&report.body), report.lookup_id);
        self.taken.lock().unwrap().push(taken);
        Ok(HttpResponse { status: 204, headers: Vec::new(), body: Vec::new() })
    }
}

/// What was promised when, in operations on the disk.
#[derive(Default)]
struct Promises {
    /// A sighting was acknowledged.
    acknowledged: BTreeMap<LookupId, usize>,
    /// A window was over: what it sent is settled.
    settled: Vec<(usize, BTreeSet<Digest>)>,
}

impl Promises {
    fn hold(&self, cut: usize, left: &Left, taken: &[(usize, Digest, LookupId)]) {
        let waiting: BTreeSet<&LookupId> = left.queue.values().chain(&left.pending).collect();
        assert_eq!(
            waiting.len(),
            left.queue.len() + left.pending.len(),
            "cut after {cut}: twice in the file"
        );
        let held: BTreeSet<&LookupId> =
            taken.iter().filter(|(at, ..)| *at <= cut).map(|(.., id)| id).collect();
        for (id, _) in self.acknowledged.iter().filter(|(_, at)| **at <= cut) {
            assert!(
                waiting.contains(id) || held.contains(id),
                "cut after {cut}: an acknowledged sighting is gone"
            );
        }
        let settled = self.settled.iter().filter(|(at, _)| *at <= cut).flat_map(|(_, reports)| reports);
        for report in settled {
            assert!(!left.queue.contains_key(report), "cut after {cut}: a settled report is back");
        }
    }
}

fn live(life: &mut Life, wire: &Taking) -> Promises {
    let mut promises = Promises::default();
    for batch in 0..BATCHES {
        life.hear();
        let ids = lookup_ids(life.phone(), batch);
        promises.acknowledged.extend(ids.into_iter().map(|id| (id, wire.recorder.mark())));
        (0..=TAGS).for_each(|_| upload(life, wire, &mut promises));
    }
    for _ in 0..PATIENCE {
        upload(life, wire, &mut promises);
    }
    promises
}

fn upload(life: &mut Life, wire: &Taking, promises: &mut Promises) {
    life.upload();
    let reports = wire.taken.lock().unwrap().iter().map(|(_, report, _)| *report).collect();
    promises.settled.push((wire.recorder.mark(), reports));
}

#[test]
fn no_power_cut_takes_what_a_phone_acknowledged() {
    let folder = TempDir::new().unwrap();
    let phone = Phone {
        number: 1_000_000,
        folder: folder.path().to_owned(),
        relay: "http://127.0.0.1:9".to_owned(),
        kind: Kind::Driver,
        kept: None,
        starts: 0,
        next: (0, None),
        now: world::start(),
    };
    let wire = Arc::new(Taking { recorder: Recorder::of(folder.path()), taken: Mutex::default() });
    let mut life = Life::begin(phone.clone(), wire.clone());
    let promises = live(&mut life, &wire);
    drop(life);
    let (log, taken) = (wire.recorder.log(), wire.taken.lock().unwrap().clone());
    let first = promises.acknowledged.values().min().copied().unwrap_or_default();
    for cut in first..=log.operations().len() {
        let mode = Mode::ALL[cut % Mode::ALL.len()];
        let disk = folder_in_memory();
        log.rebuild(cut, mode, &mut Seed([cut as u8; 32]).rng(), disk.path());
        promises.hold(cut, &left_in(&phone, disk.path()), &taken);
    }
    let (acknowledged, reports) = (promises.acknowledged.len(), taken.len());
    println!("{} moments: {acknowledged} acknowledged, {reports} sent", log.operations().len() - first);
    assert!(log.operations().len() > 300 && reports > 20, "too short a life to mean anything");
}
