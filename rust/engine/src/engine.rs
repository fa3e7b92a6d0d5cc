//! The engine: a machine on a thread of its own.

mod actor;
mod announcer;
mod command;
mod privacy;
mod shared;
mod timer;
mod windows;

use std::sync::Arc;

use findmesh_core::consent::{ConsentEntry, Purpose};
use findmesh_core::phone::{PhoneState, WakeCause};
use findmesh_core::{Event, FinderState, Fix, Health, ScanPermit, ScanSlot, Ticket};
use findmesh_net::RelayClient;
use findmesh_proto::packed::PackedBatch;
use tokio::sync::mpsc::{self, Sender, error::TrySendError};
use tokio::sync::oneshot;

use crate::clock::Clock;
use crate::erasure::ErasureProof;
use crate::error::EngineError;
use crate::export::ExportFile;
use crate::machine::ledger::Given;
use crate::observer::EngineObserver;
use crate::setup::Setup;
use crate::threads::ThreadHook;
use crate::tickets::Commit;
use crate::upload::{UploadSummary, Window};
use crate::usage::DayUsage;
use command::{Command, Reply};
use shared::Shared;

/// Commands that may wait; a batch of 50 adverts is one.
const WAITING: usize = 512;

/// A finder on a thread of its own. Calls may come from any thread; futures may be polled by any executor, and
/// dropping one takes nothing back but an upload window, which then ends.
///
/// Batches are committed in the order in which they were taken; a slow relay never holds them up. When the last
/// handle is dropped the engine finishes what it took and ends; [`shutdown`](Self::shutdown) waits for that.
pub struct Engine {
    commands: Sender<Command>,
    shared: Arc<Shared>,
    clock: Arc<dyn Clock>,
}

impl Engine {
    /// Restores a finder from its store and starts it. Blocks while the store is read. `hook` runs first on each of
    /// the engine's two threads.
    ///
    /// # Errors
    /// [`EngineError::Config`], [`EngineError::Store`] when the store cannot be read, [`EngineError::Thread`] when there are no threads.
    pub fn open(
        setup: Setup,
        clock: Arc<dyn Clock>,
        relay: RelayClient,
        observer: Arc<dyn EngineObserver>,
        hook: ThreadHook,
    ) -> Result<Self, EngineError> {
        let (sender, commands) = mpsc::channel(WAITING);
        let shared = actor::start(setup, clock.clone(), relay, observer, hook, commands)?;
        Ok(Self { commands: sender, shared, clock })
    }

    /// Takes a packed batch (`findmesh_proto::packed`), checked whole, and returns at once. The batch is safe only
    /// when [`committed`](Self::committed) says so.
    ///
    /// # Errors
    /// [`EngineError::Packed`], [`EngineError::Busy`] when too much waits, [`EngineError::Closed`].
    pub fn ingest(&self, packed: &[u8]) -> Result<Ticket, EngineError> {
        let _ = PackedBatch::parse(packed)?;
        let packed = packed.to_vec();
        // The lock is held over both, so that tickets stand in the queue in their order.
        let mut tickets = self.shared.tickets();
        let place = self.commands.try_reserve().map_err(|e| full(&e, &self.commands))?;
        let ticket = tickets.issue();
        place.send(Command::Ingest { ticket, packed });
        Ok(ticket)
    }

    /// Waits until the batch of this ticket is durable.
    ///
    /// # Errors
    /// [`EngineError::NotStored`] when its commit failed and nothing of it was kept, [`EngineError::UnknownTicket`],
    /// [`EngineError::Closed`] when the engine ended before.
    pub async fn committed(&self, ticket: Ticket) -> Result<(), EngineError> {
        let commit = self.shared.tickets().commit(ticket);
        match commit {
            Commit::Known(result) => result,
            Commit::Awaited(heard) => heard.await.unwrap_or(Err(EngineError::Closed)),
        }
    }

    /// Tells the phone's state, whole.
    ///
    /// # Errors
    /// [`EngineError::Busy`], [`EngineError::Closed`].
    pub fn phone_changed(&self, state: PhoneState) -> Result<(), EngineError> {
        self.tell(Event::Phone(state))
    }

    /// Tells a fix, fresh or cached.
    ///
    /// # Errors
    /// [`EngineError::Busy`], [`EngineError::Closed`].
    pub fn fix(&self, fix: Fix) -> Result<(), EngineError> {
        self.tell(Event::Fix(fix))
    }

    /// The scan of this slot was started as asked.
    ///
    /// # Errors
    /// [`EngineError::Busy`], [`EngineError::Closed`].
    pub fn scan_started(&self, slot: ScanSlot) -> Result<(), EngineError> {
        self.tell(Event::ScanStarted { slot })
    }

    /// The platform refused a scan, with its error code.
    ///
    /// # Errors
    /// [`EngineError::Busy`], [`EngineError::Closed`].
    pub fn scan_failed(&self, slot: ScanSlot, code: i32) -> Result<(), EngineError> {
        self.tell(Event::ScanFailed { slot, code })
    }

    /// The platform ended a scan without being asked.
    ///
    /// # Errors
    /// [`EngineError::Busy`], [`EngineError::Closed`].
    pub fn scan_lost(&self, slot: ScanSlot) -> Result<(), EngineError> {
        self.tell(Event::ScanLost { slot })
    }

    /// Something woke, or found, the process: the scan is looked after.
    ///
    /// # Errors
    /// [`EngineError::Busy`], [`EngineError::Closed`].
    pub fn woken(&self, cause: WakeCause) -> Result<(), EngineError> {
        self.tell(Event::Woken { cause })
    }

    /// How the process before this one ended, as far as the platform tells: `why` in snake case (`low_memory`,
    /// `user_requested`, `force_stopped` …), `unknown` where it does not; `gap_ms`: time without a process.
    ///
    /// # Errors
    /// [`EngineError::Busy`], [`EngineError::Closed`].
    pub fn process_died(&self, why: &str, gap_ms: u64) -> Result<(), EngineError> {
        self.tell(Event::ProcessDied { why: why.to_owned(), gap_ms })
    }

    /// Asks whether the host may start a callback scan of its own now. The platform silently refuses the sixth start of
    /// an app within 30 s, so every start has to be asked for; a granted one is counted, used or not.
    ///
    /// # Errors
    /// [`EngineError::Closed`].
    pub async fn reserve_scan_start(&self) -> Result<ScanPermit, EngineError> {
        self.ask(|reply| Command::Reserve { reply }).await
    }

    /// Wishes that the finder works; durable on return.
    ///
    /// # Errors
    /// [`EngineError::ConsentMissing`] without a grant of crowd reporting, [`EngineError::NotStored`],
    /// [`EngineError::Closed`].
    pub async fn enable(&self) -> Result<(), EngineError> {
        self.ask(|reply| Command::Enable { reply }).await
    }

    /// Wishes that it does not; durable on return.
    ///
    /// # Errors
    /// [`EngineError::NotStored`], [`EngineError::Closed`].
    pub async fn disable(&self) -> Result<(), EngineError> {
        self.ask(|reply| Command::Do { event: Event::Disable, reply }).await
    }

    /// Does what is due: for a process that was woken. Returns when that is durable.
    ///
    /// # Errors
    /// [`EngineError::NotStored`], [`EngineError::Closed`].
    pub async fn wake(&self) -> Result<(), EngineError> {
        self.ask(|reply| Command::Do { event: Event::Tick, reply }).await
    }

    /// Sends what is due within the window; returns when nothing more can leave in it.
    ///
    /// # Errors
    /// [`EngineError::Closed`]. Failed requests are no errors: the summary counts them.
    pub async fn upload_due(&self, window: Window) -> Result<UploadSummary, EngineError> {
        self.ask(|reply| Command::Upload { window, reply }).await
    }

    /// Writes a grant to the ledger, stamped with the clock's wall time; durable on return.
    ///
    /// # Errors
    /// [`EngineError::NotStored`], [`EngineError::Store`], [`EngineError::Closed`].
    pub async fn grant(
        &self,
        purpose: Purpose,
        text_version: &str,
        locale: &str,
        how: &str,
    ) -> Result<(), EngineError> {
        let text = Some((text_version.into(), locale.into()));
        let given = Given { purpose, text, how: how.into() };
        self.ask(|reply| Command::Decide { given, reply }).await
    }

    /// Writes a withdrawal to the ledger; returns when the purpose stopped, what it had queued is erased and no
    /// request of it is under way.
    ///
    /// # Errors
    /// [`EngineError::NotStored`], [`EngineError::Store`], [`EngineError::Closed`].
    pub async fn withdraw(&self, purpose: Purpose, how: &str) -> Result<(), EngineError> {
        let given = Given { purpose, text: None, how: how.into() };
        self.ask(|reply| Command::Decide { given, reply }).await
    }

    /// Purposes that are granted now, by their order.
    pub fn grants(&self) -> Vec<Purpose> {
        self.shared.snapshot().grants.clone()
    }

    /// The ledger, oldest first.
    ///
    /// # Errors
    /// [`EngineError::Store`], [`EngineError::Closed`].
    pub async fn consent_ledger(&self) -> Result<Vec<ConsentEntry>, EngineError> {
        self.ask(|reply| Command::Ledger { reply }).await
    }

    /// Counters of the last `days` UTC days, today included: day, name, count. Older ones than `keep.counter_days` are gone.
    ///
    /// # Errors
    /// [`EngineError::Store`], [`EngineError::Closed`].
    pub async fn counters(&self, days: u32) -> Result<Vec<(i64, String, u64)>, EngineError> {
        self.ask(|reply| Command::Counters { days, reply }).await
    }

    /// What the finder did on the last `days` UTC days, today included, newest first; days without counters are left
    /// out.
    ///
    /// # Errors
    /// [`EngineError::Store`], [`EngineError::Closed`].
    pub async fn usage(&self, days: u32) -> Result<Vec<DayUsage>, EngineError> {
        self.ask(|reply| Command::Usage { days, reply }).await
    }

    /// Everything that is kept, as files to pack: `data.json` and `index.html`. They hold places and keys: a host keeps
    /// them where the person puts them, and nowhere else.
    ///
    /// # Errors
    /// [`EngineError::Store`], [`EngineError::Closed`].
    pub async fn export(&self) -> Result<Vec<ExportFile>, EngineError> {
        self.ask(|reply| Command::Export { reply }).await
    }

    /// Everything goes, the ledger and all keys with it, once the request under way has ended; afterwards the finder
    /// stands as new: no consent, off. Tags of one's own that a host gave are to be given again.
    ///
    /// # Errors
    /// [`EngineError::Store`] when the store cannot erase; what it holds then stays whole. [`EngineError::Closed`].
    pub async fn erase(&self) -> Result<ErasureProof, EngineError> {
        self.ask(|reply| Command::Erase { reply }).await
    }

    /// Puts every data key under a new key encryption key; copies of the files from before open no more then. `false`:
    /// the host's vault has one key for ever.
    ///
    /// # Errors
    /// [`EngineError::Store`]; all keys still open then, and calling it again finishes it. [`EngineError::Closed`].
    pub async fn renew_keys(&self) -> Result<bool, EngineError> {
        self.ask(|reply| Command::RenewKeys { reply }).await
    }

    /// The diagnostic bundle, one JSON object without identifiers or places, for the person to look at.
    ///
    /// # Errors
    /// [`EngineError::Store`], [`EngineError::Closed`].
    pub async fn diagnostics(&self) -> Result<String, EngineError> {
        self.ask(|reply| Command::Diagnostics { to_send: false, reply }).await
    }

    /// The same, to be sent.
    ///
    /// # Errors
    /// [`EngineError::ConsentMissing`] without a grant of diagnostics; [`EngineError::Store`], [`EngineError::Closed`].
    pub async fn diagnostics_to_send(&self) -> Result<String, EngineError> {
        self.ask(|reply| Command::Diagnostics { to_send: true, reply }).await
    }

    /// The newest health.
    pub fn health(&self) -> Health {
        self.shared.snapshot().health.clone()
    }

    /// What the finder is doing.
    pub fn state(&self) -> FinderState {
        self.shared.snapshot().health.state.clone()
    }

    /// The clock that it runs by.
    pub fn clock(&self) -> &dyn Clock {
        &*self.clock
    }

    /// Finishes what was taken, an upload under way included, and ends both threads. Calls after it, and futures
    /// that still wait, fail as closed. Closing twice is no error.
    ///
    /// # Errors
    /// None at present.
    pub async fn shutdown(&self) -> Result<(), EngineError> {
        match self.ask(|reply| Command::Shutdown { reply }).await {
            Ok(()) | Err(EngineError::Closed) => Ok(()),
            Err(error) => Err(error),
        }
    }

    fn tell(&self, event: Event) -> Result<(), EngineError> {
        let place = self.commands.try_reserve().map_err(|e| full(&e, &self.commands))?;
        place.send(Command::Tell { event });
        Ok(())
    }

    async fn ask<T>(&self, command: impl FnOnce(Reply<T>) -> Command) -> Result<T, EngineError> {
        let (reply, answer) = oneshot::channel();
        self.commands.send(command(reply)).await.map_err(|_| EngineError::Closed)?;
        answer.await.unwrap_or(Err(EngineError::Closed))
    }
}

fn full(error: &TrySendError<()>, commands: &Sender<Command>) -> EngineError {
    match error {
        TrySendError::Full(()) => EngineError::Busy { waiting: commands.max_capacity() },
        TrySendError::Closed(()) => EngineError::Closed,
    }
}
