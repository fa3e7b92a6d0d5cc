//! The thread that owns the machine.

use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Duration;

use findmesh_core::consent::Purpose;
use findmesh_core::upload::UploadWindow;
use findmesh_core::{Event, PrivateZone, ScanPermit, Ticket};
use findmesh_net::RelayClient;
use tokio::sync::mpsc::{self, Receiver, UnboundedReceiver};

use super::announcer::Announcer;
use super::command::{Command, Reply};
use super::shared::{Shared, Snapshot};
use super::timer::{Timer, at_instant};
use super::windows::{Moment, Windows};
use crate::clock::Clock;
use crate::courier::{Courier, Delivery};
use crate::erasure::ErasureProof;
use crate::error::EngineError;
use crate::machine::account::Evidence;
use crate::machine::ledger::Given;
use crate::machine::{Machine, Outcome, Shipment};
use crate::observer::EngineObserver;
use crate::setup::Setup;
use crate::threads::{ThreadHook, spawn};
use crate::upload::{UploadSummary, Window};

/// Opens the machine here and hands it to its thread.
pub(super) fn start(
    setup: Setup,
    clock: Arc<dyn Clock>,
    relay: RelayClient,
    observer: Arc<dyn EngineObserver>,
    hook: ThreadHook,
    commands: Receiver<Command>,
) -> Result<Arc<Shared>, EngineError> {
    let pause = Duration::from_millis(setup.config.health.told_ms);
    let (mut machine, first) = Machine::open(setup, clock.clone())?;
    let snapshot = Snapshot { health: machine.health(), grants: machine.grants()? };
    let shared = Arc::new(Shared::new(snapshot));
    let (told, deliveries) = mpsc::unbounded_channel();
    let actor = Actor {
        machine,
        courier: Courier::start(relay, told, hook.clone())?,
        shared: shared.clone(),
        announcer: Announcer::new(observer, pause),
        timer: Timer::new(clock),
        windows: Windows::default(),
        backlog: VecDeque::new(),
        under_way: false,
        closing: false,
        quiet: Vec::new(),
        erasing: Vec::new(),
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
    let runtime = runtime.map_err(|e| EngineError::Thread(e.to_string()))?;
    let body = move || runtime.block_on(actor.run(first, commands, deliveries));
    let _ = spawn("findmesh-engine", hook, body).map_err(|e| EngineError::Thread(e.to_string()))?;
    Ok(shared)
}

struct Actor {
    machine: Machine,
    courier: Courier,
    shared: Arc<Shared>,
    announcer: Announcer,
    timer: Timer,
    windows: Windows,
    /// Shipments that wait for the one under way.
    backlog: VecDeque<Shipment>,
    under_way: bool,
    /// Nothing more is sent.
    closing: bool,
    /// Withdrawals that wait until no request is under way.
    quiet: Vec<Reply<()>>,
    /// Erasures that wait for the same.
    erasing: Vec<(Reply<ErasureProof>, Evidence)>,
}

/// What an engine wakes up for.
enum Wake {
    Command(Option<Command>),
    Delivery(Delivery),
    Tick,
    Health,
    Left,
}

impl Actor {
    async fn run(
        mut self,
        first: Outcome,
        mut commands: Receiver<Command>,
        mut deliveries: UnboundedReceiver<Delivery>,
    ) {
        let _ = self.carry_on(first);
        loop {
            let wake = self.next(&mut commands, &mut deliveries).await;
            if let ControlFlow::Break(reply) = self.wake(wake) {
                self.finish(&mut commands, &mut deliveries).await;
                drop(self);
                return answer(reply, Ok(()));
            }
        }
    }

    async fn next(
        &mut self,
        commands: &mut Receiver<Command>,
        deliveries: &mut UnboundedReceiver<Delivery>,
    ) -> Wake {
        tokio::select! {
            biased;
            Some(delivery) = deliveries.recv() => Wake::Delivery(delivery),
            () = at_instant(self.announcer.due()) => Wake::Health,
            () = self.windows.left() => Wake::Left,
            () = self.timer.until(self.machine.wake_at()) => Wake::Tick,
            command = commands.recv() => Wake::Command(command),
        }
    }

    fn wake(&mut self, wake: Wake) -> ControlFlow<Option<Reply<()>>> {
        match wake {
            Wake::Command(None) => return ControlFlow::Break(None),
            Wake::Command(Some(Command::Shutdown { reply })) => return ControlFlow::Break(Some(reply)),
            Wake::Command(Some(command)) => self.obey(command),
            Wake::Delivery(delivery) => self.delivered(delivery),
            Wake::Tick => self.note(Event::Tick),
            Wake::Health => self.announcer.tell(self.machine.health()),
            // Looking at the windows finds it.
            Wake::Left => {}
        }
        self.look_at_windows();
        ControlFlow::Continue(())
    }

    fn obey(&mut self, command: Command) {
        match command {
            Command::Ingest { ticket, packed } => self.ingest(ticket, packed),
            Command::Tell { event } => self.note(event),
            Command::Reserve { reply } => answer(Some(reply), self.reserve()),
            Command::Do { event, reply } => answer(Some(reply), stored(&self.handle(event))),
            Command::PutZone { zone, reply } => {
                let result = self.put_zone(zone);
                answer(Some(reply), result);
            }
            Command::Zones { reply } => answer(Some(reply), Ok(self.machine.zones().to_vec())),
            Command::FamiliarPlaces { reply } => answer(Some(reply), Ok(self.machine.familiar_places())),
            Command::Participation { reply } => answer(Some(reply), Ok(self.machine.participation())),
            Command::Enable { reply } => {
                let result = self.enable();
                answer(Some(reply), result);
            }
            Command::Decide { given, reply } => self.decide(&given, reply),
            Command::Upload { window, reply } => self.open_window(window, reply),
            Command::Ledger { reply } => answer(Some(reply), self.machine.ledger()),
            Command::Counters { days, reply } => answer(Some(reply), self.machine.counters(days)),
            Command::Usage { days, reply } => answer(Some(reply), self.machine.usage(days)),
            Command::Export { reply } => answer(Some(reply), self.machine.export()),
            Command::RenewKeys { reply } => answer(Some(reply), self.machine.renew_keys()),
            Command::Erase { reply } => self.stop_and_erase(reply),
            Command::Diagnostics { to_send, reply } => answer(Some(reply), self.machine.diagnostics(to_send)),
            Command::Shutdown { reply } => answer(Some(reply), Ok(())),
        }
    }

    fn ingest(&mut self, ticket: Ticket, packed: Vec<u8>) {
        let outcome = self.handle(Event::Ingest { ticket, packed });
        self.shared.tickets().settle(ticket, &outcome.acknowledged, outcome.trouble);
    }

    /// A finder always answers; one that did not would not have granted it.
    fn reserve(&mut self) -> Result<ScanPermit, EngineError> {
        self.handle(Event::ReserveScanStart).permit.ok_or(EngineError::Closed)
    }

    fn enable(&mut self) -> Result<(), EngineError> {
        let purpose = Purpose::CrowdReporting;
        if !self.machine.grants()?.contains(&purpose) {
            return Err(EngineError::ConsentMissing(purpose));
        }
        stored(&self.handle(Event::Enable))
    }

    fn put_zone(&mut self, zone: PrivateZone) -> Result<(), EngineError> {
        self.machine.check_zone(&zone)?;
        stored(&self.handle(Event::PutZone(zone)))
    }

    fn decide(&mut self, given: &Given, reply: Reply<()>) {
        let result = self.write_down(given);
        let withdrawn = result.is_ok() && given.text.is_none() && given.purpose == Purpose::CrowdReporting;
        if withdrawn {
            self.give_back();
        }
        if withdrawn && self.under_way {
            self.quiet.push(reply);
        } else {
            answer(Some(reply), result);
        }
    }

    fn write_down(&mut self, given: &Given) -> Result<(), EngineError> {
        let entry = self.machine.entry(given)?;
        let result = stored(&self.handle(Event::Consent(entry)));
        let grants = self.machine.grants()?;
        self.shared.snapshot().grants = grants;
        result
    }

    /// A request under way ends first: its answer belongs to what is to go.
    fn stop_and_erase(&mut self, reply: Reply<ErasureProof>) {
        match self.machine.evidence() {
            Ok(evidence) => self.erasing.push((reply, evidence)),
            Err(error) => return answer(Some(reply), Err(error)),
        }
        self.note(Event::Disable);
        self.give_back();
        if !self.under_way {
            self.erase();
        }
    }

    fn erase(&mut self) {
        for (reply, evidence) in std::mem::take(&mut self.erasing) {
            let erased = self.machine.erase(evidence);
            let proof = erased.map(|(proof, outcome)| {
                let _ = self.carry_on(outcome);
                self.shared.snapshot().grants.clear();
                proof
            });
            answer(Some(reply), proof);
        }
    }

    fn open_window(&mut self, window: Window, reply: Reply<UploadSummary>) {
        let window = self.windows.open(window, self.machine.now().boot_ms, reply);
        self.note(Event::Window(window));
    }

    fn delivered(&mut self, delivery: Delivery) {
        self.under_way = false;
        self.windows.count(delivery.outcome, delivery.ids.len());
        self.note(delivery.event());
        self.ship();
        if !self.under_way {
            self.quiet.drain(..).for_each(|reply| answer(Some(reply), Ok(())));
            self.erase();
        }
    }

    /// An event that nobody waits for: what the store refused shows in health.
    fn note(&mut self, event: Event) {
        let _ = self.handle(event);
    }

    fn handle(&mut self, event: Event) -> Outcome {
        let outcome = self.machine.handle(event);
        self.carry_on(outcome)
    }

    /// Does what other hands must do; what follows from that comes later.
    fn carry_on(&mut self, mut outcome: Outcome) -> Outcome {
        self.announcer.phone(&outcome.phone);
        self.backlog.extend(outcome.shipments.drain(..));
        self.ship();
        self.shared.snapshot().health = self.machine.health();
        if outcome.notify {
            self.announcer.health_changed();
        }
        outcome
    }

    fn ship(&mut self) {
        if !self.under_way
            && !self.closing
            && let Some(shipment) = self.backlog.pop_front()
        {
            self.under_way = true;
            self.courier.take(shipment);
        }
    }

    /// Shipments that were not sent go back.
    fn give_back(&mut self) {
        let unsent: Vec<_> = self.backlog.drain(..).collect();
        self.machine.not_sent(&unsent);
    }

    /// With the last window the moment to upload is over, whatever its length was.
    fn look_at_windows(&mut self) {
        if self.windows.is_empty() {
            return;
        }
        let moment = self.moment();
        if self.windows.close(moment) {
            self.note(Event::Window(UploadWindow::Over));
        }
    }

    fn moment(&self) -> Moment {
        let (now, health) = (self.machine.now(), self.machine.health());
        Moment {
            now: now.boot_ms,
            uploading: self.machine.is_uploading(),
            next: self.machine.uploads_at(),
            remaining: health.queue.reports,
            next_due_wall_ms: health.queue.next_due_wall_ms,
        }
    }

    /// Takes no more, does what was taken, waits for the upload under way, writes what waited to be written.
    async fn finish(
        &mut self,
        commands: &mut Receiver<Command>,
        deliveries: &mut UnboundedReceiver<Delivery>,
    ) {
        self.closing = true;
        commands.close();
        while let Some(command) = commands.recv().await {
            self.obey(command);
        }
        while self.under_way
            && let Some(delivery) = deliveries.recv().await
        {
            self.delivered(delivery);
        }
        self.note(Event::Window(UploadWindow::Over));
        self.note(Event::Tick);
        self.announcer.tell(self.machine.health());
    }
}

impl Drop for Actor {
    fn drop(&mut self) {
        self.shared.tickets().close();
    }
}

fn stored(outcome: &Outcome) -> Result<(), EngineError> {
    outcome.trouble.map_or(Ok(()), |trouble| Err(EngineError::NotStored { trouble }))
}

/// A caller that went away needs no answer.
fn answer<T>(reply: Option<Reply<T>>, result: Result<T, EngineError>) {
    if let Some(reply) = reply {
        let _ = reply.send(result);
    }
}
