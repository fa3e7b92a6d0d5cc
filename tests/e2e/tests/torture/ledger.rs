//! What a phone was promised and promised, kept outside of it, and held against its file and the relay after each kill.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use findmesh_core::TagKey;
use findmesh_crypto::native;
use findmesh_net::RelayClient;
use findmesh_proto::{Network, Query};
use findmesh_store::Store;
use tempfile::TempDir;

use crate::phone::{Phone, TAGS};
use crate::told::{Digest, Told, digest};

/// Under which an owner asks; one for each key.
pub(crate) type LookupId = Vec<u8>;

/// What happened to one phone.
#[derive(Default)]
pub(crate) struct Ledger {
    /// Sightings whose commit was reported, and reports that a kept file held.
    owed: BTreeSet<LookupId>,
    /// Sightings that were handed over, acknowledged or not.
    offered: BTreeSet<LookupId>,
    /// Reports that left, and whether an answer 2xx reached the phone.
    sent: BTreeMap<Digest, bool>,
    /// Reports whose answer reached the phone and whose removal was in the file when its process was killed.
    settled: BTreeSet<Digest>,
    /// Owed, and seen at the relay.
    delivered: BTreeSet<LookupId>,
    /// Owed, and neither in the file nor at the relay: a phone that died before its fix came got none in time.
    dropped: BTreeSet<LookupId>,
    pub(crate) counts: Counts,
}

/// Figures of it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counts {
    /// Sightings whose commit was reported.
    pub(crate) acknowledged: u32,
    /// Requests that left.
    pub(crate) sent: u32,
    /// Requests of a report whose answer had reached the phone, but whose removal was not committed: the relay knows
    /// the report again.
    pub(crate) again_before_commit: u32,
    /// Requests of a report whose earlier answer never reached the phone.
    pub(crate) again_unanswered: u32,
    /// Requests of a report whose answer had reached the phone and whose removal was committed.
    pub(crate) again_settled: u32,
    /// Sightings that waited for a fix which died with a process; they were counted as such.
    pub(crate) without_fix: u32,
    /// Answers that reached a phone which was killed before its removal was in the file.
    pub(crate) answers_lost: u32,
}

/// What a killed process left in its file.
pub(crate) struct Left {
    /// By digest of the body.
    pub(crate) queue: BTreeMap<Digest, LookupId>,
    pub(crate) pending: BTreeSet<LookupId>,
}

impl Ledger {
    /// Reports that are in the file before anything happens.
    pub(crate) fn owes(&mut self, reports: impl IntoIterator<Item = LookupId>) {
        self.owed.extend(reports);
        self.offered.extend(self.owed.iter().cloned());
    }

    /// Takes down what a process told; the phone goes on from there.
    pub(crate) fn take_down(&mut self, phone: &mut Phone, told: &[Told]) {
        for told in told {
            match *told {
                Told::Heard(batch, boot_ms) => {
                    phone.next = (batch, Some(boot_ms));
                    self.offered.extend(lookup_ids(phone, batch));
                }
                Told::Acknowledged(batch) => {
                    phone.next = (batch + 1, None);
                    self.owed.extend(lookup_ids(phone, batch));
                    self.counts.acknowledged += TAGS;
                }
                Told::Sent(report) => self.leaves(report),
                Told::Answered(report, status) if (200..300).contains(&status) => {
                    let _ = self.sent.insert(report, true);
                }
                Told::Clock(boot_ms) => {
                    let wall_ms = phone.now.wall_of_boot(boot_ms);
                    phone.now = findmesh_core::Now { boot_ms, wall_ms };
                }
                _ => {}
            }
        }
        phone.starts += 1;
    }

    fn leaves(&mut self, report: Digest) {
        let before = self.sent.get(&report).copied();
        self.counts.sent += 1;
        if self.settled.contains(&report) {
            self.counts.again_settled += 1;
        } else if before == Some(true) {
            self.counts.again_before_commit += 1;
        } else if before == Some(false) {
            self.counts.again_unanswered += 1;
        }
        let _ = self.sent.entry(report).or_default();
    }

    /// Holds it against file and relay.
    pub(crate) fn check(&mut self, phone: &Phone, relay: &RelayClient) {
        let left = left_by(phone);
        let waiting: BTreeSet<&LookupId> = left.queue.values().chain(&left.pending).collect();
        assert_eq!(waiting.len(), left.queue.len() + left.pending.len(), "twice in the file");
        assert!(waiting.iter().all(|id| self.offered.contains(*id)), "in the file and never heard");
        for (report, answered) in &self.sent {
            match (answered, left.queue.contains_key(report)) {
                (true, false) => drop(self.settled.insert(*report)),
                (true, true) => self.counts.answers_lost += 1,
                (false, _) => {}
            }
        }
        let gone = self.owed.iter().filter(|id| !waiting.contains(id) && !self.delivered.contains(*id));
        for id in gone.cloned().collect::<Vec<_>>() {
            match held(relay, &id) {
                0 => drop(self.dropped.insert(id)),
                1 => drop(self.delivered.insert(id)),
                more => panic!("{more} reports of a sighting"),
            }
        }
    }

    /// At the end of all: what was acknowledged is at the relay once, or was dropped and counted; what was not, at most
    /// once. How many reports the relay holds.
    pub(crate) fn close(&mut self, relay: &RelayClient, counted: &BTreeMap<String, u64>) -> u32 {
        let held: BTreeMap<&LookupId, u32> = self.offered.iter().map(|id| (id, held(relay, id))).collect();
        assert!(held.values().all(|held| *held <= 1), "a sighting became two reports");
        let missing: BTreeSet<&LookupId> = self.owed.iter().filter(|id| held[id] == 0).collect();
        assert!(self.dropped.iter().all(|id| missing.contains(id)), "dropped and there");
        // A batch that was committed and killed before it was acknowledged may have been dropped as well.
        let may_miss = held.values().filter(|held| **held == 0).count();
        let no_fix = counted.get("suppressed_no_fix").copied().unwrap_or_default() as usize;
        let counted_all = (missing.len()..=may_miss).contains(&no_fix);
        assert!(counted_all, "{} acknowledged, neither delivered nor counted: {counted:?}", missing.len());
        assert_eq!(self.counts.again_settled, 0, "sent again after its removal was committed");
        self.counts.without_fix = missing.len() as u32;
        held.values().sum()
    }

    /// Sightings whose commit was reported, and reports that a kept file held.
    pub(crate) fn owed(&self) -> usize {
        self.owed.len()
    }
}

/// Of the tags of a batch.
pub(crate) fn lookup_ids(phone: &Phone, batch: u32) -> Vec<LookupId> {
    (0..TAGS).map(|tag| phone.key(batch, tag).lookup_id.to_vec()).collect()
}

/// Reports that the relay holds under an id.
fn held(relay: &RelayClient, id: &LookupId) -> u32 {
    let answer = relay.query(&Query::for_id(Network::Native, id.clone(), 0));
    answer.unwrap().reports.len() as u32
}

/// Looks into a copy: the next process finds the file as the killed one left it.
fn left_by(phone: &Phone) -> Left {
    let copy = folder_in_memory();
    for entry in fs::read_dir(&phone.folder).unwrap().flatten() {
        fs::copy(entry.path(), copy.path().join(entry.file_name())).unwrap();
    }
    left_in(phone, copy.path())
}

/// A disk in memory where the machine has one: many copies are made.
pub(crate) fn folder_in_memory() -> TempDir {
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { TempDir::new() };
    folder.unwrap()
}

/// What a phone's file in this folder holds.
pub(crate) fn left_in(phone: &Phone, folder: &Path) -> Left {
    let opened = phone.open_store(folder);
    assert_eq!(opened.incident, None);
    let mut store = opened.store;
    let restored = store.restore().unwrap();
    let mut row = |id| store.queue_row(id).unwrap().unwrap();
    let rows: Vec<_> = restored.queue.iter().map(|entry| row(entry.id)).collect();
    Left {
        queue: rows.iter().map(|row| (digest(&row.body), row.lookup_id.clone())).collect(),
        pending: restored.pending.iter().filter_map(|pending| lookup_id(&pending.sighting.key)).collect(),
    }
}

fn lookup_id(key: &TagKey) -> Option<LookupId> {
    Some(native::lookup_id(key.bytes().try_into().ok()?).to_vec())
}
