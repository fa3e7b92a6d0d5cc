//! The backend that runs everywhere: RustCrypto's `p256`.

use super::{Backend, Fault, P256, Point, Scalar, SharedX};
use ::p256::{
    ProjectivePoint,
    elliptic_curve::{Group, point::AffineCoordinates},
};
use zeroize::Zeroizing;

/// The implementation in portable Rust.
#[derive(Debug)]
pub(super) struct RustCrypto;

impl P256 for RustCrypto {
    fn backend(&self) -> Backend {
        Backend::RustCrypto
    }

    fn public(&self, scalar: &Scalar) -> Result<Point, Fault> {
        let point = ProjectivePoint::mul_by_generator(scalar.as_inner());
        Ok(Point::from_affine(&point.to_affine()))
    }

    fn shared_x(&self, scalar: &Scalar, point: &Point) -> Result<SharedX, Fault> {
        let shared = ProjectivePoint::from(point.to_affine()?) * scalar.as_inner().as_ref();
        Ok(Zeroizing::new(shared.to_affine().x().into()))
    }
}
