//! What core asks the store to keep, and what it gets back at start.

use core::fmt;

use findmesh_proto::network::Network;
use serde::{Deserialize, Serialize};

use crate::consent::ConsentEntry;
use crate::owner::{LearntTag, TagId};
use crate::sighting::Sighting;
use crate::zone::{PrivateZone, ZoneId};

/// Key of a row: 6 bytes of wall time in milliseconds, big endian, then 10 random ones, so that rows
/// written together lie together and an id says nothing about its tag.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RowId(pub [u8; 16]);

impl fmt::Debug for RowId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RowId(…)")
    }
}

/// Keyed hash of an identifier, 16 bytes; without the phone's hash key it says nothing.
pub type IdHash = [u8; 16];

/// A sighting that waits for its fix; a sealed column at rest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingSighting {
    /// Its row.
    pub id: RowId,
    /// The closest sighting of the encounter so far.
    pub sighting: Sighting,
    /// When the encounter began, wall time in milliseconds.
    pub since_wall_ms: i64,
}

/// What the queue knows of a report without its body.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueEntry {
    /// Its row.
    pub id: RowId,
    /// Network of the report.
    pub network: Network,
    /// Keyed hash of the tag's key.
    pub key_hash: IdHash,
    /// Keyed hash of the advert's address, where it had one.
    pub address_hash: Option<IdHash>,
    /// A report of this key is, or was, queued before this one today.
    pub repeat: bool,
    /// When it was queued, wall time in milliseconds.
    pub queued_wall_ms: i64,
    /// Time that the phone was known to have run by then, milliseconds: what its age is counted by.
    pub queued_lived_ms: i64,
    /// Its own delay ends here, wall time in milliseconds.
    pub due_wall_ms: i64,
    /// Uploads that failed so far.
    pub attempts: u32,
    /// Bytes of lookup id and body.
    pub size: u32,
}

impl fmt::Debug for QueueEntry {
    /// Without the hashes: they tell tags apart and stay out of logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("QueueEntry")
            .field("network", &self.network)
            .field("attempts", &self.attempts)
            .field("size", &self.size)
            .finish_non_exhaustive()
    }
}

/// A sealed report in the queue.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueRow {
    /// What the queue knows of it.
    pub entry: QueueEntry,
    /// Lookup id as formats.md says for the network.
    pub lookup_id: Vec<u8>,
    /// Sealed body as formats.md says for the network.
    pub body: Vec<u8>,
}

impl fmt::Debug for QueueRow {
    /// Without lookup id and body: they identify a tag and stay out of logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("QueueRow").field("entry", &self.entry).finish_non_exhaustive()
    }
}

/// What is remembered of a key so that a restart neither forgets nor repeats: a sealed column at rest.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct SeenKey {
    /// Keyed hash of key and near-owner bit.
    pub key_hash: IdHash,
    /// UTC day of the last report.
    pub day: i64,
    /// Core's own state of the key (last report's place, time, count), versioned by its first byte.
    pub state: Vec<u8>,
}

impl fmt::Debug for SeenKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SeenKey").field("day", &self.day).finish_non_exhaustive()
    }
}

/// Where the phone stayed on one UTC day; a sealed column at rest under that day's key.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct DwellDay {
    /// UTC day.
    pub day: i64,
    /// Core's own state of the day, versioned by its first byte.
    pub state: Vec<u8>,
}

impl fmt::Debug for DwellDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DwellDay").field("day", &self.day).finish_non_exhaustive()
    }
}

/// One change; the changes of one effect are one transaction.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Change {
    /// Insert or replace a pending sighting.
    PutPending(PendingSighting),
    /// It got its fix, or will not.
    RemovePending {
        /// Its row.
        id: RowId,
    },
    /// Insert a sealed report. Core never makes this one: the engine does, from a `Seal` effect.
    Enqueue(QueueRow),
    /// An upload failed.
    UpdateQueue {
        /// Its row.
        id: RowId,
        /// Failed uploads so far.
        attempts: u32,
        /// Not before, wall time in milliseconds.
        due_wall_ms: i64,
    },
    /// Held by the relay, rejected, expired or evicted.
    RemoveQueue {
        /// Its row.
        id: RowId,
    },
    /// Append to the ledger.
    AppendConsent(ConsentEntry),
    /// Withdrawn: pending sightings, queue, seen keys and dwell go, in the same transaction; zones stay, a person set
    /// them.
    EraseCrowd,
    /// Insert or replace what is remembered of a key.
    PutSeen(SeenKey),
    /// Remembered keys of days before this one go.
    ForgetSeenBefore {
        /// First UTC day that stays.
        day: i64,
    },
    /// Add to a counter of a day.
    Count {
        /// UTC day.
        day: i64,
        /// Stable counter name (`health::counter`).
        name: String,
        /// How many.
        add: u64,
    },
    /// Insert or replace what was learnt of one's own tag. Core never makes this one: whoever holds the resolver does.
    PutLearnt(LearntTag),
    /// One's own tag is no more.
    ForgetLearnt {
        /// The tag.
        tag: TagId,
    },
    /// Insert or replace a private zone.
    PutZone(PrivateZone),
    /// A private zone is none any more.
    RemoveZone {
        /// The zone.
        id: ZoneId,
    },
    /// Insert or replace what is remembered of where the phone stayed on a day.
    PutDwell(DwellDay),
    /// Days before this one go.
    ForgetDwellBefore {
        /// First UTC day that stays.
        day: i64,
    },
    /// A small named value ("enabled", "participation" …).
    PutSetting {
        /// Stable name.
        name: String,
        /// Its bytes.
        value: Vec<u8>,
    },
}

impl Change {
    /// Insert or replace a small named value.
    pub fn setting(name: &str, value: Vec<u8>) -> Self {
        Self::PutSetting { name: name.to_owned(), value }
    }
}

/// Names of settings that core keeps.
pub mod setting {
    /// The host's wish that the finder works: one byte, 1 or 0.
    pub const ENABLED: &str = "enabled";
    /// Time that the phone is known to have run, and both clocks.
    pub const CLOCK: &str = "clock";
    /// When things last happened.
    pub const MARKS: &str = "marks";
    /// Where a person takes part: the level's stable name.
    pub const PARTICIPATION: &str = "participation";
    /// The scan that outlives the process, and what backs off.
    pub const SCAN: &str = "scan";
    /// The key of private zones was lost and no person has looked since: one byte, 1 or 0.
    pub const UNCONFIRMED: &str = "unconfirmed";
    /// Spacing, backoff and parking of uploads.
    pub const UPLOADS: &str = "uploads";
}

/// All that a finder needs of its past.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Restored {
    /// Consent ledger, oldest first.
    pub consent: Vec<ConsentEntry>,
    /// Sightings that wait for a fix.
    pub pending: Vec<PendingSighting>,
    /// The queue, oldest first.
    pub queue: Vec<QueueEntry>,
    /// Remembered keys.
    pub seen: Vec<SeenKey>,
    /// Private zones, by id.
    pub zones: Vec<PrivateZone>,
    /// Where the phone stayed, by day.
    pub dwell: Vec<DwellDay>,
    /// Named values.
    pub settings: Vec<(String, Vec<u8>)>,
    /// Counters of today and the days before, (day, name, count).
    pub counters: Vec<(i64, String, u64)>,
}

impl Restored {
    /// A named value.
    pub fn setting(&self, name: &str) -> Option<&[u8]> {
        self.settings.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_slice())
    }
}
