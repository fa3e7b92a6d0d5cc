//! Random lives: never over quota or budget, never a stall.

use findmesh_core::config::FinderMode;
use findmesh_core::phone::{Bluetooth, Connectivity, Motion, PhoneState, StandbyBucket, WakeCause};
use findmesh_core::{Delivery, Effect, Event, ScanMode, ScanPlan, ScanSlot};
use proptest::prelude::*;

use crate::host::{HOUR, Host, MINUTE, SECOND, What, finder};

/// Something that happens to a phone or its host.
#[derive(Clone, Debug)]
enum Step {
    Pass(u64),
    Hear(u8),
    Fix(u16),
    Phone(PhoneState),
    Woken(WakeCause),
    Reserve(u8),
    Refuse(ScanSlot, i32),
    Lose(ScanSlot),
    Answers(bool),
    Wish(bool),
    Kill(WakeCause),
    Reboot,
}

fn cause() -> impl Strategy<Value = WakeCause> {
    use WakeCause::*;
    proptest::sample::select(vec![
        PackageReplaced,
        Delivery,
        Alarm,
        Job,
        ProfileConnection,
        BluetoothOn,
        Location,
        ScreenOn,
        Charging,
        SignificantMotion,
        Opened,
    ])
}

fn slot() -> impl Strategy<Value = ScanSlot> {
    prop_oneof![Just(ScanSlot::Standing), Just(ScanSlot::Callback)]
}

fn phone() -> impl Strategy<Value = PhoneState> {
    let motion = prop_oneof![Just(Motion::Unknown), Just(Motion::Still), Just(Motion::Moving)];
    let bucket = prop_oneof![Just(StandbyBucket::WorkingSet), Just(StandbyBucket::Rare)];
    let api_level = prop_oneof![Just(29u16), Just(33), Just(36)];
    (motion, bucket, api_level, any::<[bool; 8]>(), 0u8..10).prop_map(
        |(motion, bucket, api_level, flags, rare)| {
            let [app_visible, screen_on, charging, batching, privileged, service, filters, away] = flags;
            PhoneState {
                bluetooth: if rare == 0 { Bluetooth::Off } else { Bluetooth::On },
                battery_saver: rare == 1,
                app_visible,
                screen_on,
                charging,
                connectivity: if away { Connectivity::Metered } else { Connectivity::Unmetered },
                batching,
                privileged,
                service_running: service,
                offloaded_filters: filters || rare > 2,
                motion,
                bucket,
                api_level,
                ..PhoneState::default()
            }
        },
    )
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => prop_oneof![0..SECOND, 0..MINUTE, 0..20 * MINUTE, 0..3 * HOUR].prop_map(Step::Pass),
        4 => (1u8..6).prop_map(Step::Hear),
        3 => (0u16..2_000).prop_map(Step::Fix),
        4 => phone().prop_map(Step::Phone),
        4 => cause().prop_map(Step::Woken),
        3 => (1u8..6).prop_map(Step::Reserve),
        1 => (slot(), prop_oneof![Just(2), Just(5), Just(6)]).prop_map(|(slot, code)| Step::Refuse(slot, code)),
        1 => slot().prop_map(Step::Lose),
        1 => proptest::bool::weighted(0.8).prop_map(Step::Answers),
        1 => proptest::bool::weighted(0.7).prop_map(Step::Wish),
        2 => cause().prop_map(Step::Kill),
        1 => Just(Step::Reboot),
    ]
}

fn mode() -> impl Strategy<Value = FinderMode> {
    proptest::sample::select(FinderMode::ALL.to_vec())
}

fn take(host: &mut Host, step: &Step) {
    match step.clone() {
        Step::Pass(ms) => host.pass(ms),
        Step::Hear(tag) => drop(host.hear(tag)),
        Step::Fix(north_m) => host.fix(f64::from(north_m)),
        Step::Phone(phone) => drop(host.change(|now| *now = phone)),
        Step::Woken(cause) => drop(host.woken(cause)),
        Step::Reserve(times) => (0..times).for_each(|_| _ = host.reserve()),
        Step::Refuse(slot, code) => {
            host.end(slot);
            host.event(Event::ScanFailed { slot, code });
        }
        Step::Lose(slot) => {
            host.end(slot);
            host.event(Event::ScanLost { slot });
        }
        Step::Answers(answers) => host.answers = answers,
        Step::Wish(wish) => drop(host.event(if wish { Event::Enable } else { Event::Disable })),
        Step::Kill(cause) => host.kill(cause),
        Step::Reboot => host.reboot(),
    }
}

/// The platform's quota with room to spare, under any mix of callers (it refuses the sixth within 30 s).
fn check_quota(host: &Host) {
    let starts: Vec<_> =
        host.asked.iter().filter(|asked| matches!(asked.what, What::Start(_) | What::HostStart)).collect();
    for (index, start) in starts.iter().enumerate() {
        let window = || starts[..=index].iter().filter(|other| start.at - other.at < 30 * SECOND);
        let own = || window().filter(|other| matches!(other.what, What::Start(_)));
        assert!(window().count() <= 4, "{:?}", window().collect::<Vec<_>>());
        assert!(own().count() <= 3, "{:?}", own().collect::<Vec<_>>());
        if !start.looks {
            assert!(window().count() <= 3, "one is kept for the foreground");
            assert!(start.what == What::HostStart || own().count() <= 2, "one of ours is kept, too");
        }
    }
}

/// A slot rests before it starts again; a restart is one step, which the host spaces out itself.
fn check_gaps(host: &Host) {
    for slot in [ScanSlot::Standing, ScanSlot::Callback] {
        let mut stopped: Option<(u64, usize)> = None;
        for asked in &host.asked {
            match asked.what {
                What::Stop(of) if of == slot => stopped = Some((asked.at, asked.event)),
                What::Start(scan) if scan.slot == slot => {
                    let rested =
                        stopped.is_none_or(|(at, event)| event == asked.event || asked.at - at >= 400);
                    assert!(rested, "{slot:?} at {} after {stopped:?}", asked.at);
                    stopped = None;
                }
                _ => {}
            }
        }
    }
}

fn check_bursts(host: &Host) {
    let bursts = host.bursts();
    for (from, _) in &bursts {
        let hour = bursts.iter().filter(|(at, _)| (*from..from + HOUR).contains(at));
        let spent: u64 = hour.map(|(begin, end)| end - begin).sum();
        assert!(spent <= 25 * SECOND, "{spent} ms of bursts within an hour: {bursts:?}");
    }
    let spaced = bursts.windows(2).all(|pair| pair[1].0 - pair[0].0 >= MINUTE);
    assert!(spaced, "two bursts within a minute: {bursts:?}");
}

/// A standing scan that takes more than a tenth of the time is asked for only out, off the charger, and where the platform
/// serves it.
fn check_harder(host: &Host) {
    let mut phone = PhoneState::default();
    for (record, effects) in &host.records {
        if let Event::Phone(told) = &record.event {
            phone = told.clone();
        }
        let started =
            |effect: &Effect| if let Effect::StartScan { scan } = effect { Some(*scan) } else { None };
        let standing = effects.iter().filter_map(started).filter(|scan| scan.slot == ScanSlot::Standing);
        for scan in standing.filter(|scan| scan.plan != ScanPlan::System) {
            let served = match scan.delivery {
                Delivery::Immediate => phone.offloaded_filters && phone.api_level < 34,
                _ => true,
            };
            let harder = match scan.delivery {
                Delivery::Immediate => scan.mode != ScanMode::LowPower,
                _ => scan.mode == ScanMode::LowLatency,
            };
            assert!(
                !harder || (served && !phone.charging && phone.motion != Motion::Still),
                "{scan:?} {phone:?}"
            );
        }
    }
}

/// Fixes asked for in the background keep the ration of their half hour, and never follow within a minute.
fn check_fixes(host: &Host) {
    let (mut asked, mut in_front): (Vec<u64>, bool) = (Vec::new(), false);
    for (record, effects) in &host.records {
        match &record.event {
            Event::Phone(phone) => in_front = phone.app_visible || phone.service_running,
            Event::Restored(_) | Event::PersistFailed { .. } => asked.clear(),
            _ => {}
        }
        if effects.contains(&Effect::RequestFix) {
            let now = record.now.boot_ms;
            assert!(asked.last().is_none_or(|last| now - last >= MINUTE), "{now} after {asked:?}");
            asked.push(now);
            let of_late = asked.iter().filter(|at| now - **at < 30 * MINUTE).count();
            assert!(in_front || of_late <= 4, "{of_late} requests within half an hour");
        }
    }
}

/// The same events give the same effects.
fn check_replay(host: &Host) {
    let mut again = finder(&host.config);
    for (record, effects) in &host.records {
        assert_eq!(&again.handle(&record.event, record.now, record.seed), effects);
    }
}

/// Once everything is well it listens: at once or when the platform's ration and its own retries allow, and from then on
/// once a floor.
fn check_no_stall(host: &mut Host) {
    host.answers = true;
    host.event(Event::Enable);
    host.change(|phone| {
        *phone = PhoneState { service_running: true, privileged: true, ..PhoneState::default() };
    });
    host.pass(37 * MINUTE);
    let since = host.now.boot_ms;
    // What seems to run may have been lost without a word; the floor finds it.
    host.listens.retain(|at| *at > since);
    host.pass(12 * HOUR);
    let mut last = since;
    for at in host.listens.iter().copied().chain([host.now.boot_ms]) {
        assert!(at - last <= 72 * MINUTE + 31 * SECOND, "no listen for {} ms", at - last);
        last = at;
    }
    assert!(host.standing.is_some(), "nobody is near, so nothing pauses");
}

/// What comes within ten seconds is one wake: a burst begins and ends.
fn check_wakes(ticks: &[u64], budget: usize) -> Result<(), TestCaseError> {
    let mut wakes = ticks.to_vec();
    wakes.dedup_by(|later, earlier| *later - *earlier < 10 * SECOND);
    for from in &wakes {
        let hour = wakes.iter().filter(|at| (*from..from + HOUR).contains(at)).count();
        prop_assert!(hour <= budget, "{hour} wakes within an hour");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_the_rules_of_listening_hold(
        mode in mode(),
        first in phone(),
        steps in proptest::collection::vec(step(), 1..60),
    ) {
        let mut host = Host::new(mode, first);
        for step in &steps {
            take(&mut host, step);
        }
        check_quota(&host);
        check_gaps(&host);
        check_bursts(&host);
        check_harder(&host);
        check_fixes(&host);
        check_replay(&host);
        check_no_stall(&mut host);
        check_quota(&host);
        check_gaps(&host);
        check_bursts(&host);
    }

    /// Without a tag around, every wake is the planner's own.
    #[test]
    fn its_own_wakes_stay_within_their_budget(
        mode in mode(),
        first in phone(),
        steps in proptest::collection::vec(phone(), 0..6),
    ) {
        let mut host = Host::new(mode, first);
        for step in steps {
            host.change(|phone| *phone = PhoneState { app_visible: false, ..step });
            host.pass(3 * HOUR);
        }
        check_wakes(&host.ticks, 30)?;
    }

    /// Tags that nobody can place wish a look each; what the platform delivers is its own doing.
    #[test]
    fn what_waits_for_a_fix_wakes_within_the_budget_of_its_hour(
        still in any::<bool>(),
        heard in proptest::collection::vec((0..15 * MINUTE, any::<u8>(), proptest::bool::weighted(0.1)), 1..150),
    ) {
        let motion = if still { Motion::Still } else { Motion::Moving };
        let mut host = Host::new(FinderMode::Background, PhoneState { motion, ..PhoneState::default() });
        for (pause, tag, killed) in heard {
            host.pass(pause);
            host.hear(tag);
            if killed {
                host.kill(WakeCause::Alarm);
            }
        }
        host.pass(3 * HOUR);
        check_wakes(&host.ticks, if still { 12 } else { 30 })?;
        prop_assert_eq!(host.finder.health(host.now).queue.pending, 0);
    }
}
