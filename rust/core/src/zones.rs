//! The private zones that a person set.

use crate::geo::{Circle, Point};
use crate::zone::{MAX_ZONES, PrivateZone, ZoneError, ZoneId};

/// Each name once.
#[derive(Debug, Default)]
pub(crate) struct Zones(Vec<PrivateZone>);

impl Zones {
    /// All of them, by when they were set.
    pub(crate) fn all(&self) -> &[PrivateZone] {
        &self.0
    }

    /// Whether a zone, new or changed, would be taken.
    pub(crate) fn check(&self, zone: &PrivateZone) -> Result<(), ZoneError> {
        zone.check()?;
        if self.0.len() >= MAX_ZONES && !self.0.iter().any(|known| known.id == zone.id) {
            return Err(ZoneError::TooMany);
        }
        Ok(())
    }

    /// Takes a zone, new or changed; a wrong one changes nothing.
    pub(crate) fn put(&mut self, zone: &PrivateZone) -> Result<(), ZoneError> {
        self.check(zone)?;
        self.note(zone);
        Ok(())
    }

    /// A zone that was taken before.
    pub(crate) fn note(&mut self, zone: &PrivateZone) {
        let _before = self.remove(&zone.id);
        self.0.push(zone.clone());
    }

    /// False where there was none of this name.
    pub(crate) fn remove(&mut self, id: &ZoneId) -> bool {
        let before = self.0.len();
        self.0.retain(|zone| zone.id != *id);
        self.0.len() < before
    }

    /// What the store holds.
    pub(crate) fn restore(&mut self, kept: &[PrivateZone]) {
        self.0.clear();
        kept.iter().filter(|zone| zone.check().is_ok()).for_each(|zone| self.note(zone));
    }

    /// Whether what lies in `circle` could be in one of them.
    pub(crate) fn touch(&self, circle: &Circle) -> bool {
        self.0.iter().any(|zone| circle.touches(&around(zone)))
    }
}

fn around(zone: &PrivateZone) -> Circle {
    let centre = Point { latitude: zone.latitude, longitude: zone.longitude };
    Circle { centre, radius_m: zone.radius_m }
}
