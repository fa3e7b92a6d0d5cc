//! The model of a phone, exercised; no phone is.

mod batching;
mod energy;
mod lives;
mod locating;
mod losing;
mod rations;
mod scanning;
mod whatever;

use super::super::constants::Constants;
use super::super::event::PhoneEvent;
use super::super::hearing::Signal;
use super::super::{AlarmKind, Delivery, Mode, ScanAsk, Slot, Tally};
use super::{DAY_MS, Phone};
use crate::world::{Bucket, Change, Course, Encounter, PhoneDay, Profile, Setting};

const SECOND: u64 = 1_000;
const MINUTE: u64 = 60 * SECOND;
const HOUR: u64 = 60 * MINUTE;
const HOURS: f64 = 24.0;

/// Constants of a world in which nothing is lost and nothing dies of itself.
fn calm() -> Constants {
    let zero = ["scan.radio_loss", "scan.crashes", "scan.updates", "oem_tight.allowlist_loss"];
    let calm = zero.into_iter().fold(Constants::builtin(), |constants, name| constants.with(name, 0.0));
    calm.with("scan.coex", 1.0).with("process.cached_life", 1e15)
}

fn profile(api_level: u16) -> Profile {
    Profile {
        api_level,
        batching: true,
        batch_storage: 1024,
        slots_free: 6,
        bucket: Bucket::Rare,
        oem_tight: false,
        exempt: false,
        extended: true,
        locked_in_recents: false,
        network_provider: true,
        exact_alarms: false,
    }
}

/// A day at home in the dark.
fn day(profile: Profile) -> PhoneDay {
    PhoneDay { profile, course: Course::still(Setting::Home), changes: Vec::new(), encounters: Vec::new() }
}

fn with(profile: Profile, changes: &[(u64, Change)]) -> PhoneDay {
    PhoneDay { changes: changes.to_vec(), ..day(profile) }
}

/// A day with a legacy tag beside the phone from one moment to another.
fn near(profile: Profile, from_ms: u64, to_ms: u64) -> PhoneDay {
    PhoneDay { encounters: vec![Encounter::steady(0, from_ms, to_ms, -50)], ..day(profile) }
}

fn phone<'d>(constants: &Constants, day: &'d PhoneDay) -> Phone<'d> {
    let signal =
        |encounter: &Encounter| Signal { tag: encounter.tag, interval_us: 2_000_000, extended: false };
    Phone::with_signals(constants, day, day.encounters.iter().map(signal).collect(), 42)
}

/// Lives through a day; `act` answers each event.
fn live(
    phone: &mut Phone<'_>,
    mut act: impl FnMut(&mut Phone<'_>, u64, &PhoneEvent),
) -> Vec<(u64, PhoneEvent)> {
    let mut all = Vec::new();
    while let Some((at, event)) = phone.next() {
        assert!(at < DAY_MS && all.last().is_none_or(|(before, _)| *before <= at));
        act(phone, at, &event);
        all.push((at, event));
    }
    all
}

/// Lives through a day with what is done at its beginning.
fn lived(
    constants: &Constants,
    day: &PhoneDay,
    begin: impl Fn(&mut Phone<'_>),
) -> (Tally, Vec<(u64, PhoneEvent)>) {
    let mut phone = phone(constants, day);
    let first = phone.next();
    assert!(matches!(first, Some((0, PhoneEvent::ProcessStarted { .. }))));
    begin(&mut phone);
    let events = live(&mut phone, |_, _, _| {});
    (phone.tally().clone(), events)
}

const fn standing(mode: Mode, delivery: Delivery) -> ScanAsk {
    ScanAsk::new(Slot::Standing, mode, delivery, 1)
}

const fn callback(mode: Mode) -> ScanAsk {
    ScanAsk::new(Slot::Callback, mode, Delivery::Immediate, 1)
}

const BATCH: Delivery = Delivery::Batched { delay_ms: 120_000 };

fn count(events: &[(u64, PhoneEvent)], wanted: impl Fn(&PhoneEvent) -> bool) -> usize {
    events.iter().filter(|(_, event)| wanted(event)).count()
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 + 0.002 * b.abs()
}

/// Share of the day that the receiver was on.
fn duty(tally: &Tally) -> f64 {
    tally.radio_ms / DAY_MS as f64
}
