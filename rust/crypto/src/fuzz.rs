//! Bodies of the fuzz targets.
//!
//! Each takes any bytes and panics when a promise is broken; the tests run them on random input.

mod curves;
mod fhn;

pub use curves::{p224_point, secp160r1_lift};
pub use fhn::{fhn_location, fhn_open, fhn_seal};

use crate::{
    apple,
    at_rest::{DataKey, open_column, seal_column},
    mibeacon::{BindKey, OpenError, open as open_mibeacon},
    native::{PrivateKey, SealError, open, seal},
    p256::{Backend, P256, Point, backend_named},
};
use findmesh_proto::advert::{
    Advert,
    ad::SERVICE_DATA_16,
    decode,
    mibeacon::{self, Content, UUID},
};
use findmesh_proto::{Address, AddressKind, Deployment, Frame, Report, report::PLAINTEXT_LENGTH};

/// A private key (32 bytes), a deployment (16) and any body: every backend gives the same answer.
pub fn native_open(data: &[u8]) {
    let Some((private, rest)) = data.split_first_chunk() else {
        return;
    };
    let Some((service_uuid, body)) = rest.split_first_chunk() else {
        return;
    };
    let answers = backends().map(|backend| {
        let private_key = PrivateKey::from_bytes_with(backend, private).ok()?;
        Some(open(backend, &private_key, body, service_uuid).map(|report| report.encode()))
    });
    assert_same(answers);
}

/// Any x coordinate, and any bytes as an uncompressed point: what lifts is a point with this x and an even y, sealing takes exactly what lifts, and every
/// backend says the same.
pub fn p256_lift(data: &[u8]) {
    let Some((x, rest)) = data.split_first_chunk() else {
        return;
    };
    let point = Point::lift(x);
    if let Some(point) = &point {
        assert_eq!(point.x(), x, "another point");
        assert!(!bool::from(point.y_is_odd()), "an odd y");
        assert_eq!(Point::from_uncompressed(&point.to_uncompressed()), Some(*point), "not on the curve");
    }
    if let Some(parsed) = Point::from_uncompressed(rest) {
        assert_eq!(parsed.to_uncompressed().as_slice(), rest, "two forms of one point");
    }
    let Ok(report) = Report::decode(&[0; PLAINTEXT_LENGTH]) else {
        return;
    };
    assert_same(backends().map(|backend| {
        assert_eq!(backend.lift(x), point, "backends disagree about a point");
        let body = seal(backend, x, &report, &[0; 16], &[7; 32]);
        assert_eq!(body == Err(SealError::InvalidKey), point.is_none(), "sealed to what does not lift");
        body
    }));
}

/// A data key (32 bytes) and any column: what opens is, sealed again under its nonce, the same bytes.
pub fn at_rest_open(data: &[u8]) {
    let Some((key, sealed)) = data.split_first_chunk() else {
        return;
    };
    let key = DataKey::from_bytes(*key);
    let Ok(plain) = open_column(&key, b"", sealed) else {
        return;
    };
    let nonce = core::array::from_fn(|index| sealed.get(1 + index).copied().unwrap_or_default());
    let again = seal_column(&key, &nonce, b"", &plain);
    assert_eq!(again.as_deref(), Ok(sealed), "two columns of one text");
}

/// A key (16 bytes, of which a legacy one has 12), an address (6) and service data of a MiBeacon: what opens are as many
/// bytes as were sealed, and each refusal is for what the frame shows.
pub fn mibeacon_open(data: &[u8]) {
    let Some((key, rest)) = data.split_first_chunk::<16>() else {
        return;
    };
    let (Some(legacy), Some((sender, frame))) = (key.first_chunk(), rest.split_first_chunk()) else {
        return;
    };
    let Ok(length) = u8::try_from(frame.len() + 3) else {
        return;
    };
    let data = [&[length, SERVICE_DATA_16], UUID.to_le_bytes().as_slice(), frame].concat();
    let frame = Frame { data: &data, address: None };
    let Ok(Some(Advert::Mibeacon(advert))) = decode(&frame, &Deployment::COMMON) else {
        return;
    };
    let sender = Address::new(*sender, AddressKind::Unknown);
    check_mibeacon(&advert, Some(sender), &BindKey::Standard(*key));
    check_mibeacon(&advert, Some(sender), &BindKey::Legacy(*legacy));
    let nameless = advert.mac.is_none() && open_mibeacon(&advert, None, &BindKey::Standard(*key)).is_ok();
    assert!(!nameless, "opened without an address");
}

fn check_mibeacon(advert: &mibeacon::Advert<'_>, sender: Option<Address>, key: &BindKey) {
    let opened = open_mibeacon(advert, sender, key);
    let Content::Sealed(sealed) = advert.content else {
        assert_eq!(opened, Err(OpenError::NotSealed));
        return;
    };
    let fits = sealed.mic.is_some() == matches!(key, BindKey::Standard(_));
    assert_eq!(opened == Err(OpenError::KeyLength), !fits, "a key of the wrong version");
    if let Ok(opened) = opened {
        assert_eq!(opened.mic_valid(), sealed.mic.map(|_| true));
        let whole: usize = opened.objects().iter().map(|object| 3 + object.data.len()).sum();
        assert_eq!(whole == sealed.ciphertext.len(), !opened.objects().is_truncated());
    } else {
        assert!(sealed.mic.is_some() || !fits, "a legacy frame opens with any legacy key");
    }
}

/// A private key of Apple's network (28 bytes) and any body: alone and in a batch it gives the same answer.
pub fn apple_open(data: &[u8]) {
    let Some((private, body)) = data.split_first_chunk() else {
        return;
    };
    let Ok(private_key) = apple::PrivateKey::from_bytes(private) else {
        return;
    };
    let answer = apple::open(&private_key, body);
    let batch = apple::open_batch(&[(&private_key, b""), (&private_key, body)]);
    assert_eq!(batch.get(1), Some(&answer), "a batch gives another answer");
}

/// A private key of Apple's network (28 bytes), randomness (32), the fields of a report (15): what can be sealed opens
/// to the same, and a body with bits flipped (the rest, laid over it) does not open to another place.
pub fn apple_seal(data: &[u8]) {
    let Some((private, rest)) = data.split_first_chunk() else {
        return;
    };
    let Some((random, rest)) = rest.split_first_chunk() else {
        return;
    };
    let (Ok(private_key), Some((fields, flips))) =
        (apple::PrivateKey::from_bytes(private), rest.split_first_chunk())
    else {
        return;
    };
    let report = apple_report(fields);
    let Ok(mut body) = apple::seal(private_key.key(), &report, random) else {
        assert!(report.lat_e7.unsigned_abs() > 900_000_000 || report.lon_e7.unsigned_abs() > 1_800_000_000);
        return;
    };
    assert_eq!(apple::open(&private_key, &body), Ok(report), "what was sealed does not open");
    for (byte, flip) in body.iter_mut().zip(flips) {
        *byte ^= flip;
    }
    if let Ok(opened) = apple::open(&private_key, &body) {
        let (time, confidence) = (report.time, report.confidence);
        assert_eq!(apple::Report { time, confidence, ..opened }, report, "a changed report opens");
    }
}

fn apple_report(fields: &[u8; 15]) -> apple::Report {
    let [t0, t1, t2, t3, y0, y1, y2, y3, x0, x1, x2, x3, accuracy_m, status, confidence] = *fields;
    apple::Report {
        time: apple::EPOCH + i64::from(u32::from_be_bytes([t0, t1, t2, t3])),
        confidence,
        lat_e7: i32::from_be_bytes([y0, y1, y2, y3]),
        lon_e7: i32::from_be_bytes([x0, x1, x2, x3]),
        accuracy_m,
        status,
    }
}

/// A symmetric key (32 bytes) and any checkpoints: those that are taken are written again as the same bytes, and give
/// keys for every step up to a week beyond them.
pub fn apple_checkpoints(data: &[u8]) {
    let Some((key, checkpoints)) = data.split_first_chunk() else {
        return;
    };
    let Ok(private_key) = apple::PrivateKey::from_bytes(&[1; 28]) else {
        return;
    };
    let mut schedule = apple::Schedule::new(private_key, apple::SymmetricKey::from_bytes(*key));
    if schedule.restore_checkpoints(checkpoints).is_err() {
        return;
    }
    assert_eq!(schedule.checkpoints().as_slice(), checkpoints, "two forms of the same checkpoints");
    let count = u32::try_from(checkpoints.len() / 32).unwrap_or(0);
    let beyond = count.saturating_mul(apple::CHECKPOINT_INTERVAL).min(apple::LAST_INDEX);
    let beyond = schedule.symmetric_key(beyond);
    assert!(beyond.is_ok(), "no key beyond the checkpoints");
    assert!(
        schedule.symmetric_key(0) == Ok(apple::SymmetricKey::from_bytes(*key)),
        "another key at the start"
    );
}

fn backends() -> impl Iterator<Item = &'static dyn P256> {
    Backend::ALL.into_iter().filter_map(backend_named)
}

fn assert_same<T: PartialEq + core::fmt::Debug>(answers: impl Iterator<Item = T>) {
    let mut answers = answers.peekable();
    while let Some(answer) = answers.next() {
        assert!(answers.peek().is_none_or(|next| *next == answer), "backends disagree");
    }
}
