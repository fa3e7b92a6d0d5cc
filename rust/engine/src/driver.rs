//! The synchronous driver: virtual time, one thread, uploads in line.

use std::collections::VecDeque;
use std::sync::Arc;

use findmesh_core::consent::{ConsentEntry, Purpose};
use findmesh_core::phone::WakeCause;
use findmesh_core::upload::{UploadOutcome, UploadWindow};
use findmesh_core::{Event, Health, Now, ScanPermit, Ticket};
use findmesh_net::RelayClient;
use findmesh_proto::packed::PackedBatch;

use crate::clock::{Clock, VirtualClock};
use crate::erasure::ErasureProof;
use crate::error::EngineError;
use crate::export::ExportFile;
use crate::machine::ledger::Given;
use crate::machine::{Machine, Outcome, Shipment};
use crate::observer::EngineObserver;
use crate::setup::Setup;
use crate::threads::contained;
use crate::upload::UploadSummary;
use crate::usage::DayUsage;

/// A finder in virtual time. Every call returns when all that follows from it is done and durable; nothing happens
/// between calls. Its owner moves the clock with [`advance_to`](Self::advance_to), or sets it before a call.
pub struct Driver {
    machine: Machine,
    clock: Arc<VirtualClock>,
    relay: Option<RelayClient>,
    observer: Arc<dyn EngineObserver>,
    tickets: Ticket,
    uploads: UploadSummary,
}

impl Driver {
    /// Restores a finder from its store. Without a relay every upload fails as unreachable.
    ///
    /// # Errors
    /// [`EngineError::Config`]; [`EngineError::Store`] when the store cannot be read.
    pub fn open(
        setup: Setup,
        clock: Arc<VirtualClock>,
        relay: Option<RelayClient>,
        observer: Arc<dyn EngineObserver>,
    ) -> Result<Self, EngineError> {
        let (machine, outcome) = Machine::open(setup, clock.clone())?;
        let uploads = UploadSummary::default();
        let mut driver = Self { machine, clock, relay, observer, tickets: 0, uploads };
        let _ = driver.carry_on(outcome);
        Ok(driver)
    }

    /// Hands over an event.
    ///
    /// # Errors
    /// [`EngineError::NotStored`] when a commit failed; the finder then stands where the store stands.
    pub fn handle(&mut self, event: Event) -> Result<(), EngineError> {
        let outcome = self.machine.handle(event);
        stored(&self.carry_on(outcome))
    }

    /// Hands over a packed batch (`findmesh_proto::packed`); on return it is committed.
    ///
    /// # Errors
    /// [`EngineError::Packed`] for a buffer that is no batch, [`EngineError::NotStored`] when its commit failed.
    pub fn ingest(&mut self, packed: Vec<u8>) -> Result<Ticket, EngineError> {
        let _ = PackedBatch::parse(&packed)?;
        self.tickets += 1;
        self.handle(Event::Ingest { ticket: self.tickets, packed })?;
        Ok(self.tickets)
    }

    /// Moves the clock to `boot_ms`, stopping wherever the finder asked to be woken. A time that has passed does
    /// nothing.
    ///
    /// # Errors
    /// [`EngineError::NotStored`] as soon as a commit fails; the clock stays there.
    pub fn advance_to(&mut self, boot_ms: u64) -> Result<(), EngineError> {
        while let Some(at) = self.machine.wake_at().filter(|at| *at <= boot_ms) {
            self.go_to(at);
            self.handle(Event::Tick)?;
        }
        self.go_to(boot_ms);
        Ok(())
    }

    /// Gives a window for uploads of `length_ms` and lets that time pass.
    ///
    /// # Errors
    /// As [`advance_to`](Self::advance_to).
    pub fn upload_window(&mut self, length_ms: u64) -> Result<UploadSummary, EngineError> {
        let end = self.now().boot_ms.saturating_add(length_ms);
        self.uploads = UploadSummary::default();
        self.handle(Event::Window(UploadWindow::Until { boot_ms: end }))?;
        self.advance_to(end)?;
        Ok(self.summary())
    }

    /// Asks whether the host may start a callback scan of its own now; a granted one is counted.
    ///
    /// # Errors
    /// [`EngineError::Closed`], which no finder gives rise to: it always answers.
    pub fn reserve_scan_start(&mut self) -> Result<ScanPermit, EngineError> {
        let outcome = self.machine.handle(Event::ReserveScanStart);
        self.carry_on(outcome).permit.ok_or(EngineError::Closed)
    }

    /// Something woke, or found, the process: the scan is looked after.
    ///
    /// # Errors
    /// As [`handle`](Self::handle).
    pub fn woken(&mut self, cause: WakeCause) -> Result<(), EngineError> {
        self.handle(Event::Woken { cause })
    }

    /// A background wake: at most one request leaves, now.
    ///
    /// # Errors
    /// As [`handle`](Self::handle).
    pub fn upload_wake(&mut self) -> Result<UploadSummary, EngineError> {
        self.uploads = UploadSummary::default();
        self.handle(Event::Window(UploadWindow::Wake))?;
        Ok(self.summary())
    }

    /// Writes a grant to the ledger, stamped now.
    ///
    /// # Errors
    /// As [`handle`](Self::handle).
    pub fn grant(
        &mut self,
        purpose: Purpose,
        text_version: &str,
        locale: &str,
        how: &str,
    ) -> Result<(), EngineError> {
        let text = Some((text_version.into(), locale.into()));
        self.decide(&Given { purpose, text, how: how.into() })
    }

    /// Writes a withdrawal to the ledger, stamped now; what the purpose had queued is erased on return.
    ///
    /// # Errors
    /// As [`handle`](Self::handle).
    pub fn withdraw(&mut self, purpose: Purpose, how: &str) -> Result<(), EngineError> {
        self.decide(&Given { purpose, text: None, how: how.into() })
    }

    /// The ledger, oldest first.
    ///
    /// # Errors
    /// [`EngineError::Store`].
    pub fn consent_ledger(&mut self) -> Result<Vec<ConsentEntry>, EngineError> {
        self.machine.ledger()
    }

    /// Counters of the last `days` UTC days, today included: day, name, count.
    ///
    /// # Errors
    /// [`EngineError::Store`].
    pub fn counters(&mut self, days: u32) -> Result<Vec<(i64, String, u64)>, EngineError> {
        self.machine.counters(days)
    }

    /// What the finder did on the last `days` UTC days, today included, newest first; days without counters are left
    /// out.
    ///
    /// # Errors
    /// [`EngineError::Store`].
    pub fn usage(&mut self, days: u32) -> Result<Vec<DayUsage>, EngineError> {
        self.machine.usage(days)
    }

    /// Everything that is kept, as files to pack: `data.json` and `index.html`.
    ///
    /// # Errors
    /// [`EngineError::Store`].
    pub fn export(&mut self) -> Result<Vec<ExportFile>, EngineError> {
        self.machine.export()
    }

    /// Everything goes, the ledger and all keys with it; afterwards the finder stands as new: no consent, off. Tags of
    /// one's own that a host gave are to be given again.
    ///
    /// # Errors
    /// [`EngineError::Store`] when the store cannot erase; what it holds then stays whole.
    pub fn erase(&mut self) -> Result<ErasureProof, EngineError> {
        let evidence = self.machine.evidence()?;
        let outcome = self.machine.handle(Event::Disable);
        let _ = self.carry_on(outcome);
        let (proof, outcome) = self.machine.erase(evidence)?;
        let _ = self.carry_on(outcome);
        Ok(proof)
    }

    /// Puts every data key under a new key encryption key; copies of the files from before open no more then. `false`:
    /// the host's vault has one key for ever.
    ///
    /// # Errors
    /// [`EngineError::Store`]; all keys still open then, and calling it again finishes it.
    pub fn renew_keys(&mut self) -> Result<bool, EngineError> {
        self.machine.renew_keys()
    }

    /// The diagnostic bundle, one JSON object without identifiers or places, for the person to look at.
    ///
    /// # Errors
    /// [`EngineError::Store`].
    pub fn diagnostics(&mut self) -> Result<String, EngineError> {
        self.machine.diagnostics(false)
    }

    /// The same, to be sent.
    ///
    /// # Errors
    /// [`EngineError::ConsentMissing`] without a grant of diagnostics; [`EngineError::Store`].
    pub fn diagnostics_to_send(&mut self) -> Result<String, EngineError> {
        self.machine.diagnostics(true)
    }

    /// What happened and why nothing does.
    pub fn health(&self) -> Health {
        self.machine.health()
    }

    /// Both clocks.
    pub fn now(&self) -> Now {
        self.clock.now()
    }

    /// When the finder wants to be woken, boot time in milliseconds.
    pub fn wake_at(&self) -> Option<u64> {
        self.machine.wake_at()
    }

    fn decide(&mut self, given: &Given) -> Result<(), EngineError> {
        let entry = self.machine.entry(given)?;
        self.handle(Event::Consent(entry))
    }

    /// Does what other hands must do, and what follows from that, until nothing is left.
    fn carry_on(&mut self, first: Outcome) -> Outcome {
        let mut all = Outcome::default();
        let mut outcomes = VecDeque::from([first]);
        while let Some(mut outcome) = outcomes.pop_front() {
            for shipment in outcome.shipments.drain(..) {
                outcomes.push_back(self.send(shipment));
            }
            self.tell(&outcome);
            all.add(outcome);
        }
        all
    }

    fn send(&mut self, Shipment { ids, reports }: Shipment) -> Outcome {
        let nowhere = UploadOutcome::Retry { status: None, after_ms: None };
        let outcome = self.relay.as_ref().map_or(nowhere, |relay| relay.upload_all(&reports));
        self.uploads.count(outcome, ids.len());
        self.machine.handle(Event::UploadDone { ids, outcome })
    }

    fn tell(&self, outcome: &Outcome) {
        for effect in &outcome.phone {
            let _ = contained("observer", || self.observer.on_phone_effect(*effect));
        }
        if outcome.notify {
            let _ = contained("observer", || self.observer.on_health(self.health()));
        }
    }

    /// Never back.
    fn go_to(&self, boot_ms: u64) {
        if boot_ms > self.clock.now().boot_ms {
            self.clock.set_boot(boot_ms);
        }
    }

    fn summary(&self) -> UploadSummary {
        let queue = self.health().queue;
        UploadSummary { remaining: queue.reports, next_due_wall_ms: queue.next_due_wall_ms, ..self.uploads }
    }
}

fn stored(outcome: &Outcome) -> Result<(), EngineError> {
    outcome.trouble.map_or(Ok(()), |trouble| Err(EngineError::NotStored { trouble }))
}
