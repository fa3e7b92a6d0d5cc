//! Finder, store, clock and randomness as one: an event goes in, all that can be done at once is done, and what
//! other hands must do comes out.

pub(crate) mod account;
mod commit;
pub(crate) mod ledger;
mod outcome;

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

use findmesh_core::upload::UploadOutcome;
use findmesh_core::{
    Change, Effect, Event, EventRecord, FamiliarPlace, Finder, Health, Now, Participation, PrivateZone,
    QueueRow, RowId, ZoneError,
};
use findmesh_proto::wire::SealedReport;
use findmesh_store::{Entropy, Store};

use crate::clock::Clock;
use crate::error::EngineError;
use crate::observer::PhoneEffect;
use crate::random;
use crate::seal::Sealer;
use crate::setup::{Recorder, Setup};
pub(crate) use outcome::{Outcome, Shipment};

/// Events that follow from the one that is being handled.
type Followers = VecDeque<Event>;

/// Finder, store, clock and randomness of one engine.
pub(crate) struct Machine {
    finder: Finder,
    store: Box<dyn Store>,
    clock: Arc<dyn Clock>,
    entropy: Entropy,
    sealer: Sealer,
    recorder: Option<Recorder>,
    wake_at: Option<u64>,
    /// Sealed in this step, waiting for the next `Persist`.
    sealed: Vec<Change>,
    refused: Vec<RowId>,
    /// Handed out for upload, not answered yet.
    in_flight: BTreeSet<RowId>,
    /// Answered for good, but still in the store because its removal was not committed.
    answered: BTreeSet<RowId>,
    /// A commit failed and the store could not be read since.
    stale: bool,
    maintained_day: Option<i64>,
}

impl Machine {
    /// Restores the finder from the store; the outcome is that of the first events.
    pub(crate) fn open(setup: Setup, clock: Arc<dyn Clock>) -> Result<(Self, Outcome), EngineError> {
        let Setup { config, mut store, entropy, incident, recorder, own_tags } = setup;
        config.check()?;
        let sealer = Sealer::new(config.deployment.service_uuid);
        let restored = store.restore()?;
        let mut finder = Finder::new(config, store.hash_key()?);
        own_tags.into_iter().for_each(|tags| finder.set_own_tags(tags));
        let mut machine = Self {
            finder,
            store,
            clock,
            entropy,
            sealer,
            recorder,
            wake_at: None,
            sealed: Vec::new(),
            refused: Vec::new(),
            in_flight: BTreeSet::new(),
            answered: BTreeSet::new(),
            stale: false,
            maintained_day: None,
        };
        let mut outcome = machine.handle(Event::Restored(Box::new(restored)));
        if let Some(reason) = incident {
            outcome.add(machine.handle(Event::StoreIncident { reason }));
        }
        Ok((machine, outcome))
    }

    /// Handles an event and all that follows from it.
    pub(crate) fn handle(&mut self, event: Event) -> Outcome {
        let mut outcome = Outcome::default();
        let mut followers = Followers::new();
        self.maintain();
        if self.stale {
            self.restore(&mut followers);
        }
        followers.push_back(event);
        while let Some(event) = followers.pop_front() {
            self.step(&event, &mut followers, &mut outcome);
        }
        outcome
    }

    /// Both clocks.
    pub(crate) fn now(&self) -> Now {
        self.clock.now()
    }

    /// When the finder wants its next `Tick`, boot time in milliseconds: what it asked the phone for, and what a
    /// process that lives does besides.
    pub(crate) fn wake_at(&self) -> Option<u64> {
        self.wake_at.into_iter().chain(self.finder.counts_due()).min()
    }

    /// When the next report leaves if nothing else happens, boot time in milliseconds.
    pub(crate) fn uploads_at(&self) -> Option<u64> {
        self.finder.uploads_at()
    }

    /// Where a person takes part.
    pub(crate) const fn participation(&self) -> Participation {
        self.finder.participation()
    }

    /// The private zones that a person set.
    pub(crate) fn zones(&self) -> &[PrivateZone] {
        self.finder.private_zones()
    }

    /// Where the phone often stays.
    pub(crate) fn familiar_places(&self) -> Vec<FamiliarPlace> {
        self.finder.familiar_places(self.now())
    }

    /// Whether a zone would be taken.
    pub(crate) fn check_zone(&self, zone: &PrivateZone) -> Result<(), ZoneError> {
        self.finder.check_zone(zone)
    }

    /// What happened and why nothing does.
    pub(crate) fn health(&self) -> Health {
        self.finder.health(self.now())
    }

    /// Whether an upload is under way.
    pub(crate) fn is_uploading(&self) -> bool {
        !self.in_flight.is_empty()
    }

    /// These shipments were given back unsent.
    pub(crate) fn not_sent(&mut self, shipments: &[Shipment]) {
        for id in shipments.iter().flat_map(|shipment| &shipment.ids) {
            let _ = self.in_flight.remove(id);
        }
    }

    fn step(&mut self, event: &Event, followers: &mut Followers, outcome: &mut Outcome) {
        self.note(event);
        let (now, seed) = (self.now(), random::seed(&self.entropy));
        if let Some(recorder) = &mut self.recorder {
            recorder(&EventRecord { now, seed, event: event.clone() });
        }
        for effect in self.finder.handle(event, now, seed) {
            if let Err(error) = self.carry_out(effect, now, followers, outcome) {
                self.recover(event, &error, followers, outcome);
                break;
            }
        }
    }

    /// What the machine itself needs to know of an event.
    fn note(&mut self, event: &Event) {
        self.sealed.clear();
        self.refused.clear();
        if let Event::UploadDone { ids, outcome } = event {
            self.in_flight.retain(|id| !ids.contains(id));
            self.answered.extend(decided(ids, *outcome));
        }
        if matches!(event, Event::Tick) {
            self.wake_at = None;
        }
    }

    fn carry_out(
        &mut self,
        effect: Effect,
        now: Now,
        followers: &mut Followers,
        outcome: &mut Outcome,
    ) -> Result<(), EngineError> {
        match effect {
            Effect::StartScan { scan } => outcome.phone.push(PhoneEffect::StartScan { scan }),
            Effect::StopScan { slot } => outcome.phone.push(PhoneEffect::StopScan { slot }),
            Effect::ScanPermit(permit) => outcome.permit = Some(permit),
            Effect::RequestFix => outcome.phone.push(PhoneEffect::RequestFix),
            Effect::Seal(request) => self.seal(&request),
            Effect::Persist { changes } => self.commit(changes, followers)?,
            Effect::Acknowledge { ticket } => {
                let _ = outcome.acknowledged.insert(ticket);
            }
            Effect::Upload { ids } => self.load(ids, followers, outcome)?,
            Effect::WakeAt { boot_ms, listen_boot_ms } => {
                self.wake_at = Some(boot_ms);
                let wall_ms = now.wall_of_boot(boot_ms);
                outcome.phone.push(PhoneEffect::WakeAt { boot_ms, wall_ms, listen_boot_ms });
            }
            Effect::Notify => outcome.notify = true,
        }
        Ok(())
    }

    /// Hands rows out for upload, but those that are on their way or were answered already.
    fn load(
        &mut self,
        ids: Vec<RowId>,
        followers: &mut Followers,
        outcome: &mut Outcome,
    ) -> Result<(), EngineError> {
        let (answered, open): (Vec<_>, Vec<_>) = ids.into_iter().partition(|id| self.answered.contains(id));
        let open = open.into_iter().filter(|id| !self.in_flight.contains(id)).collect::<Vec<_>>();
        let wanted = open.len();
        let rows = open.into_iter().filter_map(|id| self.store.queue_row(id).transpose());
        let rows = rows.collect::<Result<Vec<_>, _>>()?;
        if rows.len() < wanted {
            self.restore(followers);
        }
        if !answered.is_empty() {
            followers.push_back(Event::UploadDone { ids: answered, outcome: UploadOutcome::Held });
        }
        outcome.shipments.extend((!rows.is_empty()).then(|| self.ship(rows)));
        Ok(())
    }

    fn ship(&mut self, rows: Vec<QueueRow>) -> Shipment {
        let ids: Vec<RowId> = rows.iter().map(|row| row.entry.id).collect();
        self.in_flight.extend(&ids);
        let report = |row: QueueRow| SealedReport::new(row.entry.network, row.lookup_id, row.body);
        Shipment { ids, reports: rows.into_iter().map(report).collect() }
    }
}

/// Rows about which the relay has decided.
fn decided(ids: &[RowId], outcome: UploadOutcome) -> Vec<RowId> {
    match (outcome, ids) {
        (UploadOutcome::Held, _) | (UploadOutcome::Rejected { .. }, [_]) => ids.to_vec(),
        (UploadOutcome::Rejected { index, .. }, _) => {
            index.and_then(|index| ids.get(index)).into_iter().copied().collect()
        }
        _ => Vec::new(),
    }
}
