use super::*;

fn service_at(profile: Profile, changes: &[(u64, Change)], at: impl Fn(&PhoneEvent) -> bool) -> Option<bool> {
    let day = with(profile, changes);
    let mut phone = phone(&calm(), &day);
    let _ = phone.next();
    phone.set_alarm(HOUR, AlarmKind::Exact);
    phone.listen_passively(true);
    let mut answer = None;
    let _ = live(&mut phone, |phone, _, event| {
        if at(event) {
            answer = Some(phone.start_service());
        }
    });
    answer
}

#[test]
fn model_services_start_from_the_background_only_where_the_platform_lets_them() {
    let exact = Profile { exact_alarms: true, ..profile(34) };
    let alarm = |event: &PhoneEvent| *event == PhoneEvent::Alarm;
    assert_eq!(service_at(profile(34), &[], alarm), Some(false), "an inexact alarm");
    assert_eq!(service_at(exact, &[], alarm), Some(true));
    assert_eq!(service_at(profile(30), &[], alarm), Some(true), "before Android 12");
    assert_eq!(service_at(Profile { exempt: true, ..profile(34) }, &[], alarm), Some(true));
    let connected = [(2 * HOUR, Change::ProfileConnected)];
    assert_eq!(
        service_at(profile(34), &connected, |event| *event == PhoneEvent::ProfileConnected),
        Some(true)
    );
    let passed = [(0, Change::Screen(true)), (2 * HOUR, Change::OtherAppFix { accuracy_m: 10.0 })];
    assert_eq!(service_at(profile(34), &passed, |event| matches!(event, PhoneEvent::Fix(_))), Some(true));
}

#[test]
fn model_a_scan_match_gives_no_right_to_a_service() {
    let day = near(profile(34), HOUR, 2 * HOUR);
    let mut phone = phone(&calm(), &day);
    let _ = phone.next();
    phone.start_scan(standing(Mode::LowPower, Delivery::Immediate));
    let mut answers = Vec::new();
    let _ = live(&mut phone, |phone, _, event| {
        if matches!(event, PhoneEvent::Delivered(_)) {
            answers.push(phone.start_service());
        }
    });
    assert!(!answers.is_empty() && answers.iter().all(|answer| !answer));
    assert_eq!(phone.tally().services_refused as usize, answers.len());
}

#[test]
fn model_tight_vendors_kill_in_the_dark_unless_locked_in_recents() {
    let kills = |profile: Profile, service: bool| {
        let changes = [(0, Change::Screen(true)), (HOUR, Change::Screen(false))];
        let (tally, events) = lived(&calm(), &with(profile, &changes), |phone| {
            assert!(!service || phone.start_service());
        });
        (tally.kills, events.iter().find(|(_, event)| *event == PhoneEvent::ProcessKilled).map(|(at, _)| *at))
    };
    let tight = Profile { oem_tight: true, ..profile(34) };
    assert_eq!(kills(tight.clone(), true), (1, Some(90 * MINUTE)));
    assert_eq!(kills(Profile { locked_in_recents: true, ..tight }, false), (0, None));
    assert_eq!(kills(profile(34), true), (0, None));
}

#[test]
fn model_tight_vendors_take_apps_off_the_exemption_list_without_a_word() {
    let daily = calm().with("oem_tight.allowlist_loss", 1.0);
    let tight = |oem_tight| day(Profile { oem_tight, locked_in_recents: true, exempt: true, ..profile(34) });
    let exempt = |day: &PhoneDay, seed| {
        let mut phone = Phone::with_signals(&daily, day, Vec::new(), seed);
        let events = live(&mut phone, |_, _, _| {});
        assert_eq!(events.len(), 1);
        phone.state().exempt
    };
    let lost = (0..200).filter(|seed| !exempt(&tight(true), *seed)).count();
    assert!((105..150).contains(&lost), "{lost}: 1 - 1/e of 200");
    assert!(exempt(&tight(false), 1));
}

#[test]
fn model_frozen_processes_get_no_callbacks() {
    let heard = |api, service: bool| {
        let (tally, _) = lived(&calm(), &near(profile(api), HOUR, 2 * HOUR), |phone| {
            assert!(!service || phone.start_service());
            phone.start_scan(callback(Mode::LowPower));
        });
        tally.heard
    };
    assert_eq!(heard(34, false), 0);
    assert!(heard(34, true) > 50 && heard(30, false) > 100);
}

#[test]
fn model_a_wake_lock_ends_with_what_allows_it() {
    let day = day(profile(34));
    let mut phone = phone(&calm(), &day);
    let _ = phone.next();
    assert_eq!(phone.stay_awake(HOUR), 8 * SECOND);
    assert!(phone.start_service());
    assert_eq!(phone.stay_awake(HOUR), HOUR);
    assert_eq!(live(&mut phone, |_, _, _| {}), [(HOUR, PhoneEvent::Timer)]);
    assert!(close(phone.tally().energy.awake, 50.0));
}

#[test]
fn model_only_a_living_process_that_runs_is_told_of_changes() {
    let changes = [(HOUR, Change::Screen(true)), (2 * HOUR, Change::Screen(false))];
    let told = |service: bool| {
        let (_, events) = lived(&calm(), &with(profile(34), &changes), |phone| {
            assert!(!service || phone.start_service());
        });
        count(&events, |event| *event == PhoneEvent::Changed)
    };
    assert_eq!((told(true), told(false)), (2, 0));
}

#[test]
fn model_the_same_day_is_the_same_twice() {
    let busy = PhoneDay {
        changes: vec![
            (HOUR, Change::Screen(true)),
            (HOUR + MINUTE, Change::Screen(false)),
            (2 * HOUR, Change::Charging(true)),
            (3 * HOUR, Change::BatterySaver(true)),
        ],
        encounters: (0..40)
            .map(|tag| {
                let from = u64::from(tag) * 30 * MINUTE;
                Encounter::steady(tag, from, from + 20 * MINUTE, -80)
            })
            .collect(),
        ..day(profile(34))
    };
    let run = || {
        lived(&Constants::builtin(), &busy, |phone| {
            phone.start_scan(standing(Mode::LowPower, BATCH));
            phone.schedule_job(HOUR);
        })
    };
    let (first, second) = (run(), run());
    assert!(first.0.heard > 500);
    assert_eq!(first, second);
}
