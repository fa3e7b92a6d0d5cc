//! What the owner of the tags reads, against the truth.

use serde_json::{Value, json};

use super::scene::{Scene, Tag};
use crate::commands::fetch::fix_object;
use crate::failure::Failure;
use crate::geo::Place;
use crate::owner::{Asker, Fetched, Owner, OwnerFix, Period};
use crate::random;
use crate::time::Moment;

/// A tag and what was read about it.
pub(crate) struct TagReading<'a> {
    /// The tag.
    pub(crate) tag: &'a Tag,
    /// What its owner fetched; none for a tag of another network.
    pub(crate) fetched: Option<Fetched>,
}

impl TagReading<'_> {
    /// The places that were read, by time.
    pub(crate) fn fixes(&self) -> &[OwnerFix] {
        self.fetched.as_ref().map_or(&[], |fetched| &fetched.fixes)
    }

    /// Metres between a place that was read and the true one.
    pub(crate) fn error_m(&self, fix: &OwnerFix) -> f64 {
        place(fix).distance(self.tag.place)
    }

    /// Errors, smallest first.
    pub(crate) fn errors(&self) -> Vec<f64> {
        let mut errors: Vec<f64> = self.fixes().iter().map(|fix| self.error_m(fix)).collect();
        errors.sort_by(f64::total_cmp);
        errors
    }

    /// For programs.
    pub(crate) fn object(&self) -> Value {
        let fixes = self.fixes().iter().map(|fix| {
            let mut object = fix_object(fix);
            if let Some(object) = object.as_object_mut() {
                let _ = object.insert("error_m".to_owned(), json!((self.error_m(fix) * 10.0).round() / 10.0));
            }
            object
        });
        json!({
            "name": self.tag.name,
            "what": self.tag.what,
            "true_lat": self.tag.place.lat,
            "true_lon": self.tag.place.lon,
            "fixes": fixes.collect::<Vec<_>>(),
        })
    }
}

/// The middle of sorted values; the lower one of two.
pub(crate) fn median(sorted: &[f64]) -> Option<f64> {
    sorted.get(sorted.len().checked_sub(1)? / 2).copied()
}

/// Where a fix lies.
pub(crate) fn place(fix: &OwnerFix) -> Place {
    Place { lat: fix.report.latitude(), lon: fix.report.longitude() }
}

/// Fetches and opens everything about every tag, as `findmesh fetch` does.
pub(crate) fn read_tags<'a>(
    scene: &'a Scene,
    relay: &dyn Asker,
    now: Moment,
) -> Result<Vec<TagReading<'a>>, Failure> {
    let period = Period { since: scene.begin_ms().div_euclid(1000), now: now.seconds };
    let read = |tag: &'a Tag| {
        let fetched = tag.secret.map(|secret| {
            let mut owner =
                Owner { schedule: scene.schedule(secret), service_uuid: scene.deployment.service_uuid };
            owner.fetch(relay, period, &mut random::shuffled)
        });
        Ok(TagReading { tag, fetched: fetched.transpose()? })
    };
    scene.tags.iter().map(read).collect()
}
