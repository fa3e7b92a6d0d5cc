use super::*;

const PEOPLE: usize = 200;

fn city() -> City {
    City::new(7, PEOPLE, Constants::builtin())
}

fn live(city: &City, policy: Policy, threads: usize) -> Outcome {
    city.live(policy, threads, &|_| {})
}

#[test]
fn a_day_does_not_depend_on_who_lives_it() {
    let one = live(&city(), Policy::Background, 1);
    let many = live(&city(), Policy::Background, 3);
    assert_eq!(one, many);
    assert!(one.row.reports_per_day > 0.0 && one.row.energy_mah_per_day > 0.0);
}

#[test]
fn another_seed_is_another_day() {
    let other = City::new(8, PEOPLE, Constants::builtin());
    assert_ne!(live(&city(), Policy::Background, 2), live(&other, Policy::Background, 2));
}

#[test]
fn every_policy_lives_through_the_same_city() {
    let city = city();
    let rows = Policy::ALL.map(|policy| live(&city, policy, 2).row);
    for row in &rows {
        assert_eq!(row.encounters_60s, rows[0].encounters_60s, "{}", row.policy);
        let shares = [row.heard_60s, row.reported_60s, row.heard_10s, row.reported_10s].map(Option::unwrap);
        assert!(shares.iter().all(|share| (0.0..=1.0).contains(share)), "{row:?}");
        assert!(row.heard_60s >= row.reported_60s && row.heard_10s >= row.reported_10s, "{row:?}");
        assert!(row.energy_mah_per_day > 0.0, "{row:?}");
    }
    let radio = |policy| rows.iter().find(|row| row.policy == policy).unwrap().radio_s_per_h;
    assert_eq!(radio("opportunistic").to_bits(), 0.0_f64.to_bits());
    assert!(radio("dp3t") > radio("opentrace") && radio("opentrace") > radio("exposure_notifications"));
}

#[test]
fn where_energy_goes_adds_up() {
    let outcome = live(&city(), Policy::Background, 2);
    assert!((outcome.energy.total() - outcome.row.energy_mah_per_day).abs() < 0.001);
    assert!(outcome.charging_mah <= outcome.row.energy_mah_per_day);
}

#[test]
fn a_tag_that_stays_is_heard_by_every_phone() {
    let city = city();
    let (without, with) =
        (live(&city, Policy::Background, 2), live(&city.with_tag_in_range(), Policy::Background, 2));
    assert_eq!(with.row.encounters_60s, without.row.encounters_60s);
    assert!(with.energy.total() > without.energy.total());
}

#[test]
fn a_receiver_that_takes_twice_costs_twice() {
    let city = city();
    let change = Change { constant: "energy.rx".into(), factor: 2.0 };
    assert!(changes(city.constants()).contains(&change));
    let (before, after) = (live(&city, Policy::Background, 2), effect(&city, Policy::Background, change, 2));
    let ratio = after.outcome.energy.receiver / before.energy.receiver;
    assert!((ratio - 2.0).abs() < 1e-9, "{ratio}");
    assert_eq!(after.outcome.row.reported_60s, before.row.reported_60s);
}

#[test]
fn a_constant_that_cannot_move_is_no_change() {
    let constants = Constants::builtin();
    let all = changes(&constants);
    assert!(all.iter().any(|change| change.constant == "energy.rx"));
    let name = |change: &Change| (change.constant.clone(), change.factor.to_bits());
    // Full duty cannot be doubled.
    assert!(!all.iter().map(name).any(|it| it == ("scan.low_latency".to_owned(), 2.0_f64.to_bits())));
}
