//! Encounters and what is written of them.

use findmesh_proto::advert::Form;
use findmesh_proto::network::Network;

use super::*;

fn heard(at: Boot, rssi: i8) -> Heard {
    let sighting = Sighting {
        key: TagKey::new(Network::Native, &[1; 32]).unwrap(),
        separated: true,
        address: None,
        form: Form::Extended,
        header: 0x10,
        status: 0,
        rssi,
        tx_power: 127,
        seen_boot_ms: 0,
        seen_wall_ms: 0,
    };
    Heard { at, sighting }
}

fn track() -> Track {
    let mut track = Track::new([0; 16], None, 0);
    track.waiting = Some(Waiting::new(RowId([0; 16]), heard(0, -80), 0));
    track
}

fn closest(track: &Track) -> i8 {
    track.waiting.as_ref().unwrap().closest.sighting.rssi
}

#[test]
fn the_closest_of_an_encounter_waits() {
    let mut track = track();
    for (at, rssi) in [(1_000, -70), (2_000, -75), (3_000, 127)] {
        track.hear(heard(at, rssi), 900_000);
    }
    assert_eq!(closest(&track), -70);
    assert_eq!(track.waiting.as_ref().unwrap().newest.at, 3_000);
}

#[test]
fn another_encounter_does_not_replace_it() {
    let mut track = track();
    track.hear(heard(900_000, -70), 900_000);
    track.hear(heard(1_900_000, -40), 900_000);
    track.hear(heard(1_901_000, -30), 900_000);
    assert_eq!(closest(&track), -70);
    assert_eq!(track.waiting.as_ref().unwrap().newest.at, 1_901_000);
}

#[test]
fn the_store_is_written_for_a_clear_gain_and_a_few_times_only() {
    let mut track = track();
    let mut written = Vec::new();
    for (at, rssi) in (1..).zip([-80, -75, -74, -73, -68, -60, -50, -40]) {
        track.hear(heard(at, rssi), 900_000);
        let row = track.waiting.as_mut().unwrap().row_to_write(6, 3);
        written.extend(row.map(|row| row.sighting.rssi));
    }
    assert_eq!(written, [-80, -74, -68, -60]);
    assert_eq!(closest(&track), -40);
}

#[test]
fn an_unknown_rssi_is_the_farthest() {
    let mut waiting = Waiting::new(RowId([0; 16]), heard(0, 127), 0);
    assert!(waiting.row_to_write(6, 3).is_some());
    waiting.hear(heard(1, -100));
    assert_eq!(waiting.row_to_write(6, 3).map(|row| row.sighting.rssi), Some(-100));
}

#[test]
fn a_key_that_waits_is_not_forgotten() {
    let mut tracks = Tracks::default();
    let keys = [1u8, 2].map(|n| TagKey::new(Network::Native, &[n; 32]).unwrap());
    tracks.insert(keys[0], track());
    tracks.insert(keys[1], Track::new([1; 16], None, 0));
    tracks.forget(1);
    assert!(tracks.get(&keys[0]).is_some() && tracks.get(&keys[1]).is_none());
}
