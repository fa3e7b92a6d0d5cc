//! Points of the curves written here, and what holds for all of them.

use crate::{p224, secp160r1};

/// Two owners agree on a secret, and a batch says what one says; the operations are those in scope.
macro_rules! two_owners_and_batches {
    ($scalar:ident, $own:ident, $other:ident, $lifted:ident) => {
        let theirs = public(&$other).unwrap_or($own);
        assert_eq!(shared_x(&$scalar, &theirs), shared_x(&$other, &$own), "two owners disagree");
        let many = vec![$scalar.clone(); 64];
        assert_eq!(public_batch(&many), [Some($own); 64], "a batch disagrees about a point");
        let point = $lifted.unwrap_or($own);
        let shared = shared_x(&$scalar, &point);
        let batch = shared_x_batch(&[(&$scalar, &point); 64]);
        assert!(batch.iter().all(|one| *one == shared), "a batch disagrees about a secret");
    };
}

/// Any x coordinate (20 bytes) and any number (32): what lifts is a point with this x and an even y, two owners agree on
/// it, and a batch says what one says.
pub fn secp160r1_lift(data: &[u8]) {
    use secp160r1::{Point, Scalar, public, public_batch, shared_x, shared_x_batch};
    let Some((x, rest)) = data.split_first_chunk() else {
        return;
    };
    let lifted = Point::lift_x(x);
    if let Some(point) = &lifted {
        assert_eq!(point.x(), x, "another point");
        assert!(!bool::from(point.y_is_odd()), "an odd y");
        assert_eq!(Point::from_xy(point.x(), point.y()), Some(*point), "not on the curve");
    }
    let Some((wide, _)) = rest.split_first_chunk() else {
        return;
    };
    let scalar = Scalar::from_wide(wide);
    let Some(own) = public(&scalar) else {
        assert!(scalar.to_bytes().iter().all(|byte| *byte == 0), "a number other than 0 has no point");
        return;
    };
    assert_eq!(Scalar::from_bytes(&scalar.to_bytes()), Some(scalar.clone()), "not canonical");
    let other = Scalar::from_wide(&[x.as_slice(), &[1; 12]].concat().try_into().unwrap_or([1; 32]));
    two_owners_and_batches!(scalar, own, other, lifted);
}

/// Any uncompressed point (57 bytes) and any number (36): what parses is the point that was written, its x lifts to it or
/// to its opposite, two owners agree, and a batch says what one says.
pub fn p224_point(data: &[u8]) {
    use p224::{Point, Scalar, public, public_batch, shared_x, shared_x_batch};
    let Some((written, rest)) = data.split_first_chunk::<57>() else {
        return;
    };
    let [_, coordinates @ ..] = written;
    let Some((x, _)) = coordinates.split_first_chunk() else {
        return;
    };
    let lifted = Point::lift_x(x);
    if let Some(point) = Point::from_uncompressed(written) {
        assert_eq!(point.to_uncompressed(), *written, "two forms of one point");
        assert_eq!(lifted.map(|even| *even.x()), Some(*point.x()), "a point's x does not lift");
    }
    if let Some(point) = &lifted {
        assert!(!bool::from(point.y_is_odd()), "an odd y");
        assert_eq!(Point::from_uncompressed(&point.to_uncompressed()), Some(*point), "not on the curve");
    }
    let Some((wide, _)) = rest.split_first_chunk() else {
        return;
    };
    let scalar = Scalar::from_wide_plus_one(wide);
    let Some(own) = public(&scalar) else { unreachable!("a number other than 0 has no point") };
    assert_eq!(Scalar::from_bytes(&scalar.to_bytes()), Some(scalar.clone()), "not canonical");
    let other = Scalar::from_wide_plus_one(&[x.as_slice(), &[1; 8]].concat().try_into().unwrap_or([1; 36]));
    two_owners_and_batches!(scalar, own, other, lifted);
}
