//! Random lives among zones, places and levels of participation: nothing leaves that must not.

use findmesh_core::{Event, OwnTags, Ownership, Participation, PrivateZone, StoreTrouble, ZoneId};
use findmesh_proto::Address;
use findmesh_proto::advert::Advert;
use proptest::prelude::*;

use crate::adverts::extended;
use crate::world::{HOUR, MINUTE, World};

/// Places of these lives lie so far apart.
const BLOCK_M: f64 = 1_000.0;
const OWN: u8 = 7;
const FAMILY: u8 = 8;

#[derive(Clone, Debug)]
enum Step {
    Pass(u64),
    /// A fix at a block, off its middle.
    Fix(u8, i32, u16),
    Hear(Vec<u8>),
    /// A zone at a block, and its radius: not all are right.
    Put(u8, u8, u32),
    Remove(u8),
    Level(Participation),
    Kill,
    RefuseNext,
}

fn step() -> impl Strategy<Value = Step> {
    let level = proptest::sample::select(Participation::ALL.to_vec());
    prop_oneof![
        6 => prop_oneof![0..MINUTE, 0..40 * MINUTE, 0..5 * HOUR].prop_map(Step::Pass),
        10 => (0u8..4, -60i32..60, 3u16..300).prop_map(|(block, off, wide)| Step::Fix(block, off, wide)),
        8 => proptest::collection::vec(0u8..12, 1..6).prop_map(Step::Hear),
        2 => (0u8..3, 0u8..4, 0u32..7_000).prop_map(|(id, block, radius)| Step::Put(id, block, radius)),
        1 => (0u8..3).prop_map(Step::Remove),
        2 => level.prop_map(Step::Level),
        1 => Just(Step::Kill),
        1 => Just(Step::RefuseNext),
    ]
}

struct Household;

impl OwnTags for Household {
    fn prepare(&mut self, _: i64) {}

    fn recognise(&mut self, advert: &Advert<'_>, _: Option<Address>, _: i64) -> Option<Ownership> {
        match *advert.key()?.first()? {
            OWN => Some(Ownership::Own),
            FAMILY => Some(Ownership::Family),
            _ => None,
        }
    }
}

/// A phone, and what an observer beside it knows.
struct Life {
    world: World,
    zones: Vec<(u8, f64, f64)>,
    level: Participation,
    /// Time between two fixes at one block, by block.
    stayed: [u64; 4],
    last: Option<(usize, u64)>,
    /// What may have been lost of that.
    lost: u64,
    checked: usize,
}

impl Life {
    fn new() -> Self {
        let mut world = World::ready();
        world.finder.set_own_tags(Box::new(Household));
        Self {
            world,
            zones: Vec::new(),
            level: Participation::default(),
            stayed: [0; 4],
            last: None,
            lost: 0,
            checked: 0,
        }
    }

    fn take(&mut self, step: &Step) {
        match step {
            Step::Pass(ms) => self.world.pass(*ms),
            Step::Fix(block, off, wide) => self.fix(*block, *off, *wide),
            Step::Hear(keys) => {
                drop(self.world.hear_all(&keys.iter().map(|n| extended(*n)).collect::<Vec<_>>()))
            }
            Step::Put(id, block, radius) => self.put(*id, *block, f64::from(*radius)),
            Step::Remove(id) => {
                // Before the events that follow a refused commit, and after.
                self.zones.retain(|(known, ..)| known != id);
                self.world.event(Event::RemoveZone { id: ZoneId([*id; 16]) });
            }
            Step::Level(level) => {
                self.level = *level;
                self.world.event(Event::SetParticipation(*level));
            }
            Step::Kill => self.kill(),
            Step::RefuseNext => {
                self.lost += HOUR;
                self.world.failures.push(StoreTrouble::Io);
            }
        }
    }

    fn fix(&mut self, block: u8, off: i32, wide: u16) {
        let now = self.world.now.boot_ms;
        let (at, learns) = (usize::from(block), wide <= 150 && self.level != Participation::Off);
        if learns {
            if let Some((_, since)) = self.last.filter(|(last, since)| *last == at && now - since <= 8 * HOUR)
            {
                self.stayed[at] += now - since;
            }
            self.last = Some((at, now));
        }
        let north_m = f64::from(block) * BLOCK_M + f64::from(off);
        self.world.fix(findmesh_core::Fix { accuracy_m: f32::from(wide), ..self.world.here(north_m) });
    }

    fn put(&mut self, id: u8, block: u8, radius_m: f64) {
        let north_m = f64::from(block) * BLOCK_M;
        let latitude = self.world.here(north_m).latitude;
        let label = "a zone".to_owned();
        if (50.0..=5_000.0).contains(&radius_m) {
            self.zones.retain(|(known, ..)| *known != id);
            self.zones.push((id, north_m, radius_m));
        }
        let zone = PrivateZone { id: ZoneId([id; 16]), latitude, longitude: 11.0, radius_m, label };
        self.world.event(Event::PutZone(zone));
    }

    /// A process that ends after its last words were written, so that what a person set is known.
    fn kill(&mut self) {
        self.world.failures.clear();
        self.world.pass(2 * MINUTE);
        self.lost += HOUR;
        self.world.kill();
        self.world.finder.set_own_tags(Box::new(Household));
        self.check_what_was_set();
    }

    fn check_what_was_set(&self) {
        assert_eq!(self.world.finder.participation(), self.level);
        let mut kept: Vec<_> =
            self.world.store.kept.zones.iter().map(|zone| (zone.id.0[0], zone.radius_m)).collect();
        let mut set: Vec<_> = self.zones.iter().map(|(id, _, radius_m)| (*id, *radius_m)).collect();
        kept.sort_by_key(|(id, _)| *id);
        set.sort_by_key(|(id, _)| *id);
        assert_eq!(kept, set);
    }

    fn check(&mut self) {
        for (_, seal) in &self.world.sealed[self.checked..] {
            assert_ne!(self.level, Participation::Off);
            assert!(![OWN, FAMILY].contains(&seal.key.bytes()[0]));
            let north_m = (f64::from(seal.report.lat_e7) / 1e7 - 48.0).to_radians() * 6_371_008.8;
            // Rounded in the report.
            let accuracy_m = f64::from(seal.report.accuracy_dm) / 10.0 - 0.1;
            for (_, zone_m, radius_m) in &self.zones {
                assert!((north_m - zone_m).abs() >= radius_m + accuracy_m, "{north_m} is inside of a zone");
            }
            self.check_stays(north_m, accuracy_m);
        }
        self.checked = self.world.sealed.len();
    }

    /// What the phone surely knows to be a place of its own is not told.
    fn check_stays(&self, north_m: f64, accuracy_m: f64) {
        let wanted = match self.level {
            Participation::Everywhere => return,
            _ => 3 * HOUR + self.lost,
        };
        for (block, stayed) in (0_u8..).zip(self.stayed).filter(|(_, stayed)| *stayed >= wanted + HOUR) {
            // The middle of a place may lie off the block's as far as its fixes do.
            let apart = (north_m - f64::from(block) * BLOCK_M).abs();
            assert!(apart + 60.0 >= 150.0 + accuracy_m, "{north_m} after {stayed} ms at {block}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_leaves_that_must_not(steps in proptest::collection::vec(step(), 1..150)) {
        let mut life = Life::new();
        for step in &steps {
            life.take(step);
            life.check();
        }
        life.kill();
    }
}
