//! Keys on the air around the phone: encounters, and the sightings that wait for a fix.

use crate::moment::{Boot, Wall};
use crate::persist::{IdHash, PendingSighting, RowId};
use crate::seen::Refusal;
use crate::sighting::{Sighting, TagKey};
use crate::sorted::SortedMap;

/// RSSI that is not known.
const UNKNOWN_RSSI: i8 = 127;

/// A sighting and when it was, in a time that reaches back before this boot.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Heard {
    pub(crate) at: Boot,
    pub(crate) sighting: Sighting,
}

impl Heard {
    /// How close it was; an unknown RSSI is the farthest.
    fn closeness(&self) -> i16 {
        if self.sighting.rssi == UNKNOWN_RSSI { i16::MIN } else { i16::from(self.sighting.rssi) }
    }
}

/// A sighting that waits for its fix.
#[derive(Debug)]
pub(crate) struct Waiting {
    pub(crate) id: RowId,
    pub(crate) since: Boot,
    pub(crate) since_wall: Wall,
    /// The closest of its encounter.
    pub(crate) closest: Heard,
    /// The newest of the key: it can be placed when a fix comes too late for the closest.
    pub(crate) newest: Heard,
    /// Its encounter goes on.
    open: bool,
    /// What the store has of it.
    stored: Option<i16>,
    rewrites: u8,
}

impl Waiting {
    pub(crate) fn new(id: RowId, heard: Heard, now: Wall) -> Self {
        Self {
            id,
            since: heard.at,
            since_wall: now,
            closest: heard,
            newest: heard,
            open: true,
            stored: None,
            rewrites: 0,
        }
    }

    /// From the store; its encounter may go on, as the next advert of the key shows.
    pub(crate) fn restored(kept: &PendingSighting, at: Boot, since: Boot) -> Self {
        let heard = Heard { at, sighting: kept.sighting };
        let stored = Some(heard.closeness());
        Self { since, stored, ..Self::new(kept.id, heard, kept.since_wall_ms) }
    }

    /// One more advert of the key.
    fn hear(&mut self, heard: Heard) {
        if heard.at >= self.newest.at {
            self.newest = heard;
        }
        if self.open && heard.closeness() > self.closest.closeness() {
            self.closest = heard;
        }
    }

    /// Whether the store has a row of it.
    pub(crate) fn is_stored(&self) -> bool {
        self.stored.is_some()
    }

    /// The row to write when the store has none, or one that is farther by `gain_db`; at most `rewrites`
    /// times, because flash and battery pay for each.
    pub(crate) fn row_to_write(&mut self, gain_db: u8, rewrites: u8) -> Option<PendingSighting> {
        let closeness = self.closest.closeness();
        if let Some(stored) = self.stored {
            if closeness < stored.saturating_add(i16::from(gain_db)) || self.rewrites >= rewrites {
                return None;
            }
            self.rewrites += 1;
        }
        self.stored = Some(closeness);
        Some(PendingSighting { id: self.id, sighting: self.closest.sighting, since_wall_ms: self.since_wall })
    }
}

/// What is known of a key on the air.
#[derive(Debug)]
pub(crate) struct Track {
    pub(crate) hash: IdHash,
    pub(crate) address: Option<IdHash>,
    pub(crate) last_heard: Boot,
    pub(crate) waiting: Option<Waiting>,
    /// Nothing new of it until then, or until a fix beyond this generation comes.
    pub(crate) quiet: Option<(Refusal, u64)>,
}

impl Track {
    pub(crate) fn new(hash: IdHash, address: Option<IdHash>, at: Boot) -> Self {
        Self { hash, address, last_heard: at, waiting: None, quiet: None }
    }

    /// Notes an advert; a pause longer than `encounter_end` ends the encounter.
    pub(crate) fn hear(&mut self, heard: Heard, encounter_end: i64) {
        if let Some(waiting) = &mut self.waiting {
            waiting.open &= heard.at - self.last_heard <= encounter_end;
            waiting.hear(heard);
        }
        self.last_heard = self.last_heard.max(heard.at);
    }

    /// The standing refusal at `at` under these fixes.
    pub(crate) fn refusal(&self, at: Boot, generation: u64) -> Option<Refusal> {
        let (refusal, under) = self.quiet?;
        (at < refusal.until && under == generation).then_some(refusal)
    }
}

/// Keys by what they are on the air; a map in order, because keys come from outside and an attacker must
/// not choose how long a look-up takes.
#[derive(Debug, Default)]
pub(crate) struct Tracks {
    keys: SortedMap<TagKey, Track>,
}

impl Tracks {
    pub(crate) fn get_mut(&mut self, key: &TagKey) -> Option<&mut Track> {
        self.keys.get_mut(key)
    }

    pub(crate) fn get(&self, key: &TagKey) -> Option<&Track> {
        self.keys.get(key)
    }

    pub(crate) fn insert(&mut self, key: TagKey, track: Track) {
        let _ = self.keys.insert(key, track);
    }

    pub(crate) fn clear(&mut self) {
        self.keys.clear();
    }

    /// What was refused is to be looked at again: the rules changed.
    pub(crate) fn look_again(&mut self) {
        self.keys.values_mut().for_each(|track| track.quiet = None);
    }

    /// Keys of an address, and when each was last heard.
    pub(crate) fn under(&self, address: IdHash) -> impl Iterator<Item = (IdHash, Boot)> {
        let tracks = self.keys.values().filter(move |track| track.address == Some(address));
        tracks.map(|track| (track.hash, track.last_heard))
    }

    pub(crate) fn waiting(&self) -> impl Iterator<Item = (&TagKey, &Waiting)> {
        self.keys.iter().filter_map(|(key, track)| Some((key, track.waiting.as_ref()?)))
    }

    pub(crate) fn waiting_mut(&mut self) -> impl Iterator<Item = &mut Waiting> {
        self.keys.values_mut().filter_map(|track| track.waiting.as_mut())
    }

    /// Drops keys that wait for nothing and were not heard since `before`.
    pub(crate) fn forget(&mut self, before: Boot) {
        self.keys.retain(|_, track| track.waiting.is_some() || track.last_heard >= before);
    }
}

#[cfg(test)]
#[path = "tracks_tests.rs"]
mod tests;
