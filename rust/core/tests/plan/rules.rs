//! One rule a test.

use findmesh_core::config::{FinderMode, ScanLimits};
use findmesh_core::phone::{Bluetooth, Connectivity, Motion, PhoneState, StandbyBucket, WakeCause};
use findmesh_core::{
    Delivery, Event, FinderConfig, FinderState, ScanMode, ScanPermit, ScanPlan, ScanRequest, ScanSlot,
};

use crate::host::{HOUR, Host, MINUTE, SECOND, What, config};

/// A batch's delay while something is new: two minutes and up to twice the jitter.
const SHORT: std::ops::RangeInclusive<u64> = 120_000..=168_000;

fn unbatched(bucket: StandbyBucket) -> Host {
    let phone = PhoneState { batching: false, bucket, ..PhoneState::default() };
    Host::new(FinderMode::Background, phone)
}

fn service() -> Host {
    let phone = PhoneState { service_running: true, ..PhoneState::default() };
    Host::new(FinderMode::ForegroundService, phone)
}

fn system() -> Host {
    let phone = PhoneState { privileged: true, motion: Motion::Still, ..PhoneState::default() };
    Host::new(FinderMode::System, phone)
}

fn delay_ms(scan: Option<ScanRequest>) -> u64 {
    match scan.map(|scan| scan.delivery) {
        Some(Delivery::Batched { delay_ms }) => delay_ms,
        other => panic!("no batch: {other:?}"),
    }
}

fn listening(plan: &str) -> FinderState {
    FinderState::Listening { plan: plan.to_owned() }
}

/// The tag is in range: the platform delivers as the standing scan was asked to.
fn beside_a_tag(host: &mut Host, tag: u8, ms: u64) -> u32 {
    let end = host.now.boot_ms + ms;
    let mut deliveries = 0;
    while host.now.boot_ms < end {
        host.pass(match host.standing.map(|scan| scan.delivery) {
            Some(Delivery::Batched { delay_ms } | Delivery::AutoBatch { delay_ms }) => delay_ms,
            Some(Delivery::Immediate) => 20 * SECOND,
            None => SECOND,
        });
        if host.standing.is_some() {
            host.hear(tag);
            deliveries += 1;
        }
    }
    deliveries
}

#[test]
fn any_app_keeps_one_standing_scan_and_starts_it_anew_once_a_floor() {
    let mut host = Host::new(FinderMode::Background, PhoneState::default());
    assert_eq!(host.finder.state(), listening("background"));
    assert!(SHORT.contains(&delay_ms(host.standing)));
    host.pass(24 * HOUR);
    let starts: Vec<_> = host.starts().collect();
    assert!(starts.iter().all(|(_, scan)| scan.slot == ScanSlot::Standing));
    let pauses: Vec<u64> = starts.windows(2).map(|pair| pair[1].0 - pair[0].0).collect();
    assert!(pauses.iter().all(|ms| (48 * MINUTE..=72 * MINUTE).contains(ms)), "{pauses:?}");
    assert!(pauses.iter().max() > Some(&(60 * MINUTE)) && pauses.iter().min() < Some(&(60 * MINUTE)));
    assert!(host.ticks.len() <= 30, "and wakes for nothing else: {}", host.ticks.len());
    assert_eq!(host.count("late_listens"), 0);
}

#[test]
fn a_tag_that_stays_wakes_the_phone_less_and_less() {
    let mut host = Host::new(FinderMode::Background, PhoneState::default());
    beside_a_tag(&mut host, 1, HOUR);
    assert_eq!(delay_ms(host.standing), 600_000);
    let ticks = host.ticks.len() as u32;
    let deliveries = beside_a_tag(&mut host, 1, 6 * HOUR);
    assert!(deliveries <= 37, "{deliveries}");
    let wakes = deliveries + host.ticks.len() as u32 - ticks;
    assert!(wakes <= 6 * 12, "twelve an hour: {wakes}");
    let starts = host.starts().count();
    assert!(starts <= 5, "a scan that delivers needs no restart: {starts}");
}

#[test]
fn something_new_brings_the_short_delay_back() {
    let mut host = Host::new(FinderMode::Background, PhoneState::default());
    beside_a_tag(&mut host, 1, HOUR);
    host.hear(2);
    assert!(SHORT.contains(&delay_ms(host.standing)));
    beside_a_tag(&mut host, 1, HOUR);
    assert_eq!(delay_ms(host.standing), 600_000);
    host.fix(0.0);
    assert_eq!(delay_ms(host.standing), 600_000, "the first fix says nothing of motion");
    host.pass(MINUTE);
    host.fix(200.0);
    assert!(SHORT.contains(&delay_ms(host.standing)), "another place");
}

#[test]
fn without_batching_a_tag_that_stays_pauses_the_scan_where_alarms_can_end_that() {
    let mut host = unbatched(StandbyBucket::WorkingSet);
    assert_eq!(host.standing.map(|scan| scan.delivery), Some(Delivery::Immediate));
    beside_a_tag(&mut host, 1, MINUTE);
    assert!(host.standing.is_some(), "what was new a moment ago is no reason to pause");
    host.pass(20 * SECOND);
    host.hear(1);
    assert_eq!((host.standing, host.finder.state()), (None, listening("background")));
    host.pass(72 * SECOND);
    assert!(host.standing.is_some(), "the first pause is a minute, give or take a fifth");
    beside_a_tag(&mut host, 1, HOUR);
    let (before, ticks) = (host.asked.len(), host.ticks.len());
    let deliveries = beside_a_tag(&mut host, 1, 6 * HOUR);
    let wakes = f64::from(deliveries + (host.ticks.len() - ticks) as u32) / 6.0;
    assert!(wakes <= 16.0, "a delivery and an alarm every ten minutes or so: {wakes} an hour");
    assert!(host.asked.len() > before);
}

#[test]
fn a_pause_ends_with_whatever_finds_the_phone_awake() {
    let ends: [fn(&mut Host); 4] = [
        |host| drop(host.woken(WakeCause::ProfileConnection)),
        |host| drop(host.change(|phone| phone.screen_on = true)),
        |host| drop(host.change(|phone| phone.motion = Motion::Moving)),
        |host| {
            host.fix(0.0);
            host.pass(SECOND);
            host.fix(500.0);
        },
    ];
    for end in ends {
        let mut host = unbatched(StandbyBucket::Exempted);
        host.hear(1);
        host.pass(MINUTE);
        host.hear(1);
        assert_eq!(host.standing, None);
        host.pass(5 * SECOND);
        end(&mut host);
        assert!(host.standing.is_some());
    }
}

#[test]
fn a_process_that_stays_pauses_only_when_it_was_woken_too_often() {
    let mut host = system();
    host.change(|phone| phone.motion = Motion::Moving);
    for _ in 0..20 {
        host.pass(20 * SECOND);
        host.hear(1);
        assert!(host.standing.is_some());
    }
    let wakes = beside_a_tag(&mut host, 1, HOUR);
    assert!((20..=100).contains(&wakes), "it pauses for a minute at a time from then on: {wakes}");
}

#[test]
fn below_the_working_set_nothing_could_end_a_pause() {
    let mut host = unbatched(StandbyBucket::Rare);
    beside_a_tag(&mut host, 1, HOUR);
    assert!(host.asked.iter().all(|asked| asked.what != What::Stop(ScanSlot::Standing)));
}

#[test]
fn a_person_who_looks_gets_five_minutes() {
    let mut host = Host::new(FinderMode::Background, PhoneState::default());
    host.change(|phone| phone.app_visible = true);
    assert_eq!(host.callback.map(|scan| scan.mode), Some(ScanMode::LowLatency));
    assert_eq!((host.standing.is_some(), host.finder.state()), (true, listening("visible")));
    host.pass(5 * MINUTE - 1);
    assert!(host.callback.is_some());
    host.pass(1);
    assert_eq!((host.callback, host.finder.state()), (None, listening("background")));
    host.pass(HOUR);
    assert_eq!(host.callback, None);
    host.change(|phone| phone.app_visible = false);
    host.change(|phone| phone.app_visible = true);
    assert!(host.callback.is_some());
    host.change(|phone| phone.app_visible = false);
    assert_eq!(host.callback, None);
}

#[test]
fn a_service_looks_closer_when_a_tag_is_new() {
    let mut host = service();
    host.pass(20 * MINUTE);
    let before = host.bursts().len();
    host.hear(1);
    assert_eq!(host.bursts().len(), before + 1);
    host.pass(10 * SECOND);
    host.hear(2);
    assert_eq!(host.bursts().len(), before + 1, "not two within a minute");
    host.pass(MINUTE);
    host.hear(3);
    let bursts = host.bursts();
    assert_eq!(bursts.len(), before + 2);
    assert_eq!(bursts[before].1 - bursts[before].0, 4_100);
}

#[test]
fn bursts_stay_within_their_budget_however_much_happens() {
    let mut host = service();
    for step in 0..720u32 {
        host.pass(20 * SECOND);
        host.change(|phone| phone.screen_on = step % 2 == 0);
        host.fix(f64::from(step) * 200.0);
    }
    let bursts = host.bursts();
    assert!(bursts.len() >= 16, "they are used: {}", bursts.len());
    for (from, _) in &bursts {
        let hour = bursts.iter().filter(|(at, _)| (*from..from + HOUR).contains(at));
        let spent: u64 = hour.map(|(begin, end)| end - begin).sum();
        assert!(spent <= 24 * SECOND, "{spent} ms within an hour");
    }
}

#[test]
fn where_nothing_is_new_bursts_back_off_to_one_an_hour() {
    let phone = PhoneState { service_running: true, motion: Motion::Still, ..PhoneState::default() };
    let mut host = Host::new(FinderMode::ForegroundService, phone);
    host.pass(5 * HOUR);
    let before = host.bursts().len();
    host.pass(10 * HOUR);
    let later = host.bursts().len() - before;
    assert!((8..=13).contains(&later), "{later} in ten hours");
    assert!(before > 5, "and more before: {before}");
}

#[test]
fn a_system_service_listens_harder_on_the_move_and_restarts_what_the_platform_would_cap() {
    let mut host = system();
    assert!(matches!(host.standing.map(|scan| scan.delivery), Some(Delivery::Batched { .. })));
    host.change(|phone| phone.motion = Motion::Moving);
    let balanced = |host: &Host| host.standing.map(|scan| scan.mode) == Some(ScanMode::Balanced);
    assert!(balanced(&host));
    let began = host.now.boot_ms;
    host.pass(2 * HOUR);
    let mut starts: Vec<u64> = vec![began];
    starts.extend(host.starts().filter(|(_, scan)| scan.slot == ScanSlot::Standing).map(|(at, _)| at));
    starts.retain(|at| *at >= began);
    starts.dedup();
    let lives: Vec<u64> = starts.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert!(lives.iter().all(|ms| (456 * SECOND..=571 * SECOND).contains(ms)), "{lives:?}");
    assert!(lives.iter().any(|ms| ms.abs_diff(lives[0]) > SECOND), "no two phones in step: {lives:?}");
    assert!(balanced(&host));
}

#[test]
fn out_where_tags_pass_it_listens_harder_until_nothing_is_new() {
    let mut host = Host::new(FinderMode::Background, PhoneState::default());
    host.pass(2 * HOUR);
    let mode = |host: &Host| host.standing.map(|scan| scan.mode);
    host.change(|phone| phone.connectivity = Connectivity::Metered);
    assert_eq!(mode(&host), Some(ScanMode::LowPower), "nothing was new of late");
    host.hear(1);
    assert_eq!(mode(&host), Some(ScanMode::LowLatency));
    host.pass(MINUTE);
    host.change(|phone| phone.charging = true);
    assert_eq!(mode(&host), Some(ScanMode::LowPower));
    host.pass(MINUTE);
    host.change(|phone| phone.charging = false);
    assert_eq!(mode(&host), Some(ScanMode::LowLatency));
    host.pass(50 * MINUTE);
    host.hear(1);
    assert_eq!(mode(&host), Some(ScanMode::LowLatency));
    host.pass(9 * MINUTE);
    host.hear(1);
    assert_eq!(mode(&host), Some(ScanMode::LowPower), "the same tag all the time");
}

#[test]
fn the_saving_variant_is_asked_for_by_configuration() {
    let config = FinderConfig { saving: true, ..config() };
    let host = Host::with(config, PhoneState::default());
    assert_eq!(host.standing.map(|scan| scan.delivery), Some(Delivery::AutoBatch { delay_ms: 600_000 }));
}

#[test]
fn a_host_that_scans_is_told_when_it_would_be_refused() {
    let mut host = Host::new(FinderMode::Background, PhoneState::default());
    host.pass(MINUTE);
    let first = host.now.boot_ms;
    assert!((0..3).all(|_| host.reserve() == ScanPermit::Granted));
    assert_eq!(host.reserve(), ScanPermit::RetryAt { boot_ms: first + 30 * SECOND });
    assert_eq!(host.reasons(), ["scan_throttled"]);
    assert_eq!(host.finder.state(), listening("background"), "it is the host who waits");
    // One start is kept for a person who looks.
    host.change(|phone| phone.app_visible = true);
    assert!(host.callback.is_some());
    host.change(|phone| phone.app_visible = false);
    host.pass(30 * SECOND);
    assert_eq!((host.reserve(), host.reasons()), (ScanPermit::Granted, Vec::new()));
}

#[test]
fn our_own_starts_wait_for_the_ration_and_say_so() {
    let mut host =
        Host::new(FinderMode::Background, PhoneState { bluetooth: Bluetooth::Off, ..PhoneState::default() });
    assert!((0..3).all(|_| host.reserve() == ScanPermit::Granted));
    let granted = host.now.boot_ms;
    host.change(|phone| phone.bluetooth = Bluetooth::On);
    assert_eq!((host.standing, host.reasons()), (None, vec!["scan_throttled".to_owned()]));
    assert_eq!(host.finder.state(), FinderState::Blocked { reason: "scan_throttled".to_owned() });
    host.pass(30 * SECOND);
    assert_eq!(host.starts().next().map(|(at, _)| at), Some(granted + 30 * SECOND));
    assert!(host.reasons().is_empty());
}

#[test]
fn a_scan_that_an_update_ended_is_not_called_listening_while_its_start_waits() {
    let mut host = Host::new(FinderMode::Background, PhoneState::default());
    host.pass(MINUTE);
    assert!((0..3).all(|_| host.reserve() == ScanPermit::Granted));
    host.woken(WakeCause::Opened);
    let waits = FinderState::Blocked { reason: "scan_throttled".to_owned() };
    host.end(ScanSlot::Standing);
    host.kill(WakeCause::PackageReplaced);
    assert_eq!((host.standing, host.finder.state()), (None, waits.clone()));
    // The next process is told so.
    host.kill(WakeCause::Job);
    assert_eq!((host.standing, host.finder.state()), (None, waits));
    host.pass(30 * SECOND);
    assert_eq!((host.standing.is_some(), host.finder.state()), (true, listening("background")));
    assert!(host.reasons().is_empty());
}

#[test]
fn a_continuous_scan_that_hears_nothing_beside_a_tag_is_suspected() {
    let mut host = Host::new(FinderMode::Background, PhoneState::default());
    host.fix(0.0);
    host.hear(1);
    host.pass(10 * SECOND);
    host.change(|phone| phone.app_visible = true);
    host.pass(59 * SECOND);
    assert!(host.reasons().is_empty());
    host.pass(SECOND);
    assert_eq!(host.reasons(), ["scan_suspected_blocked"]);
    host.hear(1);
    assert!(host.reasons().is_empty());
    // Where no tag was near, silence says nothing.
    host.change(|phone| phone.app_visible = false);
    host.pass(10 * MINUTE);
    host.change(|phone| phone.app_visible = true);
    host.pass(2 * MINUTE);
    assert!(host.reasons().is_empty());
}

#[test]
fn nothing_runs_where_nobody_wishes_it_and_no_timer_either() {
    let mut host = service();
    host.change(|phone| phone.app_visible = true);
    assert!(host.standing.is_some() && host.callback.is_some());
    host.change(|phone| phone.battery_percent = Some(14));
    assert_eq!((host.standing, host.callback), (None, None));
    let ticks = host.ticks.len();
    host.pass(10 * HOUR);
    assert!(host.ticks.len() - ticks <= 1, "the last wish to be woken finds nothing to do");
    host.change(|phone| phone.battery_percent = Some(20));
    assert_eq!(host.standing, None, "not before it has recovered");
    host.change(|phone| phone.battery_percent = Some(21));
    assert!(host.standing.is_some());
}

#[test]
fn limits_of_the_configuration_are_obeyed() {
    let scan = ScanLimits {
        batch_delay_ms: 60 * SECOND,
        wakes_moving: 360,
        visible_ms: 30 * SECOND,
        own_starts: 2,
        foreground_starts: 1,
        ..ScanLimits::default()
    };
    let mut host = Host::with(FinderConfig { scan, ..config() }, PhoneState::default());
    assert!((60 * SECOND..=84 * SECOND).contains(&delay_ms(host.standing)));
    host.change(|phone| phone.app_visible = true);
    assert!(host.callback.is_some());
    host.pass(30 * SECOND);
    assert_eq!(host.callback, None);
    assert_eq!(host.limits().own_starts, 2);
    let callback = host.starts().filter(|(_, scan)| scan.plan == ScanPlan::Visible).count();
    assert_eq!(callback, 1);
}

#[test]
fn a_lost_scan_is_asked_again_within_seconds_that_differ() {
    let mut host = system();
    let pauses: Vec<u64> = (0..20)
        .map(|_| {
            host.pass(10 * MINUTE);
            host.end(ScanSlot::Standing);
            host.event(Event::ScanLost { slot: ScanSlot::Standing });
            assert_eq!(host.reasons(), ["scan_lost"]);
            let lost = host.now.boot_ms;
            host.pass(6 * SECOND);
            let (again, _) = host.starts().last().unwrap();
            again - lost
        })
        .collect();
    assert!(pauses.iter().all(|ms| (4 * SECOND..=6 * SECOND).contains(ms)), "{pauses:?}");
    assert!(pauses.iter().any(|ms| ms.abs_diff(pauses[0]) > 200), "{pauses:?}");
}

#[test]
fn a_refused_callback_scan_of_a_person_who_looks_is_tried_again() {
    let mut host = Host::new(FinderMode::Background, PhoneState::default());
    host.answers = false;
    host.change(|phone| phone.app_visible = true);
    host.callback = None;
    host.event(Event::ScanFailed { slot: ScanSlot::Callback, code: 2 });
    assert_eq!(host.reasons(), ["scan_failed"]);
    host.pass(36 * SECOND);
    assert!(host.callback.is_some());
    host.event(Event::ScanStarted { slot: ScanSlot::Callback });
    assert!(host.reasons().is_empty());
}
