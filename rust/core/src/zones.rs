//! The private zones that a person set.

use std::collections::BTreeMap;

use crate::geo::{Circle, Point};
use crate::zone::{MAX_ZONES, PrivateZone, ZoneError, ZoneId};

#[derive(Debug, Default)]
pub(crate) struct Zones(BTreeMap<ZoneId, PrivateZone>);

impl Zones {
    /// Takes a zone, new or changed; a wrong one changes nothing.
    pub(crate) fn put(&mut self, zone: &PrivateZone) -> Result<(), ZoneError> {
        zone.check()?;
        if self.0.len() >= MAX_ZONES && !self.0.contains_key(&zone.id) {
            return Err(ZoneError::TooMany);
        }
        self.note(zone);
        Ok(())
    }

    /// A zone that was taken before.
    pub(crate) fn note(&mut self, zone: &PrivateZone) {
        let _before = self.0.insert(zone.id, zone.clone());
    }

    /// False where there was none of this name.
    pub(crate) fn remove(&mut self, id: &ZoneId) -> bool {
        self.0.remove(id).is_some()
    }

    /// What the store holds.
    pub(crate) fn restore(&mut self, kept: &[PrivateZone]) {
        self.0 =
            kept.iter().filter(|zone| zone.check().is_ok()).map(|zone| (zone.id, zone.clone())).collect();
    }

    /// Whether what lies in `circle` could be in one of them.
    pub(crate) fn touch(&self, circle: &Circle) -> bool {
        self.0.values().any(|zone| circle.touches(&around(zone)))
    }
}

fn around(zone: &PrivateZone) -> Circle {
    let centre = Point { latitude: zone.latitude, longitude: zone.longitude };
    Circle { centre, radius_m: zone.radius_m }
}
