//! A point by its two coordinates.

use super::{Curve, Field, Mask};

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

    /// The same x, and the other y where the mask is set.
    pub(crate) fn negate_if(self, mask: Mask) -> Self {
        Self { x: self.x, y: self.y.negate_if(mask) }
    }

    /// `other` where the mask is set.
    pub(crate) fn select(self, other: Self, mask: Mask) -> Self {
        Self { x: self.x.select(other.x, mask), y: self.y.select(other.y, mask) }
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

/// x³ − 3x + b.
pub(crate) fn cubic<C: Curve>(x: C::Field) -> C::Field {
    x.square().sub(C::Field::ONE.triple()).mul(x).add(C::B)
}
