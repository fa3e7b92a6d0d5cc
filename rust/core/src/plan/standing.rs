//! The standing scan by what the phone can (docs/finder.md §1).

use rand_chacha::ChaCha12Rng;

use crate::config::ScanLimits;
use crate::draw::uniform;
use crate::moment::{Boot, span};
use crate::phone::{Connectivity, Motion, PhoneState, StandbyBucket};
use crate::scan_request::{Delivery, ScanMode, ScanPlan, ScanRequest, ScanSlot};

use super::jitter::doubled;

const HOUR_MS: u64 = 60 * 60 * 1000;
/// Batches run at 10 % when they ask for LOW_POWER; before, for BALANCED. LOW_LATENCY gives 25 %; before, 30 %.
const LOW_POWER_BATCHES: u16 = 33;
/// Before, scans by a PendingIntent are taken for the system's own and run as asked, whatever the app.
const APP_JUDGED: u16 = 34;
/// `CALLBACK_TYPE_ALL_MATCHES_AUTO_BATCH`.
const AUTO_BATCH: u16 = 34;
/// The platform caps what runs above LOW_POWER after 10 minutes.
const SHORT_CAP: u16 = 34;
/// It caps that at all; what the controller does not filter, always.
const FILTERED_CAP: u16 = 33;

/// What the standing scan depends on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Means<'a> {
    pub(super) plan: ScanPlan,
    pub(super) saving: bool,
    pub(super) phone: &'a PhoneState,
    pub(super) motion: Motion,
    /// Doublings of the report delay.
    pub(super) level: u8,
    /// Out where tags pass.
    pub(super) out: bool,
}

impl Means<'_> {
    /// The scan to ask for.
    pub(super) fn request(&self, limits: &ScanLimits) -> ScanRequest {
        let (mode, delivery) = self.mode_and_delivery(limits);
        ScanRequest { plan: self.plan, slot: ScanSlot::Standing, mode, delivery }
    }

    fn mode_and_delivery(&self, limits: &ScanLimits) -> (ScanMode, Delivery) {
        let phone = self.phone;
        if self.plan == ScanPlan::System && self.motion == Motion::Moving {
            return (ScanMode::Balanced, Delivery::Immediate);
        }
        if !(phone.batching && phone.offloaded_filters) {
            let harder = self.out && phone.offloaded_filters && phone.api_level < APP_JUDGED;
            let mode = if harder { ScanMode::Balanced } else { ScanMode::LowPower };
            return (mode, Delivery::Immediate);
        }
        if self.saving && phone.api_level >= AUTO_BATCH {
            return (ScanMode::LowPower, Delivery::AutoBatch { delay_ms: limits.auto_batch_delay_ms });
        }
        let low_power = phone.api_level >= LOW_POWER_BATCHES;
        let mode = match () {
            () if self.out => ScanMode::LowLatency,
            () if low_power => ScanMode::LowPower,
            () => ScanMode::Balanced,
        };
        (mode, Delivery::Batched { delay_ms: self.batch_delay(limits) })
    }

    /// A delivery is a wake-up: never more of them than their budget.
    fn batch_delay(&self, limits: &ScanLimits) -> u64 {
        let wakes = wake_budget(self.motion, limits);
        let least = limits.batch_delay_ms.max(HOUR_MS / u64::from(wakes.max(1)));
        let level = if self.motion == Motion::Moving { 0 } else { self.level };
        doubled(least, level, limits.batch_quiet_ms.max(least))
    }
}

/// Out where tags pass: something, or the place, was new of late (`fresh`); on no charger, not known to lie still; and on
/// no Wi-Fi unless it is known to move.
pub(super) fn is_out(
    phone: &PhoneState,
    motion: Motion,
    fresh: Boot,
    now: Boot,
    limits: &ScanLimits,
) -> bool {
    let away = match motion {
        Motion::Moving => true,
        Motion::Still => false,
        Motion::Unknown => phone.connectivity != Connectivity::Unmetered,
    };
    away && !phone.charging && now - fresh < span(limits.out_ms)
}

/// The same scan with a delay of its own, up to twice the jitter longer: batches of many phones, and the reports that leave
/// with them, must not beat in step. What was `asked` for keeps its delay.
pub(super) fn uneven(
    request: ScanRequest,
    asked: Option<ScanRequest>,
    rng: &mut ChaCha12Rng,
    limits: &ScanLimits,
) -> ScanRequest {
    let Delivery::Batched { delay_ms: least } = request.delivery else {
        return request;
    };
    let most = least.saturating_add(least / 100 * 2 * u64::from(limits.jitter_percent));
    let most = most.min(limits.batch_quiet_ms).max(least);
    let kept = asked.and_then(|asked| match asked.delivery {
        Delivery::Batched { delay_ms } => Some(delay_ms).filter(|delay_ms| (least..=most).contains(delay_ms)),
        _ => None,
    });
    let delay_ms = kept.unwrap_or_else(|| uniform(rng, least, most));
    ScanRequest { delivery: Delivery::Batched { delay_ms }, ..request }
}

/// Wake-ups an hour.
pub(super) const fn wake_budget(motion: Motion, limits: &ScanLimits) -> u32 {
    match motion {
        Motion::Still => limits.wakes_still,
        Motion::Moving | Motion::Unknown => limits.wakes_moving,
    }
}

/// After how long the platform would cap a scan, so that it has to start anew; none for those that it leaves alone.
pub(super) fn restart_after(scan: &ScanRequest, phone: &PhoneState, limits: &ScanLimits) -> Option<u64> {
    let batched = matches!(scan.delivery, Delivery::Batched { .. });
    let filtered = phone.offloaded_filters;
    if batched || (filtered && (scan.mode == ScanMode::LowPower || phone.api_level < FILTERED_CAP)) {
        return None;
    }
    Some(if phone.api_level >= SHORT_CAP { limits.restart_ms } else { limits.restart_api33_ms })
}

/// Whether a pause can be ended: by a process that stays, or by an alarm that comes.
pub(super) fn can_pause(plan: ScanPlan, phone: &PhoneState) -> bool {
    let stays = matches!(plan, ScanPlan::ForegroundService | ScanPlan::System);
    let alarms = phone.battery_exempt || phone.bucket <= StandbyBucket::WorkingSet;
    stays || (alarms && !phone.background_restricted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::Seed;

    const PHONE: fn() -> PhoneState = PhoneState::default;

    fn request(plan: ScanPlan, phone: &PhoneState, motion: Motion, level: u8) -> (ScanMode, Delivery) {
        let means = Means { plan, saving: false, phone, motion, level, out: false };
        let request = means.request(&ScanLimits::default());
        assert_eq!((request.plan, request.slot), (plan, ScanSlot::Standing));
        (request.mode, request.delivery)
    }

    fn batched(seconds: u64) -> Delivery {
        Delivery::Batched { delay_ms: seconds * 1_000 }
    }

    #[test]
    fn a_delay_is_the_phones_own_and_stays_while_it_fits() {
        let (mut rng, limits) = (Seed([4; 32]).rng(), ScanLimits::default());
        let means = Means {
            plan: ScanPlan::Background,
            saving: false,
            phone: &PHONE(),
            motion: Motion::Unknown,
            level: 0,
            out: false,
        };
        let wanted = means.request(&limits);
        let own: Vec<ScanRequest> = (0..50).map(|_| uneven(wanted, None, &mut rng, &limits)).collect();
        let fits =
            |scan: &ScanRequest| matches!(scan.delivery, Delivery::Batched { delay_ms: 120_000..=168_000 });
        assert!(own.iter().all(fits) && own.iter().any(|scan| *scan != own[0]));
        assert_eq!(uneven(wanted, Some(own[0]), &mut rng, &limits), own[0]);
        let quiet = Means { level: 1, ..means }.request(&limits);
        assert_ne!(uneven(quiet, Some(own[0]), &mut rng, &limits).delivery, own[0].delivery);
        let exact = ScanLimits { jitter_percent: 0, ..limits };
        assert_eq!(uneven(wanted, None, &mut rng, &exact), wanted);
    }

    #[test]
    fn batches_ask_for_what_is_served_ten_percent() {
        let plan = ScanPlan::Background;
        let at = |api_level| request(plan, &PhoneState { api_level, ..PHONE() }, Motion::Unknown, 0);
        assert_eq!(at(26), (ScanMode::Balanced, batched(120)));
        assert_eq!(at(32), (ScanMode::Balanced, batched(120)));
        assert_eq!(at(33), (ScanMode::LowPower, batched(120)));
        assert_eq!(at(36), (ScanMode::LowPower, batched(120)));
    }

    #[test]
    fn out_where_tags_pass_it_listens_harder_where_the_platform_serves_it() {
        let mode = |api_level, batching, offloaded_filters| {
            let phone = &PhoneState { api_level, batching, offloaded_filters, ..PHONE() };
            let (plan, motion) = (ScanPlan::Background, Motion::Unknown);
            let request = |out| {
                Means { plan, saving: false, phone, motion, level: 0, out }.request(&ScanLimits::default())
            };
            assert_eq!(request(true).delivery, request(false).delivery);
            request(true).mode
        };
        use ScanMode::{Balanced, LowLatency, LowPower};
        assert_eq!([26, 32, 33, 36].map(|api| mode(api, true, true)), [LowLatency; 4]);
        assert_eq!([26, 33].map(|api| mode(api, false, true)), [Balanced; 2], "as asked");
        assert_eq!([34, 36].map(|api| mode(api, false, true)), [LowPower; 2], "more would not be served");
        assert_eq!([26, 36].map(|api| mode(api, true, false)), [LowPower; 2], "every advert wakes the phone");
    }

    #[test]
    fn out_is_off_wi_fi_and_charger_with_something_new_of_late() {
        let limits = ScanLimits::default();
        let is = |connectivity, charging, motion, fresh| {
            is_out(&PhoneState { connectivity, charging, ..PHONE() }, motion, fresh, 10_000_000, &limits)
        };
        use Connectivity::{Metered, Offline, Unmetered};
        use Motion::{Moving, Still, Unknown};
        assert!(is(Metered, false, Unknown, 9_000_000) && is(Offline, false, Unknown, 9_000_000));
        assert!(is(Unmetered, false, Moving, 9_000_000));
        assert!(!is(Unmetered, false, Unknown, 9_000_000), "at home or at work");
        assert!(!is(Metered, true, Moving, 9_000_000));
        assert!(!is(Metered, false, Still, 9_000_000));
        assert!(is(Metered, false, Unknown, 6_400_001) && !is(Metered, false, Unknown, 6_400_000), "an hour");
        let never = ScanLimits { out_ms: 0, ..limits.clone() };
        assert!(!is_out(
            &PhoneState { connectivity: Metered, ..PHONE() },
            Moving,
            10_000_000,
            10_000_000,
            &never
        ));
    }

    #[test]
    fn without_batching_or_filters_results_come_at_once() {
        let immediate = (ScanMode::LowPower, Delivery::Immediate);
        let phones =
            [PhoneState { batching: false, ..PHONE() }, PhoneState { offloaded_filters: false, ..PHONE() }];
        for phone in phones {
            assert_eq!(request(ScanPlan::Background, &phone, Motion::Still, 3), immediate);
        }
    }

    #[test]
    fn the_delay_grows_with_the_quiet_up_to_its_bound_unless_the_phone_moves() {
        let delays =
            |motion| [0, 1, 2, 9].map(|level| request(ScanPlan::Background, &PHONE(), motion, level).1);
        assert_eq!(delays(Motion::Unknown), [120, 240, 480, 600].map(batched));
        assert_eq!(delays(Motion::Still), [300, 600, 600, 600].map(batched), "twelve an hour");
        assert_eq!(delays(Motion::Moving), [120; 4].map(batched));
    }

    #[test]
    fn the_saving_variant_needs_its_platform() {
        let delivery = |api_level| {
            let phone = &PhoneState { api_level, ..PHONE() };
            let plan = ScanPlan::Background;
            let means = Means { plan, saving: true, phone, motion: Motion::Unknown, level: 0, out: false };
            means.request(&ScanLimits::default()).delivery
        };
        assert_eq!(delivery(34), Delivery::AutoBatch { delay_ms: 600_000 });
        assert_eq!(delivery(33), batched(120));
    }

    #[test]
    fn a_system_service_listens_harder_while_it_moves() {
        let balanced = (ScanMode::Balanced, Delivery::Immediate);
        assert_eq!(request(ScanPlan::System, &PHONE(), Motion::Moving, 0), balanced);
        assert_eq!(request(ScanPlan::System, &PHONE(), Motion::Still, 0), (ScanMode::LowPower, batched(300)));
        assert_ne!(request(ScanPlan::Background, &PHONE(), Motion::Moving, 0), balanced);
    }

    #[test]
    fn only_what_the_platform_caps_restarts() {
        let limits = ScanLimits::default();
        let scan =
            |mode, delivery| ScanRequest { plan: ScanPlan::System, slot: ScanSlot::Standing, mode, delivery };
        let after = |mode, delivery, api_level, offloaded_filters| {
            let phone = PhoneState { api_level, offloaded_filters, ..PHONE() };
            restart_after(&scan(mode, delivery), &phone, &limits)
        };
        use Delivery::Immediate;
        use ScanMode::{Balanced, LowPower};
        assert_eq!(after(Balanced, Immediate, 34, true), Some(570_000));
        assert_eq!(after(Balanced, Immediate, 33, true), Some(1_770_000));
        assert_eq!(after(Balanced, Immediate, 32, true), None);
        assert_eq!(after(LowPower, Immediate, 36, true), None);
        assert_eq!(after(Balanced, batched(120), 36, true), None);
        assert_eq!(after(LowPower, Immediate, 36, false), Some(570_000));
        assert_eq!(after(LowPower, Immediate, 30, false), Some(1_770_000));
    }

    #[test]
    fn a_pause_needs_alarms_or_a_process_that_stays() {
        let can = |plan, bucket, battery_exempt, background_restricted| {
            can_pause(plan, &PhoneState { bucket, battery_exempt, background_restricted, ..PHONE() })
        };
        use StandbyBucket::{Frequent, Rare, WorkingSet};
        assert!(can(ScanPlan::Background, WorkingSet, false, false));
        assert!(!can(ScanPlan::Background, Frequent, false, false));
        assert!(can(ScanPlan::Background, Rare, true, false));
        assert!(!can(ScanPlan::Background, WorkingSet, true, true));
        assert!(can(ScanPlan::ForegroundService, Rare, false, false));
    }
}
