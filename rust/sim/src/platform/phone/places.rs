//! Location: what requests give, and what others leave behind.

use findmesh_core::Fix;
use findmesh_core::phone::Connectivity;
use findmesh_proto::report::FixSource;

use crate::world::{Point, Setting};

use super::super::draw::{Purpose, bits, unit};
use super::super::event::{PhoneEvent, WakeCause};
use super::super::view::Doze;
use super::{BOOT_MS, Phone};

/// A fix by others that is at most this wide is a satellite receiver's.
const GNSS_AT_MOST_M: f32 = 20.0;
/// Radius of 68 % of a plane normal distribution in standard deviations: sqrt(-2 ln 0.32).
const SIGMAS_OF_68: f64 = 1.5096;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Provider {
    Network,
    Gnss,
}

/// An open request: when it ends, and by whom it is answered then.
#[derive(Clone, Copy, Debug)]
struct Open {
    due: u64,
    answer: Option<Provider>,
}

/// The location service, for one app.
#[derive(Debug, Default)]
pub(super) struct Locator {
    /// Newest fix of network and satellites.
    last: [Option<Fix>; 2],
    open: Option<Open>,
    /// The app listens to what others ask for.
    pub(super) passive: bool,
    passive_at: Option<u64>,
}

impl Locator {
    pub(super) fn newest(&self) -> Option<Fix> {
        self.last.iter().flatten().max_by_key(|fix| fix.boot_ms).copied()
    }

    pub(super) fn due(&self) -> Option<u64> {
        self.open.map(|open| open.due)
    }

    /// The process that asked is gone.
    pub(super) fn forget(&mut self) {
        self.open = None;
    }
}

impl Phone<'_> {
    fn boot_ms(&self) -> u64 {
        BOOT_MS + self.now
    }

    /// `getCurrentLocation`: a fix that is fresh enough at once, or the first provider that may be asked.
    pub(super) fn ask_for_fix(&mut self) {
        if self.locator.open.is_some() {
            return;
        }
        let fresh = |fix: &Fix| fix.boot_ms + self.rules.fix.max_age >= self.boot_ms();
        if let Some(fix) = self.locator.newest().filter(fresh) {
            self.tally.fixes += 1;
            self.out.push_back(PhoneEvent::Fix(fix));
            return;
        }
        let provider = if self.location_blocked() { None } else { self.provider() };
        let open = self.open(provider);
        self.locator.open = Some(open);
        self.pay_for_fix(provider);
        self.hold_host(open.due.min(self.run_limit()));
    }

    /// Battery saver and deep idle keep background apps from locations.
    fn location_blocked(&self) -> bool {
        let saver = self.view.battery_saver && self.rules.fix.saver_blocks;
        let deep = self.doze.state() == Doze::Deep && !self.view.exempt;
        !self.view.service_running && (saver || deep)
    }

    /// The cheaper provider that exists and is not throttled.
    fn provider(&self) -> Option<Provider> {
        let online = self.view.connectivity != Connectivity::Offline;
        let network = self.view.network_provider && online;
        let may = |provider: &Provider| match provider {
            Provider::Network => network && !self.throttled(Provider::Network),
            Provider::Gnss => !self.throttled(Provider::Gnss),
        };
        [Provider::Network, Provider::Gnss].into_iter().find(may)
    }

    /// In the background a provider is asked only when its own last fix is nearly 30 min old; for a coarse location always
    /// when it is 10 min old.
    fn throttled(&self, provider: Provider) -> bool {
        let rules = &self.rules.fix;
        let coarse = rules.coarse.map_or(0, |(_, interval)| interval);
        let after = if self.view.service_running { coarse } else { coarse.max(rules.interval) };
        let own = self.locator.last[provider as usize];
        let last = if rules.one_clock { self.locator.newest() } else { own };
        last.is_some_and(|fix| self.boot_ms() < fix.boot_ms + after.saturating_sub(rules.max_age))
    }

    fn open(&self, provider: Option<Provider>) -> Open {
        let rules = &self.rules.fix;
        let (takes, comes) = match provider {
            None => (rules.timeout, false),
            Some(Provider::Network) => (rules.network_takes, true),
            Some(Provider::Gnss) => (rules.gnss_takes, self.sees_satellites()),
        };
        let in_time = comes && takes <= rules.timeout;
        let due = self.now + if in_time { takes } else { rules.timeout };
        Open { due, answer: provider.filter(|_| in_time) }
    }

    fn sees_satellites(&self) -> bool {
        let luck = unit(bits(self.seed, Purpose::FixLuck, self.now, 0));
        match self.day.course.at(self.now).setting {
            Setting::Street | Setting::Vehicle => true,
            _ => luck < self.rules.fix.gnss_indoors,
        }
    }

    fn pay_for_fix(&mut self, provider: Option<Provider>) {
        let rules = &self.rules.energy;
        let mah = match provider {
            None => 0.0,
            Some(Provider::Gnss) => rules.fix_gnss,
            Some(Provider::Network) => rules.fix_network + self.position_request(),
        };
        self.tally.energy.fixes += mah;
        self.on_charger(mah);
    }

    /// Network positioning asks a service; on a cellular network that is a request like any other.
    fn position_request(&self) -> f64 {
        match self.view.connectivity {
            Connectivity::Metered if !self.is_radio_up() => self.rules.energy.upload_lte,
            Connectivity::Metered => self.rules.energy.upload_shared,
            _ => 0.0,
        }
    }

    pub(super) fn fix_due(&mut self) {
        let Some(open) = self.locator.open.take() else {
            return;
        };
        let fix = open.answer.map(|provider| self.fix(provider, None));
        match fix {
            Some(_) => self.tally.fixes += 1,
            None => self.tally.no_fixes += 1,
        }
        if self.can_run() {
            self.out.push_back(fix.map_or(PhoneEvent::NoFix, PhoneEvent::Fix));
        }
    }

    /// Another app asked for a fix; whoever listens passively gets it.
    pub(super) fn other_fix(&mut self, accuracy_m: f32) {
        let provider = if accuracy_m <= GNSS_AT_MOST_M { Provider::Gnss } else { Provider::Network };
        let fix = self.fix(provider, Some(accuracy_m));
        let rested = self.locator.passive_at.is_none_or(|at| self.now >= at + self.rules.fix.interval);
        let due = self.locator.passive && (rested || self.view.service_running);
        if due && !self.location_blocked() && self.wake(WakeCause::Fix) {
            self.locator.passive_at = Some(self.now);
            self.life.may_start_service(self.now + self.rules.life.allow_location);
            self.out.push_back(PhoneEvent::Fix(fix));
        }
    }

    /// A fix of here and now, as wrong as its accuracy says; the provider remembers it.
    fn fix(&mut self, provider: Provider, accuracy_m: Option<f32>) -> Fix {
        let (usual, source) = match provider {
            Provider::Network => (self.rules.fix.network_accuracy, FixSource::Network),
            Provider::Gnss => (self.rules.fix.gnss_accuracy, FixSource::Gnss),
        };
        let draw = |which: u64| unit(bits(self.seed, Purpose::FixPlace, self.now, which));
        let found = accuracy_m.map_or(usual * (0.7 + 0.8 * draw(0)), f64::from);
        let accuracy = self.rules.fix.coarse.map_or(found, |(coarse, _)| found.max(coarse));
        let off = accuracy / SIGMAS_OF_68 * (-2.0 * (1.0 - draw(1)).ln()).sqrt();
        let (sin, cos) = (std::f64::consts::TAU * draw(2)).sin_cos();
        let stay = self.day.course.at(self.now);
        let place = Point::new(stay.point.x + off * cos, stay.point.y + off * sin).lat_lon();
        let fix = Fix {
            latitude: place.latitude,
            longitude: place.longitude,
            accuracy_m: narrow(accuracy),
            altitude_m: None,
            speed_mps: (provider == Provider::Gnss).then_some(narrow(stay.speed_mps)),
            source,
            mock: false,
            boot_ms: self.boot_ms(),
        };
        self.locator.last[provider as usize] = Some(fix);
        fix
    }
}

#[expect(clippy::cast_possible_truncation, reason = "metres and metres a second lose nothing that matters")]
fn narrow(number: f64) -> f32 {
    number as f32
}
