//! What one phone's day came to.

use findmesh_core::{FinderConfig, Participation};

use super::app::App;
use super::delivery::Delivery;
use super::diary::Diary;
use crate::chance;
use crate::platform::{Constants, Energy, Phone, phone_seed};
use crate::policy::Policy;
use crate::world::{Encounter, World};

/// One phone's part of the table.
#[derive(Clone, Debug)]
pub(super) struct PhoneResult {
    pub(super) energy: Energy,
    pub(super) charging_mah: f64,
    pub(super) radio_ms: f64,
    pub(super) wakeups: u32,
    pub(super) scan_starts: u32,
    pub(super) uploads: u32,
    pub(super) bytes: u64,
    /// All, heard, reported.
    pub(super) of_60s: [u64; 3],
    pub(super) of_10s: [u64; 3],
    pub(super) errors_m: Vec<f32>,
    pub(super) arrived: Vec<(u32, u64)>,
    pub(super) deliveries: Vec<Delivery>,
    /// The finder's counters, by name.
    pub(super) counters: Vec<(String, u64)>,
}

/// What all phones of a run have in common.
#[derive(Clone, Copy)]
pub(super) struct Common<'a> {
    pub(super) world: &'a World,
    pub(super) constants: &'a Constants,
    pub(super) config: &'a FinderConfig,
    pub(super) participation: Participation,
    pub(super) seed: u64,
    pub(super) policy: Policy,
}

/// Lives through the day of a phone.
pub(super) fn live(common: Common<'_>, index: usize) -> PhoneResult {
    let Common { world, constants, seed, policy, .. } = common;
    let day = policy.installed_on(world.day(index));
    let own = phone_seed(seed, index);
    let diary = Diary::new(world, &day.encounters);
    let mut app = App::new(common, chance::bits(own, 0), diary);
    let mut phone = Phone::new(constants, &day, world, own);
    while let Some((now, event)) = phone.next() {
        app.perceive(event, now, &mut phone);
    }
    result(&phone, app)
}

fn result(phone: &Phone<'_>, app: App<'_>) -> PhoneResult {
    let (tally, counters) = (phone.tally(), app.counters());
    let diary = app.diary;
    PhoneResult {
        energy: tally.energy,
        charging_mah: tally.charging_mah,
        radio_ms: tally.radio_ms,
        wakeups: tally.wakeups,
        scan_starts: tally.scan_starts,
        uploads: tally.uploads,
        bytes: tally.bytes,
        of_60s: diary.class(Encounter::is_60s),
        of_10s: diary.class(Encounter::is_10s),
        errors_m: diary.errors_m,
        arrived: diary.arrived,
        counters,
        deliveries: diary.deliveries,
    }
}
