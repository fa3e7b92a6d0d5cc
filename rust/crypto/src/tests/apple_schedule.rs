//! apple-v1.json: both chains at many steps, addresses and adverts; checkpoints, sharing, limits.

use super::{array, bytes, number, rows, vectors};
use crate::apple::{
    CHECKPOINT_INTERVAL, CheckpointError, KeyPair, LAST_INDEX, PrivateKey, PrivateKeyError, Schedule,
    ScheduleError, SymmetricKey, address, advert, lookup_id, secondary_indices,
};
use serde_json::Value;

/// Indices around the checkpoints, in an order that goes back and forth.
const ORDER: [u32; 10] = [671, 672, 673, 0, 1_345, 1_344, 5, 2_016, 672, 2_015];

fn schedule_of(row: &Value) -> Schedule {
    Schedule::new(private_key(row, "master_key"), SymmetricKey::from_bytes(array(row, "symmetric_key")))
}

fn private_key(row: &Value, field: &str) -> PrivateKey {
    PrivateKey::from_bytes(&array(row, field)).expect("a private key")
}

fn small() -> Schedule {
    Schedule::new(PrivateKey::from_bytes(&[7; 28]).expect("a key"), SymmetricKey::from_bytes([9; 32]))
}

/// Walks from step 0 without any checkpoint.
fn walked(index: u32) -> SymmetricKey {
    (0..index).fold(SymmetricKey::from_bytes([9; 32]), |key, _| key.next())
}

#[test]
fn the_schedule_gives_every_row() {
    for row in rows(&vectors("apple-v1.json")["schedule"]["cases"]) {
        let index = number(row, "index");
        let mut schedule = schedule_of(row);
        let step_key = schedule.symmetric_key(index).expect("a step");
        assert_eq!(step_key.expose(), &array(row, "step_key"), "{row}");
        let (u, v) = step_key.diversify();
        assert_eq!((*u.to_bytes(), *v.to_bytes()), (array(row, "u"), array(row, "v")), "{row}");

        let pair = schedule.key(index).expect("a key");
        assert_eq!(pair.index, index);
        assert_eq!(*pair.private_key.expose(), array(row, "private_key"), "{row}");
        assert_eq!(pair.key, array(row, "key"), "{row}");
        assert_eq!(pair.private_key.key(), &pair.key);
        assert_eq!(pair.lookup_id, array(row, "lookup_id"), "{row}");
    }
}

#[test]
fn keys_are_carried_as_every_row_says() {
    for row in rows(&vectors("apple-v1.json")["schedule"]["cases"]) {
        let key = array(row, "key");
        let (sender, data) = advert(&key, number(row, "status"), number(row, "hint"));
        assert_eq!(data.to_vec(), bytes(row, "advert"));
        assert_eq!(sender.to_string(), row["address"].as_str().expect("an address"));
        assert_eq!(sender, address(&key));
        assert!(sender.is_random_static());
    }
    for row in rows(&vectors("apple-v1.json")["adverts"]["cases"]) {
        let top: u8 = number(row, "top_bits");
        let mut key = [0x3F | (top << 6); 28];
        key[6..].copy_from_slice(&bytes(row, "key_tail"));
        let (_, data) = advert(&key, number(row, "status"), number(row, "hint"));
        assert_eq!(data.to_vec(), bytes(row, "advert"));
    }
}

#[test]
fn keys_of_openhaystack_belong_together() {
    for row in rows(&vectors("apple-v1.json")["keys"]["cases"]) {
        let private_key = private_key(row, "private_key");
        assert_eq!(private_key.key(), &array(row, "key"));
        assert_eq!(lookup_id(private_key.key()), array(row, "lookup_id"));
    }
}

#[test]
fn a_range_gives_what_single_steps_give() {
    let mut schedule = small();
    let range = schedule.keys(600..=760).expect("keys");
    assert_eq!(range.iter().map(|pair| pair.index).collect::<Vec<_>>(), (600..=760).collect::<Vec<_>>());
    for pair in range.iter().step_by(37) {
        assert_eq!(small().key(pair.index).as_ref(), Ok(pair));
    }
    assert_eq!(schedule.keys(5..=5).expect("one").len(), 1);
    #[expect(clippy::reversed_empty_ranges, reason = "an empty range is what is tested")]
    let none = schedule.keys(6..=5);
    assert_eq!(none, Ok(vec![]));
}

#[test]
fn steps_come_in_any_order() {
    let mut schedule = small();
    for index in ORDER {
        assert_eq!(schedule.symmetric_key(index), Ok(walked(index)), "step {index}");
    }
}

#[test]
fn checkpoints_go_to_another_schedule() {
    let mut first = small();
    assert_eq!(first.checkpoints().len(), 5 + 32);
    let key = first.symmetric_key(3 * CHECKPOINT_INTERVAL + 10);
    let stored = first.checkpoints();
    assert_eq!(stored.len(), 5 + 4 * 32);
    assert_eq!(stored[5 + 3 * 32..], *walked(3 * CHECKPOINT_INTERVAL).expose());

    let mut second = small();
    second.restore_checkpoints(&stored).expect("checkpoints of the same chain");
    assert_eq!(second.checkpoints(), stored);
    assert_eq!(second.symmetric_key(3 * CHECKPOINT_INTERVAL + 10), key);
    for index in ORDER {
        assert_eq!(second.symmetric_key(index), Ok(walked(index)), "step {index}");
    }
}

#[test]
fn a_restored_schedule_does_not_walk_from_the_start() {
    let mut stored = small().checkpoints();
    // A checkpoint that is not of this chain, to see that it is used.
    stored.extend([0xEE; 32]);
    let mut schedule = small();
    schedule.restore_checkpoints(&stored).expect("trusted");
    assert_eq!(schedule.symmetric_key(CHECKPOINT_INTERVAL), Ok(SymmetricKey::from_bytes([0xEE; 32])));
    assert_eq!(schedule.symmetric_key(CHECKPOINT_INTERVAL - 1), Ok(walked(CHECKPOINT_INTERVAL - 1)));
}

#[test]
fn checkpoints_that_cannot_be_used_are_refused() {
    let good = small().checkpoints();
    let mut schedule = small();
    let other =
        Schedule::new(PrivateKey::from_bytes(&[7; 28]).expect("a key"), SymmetricKey::from_bytes([8; 32]));
    let later = small().shared_from(1).expect("a step");
    let mut version = good.to_vec();
    version[0] = 2;
    let cases: [(&[u8], CheckpointError); 7] = [
        (&[], CheckpointError::Length { length: 0 }),
        (&good[..3], CheckpointError::Length { length: 3 }),
        (&good[..5], CheckpointError::Length { length: 5 }),
        (&good[..36], CheckpointError::Length { length: 36 }),
        (&version, CheckpointError::UnknownVersion { version: 2 }),
        (&other.checkpoints(), CheckpointError::OtherChain),
        (&later.checkpoints(), CheckpointError::OtherChain),
    ];
    for (bytes, error) in cases {
        assert_eq!(schedule.restore_checkpoints(bytes), Err(error));
    }
    assert_eq!(schedule.checkpoints(), good);
}

#[test]
fn a_schedule_is_shared_from_a_step_on() {
    let mut whole = small();
    let mut shared = whole.shared_from(1_000).expect("a step");
    assert_eq!(shared.start(), 1_000);
    for index in [1_000, 1_671, 1_672, 1_673, 2_500] {
        assert_eq!(shared.key(index), whole.key(index), "step {index}");
    }
    assert_eq!(shared.keys(1_600..=1_700), whole.keys(1_600..=1_700));
    let before = ScheduleError::BeforeStart { index: 999, start: 1_000 };
    assert_eq!(shared.key(999), Err(before));
    assert_eq!(shared.keys(999..=1_001), Err(before));
    assert_eq!(shared.checkpoints()[..5], [1, 0, 0, 0x03, 0xE8]);
}

#[test]
fn steps_beyond_the_last_are_refused_at_once() {
    let mut schedule = small();
    let index = LAST_INDEX + 1;
    let beyond = ScheduleError::BeyondLast { index };
    assert_eq!(schedule.key(index), Err(beyond));
    assert_eq!(schedule.symmetric_key(index), Err(beyond));
    assert_eq!(schedule.keys(0..=index), Err(beyond));
    assert_eq!(schedule.key(u32::MAX), Err(ScheduleError::BeyondLast { index: u32::MAX }));
    assert_eq!(schedule.checkpoints().len(), 5 + 32, "nothing was walked");

    let private_key = PrivateKey::from_bytes(&[7; 28]).expect("a key");
    let symmetric_key = SymmetricKey::from_bytes([9; 32]);
    let last = Schedule::starting_at(LAST_INDEX, private_key.clone(), symmetric_key.clone());
    assert_eq!(last.expect("a schedule").key(LAST_INDEX).map(|pair| pair.index), Ok(LAST_INDEX));
    assert_eq!(Schedule::starting_at(index, private_key, symmetric_key).map(|_| ()), Err(beyond));
}

#[test]
fn private_keys_lie_between_one_and_the_order() {
    let order = hex::decode("ffffffffffffffffffffffffffff16a2e0b8f03e13dd29455c5c2a3d").expect("hex");
    let order: [u8; 28] = order.try_into().expect("28 bytes");
    let (mut below, mut one) = (order, [0; 28]);
    below[27] -= 1;
    one[27] = 1;
    for refused in [[0; 28], order, [0xFF; 28]] {
        assert_eq!(PrivateKey::from_bytes(&refused), Err(PrivateKeyError::OutOfRange));
    }
    let (below, one) = (PrivateKey::from_bytes(&below), PrivateKey::from_bytes(&one));
    // 1 and n − 1: a point and its negative.
    assert_eq!(below.expect("a key").key(), one.expect("a key").key());
}

#[test]
fn secondary_steps_go_by_the_day() {
    assert_eq!(secondary_indices(0), [1, 2]);
    assert_eq!(secondary_indices(95), [1, 2]);
    assert_eq!(secondary_indices(96), [2, 3]);
    assert_eq!(secondary_indices(35_040), [366, 367]);
}

#[test]
fn pairs_tell_steps_apart() {
    let mut schedule = small();
    let pairs: [KeyPair; 2] = [3, 4].map(|index| schedule.key(index).expect("a key"));
    assert_ne!(pairs[0].key, pairs[1].key);
    assert_ne!(pairs[0].lookup_id, pairs[1].lookup_id);
}
