//! The store's content replaces all memory of what was not kept.

use super::Finder;
use super::step::Step;
use crate::marks::Marks;
use crate::moment::{Boot, Moment, boot_ms, span};
use crate::persist::{Change, PendingSighting, Restored, RowId, setting};
use crate::places::Places;
use crate::tracks::{Track, Waiting};

impl Finder {
    pub(super) fn restore(&mut self, kept: &Restored, step: &mut Step) {
        self.consents.restore(&kept.consent);
        self.restore_settings(kept, step.now);
        self.counters.restore(step.now.day(), &kept.counters);
        let expected = std::mem::take(&mut self.uploads.in_flight);
        let (expected, erased): (Vec<RowId>, Vec<RowId>) =
            expected.into_iter().partition(|id| self.queue.get(id).is_some());
        let places = std::mem::take(&mut self.places);
        self.forget_crowd();
        self.restore_clock(kept, step.now);
        self.restore_queue(kept, step.now);
        // A row that is not there could not be sent; one that memory itself had erased may still be on its way.
        let there = expected.into_iter().filter(|id| self.queue.get(id).is_some());
        let under_way = there.chain(erased).collect();
        self.uploads.in_flight = under_way;
        self.zones.restore(&kept.zones);
        self.restore_places(places, kept, step.now);
        self.seen.restore(&kept.seen, step.now);
        for (key, seen) in self.seen.iter() {
            self.flood.recall(*key, seen, step.now.boot);
        }
        kept.pending.iter().for_each(|pending| self.restore_pending(pending, step.now));
        self.apply_owed();
        self.restored = true;
    }

    fn restore_settings(&mut self, kept: &Restored, now: Moment) {
        let value = |name| kept.setting(name);
        self.enabled = value(setting::ENABLED) == Some(&[1]);
        self.restore_participation(value(setting::PARTICIPATION));
        self.restore_unconfirmed(value(setting::UNCONFIRMED));
        self.marks_kept = value(setting::MARKS).and_then(Marks::read).unwrap_or_default();
        if self.restored {
            // Of what this process did itself memory knows more than a store that missed something.
            return;
        }
        self.marks = self.marks_kept;
        self.uploads.restore(value(setting::UPLOADS), now, &self.config.upload);
        self.scan.restore(value(setting::SCAN), now);
    }

    /// Where this process stayed it knows better than a store that missed something.
    fn restore_places(&mut self, known: Places, kept: &Restored, now: Moment) {
        self.places = known;
        if self.restored {
            self.places.missed(&kept.dwell, now.day());
        } else {
            self.places.restore(&kept.dwell, now, &self.config.places);
        }
    }

    /// How long the phone has run is counted on; of that, this process knows more than a store that missed something.
    fn restore_clock(&mut self, kept: &Restored, now: Moment) {
        if self.restored {
            return;
        }
        let least = kept.queue.iter().map(|entry| entry.queued_lived_ms).max();
        if let Some(gap) = self.lived.restore(kept.setting(setting::CLOCK), least.unwrap_or(0), now) {
            self.clock.went_on(gap, now, &self.config.health);
        }
    }

    fn restore_queue(&mut self, kept: &Restored, now: Moment) {
        let limits = &self.config.upload;
        let longest = limits.backoff_max_ms.max(limits.max_retry_after_ms);
        let patience = [limits.max_delay_ms, longest].map(span);
        self.queue.restore(&kept.queue, now, patience, &self.lived);
    }

    fn restore_pending(&mut self, pending: &PendingSighting, now: Moment) {
        let sighting = &pending.sighting;
        let hash = self.key_hash(&sighting.key, sighting.separated);
        let address = sighting.address.map(|address| self.address_hash(&address));
        let (at, since) = times(pending, now);
        if self.tracks.get(&sighting.key).is_some() {
            return self.storage.owe(Change::RemovePending { id: pending.id });
        }
        self.flood.recall_waiting(hash, address, self.seen.get(&hash).is_none(), since);
        let waiting = Some(Waiting::restored(pending, at, since));
        self.tracks.insert(sighting.key, Track { waiting, ..Track::new(hash, address, at) });
    }

    /// What memory holds to although the store missed it.
    fn apply_owed(&mut self) {
        let owed = self.storage.owed().to_vec();
        for change in &owed {
            match change {
                Change::AppendConsent(entry) => self.consents.note(entry),
                Change::EraseCrowd => self.forget_crowd(),
                Change::RemoveQueue { id } => drop(self.queue.remove(id)),
                Change::PutSetting { name, value } if name == setting::PARTICIPATION => {
                    self.restore_participation(Some(value));
                }
                Change::PutSetting { name, value } if name == setting::UNCONFIRMED => {
                    self.restore_unconfirmed(Some(value));
                }
                Change::PutZone(zone) => self.zones.note(zone),
                Change::RemoveZone { id } => drop(self.zones.remove(id)),
                _ => {}
            }
        }
    }
}

/// When a pending sighting was heard and when its encounter began, by today's boot time.
///
/// By its wall time it lies before this boot: then its own boot time belongs to another one. Otherwise that
/// is what counts, for the wall clock may have been set in between. What another boot heard lies before this one began,
/// whatever a clock that was set back says: no fix of now is its place.
fn times(pending: &PendingSighting, now: Moment) -> (Boot, Boot) {
    let said = boot_ms(pending.sighting.seen_boot_ms);
    let told = now.boot_of_past(pending.sighting.seen_wall_ms);
    let same_boot = told >= 0 && said <= now.boot;
    let at = if same_boot { said } else { told.min(-1) };
    let before = pending.sighting.seen_wall_ms.saturating_sub(pending.since_wall_ms).max(0);
    (at, at.saturating_sub(before))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::persist::RowId;
    use crate::sighting::{Sighting, TagKey};
    use findmesh_proto::advert::Form;
    use findmesh_proto::network::Network;

    const WALL: i64 = 1_800_000_000_000;

    fn pending(seen_boot_ms: u64, seen_wall_ms: i64) -> PendingSighting {
        let sighting = Sighting {
            key: TagKey::new(Network::Native, &[1; 32]).unwrap(),
            separated: true,
            address: None,
            form: Form::Compact,
            header: 0x10,
            status: 0,
            rssi: -60,
            tx_power: 127,
            seen_boot_ms,
            seen_wall_ms,
        };
        PendingSighting { id: RowId([0; 16]), sighting, since_wall_ms: seen_wall_ms - 60_000 }
    }

    #[test]
    fn within_one_boot_boot_time_counts() {
        let now = Moment { boot: 1_000_000, wall: WALL };
        assert_eq!(times(&pending(900_000, WALL - 100_000), now), (900_000, 840_000));
        // The wall clock was put forward by ten minutes meanwhile.
        assert_eq!(times(&pending(900_000, WALL - 700_000), now), (900_000, 840_000));
    }

    #[test]
    fn after_a_reboot_wall_time_counts() {
        let now = Moment { boot: 60_000, wall: WALL };
        assert_eq!(times(&pending(5_000_000, WALL - 300_000), now), (-240_000, -300_000));
        // Set back by an hour meanwhile: it would have been heard in an hour.
        assert_eq!(times(&pending(5_000_000, WALL + 3_600_000), now), (-1, -60_001));
    }
}
