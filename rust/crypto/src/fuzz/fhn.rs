//! The Find Hub network.

use super::backends;
use crate::fhn::{
    Form, IdentityKey, Location, PrivateKey, SealError, ephemeral, open, open_batch, open_with, seal,
};

/// A byte that chooses the curve, a private key (21 or 32 bytes), any body: alone, in a batch and on every backend it
/// gives the same answer.
pub fn fhn_open(data: &[u8]) {
    let Some((choice, data)) = data.split_first() else {
        return;
    };
    let length = if choice & 1 == 0 { 21 } else { 32 };
    let Some((private, body)) = data.split_at_checked(length) else {
        return;
    };
    let Ok(private_key) = PrivateKey::from_bytes(private) else {
        return;
    };
    let answer = open(&private_key, body);
    let batch = open_batch(&[(&private_key, b""), (&private_key, body)]);
    assert_eq!(batch.get(1), Some(&answer), "a batch gives another answer");
    super::assert_same(backends().map(|backend| open_with(backend, &private_key, body)));
}

/// An identity key (32 bytes), a counter (4), a form (1), randomness (32), the fields of a location (20): what can be
/// sealed opens to the same, and not with bits flipped (the rest, laid over it).
pub fn fhn_seal(data: &[u8]) {
    let Some((identity, data)) = data.split_first_chunk() else {
        return;
    };
    let Some((&[c0, c1, c2, c3, form], data)) = data.split_first_chunk() else {
        return;
    };
    let (Some(form), Some((random, data))) = (Form::from_byte(form), data.split_first_chunk()) else {
        return;
    };
    let Some((fields, flips)) = data.split_first_chunk() else {
        return;
    };
    let identity = IdentityKey::from_bytes(*identity);
    let Ok(made) = ephemeral(&identity, u32::from_be_bytes([c0, c1, c2, c3]), form.curve()) else {
        return;
    };
    let location = location(fields);
    let mut body = match seal(&made.eid, &location, form, random) {
        Ok(body) => body,
        Err(error) => return assert_eq!(Err(error), location.validate().map_err(SealError::Location)),
    };
    assert_eq!(open(&made.private_key, &body), Ok(location), "what was sealed does not open");
    let mut changed = false;
    for (byte, flip) in body.iter_mut().zip(flips) {
        *byte ^= flip;
        changed |= *flip != 0;
    }
    assert_eq!(open(&made.private_key, &body).is_err(), changed, "a changed report opens");
}

/// Any plaintext: a location that has all fields of ours is written and read as the same, in the lengths of our format.
pub fn fhn_location(data: &[u8]) {
    let Ok(location) = Location::decode(data) else {
        return;
    };
    let Ok(written) = location.encode() else {
        assert!(location.time.is_none(), "a place that was read is not written");
        return;
    };
    assert!((18..=34).contains(&written.len()), "{} bytes", written.len());
    assert_eq!(Location::decode(&written), Ok(location));
}

fn location(fields: &[u8; 20]) -> Location {
    let [y0, y1, y2, y3, x0, x1, x2, x3, h0, h1, h2, h3, t0, t1, t2, t3, a0, a1, a2, a3] = *fields;
    let accuracy_dm = u32::from_be_bytes([a0, a1, a2, a3]);
    Location {
        lat_e7: i32::from_be_bytes([y0, y1, y2, y3]),
        lon_e7: i32::from_be_bytes([x0, x1, x2, x3]),
        altitude_m: i32::from_be_bytes([h0, h1, h2, h3]),
        time: Some(u32::from_be_bytes([t0, t1, t2, t3])),
        accuracy_dm: (accuracy_dm != 0).then_some(accuracy_dm),
    }
}
