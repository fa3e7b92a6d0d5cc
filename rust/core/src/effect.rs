//! What a finder asks to be done.

use findmesh_proto::report::Report;
use serde::{Deserialize, Serialize};

use crate::event::Ticket;
use crate::persist::{Change, QueueEntry, RowId};
use crate::scan_request::{ScanPermit, ScanRequest, ScanSlot};
use crate::sighting::TagKey;

/// A value that engine or host carries out, in the order given, and reports back about with events; these
/// are handed over when the last effect of the event before was carried out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "effect", rename_all = "snake_case")]
pub enum Effect {
    /// Start, or replace, the scan of its slot.
    StartScan {
        /// How to listen.
        scan: ScanRequest,
    },
    /// Stop it.
    StopScan {
        /// Which.
        slot: ScanSlot,
    },
    /// The answer to [`Event::ReserveScanStart`](crate::Event::ReserveScanStart).
    ScanPermit(ScanPermit),
    /// Ask the platform for a fix where its rations allow; at most one a minute comes from here.
    RequestFix,
    /// Seal and queue; the row goes into the transaction of the next `Persist`.
    Seal(Box<SealRequest>),
    /// One transaction, after the rows of the `Seal` effects before it; durable before anything else happens.
    /// When it fails, the effects behind it are not carried out, and `Event::PersistFailed` comes before any
    /// other event; any other event after it means that the transaction stands.
    Persist {
        /// Its changes, possibly none when only seals came before.
        changes: Vec<Change>,
    },
    /// All that came of this batch stands before this effect: acknowledge it once the commit returned.
    Acknowledge {
        /// The batch.
        ticket: Ticket,
    },
    /// Load the rows and send them in one request. Where one cannot be loaded: `Event::PersistFailed`, or
    /// `Event::Restored` and the others are sent.
    Upload {
        /// The rows, all of one network; one where the deployment does not say more.
        ids: Vec<RowId>,
    },
    /// Send `Tick` at this boot time at the latest; replaces the wish before.
    WakeAt {
        /// Boot time in milliseconds.
        boot_ms: u64,
        /// When the scan needs it, boot time in milliseconds: listening is worth an alarm, everything else can wait for
        /// a job. None: the scan needs nothing.
        listen_boot_ms: Option<u64>,
    },
    /// Health or state changed: tell observers.
    Notify,
}

/// A report to seal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SealRequest {
    /// Its row in the queue; `size` is filled by the engine.
    pub entry: QueueEntry,
    /// The key to seal to.
    pub key: TagKey,
    /// What to seal.
    pub report: Report,
}

/// Effects of one event, in order.
pub type Effects = Vec<Effect>;
