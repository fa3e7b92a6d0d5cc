//! Multiples of the generator, from a table of its multiples: no doublings.

use super::{Affine, Curve, Limbs, batch::invert_all, digits::{Digits, count}, jacobian::Jacobian};

/// Bits of a scalar that one entry stands for.
const WIDTH: u32 = 5;
/// Odd multiples 1, 3, … 31.
const ENTRIES: usize = 1 << (WIDTH - 1);

/// For every digit of a scalar the odd multiples of the generator that it can stand for.
pub(crate) struct Table<C: Curve> {
    windows: Vec<[Affine<C>; ENTRIES]>,
}

impl<C: Curve> Table<C> {
    /// Computes it: a millisecond.
    pub(crate) fn new() -> Self {
        let mut base = C::GENERATOR;
        let windows = (0..count::<C>(WIDTH)).map(|_| {
            let odd = odd_multiples(base);
            base = (0..WIDTH).fold(Jacobian::from(base), |power, _| power.double()).to_affine();
            odd
        });
        Self { windows: windows.collect() }
    }
}

/// 1, 3, 5, … times the point.
pub(super) fn odd_multiples<C: Curve, const N: usize>(point: Affine<C>) -> [Affine<C>; N] {
    let twice = Jacobian::from(point).double().to_affine();
    let mut next = Jacobian::from(point);
    let odd: [Jacobian<C>; N] = core::array::from_fn(|_| {
        let this = next;
        next = next.add(twice);
        this
    });
    let mut inverses = odd.map(|point| point.z());
    invert_all(&mut inverses);
    let mut affine = [point; N];
    for ((slot, point), inverse) in affine.iter_mut().zip(odd).zip(inverses) {
        *slot = point.scaled(inverse);
    }
    affine
}

/// `scalar · G` for a scalar that is not 0.
pub(crate) fn public<C: Curve>(scalar: &Limbs) -> Affine<C> {
    let digits = Digits::new::<C>(scalar, WIDTH);
    let mut terms = C::table().windows.iter().zip(0..).map(|(window, position)| {
        let digit = digits.at(position, WIDTH);
        Affine::look_up(window, digit.index).negate_if(digit.negative)
    });
    let Some(first) = terms.next() else {
        return C::GENERATOR;
    };
    // A sum of lower terms is smaller than the next term, so that they are never the same point, except perhaps
    // beyond n: at the last.
    let sum = terms.fold(Jacobian::from(first), Jacobian::add_any);
    sum.to_affine().negate_if(digits.negated())
}

/// [`public`] for many scalars.
pub(crate) fn public_batch<C: Curve>(scalars: &[Limbs]) -> Vec<Affine<C>> {
    scalars.iter().map(public).collect()
}
