//! Processes that end and begin: the standing scan outlives them, and what the planner knows of it.

use findmesh_core::config::FinderMode;
use findmesh_core::phone::{PhoneState, WakeCause};
use findmesh_core::{Delivery, ScanSlot};

use crate::host::{HOUR, Host, MINUTE, SECOND, What};

fn host() -> Host {
    Host::new(FinderMode::Background, PhoneState::default())
}

fn starts(host: &Host) -> usize {
    host.starts().count()
}

#[test]
fn a_process_that_its_scan_started_leaves_it_alone() {
    let mut host = host();
    for tag in 1..10 {
        host.pass(3 * HOUR);
        let before = starts(&host);
        host.kill(WakeCause::Delivery);
        host.hear(tag);
        host.pass(10 * SECOND);
        assert_eq!(starts(&host), before);
        assert_eq!(host.finder.state(), findmesh_core::FinderState::Listening { plan: "background".into() });
    }
}

#[test]
fn a_wake_arms_the_scan_again_only_where_it_may_be_dead() {
    for cause in [WakeCause::Alarm, WakeCause::Job, WakeCause::Opened, WakeCause::Location] {
        let mut host = host();
        host.pass(29 * MINUTE);
        host.kill(cause);
        assert_eq!(starts(&host), 1, "{cause:?}");
        host.pass(2 * MINUTE);
        host.kill(cause);
        assert_eq!(starts(&host), 2, "{cause:?}");
        let before_last = host.asked[host.asked.len() - 2].what;
        assert_eq!(before_last, What::Stop(ScanSlot::Standing), "an equal intent would be ignored");
        host.kill(cause);
        assert_eq!(starts(&host), 2, "it was started a moment ago");
    }
}

#[test]
fn a_bluetooth_connection_asks_for_fresher_evidence() {
    let mut host = host();
    host.pass(4 * MINUTE);
    host.kill(WakeCause::ProfileConnection);
    assert_eq!(starts(&host), 1);
    host.pass(2 * MINUTE);
    host.kill(WakeCause::ProfileConnection);
    assert_eq!(starts(&host), 2);
}

#[test]
fn an_update_and_bluetooth_on_arm_it_always() {
    for cause in [WakeCause::PackageReplaced, WakeCause::BluetoothOn] {
        let mut host = host();
        host.pass(SECOND);
        host.kill(cause);
        assert_eq!(starts(&host), 2, "{cause:?}");
    }
}

#[test]
fn after_a_boot_it_is_started_whatever_the_store_says() {
    let mut host = host();
    host.pass(MINUTE);
    host.reboot();
    assert!(host.standing.is_some());
    assert_eq!(host.asked.len(), 1, "there is nothing to stop: {:?}", host.asked);
}

#[test]
fn a_scan_that_is_to_start_anew_does_so_in_the_next_process_where_this_one_only_waited() {
    let mut host =
        Host::new(FinderMode::Background, PhoneState { app_visible: true, ..PhoneState::default() });
    host.reboot();
    host.reboot();
    assert_eq!(host.standing, None, "the ration is used up");
    host.kill(WakeCause::Delivery);
    host.pass(MINUTE);
    assert!(host.standing.is_some());
}

#[test]
fn what_backs_off_survives_processes_that_live_for_one_delivery() {
    let mut host = host();
    let mut deliveries = 0;
    let end = host.now.boot_ms + 12 * HOUR;
    while host.now.boot_ms < end {
        let Some(Delivery::Batched { delay_ms }) = host.standing.map(|scan| scan.delivery) else {
            panic!("{:?}", host.standing);
        };
        host.pass(delay_ms);
        host.kill(WakeCause::Delivery);
        host.hear(1);
        deliveries += 1;
    }
    assert!(deliveries <= 12 * 6 + 5, "{deliveries}");
    assert_eq!(host.count("late_listens"), 0);
}

#[test]
fn a_pause_goes_on_in_the_next_process() {
    let phone = PhoneState { batching: false, ..PhoneState::default() };
    let mut host = Host::new(FinderMode::Background, phone);
    host.hear(1);
    host.pass(MINUTE);
    host.hear(1);
    assert_eq!(host.standing, None);
    host.kill(WakeCause::Alarm);
    assert_eq!(host.standing, None, "somebody else's alarm");
    host.pass(72 * SECOND);
    assert!(host.standing.is_some());
}

#[test]
fn a_phone_that_cannot_batch_after_all_gets_another_scan() {
    let mut host = host();
    host.pass(MINUTE);
    host.phone.batching = false;
    host.kill(WakeCause::Job);
    assert_eq!(host.standing.map(|scan| scan.delivery), Some(Delivery::Immediate));
}

#[test]
fn starts_of_a_process_that_died_are_counted() {
    let mut host = host();
    host.pass(MINUTE);
    for _ in 0..10 {
        host.pass(SECOND);
        host.kill(WakeCause::PackageReplaced);
    }
    let first = host.asked[1].at;
    let within = host.starts().filter(|(at, _)| (first..first + 30 * SECOND).contains(at)).count();
    assert_eq!(within, 2, "{:?}", host.asked);
    host.pass(30 * SECOND);
    assert!(host.standing.is_some());
}

#[test]
fn a_listen_that_the_platform_held_back_is_counted_as_late() {
    let mut host = host();
    host.pass(20 * MINUTE);
    // Doze: neither alarms nor results until morning.
    host.wake = None;
    host.pass(6 * HOUR);
    host.woken(WakeCause::Alarm);
    assert_eq!((starts(&host), host.count("late_listens")), (2, 1));
    host.pass(5 * HOUR);
    assert_eq!(host.count("late_listens"), 1);
}

#[test]
fn time_in_which_nobody_wished_to_listen_is_not_late() {
    let mut host = host();
    host.change(|phone| phone.battery_saver = true);
    host.pass(10 * HOUR);
    host.change(|phone| phone.battery_saver = false);
    assert_eq!((starts(&host), host.count("late_listens")), (2, 0));
}
