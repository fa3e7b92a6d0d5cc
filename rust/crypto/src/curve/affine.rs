//! A point by its two coordinates.

use super::{Curve, Field, Mask};
use zeroize::Zeroize;

/// A point of the curve, never the one at infinity.
#[derive(Clone, Copy)]
pub(crate) struct Affine<C: Curve> {
    /// The first coordinate.
    pub(crate) x: C::Field,
    /// The second coordinate; never 0, because the order of the group is odd.
    pub(crate) y: C::Field,
}

impl<C: Curve> Affine<C> {
    /// No point: what a table is scanned into.
    pub(crate) const BLANK: Self = Self { x: C::Field::ZERO, y: C::Field::ZERO };

    /// Whether y² = x³ − 3x + b.
    pub(crate) fn is_on_curve(&self) -> Mask {
        self.y.square().sub(cubic::<C>(self.x)).is_zero()
    }

    /// The sum of this point and one with that x, given the slope of the line through both (of the tangent, where they
    /// are the same).
    #[inline(always)]
    pub(super) fn onward(self, other_x: C::Field, slope: C::Field) -> Self {
        let x = slope.square().sub(self.x.add(other_x)).settled();
        Self { x, y: self.x.sub(x).mul(slope).sub(self.y).settled() }
    }

    /// The same x, and the other y where the mask is set.
    pub(crate) fn negate_if(self, mask: Mask) -> Self {
        Self { x: self.x, y: self.y.negate_if(mask) }
    }

    /// Entry `index` of a table, all of which is read.
    #[inline]
    pub(crate) fn look_up(table: &[Self], index: u64) -> Self {
        let mut found = Self::BLANK;
        for (entry, position) in table.iter().zip(0..) {
            let here = Mask::equal(position, index);
            found.x = found.x.or_masked(entry.x, here);
            found.y = found.y.or_masked(entry.y, here);
        }
        found
    }
}

impl<C: Curve> Zeroize for Affine<C> {
    fn zeroize(&mut self) {
        self.x.zeroize();
        self.y.zeroize();
    }
}

/// x³ − 3x + b.
pub(crate) fn cubic<C: Curve>(x: C::Field) -> C::Field {
    x.square().sub(C::Field::ONE.triple()).mul(x).add(C::B)
}
