//! What each event says about the finder itself: gaps, airtime, wakes, the end of the process before.

use super::Finder;
use super::step::Step;
use crate::effect::Effect;
use crate::event::Event;
use crate::health::counter;
use crate::moment::{Boot, Moment, boot_ms, span};
use crate::persist::{Change, Restored};
use crate::phone::PhoneState;
use crate::record::airtime::Airtime;
use crate::record::death::Death;
use crate::record::keys::KeysHeard;
use crate::time::Now;

impl Finder {
    /// Milliseconds for which the radio listened by what was asked of it, not yet among the counters of today.
    pub fn open_radio_ms(&self, now: Now) -> u64 {
        self.record.airtime.unsettled(boot_ms(now.boot_ms))
    }

    /// The phone's state as it was told last.
    pub fn phone(&self) -> &PhoneState {
        &self.phone
    }

    /// Before the event is taken.
    pub(super) fn note_event(&mut self, event: &Event, now: Moment) {
        self.record.lateness.observe(now, span(self.config.health.late_alarm_ms));
        match event {
            Event::Restored(kept) if !self.restored => self.restore_record(kept, now),
            Event::PersistFailed { .. } => self.record.forget_kept(),
            Event::Ingest { .. } => self.record.gaps.listened(now, self.config.health.gap_days),
            Event::ScanStarted { slot } => {
                self.record.gaps.listened(now, self.config.health.gap_days);
                self.counters.add(counter::SCANS, 1);
                let settled = self.record.airtime.started(*slot, now.boot);
                self.counters.add(counter::RADIO_MS_ASKED, settled);
            }
            Event::ScanFailed { slot, .. } | Event::ScanLost { slot } => {
                let settled = self.record.airtime.ended(*slot, now.boot);
                self.counters.add(counter::RADIO_MS_ASKED, settled);
            }
            Event::Woken { .. } => self.counters.add(counter::WAKES, 1),
            Event::Window(_) => self.record.lateness.window(now.boot),
            Event::ProcessDied { why, gap_ms } => self.record.death = Death::new(why, *gap_ms, now),
            _ => {}
        }
    }

    fn restore_record(&mut self, kept: &Restored, now: Moment) {
        self.record.restore(|name: &str| kept.setting(name), now);
    }

    /// The day before keeps its airtime.
    pub(super) fn note_day(&mut self, now: Moment) {
        if self.counters.day() != now.day() {
            self.settle_airtime(now.boot);
        }
    }

    /// After the event was taken: whether somebody wishes to listen. `begins`: the store was read for the first time.
    pub(super) fn note_wish(&mut self, begins: bool, now: Moment) {
        let wished = self.may_work();
        self.record.gaps.follow(wished, now.boot);
        if begins && !wished {
            self.record.airtime = Airtime::default();
        }
        if let Some(due) = self.next_wake(now.boot).filter(|_| begins) {
            self.record.lateness.began(due, now, span(self.config.health.late_alarm_ms));
        }
        if self.record.death.as_ref().is_some_and(|death| death.is_past(now.boot, &self.config.health)) {
            self.record.death = None;
        }
    }

    /// What the phone is asked to do.
    pub(super) fn note_effects(&mut self, effects: &[Effect], now: Boot) {
        for effect in effects {
            match effect {
                Effect::StartScan { scan } => self.record.airtime.asked(scan),
                Effect::StopScan { slot } => {
                    let settled = self.record.airtime.ended(*slot, now);
                    self.counters.add(counter::RADIO_MS_ASKED, settled);
                }
                Effect::WakeAt { boot_ms: at, .. } => self.record.lateness.ask(boot_ms(*at), now),
                _ => {}
            }
        }
    }

    /// Goes with a transaction that is written anyway.
    pub(super) fn write_record(&mut self, step: &Step, changes: &mut Vec<Change>) {
        self.settle_airtime(step.now.boot);
        let settings = self.record.changed(step.now).into_iter();
        changes.extend(settings.map(|(name, value)| Change::setting(name, value)));
    }

    fn settle_airtime(&mut self, now: Boot) {
        let settled = self.record.airtime.settle(now);
        self.counters.add(counter::RADIO_MS_ASKED, settled);
    }

    /// Nothing of what was heard stays.
    pub(super) fn forget_heard(&mut self) {
        self.record.keys = KeysHeard::default();
    }
}
