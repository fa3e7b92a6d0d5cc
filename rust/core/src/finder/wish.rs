//! Whether to listen, and how (docs/finder.md §1).

use super::Finder;
use crate::phone::{Bluetooth, PhoneState};
use crate::scan_request::ScanPlan;

/// Off below this many percent …
const LOW_PERCENT: u8 = 15;
/// … and on again above this.
const RECOVERED_PERCENT: u8 = 20;

/// Remembers a low battery until it has recovered.
#[derive(Debug, Default)]
pub(super) struct Power {
    low: bool,
}

impl Power {
    fn observe(&mut self, phone: &PhoneState) -> bool {
        self.low = match phone.battery_percent {
            _ if phone.charging => false,
            None => false,
            Some(percent) if percent < LOW_PERCENT => true,
            Some(percent) => self.low && percent <= RECOVERED_PERCENT,
        };
        self.low
    }

    pub(super) fn is_low(&self) -> bool {
        self.low
    }
}

impl Finder {
    /// The plan that everything known allows.
    pub(super) fn scan_wish(&mut self) -> Option<ScanPlan> {
        let low = self.power.observe(&self.phone);
        let phone = &self.phone;
        let able = phone.bluetooth == Bluetooth::On
            && phone.missing_permissions.is_empty()
            && !phone.location_services_off
            && !phone.location_coarse_only;
        let powered = !low && !phone.battery_saver;
        let wished = self.restored && self.enabled && self.may_report();
        let plan = if phone.app_visible { ScanPlan::Visible } else { ScanPlan::Background };
        (wished && able && powered).then_some(plan)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_low_battery_is_low_until_it_has_recovered() {
        let mut power = Power::default();
        let mut low = |percent, charging| {
            power.observe(&PhoneState { battery_percent: percent, charging, ..PhoneState::default() })
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
}
