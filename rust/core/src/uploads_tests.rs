//! Windows, spacing and what survives a restart.

use super::*;
use crate::seed::Seed;
use findmesh_proto::network::Network;

fn moment(boot: Boot) -> Moment {
    Moment { boot, wall: 1_800_000_000_000 + boot }
}

fn busy() -> Uploads {
    let mut uploads = Uploads::default();
    let (mut rng, limits) = (Seed([3; 32]).rng(), UploadLimits::default());
    uploads.sent(&[RowId([1; 16])], 1_000_000, &mut rng, &limits);
    let _ = uploads.backoff.failed(Some(503), Some(60_000), moment(1_000_500), &mut rng, &limits);
    let parked = Parked { until: 2_000_000, since_wall: 5, status: 422 };
    uploads.parking.park(Network::Apple, parked);
    uploads.refused(RowId([7; 16]), Parked { status: 403, ..parked });
    uploads.alone = Some(3_000_000);
    uploads
}

#[test]
fn spacing_is_thirty_to_three_hundred_seconds() {
    let (mut rng, limits) = (Seed([3; 32]).rng(), UploadLimits::default());
    for _ in 0..100 {
        let mut uploads = Uploads::default();
        uploads.open(UploadWindow::Until { boot_ms: 10_000_000 });
        uploads.sent(&[RowId([1; 16])], 1_000, &mut rng, &limits);
        assert!((31_000..=301_000).contains(&uploads.not_before()));
    }
}

#[test]
fn wakes_are_followed_by_short_rests_and_by_long_ones() {
    let (mut rng, limits) = (Seed([3; 32]).rng(), UploadLimits::default());
    let mut rests: Vec<Boot> = (0..400)
        .map(|_| {
            let mut uploads = Uploads::default();
            uploads.sent(&[RowId([1; 16])], 0, &mut rng, &limits);
            uploads.not_before()
        })
        .collect();
    rests.sort_unstable();
    assert!(rests[0] >= 30_000 && rests[399] <= 1_800_000);
    // A fifth are the shortest, three tenths a window's, and half are spread over half an hour.
    assert!(rests[60] == 30_000 && rests[100] > 30_000);
    assert!((100_000..420_000).contains(&rests[200]), "{}", rests[200]);
    assert!(rests[300] > 700_000 && rests[399] > 1_500_000);
}

#[test]
fn how_many_rests_are_short_is_a_number_of_the_configuration() {
    let mut rng = Seed([3; 32]).rng();
    let mut longest = |shortest_rests_percent, window_rests_percent| {
        let limits = UploadLimits { shortest_rests_percent, window_rests_percent, ..UploadLimits::default() };
        let rest = |_| {
            let mut uploads = Uploads::default();
            uploads.sent(&[RowId([1; 16])], 0, &mut rng, &limits);
            uploads.not_before()
        };
        (0..200).map(rest).max()
    };
    assert_eq!(longest(100, 100), Some(30_000));
    assert!(longest(0, 100) <= Some(300_000));
    assert!(longest(0, 0) > Some(1_500_000));
}

#[test]
fn a_window_is_used_until_its_end_and_not_while_one_is_under_way() {
    let mut uploads = Uploads::default();
    uploads.open(UploadWindow::Wake);
    assert!(!uploads.is_open(0));
    uploads.open(UploadWindow::Until { boot_ms: 10_000 });
    uploads.open(UploadWindow::Until { boot_ms: 5_000 });
    assert!(uploads.is_open(10_000));
    assert_eq!(uploads.next_use(9_000), Some(9_000));
    assert_eq!(uploads.next_use(10_001), None);
    uploads.in_flight = BTreeSet::from([RowId([1; 16])]);
    assert_eq!(uploads.next_use(9_000), None);
    assert!(!uploads.is_open(10_001));
}

#[test]
fn backoff_and_parking_survive_a_reboot() {
    let (before, limits) = (busy(), UploadLimits::default());
    let kept = before.keep(moment(1_001_000));
    // Ten seconds later, a second after a boot.
    let rebooted = Moment { boot: 1_000, wall: moment(1_011_000).wall };
    let mut after = Uploads::default();
    after.restore(Some(&kept), rebooted, &limits);
    let shift = 1_011_000 - 1_000;
    assert_eq!(after.backoff.not_before, before.backoff.not_before - shift);
    assert_eq!(after.parking.whole_until(), 2_000_000 - shift);
    assert!(!after.parking.may(Network::Apple, 1_000) && after.parking.may(Network::Native, 1_000));
    assert_eq!(after.backoff.since_wall, before.backoff.since_wall);
    assert!(after.in_flight.is_empty());
    assert_eq!(after.suspects, before.suspects);
    assert_eq!(after.alone, Some(3_000_000 - shift));
}

#[test]
fn settings_of_the_versions_before_are_understood() {
    let (before, limits) = (busy(), UploadLimits::default());
    let mut kept = before.keep(moment(1_001_000));
    for (version, missing) in [(2, 8), (1, 17)] {
        kept[0] = version;
        kept.truncate(kept.len() - missing);
        let read = code::read(&kept, moment(1_001_000), &limits).unwrap();
        assert_eq!((read.next_send, read.backoff), (before.next_send, before.backoff));
        assert_eq!((read.suspects.len(), read.alone), (usize::from(version) - 1, None));
    }
}

#[test]
fn reports_share_a_request_where_that_is_set_unless_they_were_refused() {
    let limits = UploadLimits { max_reports: 8, ..UploadLimits::default() };
    let (uploads, innocent) = (busy(), RowId([1; 16]));
    assert_eq!(Uploads::default().most_together(&innocent, 0, &UploadLimits::default()), 1);
    assert_eq!(Uploads::default().most_together(&innocent, 0, &limits), 8);
    assert_eq!(uploads.most_together(&innocent, 2_999_999, &limits), 1);
    assert_eq!(uploads.most_together(&innocent, 3_000_000, &limits), 8);
    assert_eq!(uploads.most_together(&RowId([7; 16]), 3_000_000, &limits), 1);
}

#[test]
fn refused_rows_are_remembered_within_bounds() {
    let mut uploads = Uploads::default();
    for n in 0..200 {
        uploads.refused(RowId([n; 16]), Parked { until: 0, since_wall: 0, status: 403 });
    }
    assert_eq!(uploads.suspects.len(), 64);
    assert!(uploads.suspects.contains(&RowId([199; 16])));
}

#[test]
fn a_wall_clock_set_back_holds_nothing_for_years() {
    let (kept, limits) = (busy().keep(moment(1_001_000)), UploadLimits::default());
    let mut after = Uploads::default();
    after.restore(Some(&kept), Moment { boot: 0, wall: 0 }, &limits);
    assert!(after.not_before() <= span(limits.max_retry_after_ms));
}

#[test]
fn cut_and_foreign_settings_say_nothing() {
    let (kept, limits) = (busy().keep(moment(0)), UploadLimits::default());
    for length in 0..kept.len() {
        assert!(code::read(&kept[..length], moment(0), &limits).is_none());
    }
    assert!(code::read(&[&[9], &kept[1..]].concat(), moment(0), &limits).is_none());
}
