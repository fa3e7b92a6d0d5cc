//! Points as (X, Y, Z) with x = X/Z² and y = Y/Z³: additions without divisions, for one scalar at a time.
//!
//! Formulas: D. J. Bernstein and T. Lange, Explicit-Formulas Database, "dbl-2001-b" and "madd-2007-bl".

use super::{Affine, Curve, Field, Mask};

/// A point; at infinity where Z = 0.
#[derive(Clone, Copy)]
pub(super) struct Jacobian<C: Curve> {
    x: C::Field,
    y: C::Field,
    z: C::Field,
}

impl<C: Curve> From<Affine<C>> for Jacobian<C> {
    fn from(point: Affine<C>) -> Self {
        Self { x: point.x, y: point.y, z: C::Field::ONE }
    }
}

impl<C: Curve> Jacobian<C> {
    /// Twice the point. There is none with y = 0, so that this holds for all.
    pub(super) fn double(self) -> Self {
        let delta = self.z.square();
        let gamma = self.y.square();
        let beta = self.x.mul(gamma);
        let alpha = self.x.sub(delta).mul(self.x.add(delta)).triple();
        let beta4 = beta.double().double();
        let x = alpha.square().sub(beta4.double()).settled();
        let z = self.y.add(self.z).square().sub(gamma.add(delta));
        let y = alpha.mul(beta4.sub(x)).sub(gamma.square().double().double().double()).settled();
        Self { x, y, z }
    }

    /// Sum of two points that are different, neither at infinity. Of opposite points the sum is at infinity, as it should.
    pub(super) fn add(self, other: Affine<C>) -> Self {
        self.add_with_difference(other).0
    }

    /// Sum of two points that may be the same, neither at infinity.
    pub(super) fn add_any(self, other: Affine<C>) -> Self {
        let (sum, h, r) = self.add_with_difference(other);
        let same = h.is_zero().and(r.is_zero());
        sum.select(Self::from(other).double(), same)
    }

    /// The sum of different points, and the differences of their x and y (times a power of Z).
    fn add_with_difference(self, other: Affine<C>) -> (Self, C::Field, C::Field) {
        let zz = self.z.square();
        let h = other.x.mul(zz).sub(self.x);
        let r = other.y.mul(self.z).mul(zz).sub(self.y);
        let hh = h.square();
        let hhh = h.mul(hh);
        let v = self.x.mul(hh);
        let x = r.square().sub(hhh.add(v.double())).settled();
        let y = r.mul(v.sub(x)).sub(self.y.mul(hhh)).settled();
        (Self { x, y, z: self.z.mul(h) }, h, r)
    }

    fn select(self, other: Self, mask: Mask) -> Self {
        Self {
            x: self.x.select(other.x, mask),
            y: self.y.select(other.y, mask),
            z: self.z.select(other.z, mask),
        }
    }

    /// Z, for a shared inversion.
    pub(super) const fn z(&self) -> C::Field {
        self.z
    }

    /// The two coordinates, given 1/Z.
    pub(super) fn scaled(&self, z_inverse: C::Field) -> Affine<C> {
        let zz = z_inverse.square();
        Affine { x: self.x.mul(zz), y: self.y.mul(zz).mul(z_inverse) }
    }

    /// The two coordinates of a point that is not at infinity.
    pub(super) fn to_affine(self) -> Affine<C> {
        self.scaled(self.z.invert())
    }
}
