use super::*;

/// Alarms that come in a day when the app asks for the next one at each, `after` later.
fn alarms(day: &PhoneDay, kind: AlarmKind, after: u64) -> Vec<u64> {
    let mut phone = phone(&calm(), day);
    let _ = phone.next();
    phone.set_alarm(after, kind);
    let events = live(&mut phone, |phone, at, event| {
        if *event == PhoneEvent::Alarm {
            phone.set_alarm(at + after, kind);
        }
    });
    events.into_iter().filter(|(_, event)| *event == PhoneEvent::Alarm).map(|(at, _)| at).collect()
}

/// Most alarms within any stretch of this length.
fn most_within(times: &[u64], length: u64) -> usize {
    let from = |at: &u64| times.iter().filter(|other| (*at..at + length).contains(other)).count();
    times.iter().map(from).max().unwrap_or(0)
}

fn bucket(bucket: Bucket) -> PhoneDay {
    day(Profile { bucket, ..profile(34) })
}

#[test]
fn model_buckets_ration_inexact_alarms() {
    for (rank, most) in [(Bucket::Frequent, 2), (Bucket::Rare, 1)] {
        let times = alarms(&bucket(rank), AlarmKind::Inexact, MINUTE);
        assert_eq!(most_within(&times, HOUR), most, "{rank:?}");
        assert!(times.len() >= 23 * most, "{rank:?}: {}", times.len());
    }
    assert_eq!(alarms(&bucket(Bucket::Restricted), AlarmKind::Inexact, MINUTE).len(), 1);
}

#[test]
fn model_deep_idle_holds_the_working_set_to_seven_an_hour() {
    let times = alarms(&bucket(Bucket::WorkingSet), AlarmKind::Inexact, MINUTE);
    let deep: Vec<u64> = times.into_iter().filter(|at| (80 * MINUTE..120 * MINUTE).contains(at)).collect();
    assert!(deep.len() <= 7 && !deep.is_empty(), "{deep:?}");
    let old = alarms(&day(Profile { bucket: Bucket::WorkingSet, ..profile(30) }), AlarmKind::Inexact, MINUTE);
    let pairs = old.windows(2).filter(|pair| (2 * HOUR..2 * HOUR + 5 * MINUTE).contains(&pair[0]));
    assert!(pairs.into_iter().all(|pair| pair[1] - pair[0] >= 9 * MINUTE));
}

#[test]
fn model_an_exempt_app_has_no_rations_and_its_exact_alarms_are_exact() {
    let free = Profile { exempt: true, ..profile(34) };
    assert!(alarms(&day(free.clone()), AlarmKind::Inexact, MINUTE).len() > 200);
    let exact = alarms(&day(free), AlarmKind::Exact, 10 * MINUTE);
    assert!(exact.iter().all(|at| at % (10 * MINUTE) == 0) && exact.len() == 143);
    let denied = alarms(&day(profile(34)), AlarmKind::Exact, 10 * MINUTE);
    assert!(denied.len() <= 24, "without the permission it is an inexact one");
    let granted = alarms(&day(Profile { exact_alarms: true, ..profile(34) }), AlarmKind::Exact, 10 * MINUTE);
    assert!(granted.len() == 143);
}

#[test]
fn model_charging_lifts_the_buckets_ration() {
    let charging = with(profile(34), &[(0, Change::Charging(true))]);
    assert!(alarms(&charging, AlarmKind::Inexact, MINUTE).len() > 200);
}

fn jobs(day: &PhoneDay, finish: bool) -> Vec<u64> {
    let mut phone = phone(&calm(), day);
    let _ = phone.next();
    phone.schedule_job(MINUTE);
    let events = live(&mut phone, |phone, _, event| {
        if finish && matches!(event, PhoneEvent::Job { .. }) {
            phone.finish_job();
        }
    });
    events
        .into_iter()
        .filter(|(_, event)| matches!(event, PhoneEvent::Job { .. }))
        .map(|(at, _)| at)
        .collect()
}

#[test]
fn model_buckets_ration_jobs() {
    let lit = |rank, api| with(Profile { bucket: rank, ..profile(api) }, &[(0, Change::Screen(true))]);
    assert_eq!(jobs(&lit(Bucket::Rare, 34), true).len(), 3);
    let frequent = jobs(&lit(Bucket::Frequent, 34), true);
    assert_eq!(most_within(&frequent, 8 * HOUR), 8);
    let working = jobs(&lit(Bucket::WorkingSet, 34), true);
    assert!(most_within(&working, 2 * HOUR) <= 10 && working.len() > 80, "{}", working.len());
    assert!(jobs(&lit(Bucket::WorkingSet, 36), true).len() < working.len());
    let free = jobs(&with(Profile { exempt: true, ..profile(34) }, &[(0, Change::Screen(true))]), true);
    assert!((94..=96).contains(&free.len()), "one a period: {}", free.len());
}

#[test]
fn model_a_job_that_is_not_finished_uses_up_its_window() {
    let lit = with(profile(34), &[(0, Change::Screen(true))]);
    assert_eq!(jobs(&lit, false).len(), 1);
}

#[test]
fn model_jobs_wait_for_a_maintenance_window_in_idle() {
    let phone_day = bucket(Bucket::WorkingSet);
    let mut phone = phone(&calm(), &phone_day);
    let _ = phone.next();
    phone.schedule_job(15 * MINUTE);
    let mut idle = Vec::new();
    let events = live(&mut phone, |phone, _, event| {
        if matches!(event, PhoneEvent::Job { .. }) {
            idle.push(phone.state().doze.is_idle());
            phone.finish_job();
        }
    });
    assert!(!idle.is_empty() && idle.iter().all(|idle| !idle));
    assert!(events.len() < 40, "{}", events.len());
}

#[test]
fn model_expedited_run_time_is_a_days_ration() {
    let day = day(profile(34));
    let mut phone = phone(&calm(), &day);
    let _ = phone.next();
    assert_eq!(phone.expedite(4 * MINUTE), 4 * MINUTE);
    assert_eq!(phone.expedite(8 * MINUTE), 6 * MINUTE);
    assert_eq!(phone.expedite(MINUTE), 0);
}

#[test]
fn model_doze_comes_in_its_phases() {
    use super::super::super::doze::DozeClock;
    use super::super::super::rules::Rules;
    use super::super::super::view::Doze;
    let rules = Rules::new(&calm(), 34, Bucket::Rare, 0.0).doze;
    let mut clock = DozeClock::new(rules);
    let mut steps = Vec::new();
    clock.rest(0, false, false);
    while let Some(at) = clock.due().filter(|at| *at < 6 * HOUR) {
        clock.tick(at);
        steps.push((at / MINUTE, clock.state()));
    }
    let expected = [
        (4, Doze::Light),
        (9, Doze::LightWindow),
        (10, Doze::Light),
        (20, Doze::LightWindow),
        (21, Doze::Light),
        (36, Doze::LightWindow),
        (37, Doze::Light),
        (52, Doze::LightWindow),
        (53, Doze::Light),
        (65, Doze::Deep),
        (125, Doze::DeepWindow),
        (130, Doze::Deep),
        (250, Doze::DeepWindow),
        (260, Doze::Deep),
    ];
    assert_eq!(steps, expected);
    clock.motion(6 * HOUR, true, false);
    assert_eq!(clock.state(), Doze::Awake);
    clock.rest(0, true, true);
    assert_eq!(clock.due(), Some(MINUTE), "battery saver goes to deep idle at once");
}
