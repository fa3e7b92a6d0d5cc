//! Where nothing is reported: private zones, places of one's own, and how much a person takes part.

use super::Finder;
use super::step::Step;
use crate::event::StoreTrouble;
use crate::familiar::FamiliarPlace;
use crate::fix::Fix;
use crate::geo::{Circle, Point};
use crate::health::Suppression;
use crate::moment::{Moment, boot_ms};
use crate::participation::Participation;
use crate::persist::{Change, setting};
use crate::place::{Place, locate};
use crate::places::Familiar;
use crate::time::Now;
use crate::zone::{PrivateZone, ZoneError, ZoneId};

impl Finder {
    /// How much a person takes part.
    pub const fn participation(&self) -> Participation {
        self.participation
    }

    /// The private zones that a person set.
    pub fn private_zones(&self) -> &[PrivateZone] {
        self.zones.all()
    }

    /// Where the phone often stays, the longest stay first; empty where it never took part.
    pub fn familiar_places(&self, now: Now) -> Vec<FamiliarPlace> {
        self.places.all(Moment::new(now).day(), &self.config.places)
    }

    /// Whether [`Event::PutZone`](crate::Event::PutZone) would take this zone.
    ///
    /// # Errors
    /// What is wrong with it, or that there are too many.
    pub fn check_zone(&self, zone: &PrivateZone) -> Result<(), ZoneError> {
        self.zones.check(zone)
    }

    /// Whether anything is to be reported at all.
    pub(super) fn takes_part(&self) -> bool {
        self.participation != Participation::Off && !self.unconfirmed
    }

    /// The store opened with an incident. With the vault's key the private zones are gone and consent is not.
    pub(super) fn store_incident(&mut self, reason: StoreTrouble, step: &mut Step) {
        self.storage.note_incident(reason, step.now);
        if reason == StoreTrouble::VaultLost && !self.unconfirmed {
            self.unconfirmed = true;
            step.must.push(unconfirmed(true));
        }
    }

    /// A commit failed: the same, while the store is open.
    pub(super) fn zones_may_be_lost(&mut self, reason: StoreTrouble) {
        if reason == StoreTrouble::VaultLost && !self.unconfirmed {
            self.unconfirmed = true;
            self.storage.owe(unconfirmed(true));
        }
    }

    /// A person set zones or participation, or agreed anew.
    pub(super) fn confirm(&mut self, step: &mut Step) {
        if self.unconfirmed {
            self.unconfirmed = false;
            self.tracks.look_again();
            step.must.push(unconfirmed(false));
        }
    }

    pub(super) fn restore_unconfirmed(&mut self, value: Option<&[u8]>) {
        self.unconfirmed = value == Some(&[1]);
    }

    /// Whether there is a grant and a wish to work: without, the finder neither listens nor learns nor sends.
    pub(super) fn may_work(&self) -> bool {
        self.restored && self.enabled && self.may_report() && self.takes_part()
    }

    /// Holds even if the store cannot take it now.
    pub(super) fn set_participation(&mut self, level: Participation, step: &mut Step) {
        self.confirm(step);
        if level == self.participation {
            return;
        }
        self.participation = level;
        self.tracks.look_again();
        step.must.push(Change::setting(setting::PARTICIPATION, level.as_str().as_bytes().to_vec()));
    }

    pub(super) fn restore_participation(&mut self, value: Option<&[u8]>) {
        let name = value.and_then(|value| core::str::from_utf8(value).ok());
        self.participation = name.and_then(Participation::from_name).unwrap_or_default();
    }

    /// Holds even if the store cannot take it now. A zone that is refused (`check_zone`) changes nothing.
    pub(super) fn put_zone(&mut self, zone: &PrivateZone, step: &mut Step) {
        if self.zones.put(zone).is_ok() {
            self.confirm(step);
            self.tracks.look_again();
            step.must.push(Change::PutZone(zone.clone()));
        }
    }

    pub(super) fn remove_zone(&mut self, id: ZoneId, step: &mut Step) {
        if self.zones.remove(&id) {
            self.tracks.look_again();
            step.must.push(Change::RemoveZone { id });
        }
    }

    /// A fix that the ring took teaches where the phone stays, while it takes part.
    pub(super) fn learn_place(&mut self, fix: &Fix, step: &mut Step) {
        let limits = &self.config.places;
        let may = self.may_work();
        if !may || f64::from(fix.accuracy_m) > limits.max_accuracy_m {
            return;
        }
        let at = boot_ms(fix.boot_ms).min(step.now.boot);
        let point = Point { latitude: fix.latitude, longitude: fix.longitude };
        self.places.learn(at, point, step.now.day(), limits);
        if self.places.is_due() {
            self.store_places(step);
        }
    }

    /// Rows of what was learnt, into the transaction that is made.
    pub(super) fn store_places(&mut self, step: &mut Step) {
        let rows = self.places.rows_to_write(step.now);
        step.changes.extend(rows.into_iter().map(Change::PutDwell));
    }

    /// Days past leave; not by a wall clock that has just jumped.
    pub(super) fn forget_places(&mut self, step: &mut Step) {
        if self.clock.jump().is_none() {
            let outdated = self.places.forget(step.now.day(), &self.config.places);
            step.changes.extend(outdated.map(|day| Change::ForgetDwellBefore { day }));
        }
    }

    /// Why nothing is reported from there. What is not known well is inside wherever it could be.
    pub(super) fn secret(&self, place: &Place, now: Moment) -> Option<Suppression> {
        let circle = Circle { centre: place.point, radius_m: place.accuracy_m };
        if self.zones.touch(&circle) {
            return Some(Suppression::PrivateZone);
        }
        match self.places.familiar(&circle, now.day(), &self.config.places)? {
            Familiar::Home => Some(Suppression::PrivateZone),
            Familiar::Mine if self.participation == Participation::Everywhere => None,
            Familiar::Mine => Some(Suppression::MyPlace),
        }
    }

    /// Why nothing is reported from where the phone is now, by its newest fixes.
    pub(super) fn here_is_secret(&self, now: Moment) -> Option<Suppression> {
        let here = locate(&self.fixes, now.boot, &self.config.fixes)?;
        self.secret(&here, now)
    }
}

fn unconfirmed(lost: bool) -> Change {
    Change::setting(setting::UNCONFIRMED, vec![u8::from(lost)])
}
