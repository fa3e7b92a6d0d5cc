//! One phone, killed again and again, and what came of it.

use std::fs;
use std::path::{Path, PathBuf};

use findmesh_core::Now;
use findmesh_crypto::hash::sha256;
use findmesh_e2e::{RelayProcess, world};
use findmesh_net::RelayClient;
use findmesh_proto::{BodyRule, Network};
use findmesh_testkit::samples::{DAY, noon};
use rand_core::Rng;
use tempfile::TempDir;

use crate::finder::Kind;
use crate::killer::{Moment, Phase, live_and_die};
use crate::ledger::{Ledger, LookupId, folder_in_memory};
use crate::phone::{self, Phone};

/// The version that the library writes.
const NEWEST: i64 = 4;

/// One phone, killed again and again.
pub(crate) struct Chain {
    phone: Phone,
    relay: RelayClient,
    pub(crate) ledger: Ledger,
    /// What the process was in the middle of, for each kill.
    pub(crate) phases: Vec<Phase>,
    /// Kills after which the file was still of its old version.
    pub(crate) killed_before_migrated: u32,
    /// Times that its keys came under a new wrapper.
    pub(crate) rewrapped: u32,
    /// Reports at the relay in the end.
    pub(crate) held: u32,
    _folder: TempDir,
}

impl Chain {
    /// Two of four begin with a kept file of an older version, four of eight are engines on threads.
    pub(crate) fn new(number: u32, relay: &RelayProcess) -> Self {
        let folder = TempDir::new().unwrap();
        let kept = [None, Some(1), None, Some(2)][number as usize % 4];
        let now =
            if kept.is_some() { Now { boot_ms: 3_600_000, wall_ms: noon(DAY) } } else { world::start() };
        let phone = Phone {
            number,
            folder: folder.path().to_owned(),
            relay: relay.url(),
            kind: if number % 8 < 4 { Kind::Driver } else { Kind::Engine },
            kept,
            starts: 0,
            next: (0, None),
            now,
        };
        let mut ledger = Ledger::default();
        if let Some(version) = kept {
            ledger.owes(keep(&phone, version));
        }
        let relay = relay.client();
        let (phases, _folder) = (Vec::new(), folder);
        Self { phone, relay, ledger, phases, killed_before_migrated: 0, rewrapped: 0, held: 0, _folder }
    }

    /// A process lives for a while.
    pub(crate) fn kill(&mut self, rng: &mut impl Rng) {
        let told = live_and_die(&self.phone, Moment::any(rng, &self.phone));
        self.phases.extend(told.iter().rev().find_map(|told| Phase::after(*told)));
        self.killed_before_migrated += u32::from(version_of(&self.phone.folder).is_some_and(|v| v < NEWEST));
        self.ledger.take_down(&mut self.phone, &told);
        self.ledger.check(&self.phone, &self.relay);
    }

    /// What is left is delivered, and everything is looked at once more. Counters of what the relay took are committed
    /// with the removal; one that counts what was queued may be lost with a kill (docs/finder.md §6).
    pub(crate) fn close(&mut self) {
        let counted = phone::drain(self.phone.clone());
        let count = |name: &str| counted.get(name).copied().unwrap_or_default();
        self.held = self.ledger.close(&self.relay, &counted);
        let refused = ["rejected_by_relay", "expired", "evicted", "seal_refused"].map(count);
        assert_eq!(refused, [0; 4], "{counted:?}");
        assert_eq!(count("uploaded"), u64::from(self.held), "{counted:?}");
        assert!(count("reported") <= u64::from(self.held), "{counted:?}");
        self.rewrapped = phone::wrappings(&self.phone);
    }
}

/// A kept file whose reports are of this phone only, and could have been sealed.
fn keep(phone: &Phone, version: u32) -> Vec<LookupId> {
    let file = phone.folder.join("findmesh.db");
    let kept = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("../compat/store-v{version}.db"));
    fs::copy(kept, &file).unwrap();
    let db = rusqlite::Connection::open(&file).unwrap();
    let ids: Vec<Vec<u8>> = {
        let mut select = db.prepare("SELECT id FROM queue").unwrap();
        select.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    let rule = BodyRule::ALL.into_iter().find(|rule| rule.network == Network::Native).unwrap();
    let random = |id: &[u8], name: &[u8], length: usize| -> Vec<u8> {
        let blocks = (0..4_u8).flat_map(|n| sha256(&[id, name, &phone.number.to_be_bytes(), &[n]].concat()));
        blocks.take(length).collect()
    };
    let row = |id: &Vec<u8>| {
        let (lookup_id, mut body) =
            (random(id, b"lookup", rule.id_length), random(id, b"body", rule.min_length));
        body[0] = rule.body_version;
        let set = "UPDATE queue SET lookup_id = ?2, body = ?3 WHERE id = ?1";
        db.execute(set, (id, &lookup_id, &body)).unwrap();
        lookup_id
    };
    // Their sightings have keys that are no points: they are refused and counted, and nobody is owed a report.
    db.execute("DELETE FROM pending", []).unwrap();
    ids.iter().map(row).collect()
}

/// Read from a copy, so that the log is not written back.
fn version_of(folder: &Path) -> Option<i64> {
    let copy = folder_in_memory();
    for name in ["findmesh.db", "findmesh.db-wal"] {
        let _none_yet = fs::copy(folder.join(name), copy.path().join(name));
    }
    let db = rusqlite::Connection::open(copy.path().join("findmesh.db")).unwrap();
    db.pragma_query_value(None, "user_version", |row| row.get(0)).ok()
}
