//! What the radio is set to, and what comes of it.

use super::super::ask::Slot;
use super::super::ear::Tuning;
use super::super::event::{Heard, PhoneEvent, WakeCause};
use super::super::hearing::Reception;
use super::super::scans::{Served, Stage};
use super::Phone;
use super::batch::Batch;

impl Phone<'_> {
    pub(super) fn stage(&self) -> Stage {
        let view = &self.view;
        Stage {
            screen_on: view.screen_on,
            service: view.service_running,
            other: self.other,
            extended: view.extended,
        }
    }

    /// Sets the radio to what scans, screen and importance make of it.
    pub(super) fn retune(&mut self) {
        let before = self.setting;
        self.setting = self.scans.setting(&self.rules.scan, self.stage());
        if before.batch.is_some() != self.setting.batch.is_some() || before.delay != self.setting.delay {
            self.rearm_batch();
        }
        self.tune(self.setting.regular, self.setting.batch);
        self.count_gap(self.setting.own_share > 0.0);
    }

    fn tune(&mut self, regular: Option<Tuning>, batch: Option<Tuning>) {
        let now_us = self.now * 1000;
        let (mut ear, mut second) = (std::mem::take(&mut self.regular), std::mem::take(&mut self.batching));
        self.prune();
        let around = self.surroundings();
        if ear.tuning() != regular {
            ear.retune(regular, &self.near, &around, now_us);
        }
        if second.tuning() != batch {
            second.retune(batch, &self.near, &around, now_us);
        }
        (self.regular, self.batching) = (ear, second);
    }

    /// Forgets encounters that are over.
    fn prune(&mut self) {
        let (now, encounters) = (self.now, &self.day.encounters);
        self.near.retain(|at| encounters[*at as usize].to_ms >= now);
    }

    fn count_gap(&mut self, listening: bool) {
        match (listening, self.deaf_since) {
            (true, Some(since)) => {
                self.note_gap(since);
                self.deaf_since = None;
            }
            (false, None) => self.deaf_since = Some(self.now),
            _ => {}
        }
    }

    /// Notes a stretch without a scan that ends now.
    pub(super) fn note_gap(&mut self, since: u64) {
        if self.now > since {
            self.tally.gaps.push(self.now - since);
        }
    }

    pub(super) fn next_encounter(&self) -> Option<u64> {
        self.day.encounters.get(self.begun).map(|encounter| encounter.from_ms)
    }

    pub(super) fn encounter_begins(&mut self) {
        let Ok(at) = u32::try_from(self.begun) else {
            return;
        };
        self.begun += 1;
        self.prune();
        self.near.push(at);
        let (mut ear, mut second) = (std::mem::take(&mut self.regular), std::mem::take(&mut self.batching));
        let around = self.surroundings();
        ear.listen(at, &around, self.now * 1000);
        second.listen(at, &around, self.now * 1000);
        (self.regular, self.batching) = (ear, second);
    }

    fn entry(&self, (encounter, reception): (u32, Reception)) -> Heard {
        let tag = self.signals[encounter as usize].tag;
        Heard { encounter, tag, at_ms: reception.at_us / 1000, rssi: reception.rssi }
    }

    /// A regular scan hears an advert: a broadcast for a PendingIntent, a call for a callback.
    pub(super) fn heard(&mut self) {
        let mut ear = std::mem::take(&mut self.regular);
        let taken = ear.take(&self.surroundings());
        self.regular = ear;
        let Some(taken) = taken else {
            return;
        };
        let slots = self.takers(self.signals[taken.0 as usize].extended);
        let entry = self.entry(taken);
        self.deliver(slots, vec![entry]);
    }

    /// Which regular scans an advert is for: a PendingIntent's, a callback's.
    fn takers(&self, extended: bool) -> (bool, bool) {
        let stage = self.stage();
        let takes = |slot| {
            self.scans.client(slot).is_some_and(|client| {
                let served = client.served(&self.rules.scan, stage);
                let wanted = client.wanted(served, stage);
                let hears = matches!(served, Served::Regular(_) | Served::Opportunistic);
                hears && if extended { wanted.extended } else { wanted.legacy }
            })
        };
        (takes(Slot::Standing) || takes(Slot::StandingExtended), takes(Slot::Callback))
    }

    /// Results go to the app: a PendingIntent starts its process, a callback needs one that runs.
    pub(super) fn deliver(&mut self, (standing, callback): (bool, bool), heard: Vec<Heard>) {
        let callable = callback && self.can_run();
        if heard.is_empty() || !(standing || callable) || self.life.stopped {
            return;
        }
        let _ = self.wake(WakeCause::Results);
        let count = u32::try_from(heard.len()).unwrap_or(u32::MAX);
        self.tally.heard += count;
        if !self.view.screen_on {
            let hour = usize::try_from(self.now / 3_600_000).unwrap_or(0);
            self.tally.dark_results[hour.min(23)] += count;
        }
        self.out.push_back(PhoneEvent::Delivered(heard));
    }

    /// The controller keeps an advert; nearly full, it tells the host.
    pub(super) fn batch_heard(&mut self) {
        let mut ear = std::mem::take(&mut self.batching);
        let taken = ear.take(&self.surroundings());
        self.batching = ear;
        let entry = taken.map(|taken| self.entry(taken));
        let full = match (&mut self.batch, entry) {
            (Some(batch), Some(entry)) => batch.keep(entry),
            _ => false,
        };
        if full {
            self.flush();
        }
    }

    /// Batching begins, ends or gets another delay.
    fn rearm_batch(&mut self) {
        if self.batch.is_some() {
            self.flush();
        }
        self.batch = self.setting.batch.map(|_| Batch::new(&self.rules.scan, &self.day.profile));
        self.arm_flush();
    }
}
