//! What became of one phone's encounters.

use findmesh_core::{RowId, SealRequest};
use findmesh_proto::{Frame, advert};

use super::delivery::Delivery;
use crate::platform::Heard;
use crate::world::{DAY_START_UNIX, Encounter, LatLon, TagKind, World, deployment};

/// A report's time is in whole seconds: a sighting lies at most this far from it, milliseconds.
const ROUNDING: u64 = 500;

/// The book of one phone.
pub(super) struct Diary<'a> {
    world: &'a World,
    encounters: &'a [Encounter],
    heard: Box<[bool]>,
    reported: Box<[bool]>,
    /// Distance of each reported place from the true one, metres.
    pub(super) errors_m: Vec<f32>,
    /// Sealed reports that the relay does not have yet.
    on_the_way: Vec<(RowId, Delivery)>,
    /// Every report that the relay got, by arrival.
    pub(super) deliveries: Vec<Delivery>,
    /// Lost tags, and when the relay got a report of them, milliseconds since midnight.
    pub(super) arrived: Vec<(u32, u64)>,
}

impl<'a> Diary<'a> {
    pub(super) fn new(world: &'a World, encounters: &'a [Encounter]) -> Self {
        let none = || vec![false; encounters.len()].into_boxed_slice();
        Self {
            world,
            encounters,
            heard: none(),
            reported: none(),
            errors_m: Vec::new(),
            on_the_way: Vec::new(),
            deliveries: Vec::new(),
            arrived: Vec::new(),
        }
    }

    /// The app got these.
    pub(super) fn note_heard(&mut self, heard: &[Heard]) {
        for heard in heard {
            self.heard[heard.encounter as usize] = true;
        }
    }

    /// A report was sealed.
    pub(super) fn note_sealed(&mut self, seal: &SealRequest) {
        let since = u64::from(seal.report.time).saturating_sub(DAY_START_UNIX);
        let at_ms = 1000 * since;
        let Some(index) = self.encounter_of(seal, at_ms) else {
            return;
        };
        let tag = self.encounters[index].tag;
        self.reported[index] = true;
        self.errors_m.push(self.error_m(seal, tag, at_ms));
        self.on_the_way.push((seal.entry.id, Delivery { tag, seen_ms: at_ms, arrived_ms: at_ms }));
    }

    /// The relay has a report.
    pub(super) fn note_arrived(&mut self, id: RowId, now: u64) {
        if let Some(at) = self.on_the_way.iter().position(|(row, _)| *row == id) {
            let (_, sent) = self.on_the_way.swap_remove(at);
            self.deliveries.push(Delivery { arrived_ms: now, ..sent });
            if self.world.tags[sent.tag as usize].kind == TagKind::Lost {
                self.arrived.push((sent.tag, now));
            }
        }
    }

    /// Of the encounters of a class: all, heard, reported.
    pub(super) fn class(&self, of: impl Fn(&Encounter) -> bool) -> [u64; 3] {
        let mut counts = [0; 3];
        for (index, _) in self.encounters.iter().enumerate().filter(|(_, encounter)| of(encounter)) {
            counts[0] += 1;
            counts[1] += u64::from(self.heard[index]);
            counts[2] += u64::from(self.reported[index]);
        }
        counts
    }

    /// The encounter that a report is of: one that was heard, goes on at its time, with a tag that has its key then.
    fn encounter_of(&self, seal: &SealRequest, at_ms: u64) -> Option<usize> {
        let begun = self.encounters.partition_point(|encounter| encounter.from_ms <= at_ms + ROUNDING);
        (0..begun).rev().find(|index| {
            let encounter = &self.encounters[*index];
            self.heard[*index]
                && at_ms <= encounter.to_ms + ROUNDING
                && self.has_key(encounter, seal.key.bytes(), at_ms)
        })
    }

    fn has_key(&self, encounter: &Encounter, key: &[u8], at_ms: u64) -> bool {
        let around = [at_ms, at_ms.saturating_sub(ROUNDING), at_ms + ROUNDING];
        around.into_iter().any(|at_ms| {
            let at_ms = at_ms.clamp(encounter.from_ms, encounter.to_ms);
            let (address, data) = self.world.tags[encounter.tag as usize].frame(at_ms);
            let frame = Frame { data, address: Some(address) };
            let decoded = advert::decode(&frame, &deployment());
            decoded.is_ok_and(|advert| advert.is_some_and(|advert| has_key(&advert, key)))
        })
    }

    #[expect(clippy::cast_possible_truncation, reason = "metres lose nothing that matters")]
    fn error_m(&self, seal: &SealRequest, tag: u32, at_ms: u64) -> f32 {
        let degrees = |e7: i32| f64::from(e7) / 1e7;
        let told =
            LatLon { latitude: degrees(seal.report.lat_e7), longitude: degrees(seal.report.lon_e7) }.point();
        told.distance(self.world.tag_at(tag, at_ms)) as f32
    }
}

fn has_key(advert: &advert::Advert<'_>, key: &[u8]) -> bool {
    advert.key().is_some_and(|known| known == key)
}
