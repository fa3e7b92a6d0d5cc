//! Every reason that core can know: what brings it about, what ends it, and what it says of itself.

use std::collections::BTreeSet;

use findmesh_core::consent::Decision;
use findmesh_core::phone::{Bluetooth, Connectivity, PhoneState, StandbyBucket, WakeCause};
use findmesh_core::{
    Event, FinderState, Participation, PrivateZone, Reason, ReasonCode, ScanSlot, Severity, StoreTrouble,
    UploadOutcome, ZoneId,
};

use crate::adverts::extended;
use crate::world::{HOUR, MINUTE, World, config};

const STANDING: ScanSlot = ScanSlot::Standing;

/// How a reason comes and goes.
struct Case {
    code: &'static str,
    severity: Severity,
    /// A phone on which it stands.
    comes: fn() -> World,
    /// What it says, name and value.
    detail: &'static [(&'static str, &'static str)],
    goes: fn(&mut World),
}

/// A phone that is well, but for this.
fn with(change: impl FnOnce(&mut PhoneState)) -> World {
    let mut world = World::ready();
    let mut phone = PhoneState::default();
    change(&mut phone);
    world.phone(phone);
    world
}

fn mended(world: &mut World) {
    world.phone(PhoneState::default());
}

fn refused(code: i32) -> World {
    let mut world = World::ready();
    world.event(Event::ScanFailed { slot: STANDING, code });
    world
}

/// The scan is asked for once more, and starts.
fn started(world: &mut World) {
    world.pass(MINUTE);
    world.event(Event::ScanStarted { slot: STANDING });
}

fn died(why: &str, gap_ms: u64) -> World {
    let mut world = World::ready();
    world.event(Event::ProcessDied { why: why.to_owned(), gap_ms });
    world
}

fn a_day_passes(world: &mut World) {
    world.pass(24 * HOUR);
    world.event(Event::Tick);
}

/// A report waits in the queue, its delay is over.
fn report_due() -> World {
    let mut world = World::ready();
    world.fix(world.here(0.0));
    world.hear(extended(1));
    world.pass(31 * MINUTE);
    world
}

fn answered(outcome: UploadOutcome) -> World {
    let mut world = report_due();
    world.wake_window();
    world.answer(outcome);
    world
}

fn relay_takes_it(world: &mut World) {
    world.pass(7 * HOUR);
    if world.in_flight.is_none() {
        world.wake_window();
    }
    world.answer(UploadOutcome::Held);
}

fn store_refuses(what: StoreTrouble) -> World {
    let mut world = World::ready();
    world.failures.push(what);
    world.hear(extended(1));
    world
}

fn store_recovers(world: &mut World) {
    world.pass(2 * MINUTE);
    world.hear(extended(2));
}

/// A new key alone brings no zone back.
fn zones_are_confirmed(world: &mut World) {
    store_recovers(world);
    assert!(world.reasons().contains(&"vault_lost".to_owned()));
    world.event(Event::SetParticipation(Participation::default()));
}

/// Nothing was delivered in a process that ended an hour before.
fn slept_too_long(bucket: StandbyBucket) -> World {
    let mut world = with(|phone| phone.bucket = bucket);
    world.hear(extended(1));
    world.sleep(2 * HOUR);
    world.event(Event::Woken { cause: WakeCause::Alarm });
    world
}

fn cases() -> Vec<Case> {
    use Severity::{Blocking, Degrading, Info};
    let case = |code, severity, comes, goes| Case { code, severity, comes, detail: &[], goes };
    let told = |detail, case: Case| Case { detail, ..case };
    vec![
        case(
            "starting",
            Info,
            || {
                let mut world = World::unread(config());
                world.phone(PhoneState::default());
                world
            },
            World::restore,
        ),
        case(
            "consent_missing",
            Blocking,
            || World::fresh(config()),
            |world| drop(world.consent(Decision::Granted)),
        ),
        case(
            "paused_by_user",
            Blocking,
            || {
                let mut world = World::ready();
                world.event(Event::Disable);
                world
            },
            |world| drop(world.event(Event::Enable)),
        ),
        case("airplane_mode", Info, || with(|phone| phone.airplane_mode = true), mended),
        case("bluetooth_off", Blocking, || with(|phone| phone.bluetooth = Bluetooth::Off), mended),
        case(
            "bluetooth_unsupported",
            Blocking,
            || with(|phone| phone.bluetooth = Bluetooth::Unsupported),
            mended,
        ),
        told(
            &[("which", "SCAN,LOCATION")],
            case(
                "permission_missing",
                Blocking,
                || with(|phone| phone.missing_permissions = vec!["SCAN".into(), "LOCATION".into()]),
                mended,
            ),
        ),
        case("one_time_permission", Degrading, || with(|phone| phone.one_time_permission = true), mended),
        case(
            "background_location_missing",
            Degrading,
            || with(|phone| phone.background_location_missing = true),
            mended,
        ),
        case("location_services_off", Blocking, || with(|phone| phone.location_services_off = true), mended),
        case("location_coarse_only", Blocking, || with(|phone| phone.location_coarse_only = true), mended),
        case("location_power_save", Degrading, || with(|phone| phone.location_power_save = true), mended),
        case("battery_saver", Blocking, || with(|phone| phone.battery_saver = true), mended),
        case("low_battery", Blocking, || with(|phone| phone.battery_percent = Some(14)), mended),
        case("background_restricted", Degrading, || with(|phone| phone.background_restricted = true), mended),
        told(
            &[("name", "rare")],
            case("standby_bucket", Degrading, || with(|phone| phone.bucket = StandbyBucket::Rare), mended),
        ),
        case("doze", Info, || with(|phone| phone.dozing = true), mended),
        case("fgs_start_refused", Degrading, || with(|phone| phone.service_refused = true), mended),
        case("notifications_off", Info, || with(|phone| phone.notifications_off = true), mended),
        case("oem_autostart_off", Degrading, || with(|phone| phone.autostart_off = true), mended),
        case("oem_battery_saver", Degrading, || with(|phone| phone.oem_battery_saver = true), mended),
        case("user_locked", Degrading, || with(|phone| phone.user_locked = true), mended),
        case("user_in_background", Degrading, || with(|phone| phone.user_in_background = true), mended),
        case("managed_restriction", Degrading, || with(|phone| phone.managed_restriction = true), mended),
        case("app_hibernated", Degrading, || with(|phone| phone.hibernated = true), mended),
        case("extended_unsupported", Info, || with(|phone| phone.extended_advertising = false), mended),
        case("no_offload_filters", Info, || with(|phone| phone.offloaded_filters = false), mended),
        case("offline", Degrading, || with(|phone| phone.connectivity = Connectivity::Offline), mended),
        case(
            "data_saver",
            Degrading,
            || {
                with(|phone| {
                    phone.data_saver = true;
                    phone.connectivity = Connectivity::Metered;
                })
            },
            mended,
        ),
        told(
            &[("why", "unknown"), ("gap", "60")],
            case("killed", Info, || died("unknown", 60_000), a_day_passes),
        ),
        told(
            &[("why", "force_stopped"), ("gap", "7200")],
            case("force_stopped", Degrading, || died("force_stopped", 2 * HOUR), a_day_passes),
        ),
        told(
            &[("late", "6600"), ("bucket", "rare")],
            case("alarm_quota", Degrading, || slept_too_long(StandbyBucket::Rare), mended),
        ),
        told(
            &[("bucket", "rare")],
            case(
                "job_quota",
                Degrading,
                || {
                    let mut world = with(|phone| phone.bucket = StandbyBucket::Rare);
                    world.fix(world.here(0.0));
                    world.hear(extended(1));
                    world.pass(3 * HOUR);
                    world.event(Event::Tick);
                    world
                },
                |world| drop(world.wake_window()),
            ),
        ),
        told(&[("code", "2")], case("scan_failed", Degrading, || refused(2), started)),
        case("scanner_exhausted", Degrading, || refused(5), started),
        told(&[("until", "later")], case("scan_throttled", Blocking, || refused(6), started)),
        case(
            "scan_suspected_blocked",
            Degrading,
            || {
                let mut world = World::ready();
                world.hear(extended(1));
                world.phone(PhoneState { app_visible: true, ..PhoneState::default() });
                world.event(Event::ScanStarted { slot: ScanSlot::Callback });
                world.pass(MINUTE);
                world.event(Event::Tick);
                world
            },
            |world| drop(world.hear(extended(1))),
        ),
        case(
            "scan_lost",
            Degrading,
            || {
                let mut world = World::ready();
                world.event(Event::ScanLost { slot: STANDING });
                world
            },
            started,
        ),
        case(
            "no_fix",
            Degrading,
            || {
                let mut world = World::ready();
                world.hear(extended(1));
                world.pass(2 * MINUTE);
                world.hear(extended(1));
                world
            },
            |world| drop(world.fix(world.here(0.0))),
        ),
        case(
            "in_private_place",
            Info,
            || {
                let mut world = World::ready();
                let (id, label) = (ZoneId([1; 16]), "home".to_owned());
                let (latitude, longitude) = (48.0, 11.0);
                world.event(Event::PutZone(PrivateZone { id, latitude, longitude, radius_m: 150.0, label }));
                world.fix(world.here(20.0));
                world
            },
            |world| {
                world.pass(10 * MINUTE);
                world.fix(world.here(900.0));
            },
        ),
        case("disk_full", Blocking, || store_refuses(StoreTrouble::DiskFull), store_recovers),
        case("storage_corrupt", Blocking, || store_refuses(StoreTrouble::Corrupt), store_recovers),
        case("vault_lost", Blocking, || store_refuses(StoreTrouble::VaultLost), zones_are_confirmed),
        case("storage_failed", Blocking, || store_refuses(StoreTrouble::Io), store_recovers),
        case(
            "metered_budget_spent",
            Degrading,
            || {
                let mut small = config();
                small.upload.metered_bytes_per_day = 1;
                let mut world = World::ready_with(small);
                world.phone(PhoneState { connectivity: Connectivity::Metered, ..PhoneState::default() });
                world
            },
            mended,
        ),
        case(
            "queue_full",
            Degrading,
            || {
                let mut small = config();
                small.queue.max_reports = 1;
                let mut world = World::ready_with(small);
                world.fix(world.here(0.0));
                world.hear(extended(1));
                world.pass(31 * MINUTE);
                world.wake_window();
                world
            },
            |world| drop(world.answer(UploadOutcome::Held)),
        ),
        told(
            &[("status", "503")],
            case(
                "relay_unreachable",
                Degrading,
                || answered(UploadOutcome::Retry { status: Some(503), after_ms: None }),
                relay_takes_it,
            ),
        ),
        told(
            &[("status", "403")],
            case(
                "relay_refused",
                Degrading,
                || answered(UploadOutcome::Refused { status: 403 }),
                |world| drop(world.event(Event::Enable)),
            ),
        ),
        told(
            &[("seconds", "600")],
            case(
                "clock_jumped",
                Info,
                || {
                    let mut world = World::ready();
                    world.now.wall_ms += 600_000;
                    world.event(Event::Tick);
                    world
                },
                |world| {
                    world.pass(61 * MINUTE);
                    world.event(Event::Tick);
                },
            ),
        ),
    ]
}

/// A moment that is still to come is "later", whatever the dice made of it.
fn plain<'a>((name, value): &'a (String, String), world: &World) -> (&'a str, &'a str) {
    let later = name == "until" && value.parse::<i64>().unwrap() > world.now.wall_ms;
    (name, if later { "later" } else { value })
}

fn reason(world: &World, code: &str) -> Option<Reason> {
    world.health().reasons.into_iter().find(|reason| reason.code == code)
}

#[test]
fn each_reason_comes_says_what_it_is_and_goes() {
    for case in cases() {
        let mut world = (case.comes)();
        let found =
            reason(&world, case.code).unwrap_or_else(|| panic!("{}: {:?}", case.code, world.reasons()));
        assert_eq!(found.severity, case.severity, "{}", case.code);
        let detail: Vec<_> = found.detail.iter().map(|said| plain(said, &world)).collect();
        assert_eq!(detail, case.detail, "{}", case.code);
        assert!(found.since_wall_ms <= world.now.wall_ms, "{}", case.code);
        (case.goes)(&mut world);
        assert_eq!(reason(&world, case.code), None, "{} stays", case.code);
    }
}

#[test]
fn no_reason_is_left_out() {
    let tested: BTreeSet<_> = cases().iter().map(|case| case.code).collect();
    let all: BTreeSet<_> = ReasonCode::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(tested, all);
}

/// A state that says "blocked" while a scan runs would be a lie, and so would one that names no reason while none does.
#[test]
fn what_blocks_stops_the_scan_and_what_does_not_leaves_it() {
    for case in cases() {
        let world = (case.comes)();
        let blocks = world.health().reasons.iter().any(|reason| reason.severity == Severity::Blocking);
        let blocked = matches!(world.finder.state(), FinderState::Blocked { .. } | FinderState::Off);
        assert_eq!(blocks, blocked, "{}", case.code);
    }
}

#[test]
fn a_well_phone_has_no_reason() {
    assert_eq!(World::ready().reasons(), Vec::<String>::new());
}

#[test]
fn airplane_mode_blocks_where_it_keeps_bluetooth_off() {
    let world = with(|phone| {
        phone.airplane_mode = true;
        phone.bluetooth = Bluetooth::Off;
    });
    assert_eq!(world.finder.state(), FinderState::Blocked { reason: "airplane_mode".to_owned() });
}

#[test]
fn a_phone_without_bluetooth_is_told_that_alone() {
    let world = with(|phone| {
        phone.bluetooth = Bluetooth::Unsupported;
        (phone.extended_advertising, phone.offloaded_filters) = (false, false);
    });
    assert_eq!(world.reasons(), ["bluetooth_unsupported"]);
}

#[test]
fn a_bucket_without_rations_and_an_exempt_app_are_not_worth_a_word() {
    let bucket = |bucket, exempt| {
        let world = with(|phone| (phone.bucket, phone.battery_exempt) = (bucket, exempt));
        reason(&world, "standby_bucket").map(|reason| reason.severity)
    };
    assert_eq!(bucket(StandbyBucket::WorkingSet, false), None);
    assert_eq!(bucket(StandbyBucket::Frequent, false), Some(Severity::Info));
    assert_eq!(bucket(StandbyBucket::Restricted, false), Some(Severity::Degrading));
    assert_eq!(bucket(StandbyBucket::Restricted, true), None);
}

#[test]
fn an_ended_process_is_told_of_by_what_it_cost() {
    let severity = |why, gap| died(why, gap).health().reasons.first().map(|reason| reason.severity);
    assert_eq!(severity("low_memory", 5 * MINUTE), Some(Severity::Info));
    assert_eq!(severity("low_memory", HOUR), Some(Severity::Degrading));
    assert_eq!(severity("exit_self", HOUR), None);
    let reason = died("crash at 48.2 16.4", 1).health().reasons.remove(0);
    assert_eq!(reason.detail[0], ("why".to_owned(), "unknown".to_owned()));
}

#[test]
fn a_wake_that_comes_in_time_ends_the_word_about_late_ones() {
    let mut world = slept_too_long(StandbyBucket::Rare);
    world.hear(extended(2));
    world.pass(HOUR);
    assert_eq!(reason(&world, "alarm_quota"), None);
}

#[test]
fn where_nothing_is_rationed_a_late_wake_is_not_the_rations_doing() {
    let world = slept_too_long(StandbyBucket::Active);
    assert_eq!(reason(&world, "alarm_quota"), None);
}
