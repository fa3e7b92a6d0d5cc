//! Reasons that the phone's state gives at once.

use crate::finder::Finder;
use crate::health::Severity;
use crate::phone::{Bluetooth, StandbyBucket};
use crate::reason_code::ReasonCode;
use crate::reasons::Found;

impl Finder {
    /// In the order in which a person would mend them.
    pub(super) fn find_phone(&self, found: &mut Vec<Found>) {
        self.find_radio(found);
        self.find_permissions(found);
        let phone = &self.phone;
        // What a radio cannot do says nothing where there is none.
        let radio = phone.bluetooth != Bluetooth::Unsupported;
        let switches = [
            (phone.location_services_off, ReasonCode::LocationServicesOff),
            (phone.location_coarse_only, ReasonCode::LocationCoarseOnly),
            (phone.battery_saver, ReasonCode::BatterySaver),
            (self.power.is_low(), ReasonCode::LowBattery),
            (phone.background_location_missing, ReasonCode::BackgroundLocationMissing),
            (phone.one_time_permission, ReasonCode::OneTimePermission),
            (phone.location_power_save, ReasonCode::LocationPowerSave),
            (phone.background_restricted, ReasonCode::BackgroundRestricted),
            (phone.service_refused, ReasonCode::FgsStartRefused),
            (phone.notifications_off, ReasonCode::NotificationsOff),
            (phone.autostart_off, ReasonCode::OemAutostartOff),
            (phone.oem_battery_saver, ReasonCode::OemBatterySaver),
            (phone.user_locked, ReasonCode::UserLocked),
            (phone.user_in_background, ReasonCode::UserInBackground),
            (phone.managed_restriction, ReasonCode::ManagedRestriction),
            (phone.hibernated, ReasonCode::AppHibernated),
            (phone.dozing, ReasonCode::Doze),
            (radio && !phone.extended_advertising, ReasonCode::ExtendedUnsupported),
            (radio && !phone.offloaded_filters, ReasonCode::NoOffloadFilters),
        ];
        found.extend(switches.into_iter().filter(|(on, _)| *on).map(|(_, code)| Found::new(code)));
        self.find_bucket(found);
    }

    fn find_radio(&self, found: &mut Vec<Found>) {
        if self.phone.airplane_mode {
            let off = self.phone.bluetooth != Bluetooth::On;
            let severity = if off { Severity::Blocking } else { Severity::Info };
            found.push(Found::new(ReasonCode::AirplaneMode).severity(severity));
        }
        match self.phone.bluetooth {
            Bluetooth::On => {}
            Bluetooth::Off => found.push(Found::new(ReasonCode::BluetoothOff)),
            Bluetooth::Unsupported => found.push(Found::new(ReasonCode::BluetoothUnsupported)),
        }
    }

    fn find_permissions(&self, found: &mut Vec<Found>) {
        if !self.phone.missing_permissions.is_empty() {
            let names = self.phone.missing_permissions.join(",");
            found.push(Found::new(ReasonCode::PermissionMissing).with("which", names));
        }
    }

    /// Buckets that matter: from frequent on the rations are below what a finder asks for.
    fn find_bucket(&self, found: &mut Vec<Found>) {
        let bucket = self.phone.bucket;
        if self.phone.battery_exempt || bucket < StandbyBucket::Frequent {
            return;
        }
        let reason = Found::new(ReasonCode::StandbyBucket).with("name", bucket.as_str());
        found.push(if bucket == StandbyBucket::Frequent { reason } else { reason.degrading() });
    }
}
