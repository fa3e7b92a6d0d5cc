//! What happens to a finder.

use core::fmt;

use serde::{Deserialize, Serialize};

use crate::consent::ConsentEntry;
use crate::fix::Fix;
use crate::participation::Participation;
use crate::persist::{Restored, RowId};
use crate::phone::{PhoneState, WakeCause};
use crate::scan_request::ScanSlot;
use crate::seed::Seed;
use crate::time::Now;
use crate::upload::{UploadOutcome, UploadWindow};
use crate::zone::{PrivateZone, ZoneId};

/// Number of an ingested batch, from 1, unique within a process.
pub type Ticket = u64;

/// What happens to a finder; everything that it knows comes in through here.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// The store's content; first event of a process, and again after a commit failed, when all
    /// memory of what was not kept is dropped.
    Restored(Box<Restored>),
    /// A packed batch of adverts (`findmesh_proto::packed`), valid as a whole.
    Ingest {
        /// Its number.
        ticket: Ticket,
        /// The buffer.
        packed: Vec<u8>,
    },
    /// The platform gave a fix, now or late.
    Fix(Fix),
    /// The phone's state, whole, whenever any of it changed.
    Phone(PhoneState),
    /// The host wishes that the finder works; durable.
    Enable,
    /// The host wishes that it does not; durable.
    Disable,
    /// A person decided.
    Consent(ConsentEntry),
    /// A scan was started as asked.
    ScanStarted {
        /// Which.
        slot: ScanSlot,
    },
    /// The platform refused a scan (its error code).
    ScanFailed {
        /// Which.
        slot: ScanSlot,
        /// Platform's code.
        code: i32,
    },
    /// The platform ended a scan without being asked.
    ScanLost {
        /// Which.
        slot: ScanSlot,
    },
    /// The host wants to start a scan of its own: [`Effect::ScanPermit`](crate::Effect::ScanPermit) answers.
    ReserveScanStart,
    /// Something woke, or found, the process: a moment to look after the scan.
    Woken {
        /// What.
        cause: WakeCause,
    },
    /// How the process before this one ended, as far as the platform tells.
    ProcessDied {
        /// Platform's reason in snake case (`low_memory`, `user_requested`, `force_stopped` …), `unknown` below API 30.
        why: String,
        /// Time without a process, milliseconds.
        gap_ms: u64,
    },
    /// A person chose where to take part; durable.
    SetParticipation(Participation),
    /// A private zone, new or changed; durable.
    PutZone(PrivateZone),
    /// A private zone is none any more.
    RemoveZone {
        /// The zone's id.
        id: ZoneId,
    },
    /// A `Seal` effect came to a row in the queue; sent after the commit of its changes.
    Queued {
        /// The row.
        id: RowId,
        /// Bytes of lookup id and body.
        size: u32,
    },
    /// A `Seal` effect could not be carried out (an invalid point): the sighting is dropped and counted.
    SealRefused {
        /// The row it would have had.
        id: RowId,
    },
    /// A commit failed; `Restored` follows as soon as the store can be read.
    PersistFailed {
        /// Why.
        reason: StoreTrouble,
    },
    /// The store opened with an incident (corrupt file set aside, key lost).
    StoreIncident {
        /// What.
        reason: StoreTrouble,
    },
    /// A moment in which reports may leave.
    Window(UploadWindow),
    /// What came of an `Upload` effect.
    UploadDone {
        /// The rows, in the order in which they were sent.
        ids: Vec<RowId>,
        /// The relay's answer.
        outcome: UploadOutcome,
    },
    /// A `WakeAt` effect's time came.
    Tick,
}

impl fmt::Debug for Event {
    /// Its kind, and no more than that says what it was: adverts and places stay out of logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Restored(kept) => write!(f, "Restored({} rows)", kept.pending.len() + kept.queue.len()),
            Self::Ingest { ticket, packed } => write!(f, "Ingest({ticket}, {} bytes)", packed.len()),
            Self::Fix(fix) => write!(f, "{fix:?}"),
            Self::Phone(phone) => write!(f, "{phone:?}"),
            Self::Enable => f.write_str("Enable"),
            Self::Disable => f.write_str("Disable"),
            Self::Consent(entry) => write!(f, "{entry:?}"),
            Self::ScanStarted { slot } => write!(f, "ScanStarted({slot:?})"),
            Self::ScanFailed { slot, code } => write!(f, "ScanFailed({slot:?}, {code})"),
            Self::ScanLost { slot } => write!(f, "ScanLost({slot:?})"),
            Self::ReserveScanStart => f.write_str("ReserveScanStart"),
            Self::Woken { cause } => write!(f, "Woken({cause:?})"),
            Self::ProcessDied { why, gap_ms } => write!(f, "ProcessDied({why}, {gap_ms} ms)"),
            Self::SetParticipation(level) => write!(f, "SetParticipation({level:?})"),
            Self::PutZone(_) => f.write_str("PutZone"),
            Self::RemoveZone { .. } => f.write_str("RemoveZone"),
            Self::Queued { size, .. } => write!(f, "Queued({size} bytes)"),
            Self::SealRefused { .. } => f.write_str("SealRefused"),
            Self::PersistFailed { reason } => write!(f, "PersistFailed({reason:?})"),
            Self::StoreIncident { reason } => write!(f, "StoreIncident({reason:?})"),
            Self::Window(window) => write!(f, "{window:?}"),
            Self::UploadDone { ids, outcome } => write!(f, "UploadDone({}, {outcome:?})", ids.len()),
            Self::Tick => f.write_str("Tick"),
        }
    }
}

/// Why the store cannot do what was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StoreTrouble {
    /// No space left.
    DiskFull,
    /// The file was damaged, set aside and replaced by a new one.
    Corrupt,
    /// The key encryption key is gone: what it sealed is gone with it.
    VaultLost,
    /// Anything else the file system said.
    Io,
}

/// One line of a recorded event log: replayed, it gives the same effects byte for byte.
///
/// As JSON, a fix has floats: whoever reads a log back needs a parser that reads them to the last bit, which serde_json
/// does with its feature `float_roundtrip` only.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EventRecord {
    /// Both clocks when it happened.
    pub now: Now,
    /// The randomness that came with it.
    pub seed: Seed,
    /// What happened.
    pub event: Event,
}
