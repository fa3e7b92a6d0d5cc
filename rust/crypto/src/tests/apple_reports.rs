//! apple-v1.json: reports to the byte, both layouts; refusals, and batches.

use super::{array, bytes, number, rows, vectors};
use crate::{
    apple::{
        BODY_LENGTH, BODY_LENGTH_NEWER, EPOCH, OpenError, PrivateKey, Report, SealError, open, open_batch,
        seal, seal_with,
    },
    p224::Scalar,
};
use serde_json::Value;

fn report_of(row: &Value) -> Report {
    Report {
        time: number(row, "time"),
        confidence: number(row, "confidence"),
        lat_e7: number(row, "lat_e7"),
        lon_e7: number(row, "lon_e7"),
        accuracy_m: number(row, "accuracy_m"),
        status: number(row, "status"),
    }
}

fn some_report() -> Report {
    Report {
        time: 1_790_000_123,
        confidence: 3,
        lat_e7: -335_678_901,
        lon_e7: 1_140_579_000,
        accuracy_m: 17,
        status: 0x60,
    }
}

fn some_key() -> PrivateKey {
    PrivateKey::from_bytes(&[7; 28]).expect("a key")
}

fn some_body() -> [u8; BODY_LENGTH] {
    seal(some_key().key(), &some_report(), &[42; 32]).expect("sealed")
}

/// The layout with one byte more.
fn newer(body: &[u8]) -> Vec<u8> {
    [&body[..4], &[0x5A], &body[4..]].concat()
}

#[test]
fn reports_seal_to_the_byte_and_open() {
    for row in rows(&vectors("apple-v1.json")["reports"]["cases"]) {
        let (body, report) = (bytes(row, "body"), report_of(row));
        let private_key = PrivateKey::from_bytes(&array(row, "private_key")).expect("a key");
        assert_eq!(private_key.key(), &array(row, "key"));
        assert!(open(&private_key, &body) == Ok(report), "{}", row["name"]);

        let ephemeral = Scalar::from_bytes(&array(row, "ephemeral_private_key")).expect("a scalar");
        let sealed = seal_with(private_key.key(), &report, &ephemeral).expect("sealed");
        let older = if body.len() == BODY_LENGTH { body } else { [&body[..4], &body[5..]].concat() };
        assert_eq!(sealed.to_vec(), older, "{}", row["name"]);
    }
}

#[test]
fn both_layouts_open_to_the_same() {
    let body = some_body();
    assert_eq!(open(&some_key(), &body), Ok(some_report()));
    assert_eq!(newer(&body).len(), BODY_LENGTH_NEWER);
    assert_eq!(open(&some_key(), &newer(&body)), Ok(some_report()));
}

#[test]
fn other_lengths_are_refused() {
    let long = [newer(&some_body()), vec![0]].concat();
    for length in (0..BODY_LENGTH).chain([BODY_LENGTH_NEWER + 1]) {
        assert_eq!(open(&some_key(), &long[..length]), Err(OpenError::WrongLength { length }));
    }
}

#[test]
fn another_key_does_not_open() {
    let other = PrivateKey::from_bytes(&[8; 28]).expect("a key");
    assert_eq!(open(&other, &some_body()), Err(OpenError::Authentication));
}

#[test]
fn a_flipped_bit_is_noticed_in_every_field_that_is_authenticated() {
    let body = some_body();
    for bit in 0..BODY_LENGTH * 8 {
        let mut changed = body;
        changed[bit / 8] ^= 1 << (bit % 8);
        let opened = open(&some_key(), &changed);
        match bit / 8 {
            0..4 => assert_ne!(opened.expect("the time is in the clear").time, some_report().time),
            4 => assert_ne!(opened.expect("so is the confidence").confidence, some_report().confidence),
            5..62 => assert_eq!(opened, Err(OpenError::InvalidPoint), "bit {bit}"),
            _ => assert_eq!(opened, Err(OpenError::Authentication), "bit {bit}"),
        }
    }
}

#[test]
fn the_byte_of_the_newer_layout_changes_nothing() {
    let mut body = newer(&some_body());
    for value in 0..=u8::MAX {
        body[4] = value;
        assert_eq!(open(&some_key(), &body), Ok(some_report()));
    }
}

#[test]
fn the_negative_point_shares_the_secret_and_not_the_cipher() {
    // The whole point is part of the key derivation, so its other half does not open.
    let body = some_body();
    let mut changed = body;
    changed[34..62].copy_from_slice(&negated(&body[34..62]));
    assert_ne!(changed, body);
    assert_eq!(open(&some_key(), &changed), Err(OpenError::Authentication));
}

/// p − y, big endian, where p = 2²²⁴ − 2⁹⁶ + 1.
fn negated(y: &[u8]) -> Vec<u8> {
    let prime = hex::decode("ffffffffffffffffffffffffffffffff000000000000000000000001").expect("hex");
    let mut borrow = 0;
    let mut digits: Vec<u8> = prime
        .iter()
        .zip(y)
        .rev()
        .map(|(p, y)| {
            let digit = i16::from(*p) - i16::from(*y) - borrow;
            borrow = i16::from(digit < 0);
            u8::try_from(digit.rem_euclid(256)).expect("below 256")
        })
        .collect();
    digits.reverse();
    digits
}

#[test]
fn points_that_are_none_are_refused() {
    let body = some_body();
    let with_point = |point: [u8; 57]| [&body[..5], &point, &body[62..]].concat();
    let mut compressed: [u8; 57] = body[5..62].try_into().expect("57 bytes");
    compressed[0] = 2;
    for point in [[0; 57], [4; 57], [0xFF; 57], compressed] {
        assert_eq!(open(&some_key(), &with_point(point)), Err(OpenError::InvalidPoint));
    }
}

#[test]
fn what_no_report_holds_is_not_sealed() {
    let key = *some_key().key();
    for time in [EPOCH - 1, EPOCH + (1 << 32), 0, -1, i64::MIN, i64::MAX] {
        let report = Report { time, ..some_report() };
        assert_eq!(seal(&key, &report, &[0; 32]), Err(SealError::Time { time }));
    }
    for (lat_e7, lon_e7) in [(900_000_001, 0), (i32::MIN, 0), (0, 1_800_000_001), (0, -1_800_000_001)] {
        let report = Report { lat_e7, lon_e7, ..some_report() };
        assert_eq!(seal(&key, &report, &[0; 32]), Err(SealError::Place));
        let ephemeral = Scalar::from_bytes(&[3; 28]).expect("a scalar");
        let body = seal_with(&key, &report, &ephemeral).expect("sealed all the same");
        assert_eq!(open(&some_key(), &body), Err(OpenError::Place));
    }
    for key in [[0xFF; 28], prime()] {
        assert_eq!(seal(&key, &some_report(), &[0; 32]), Err(SealError::InvalidKey));
    }
}

fn prime() -> [u8; 28] {
    negated(&[0; 28]).try_into().expect("28 bytes")
}

#[test]
fn half_of_all_keys_are_no_points() {
    let keys = (0..64_u8).map(|byte| [byte; 28]);
    let good = keys.filter(|key| seal(key, &some_report(), &[1; 32]).is_ok()).count();
    assert!((16..48).contains(&good), "{good} of 64");
}

#[test]
fn the_ephemeral_key_depends_on_everything() {
    let key = *some_key().key();
    let (base, report) = (some_body(), some_report());
    let other_key = *PrivateKey::from_bytes(&[8; 28]).expect("a key").key();
    let others = [
        seal(&key, &report, &[43; 32]),
        seal(&other_key, &report, &[42; 32]),
        seal(&key, &Report { time: report.time + 1, ..report }, &[42; 32]),
        seal(&key, &Report { confidence: 2, ..report }, &[42; 32]),
        seal(&key, &Report { status: 0, ..report }, &[42; 32]),
    ];
    for other in others {
        assert_ne!(other.expect("sealed")[5..62], base[5..62]);
    }
    assert_eq!(some_body(), base);
}

#[test]
fn a_batch_answers_as_single_calls_do() {
    let keys: Vec<_> = (1..=5).map(|byte| PrivateKey::from_bytes(&[byte; 28]).expect("a key")).collect();
    let mut bodies = Vec::new();
    for (number, key) in (0..200).zip(keys.iter().cycle()) {
        let report = Report { time: some_report().time + i64::from(number), ..some_report() };
        let mut body = seal(key.key(), &report, &[number; 32]).expect("sealed").to_vec();
        match number % 7 {
            1 => body = newer(&body),
            2 => body[30] ^= 1,
            3 => body[80] ^= 1,
            4 => body.truncate(usize::from(number) / 3),
            _ => {}
        }
        bodies.push((key, body));
    }
    let items: Vec<_> = bodies.iter().map(|(key, body)| (*key, body.as_slice())).collect();
    let singles: Vec<_> = items.iter().map(|(key, body)| open(key, body)).collect();
    assert!(open_batch(&items) == singles);
    assert_eq!(singles.iter().filter(|answer| answer.is_ok()).count(), 114);
    assert!(open_batch(&[]).is_empty());
}

#[test]
fn relays_see_quarter_hours() {
    let coarse = some_report().for_relay();
    assert_eq!(coarse.time, 1_790_000_100);
    assert_eq!(Report { time: some_report().time, ..coarse }, some_report());
    assert_eq!(coarse.for_relay(), coarse);
    assert_eq!(Report { time: EPOCH, ..coarse }.for_relay().time, EPOCH);
}
