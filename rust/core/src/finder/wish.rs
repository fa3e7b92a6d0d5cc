//! Whether to listen, and what events say to the planner (docs/finder.md §1).

use super::Finder;
use super::step::Step;
use crate::config::{FinderMode, ScanLimits};
use crate::health::counter;
use crate::moment::span;
use crate::phone::{Bluetooth, PhoneState};
use crate::plan::Outlook;
use crate::scan_request::{ScanPlan, ScanSlot};

/// Remembers a low battery until it has recovered.
#[derive(Debug, Default)]
pub(super) struct Power {
    low: bool,
}

impl Power {
    fn observe(&mut self, phone: &PhoneState, limits: &ScanLimits) -> bool {
        self.low = match phone.battery_percent {
            _ if phone.charging => false,
            None => false,
            Some(percent) if percent < limits.low_battery_percent => true,
            Some(percent) => self.low && percent <= limits.recovered_percent,
        };
        self.low
    }

    pub(super) fn is_low(&self) -> bool {
        self.low
    }
}

impl Finder {
    /// The plan that everything known allows.
    fn scan_wish(&mut self) -> Option<ScanPlan> {
        let low = self.power.observe(&self.phone, &self.config.scan);
        let phone = &self.phone;
        let able = phone.bluetooth == Bluetooth::On
            && phone.missing_permissions.is_empty()
            && !phone.location_services_off
            && !phone.location_coarse_only;
        let powered = !low && !phone.battery_saver;
        let wished = self.may_work();
        (wished && able && powered).then(|| plan(self.config.mode, phone))
    }

    /// Asks the platform for what the planner wants by now.
    pub(super) fn plan_scan(&mut self, step: &mut Step) {
        let outlook = Outlook {
            plan: self.scan_wish(),
            saving: self.config.saving,
            phone: &self.phone,
            encounter_end: span(self.config.dedupe.encounter_end_ms),
            limits: &self.config.scan,
        };
        step.scan = self.scan.look(&outlook, step.now.boot, &mut step.rng);
    }

    pub(super) fn take_phone(&mut self, phone: &PhoneState) {
        self.scan.phone(&self.phone, phone);
        self.phone = phone.clone();
    }

    /// A fix was kept.
    pub(super) fn scan_placed(&mut self, step: &Step) {
        if let (Some(newest), _) = self.fixes.around(step.now.boot) {
            self.scan.place(newest, step.now.boot, &self.config.scan);
        }
    }

    pub(super) fn scan_delivered(&mut self, step: &mut Step) {
        let late = self.scan.delivered(&self.phone, step.now.boot, &self.config.scan, &mut step.rng);
        self.counters.add(counter::LATE_LISTENS, u64::from(late));
    }

    pub(super) fn scan_started(&mut self, slot: ScanSlot, step: &mut Step) {
        let late = self.scan.started(slot, step.now.boot, &self.config.scan, &mut step.rng);
        self.counters.add(counter::LATE_LISTENS, u64::from(late));
        self.marks.scan = Some(step.now.wall);
    }

    pub(super) fn scan_refused(&mut self, slot: ScanSlot, code: i32, step: &mut Step) {
        self.scan.refused(slot, code, step.now, &self.config.scan, &mut step.rng);
    }

    pub(super) fn scan_lost(&mut self, slot: ScanSlot, step: &mut Step) {
        self.scan.lost(slot, step.now, &self.config.scan, &mut step.rng);
    }
}

/// The plan of a mode, as far as the phone bears it out.
const fn plan(mode: FinderMode, phone: &PhoneState) -> ScanPlan {
    match mode {
        FinderMode::System if phone.privileged => ScanPlan::System,
        FinderMode::ForegroundService if phone.service_running => ScanPlan::ForegroundService,
        _ => ScanPlan::Background,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_low_battery_is_low_until_it_has_recovered() {
        let mut power = Power::default();
        let mut low = |percent, charging| {
            let phone = PhoneState { battery_percent: percent, charging, ..PhoneState::default() };
            power.observe(&phone, &ScanLimits::default())
        };
        assert!(!low(Some(15), false));
        assert!(low(Some(14), false));
        assert!(low(Some(20), false));
        assert!(!low(Some(21), false));
        assert!(!low(Some(16), false));
        assert!(low(Some(3), false));
        assert!(!low(Some(3), true));
        assert!(!low(None, false));
    }

    #[test]
    fn a_mode_is_no_more_than_the_phone_bears_out() {
        let phone =
            |privileged, service_running| PhoneState { privileged, service_running, ..PhoneState::default() };
        assert_eq!(plan(FinderMode::System, &phone(true, false)), ScanPlan::System);
        assert_eq!(plan(FinderMode::System, &phone(false, true)), ScanPlan::Background);
        assert_eq!(plan(FinderMode::ForegroundService, &phone(false, true)), ScanPlan::ForegroundService);
        assert_eq!(plan(FinderMode::ForegroundService, &phone(false, false)), ScanPlan::Background);
        assert_eq!(plan(FinderMode::Background, &phone(true, true)), ScanPlan::Background);
    }
}
