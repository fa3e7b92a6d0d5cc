//! What an engine is asked to do.

use findmesh_core::consent::ConsentEntry;
use findmesh_core::{Event, FamiliarPlace, Participation, PrivateZone, ScanPermit, Ticket};
use tokio::sync::oneshot;

use crate::erasure::ErasureProof;
use crate::error::EngineError;
use crate::export::ExportFile;
use crate::machine::ledger::Given;
use crate::upload::{UploadSummary, Window};
use crate::usage::DayUsage;

/// Hears what came of a command; dropped: the engine closed.
pub(super) type Reply<T> = oneshot::Sender<Result<T, EngineError>>;

/// What an engine is asked to do, in the order in which it was asked.
pub(super) enum Command {
    Ingest { ticket: Ticket, packed: Vec<u8> },
    Tell { event: Event },
    Do { event: Event, reply: Reply<()> },
    PutZone { zone: PrivateZone, reply: Reply<()> },
    Zones { reply: Reply<Vec<PrivateZone>> },
    FamiliarPlaces { reply: Reply<Vec<FamiliarPlace>> },
    Participation { reply: Reply<Participation> },
    Reserve { reply: Reply<ScanPermit> },
    Enable { reply: Reply<()> },
    Decide { given: Given, reply: Reply<()> },
    Upload { window: Window, reply: Reply<UploadSummary> },
    Ledger { reply: Reply<Vec<ConsentEntry>> },
    Counters { days: u32, reply: Reply<Vec<(i64, String, u64)>> },
    Usage { days: u32, reply: Reply<Vec<DayUsage>> },
    Export { reply: Reply<Vec<ExportFile>> },
    RenewKeys { reply: Reply<bool> },
    Erase { reply: Reply<ErasureProof> },
    Diagnostics { to_send: bool, reply: Reply<String> },
    Shutdown { reply: Reply<()> },
}
