//! One phone through one day, as one app meets it.
//!
//! Between two events the phone's state stands still: receiver time and energy are integrated, and the next event is the
//! earliest of what the world does to the phone, what the platform's clocks do, and the next advert that is heard.

mod acts;
mod air;
mod batch;
mod changes;
mod due;
mod life;
mod places;
#[cfg(test)]
mod tests;
mod work;

use std::collections::VecDeque;

use crate::world::{DAY_MS, PhoneDay, World};

use super::constants::Constants;
use super::doze::DozeClock;
use super::draw::{Purpose, bits, exponential, millis, unit};
use super::ear::{Ear, Surroundings};
use super::event::{PhoneEvent, WakeCause};
use super::hearing::{Air, Signal};
use super::rules::Rules;
use super::scans::{Scans, Setting};
use super::tally::Tally;
use super::view::PhoneView;
use batch::Batch;
use life::Life;
use places::Locator;
use work::{Alarms, Jobs};

/// Boot time at midnight of the simulated day, milliseconds: boot time is this and the time of day. A reboot within the
/// day is not given a boot clock of its own.
pub const BOOT_MS: u64 = 36 * 60 * 60 * 1000;

/// A phone.
///
/// Whoever drives it takes [`Phone::next`] until it gives none, and acts in between; what is asked happens at the moment of
/// the event before.
#[derive(Debug)]
pub struct Phone<'w> {
    day: &'w PhoneDay,
    signals: Vec<Signal>,
    rules: Rules,
    seed: u64,
    now: u64,
    out: VecDeque<PhoneEvent>,
    view: PhoneView,
    tally: Tally,
    air: Air,
    /// Changes of the world that happened.
    changed: usize,
    /// Encounters that have begun.
    begun: usize,
    /// Those in range.
    near: Vec<u32>,
    scans: Scans,
    setting: Setting,
    regular: Ear,
    batching: Ear,
    batch: Option<Batch>,
    life: Life,
    doze: DozeClock,
    alarms: Alarms,
    jobs: Jobs,
    locator: Locator,
    /// Since when no scan has been in force, while none is.
    deaf_since: Option<u64>,
    moving: bool,
    /// Since when another app scans, and whether its filters let tags through.
    other: Option<bool>,
    dark_since: Option<u64>,
    radio_up_until: u64,
    crash_at: Option<u64>,
    bluetooth_back_at: Option<u64>,
    update_at: Option<u64>,
    allow_list_lost_at: Option<u64>,
    boot_at: Option<u64>,
    done: bool,
}

impl<'w> Phone<'w> {
    /// The phone of `day` in `world`; `seed` is its own ([`super::phone_seed`]).
    #[must_use]
    pub fn new(constants: &Constants, day: &'w PhoneDay, world: &World, seed: u64) -> Self {
        let signal = |tag: u32| {
            let made = &world.tags[tag as usize];
            let extended = made.form == findmesh_proto::Form::Extended;
            Signal { tag, interval_us: u64::from(made.interval_ms) * 1000, extended }
        };
        let signals = day.encounters.iter().map(|encounter| signal(encounter.tag)).collect();
        Self::with_signals(constants, day, signals, seed)
    }

    /// The same with the adverts of each encounter given.
    pub(super) fn with_signals(
        constants: &Constants,
        day: &'w PhoneDay,
        signals: Vec<Signal>,
        seed: u64,
    ) -> Self {
        let profile = &day.profile;
        let chance = unit(bits(seed, Purpose::Late14, 0, 0));
        let rules = Rules::new(constants, profile.api_level, profile.bucket, chance);
        let air = Air { losses: rules.scan.losses, seed };
        let mut phone = Self {
            day,
            signals,
            seed,
            now: 0,
            out: VecDeque::new(),
            view: PhoneView::new(profile),
            tally: Tally::default(),
            air,
            changed: 0,
            begun: 0,
            near: Vec::new(),
            scans: Scans::default(),
            setting: Setting::default(),
            regular: Ear::default(),
            batching: Ear::default(),
            batch: None,
            life: Life::default(),
            doze: DozeClock::new(rules.doze.clone()),
            alarms: Alarms::default(),
            jobs: Jobs::default(),
            locator: Locator::default(),
            deaf_since: Some(0),
            moving: false,
            other: None,
            dark_since: Some(0),
            radio_up_until: 0,
            crash_at: None,
            bluetooth_back_at: None,
            update_at: None,
            allow_list_lost_at: None,
            boot_at: None,
            done: false,
            rules,
        };
        phone.begin();
        phone
    }

    /// The day begins with the app just opened; the world's changes at 0 come first.
    fn begin(&mut self) {
        self.crash_at = self.next_chance(Purpose::Crash, self.rules.scan.crashes);
        self.update_at = self.next_chance(Purpose::Update, self.rules.scan.updates);
        if self.day.profile.oem_tight && self.view.exempt {
            self.allow_list_lost_at = self.next_chance(Purpose::AllowList, self.rules.life.allow_list_losses);
        }
        self.rest_or_wake();
        while self.next_change() == Some(0) {
            self.change();
        }
        self.out.clear();
        self.start_process(WakeCause::DayStart);
        self.life.may_start_service(self.rules.life.allow_boot);
        self.tally = Tally::default();
    }

    /// When something with so many a day happens next.
    fn next_chance(&self, purpose: Purpose, per_day: f64) -> Option<u64> {
        (per_day > 0.0).then(|| {
            let wait = exponential(bits(self.seed, purpose, self.now, 0), DAY_MS as f64 / per_day);
            self.now + millis(wait) + 1
        })
    }

    /// The next thing that the app perceives, with its time in milliseconds since midnight; none when the day is over.
    #[expect(
        clippy::should_implement_trait,
        reason = "an iterator could not be acted upon between two items"
    )]
    pub fn next(&mut self) -> Option<(u64, PhoneEvent)> {
        loop {
            if let Some(event) = self.out.pop_front() {
                return Some((self.now, event));
            }
            if self.done {
                return None;
            }
            self.step();
        }
    }

    /// Milliseconds since midnight.
    #[must_use]
    pub const fn now(&self) -> u64 {
        self.now
    }

    /// What the app can read of the phone.
    #[must_use]
    pub const fn state(&self) -> &PhoneView {
        &self.view
    }

    /// What the day cost and gave up to now.
    #[must_use]
    pub const fn tally(&self) -> &Tally {
        &self.tally
    }

    /// Share of a battery that the day took, 0 to 1.
    #[must_use]
    pub fn share_of_battery(&self, constants: &Constants) -> f64 {
        self.tally.energy.total() / constants.f64("energy.battery")
    }

    fn surroundings(&self) -> Surroundings<'_> {
        Surroundings { encounters: &self.day.encounters, signals: &self.signals, air: &self.air }
    }
}
