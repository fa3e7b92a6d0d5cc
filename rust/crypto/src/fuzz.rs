//! Bodies of the fuzz targets.
//!
//! Each takes any bytes and panics when a promise is broken; the tests run them on random input.

use crate::{
    at_rest::{DataKey, open_column, seal_column},
    native::{PrivateKey, SealError, open, seal},
    p256::{Backend, P256, Point, backend_named},
};
use findmesh_proto::{Report, report::PLAINTEXT_LENGTH};

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

fn backends() -> impl Iterator<Item = &'static dyn P256> {
    Backend::ALL.into_iter().filter_map(backend_named)
}

fn assert_same<T: PartialEq + core::fmt::Debug>(answers: impl Iterator<Item = T>) {
    let mut answers = answers.peekable();
    while let Some(answer) = answers.next() {
        assert!(answers.peek().is_none_or(|next| *next == answer), "backends disagree");
    }
}
