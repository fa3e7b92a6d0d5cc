//! Multiples of the generator, from a table of its multiples: no doublings.

use super::{
    Affine, Curve, Limbs,
    batch::{Batch, invert_all, shares},
    digits::{Digits, count},
    jacobian::Jacobian,
};
use zeroize::Zeroizing;

/// Bits of a scalar that one entry stands for.
const WIDTH: u32 = 5;
/// Odd multiples 1, 3, … 31.
const ENTRIES: usize = 1 << (WIDTH - 1);

/// Fewer scalars than this are done faster one by one.
const WORTHWHILE: usize = 32;

/// Odd multiples of a power of two times the generator: what one digit can stand for.
type Window<C> = [Affine<C>; ENTRIES];

/// A window for every digit of a scalar.
pub(crate) struct Table<C: Curve> {
    lowest: Window<C>,
    middle: Vec<Window<C>>,
    highest: Window<C>,
}

impl<C: Curve> Table<C> {
    /// Computes it, in less than a millisecond.
    pub(crate) fn new() -> Self {
        let up =
            |base: Affine<C>| (0..WIDTH).fold(Jacobian::from(base), |power, _| power.double()).to_affine();
        let mut bases = core::iter::successors(Some(C::GENERATOR), |base| Some(up(*base))).map(odd_multiples);
        let mut next = || bases.next().unwrap_or([C::GENERATOR; ENTRIES]);
        Self { lowest: next(), middle: (1..top::<C>()).map(|_| next()).collect(), highest: next() }
    }
}

/// Number of the highest digit.
const fn top<C: Curve>() -> u32 {
    count::<C>(WIDTH) - 1
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
    invert_all(&mut inverses, &mut Vec::new());
    let mut affine = [point; N];
    for ((slot, point), inverse) in affine.iter_mut().zip(odd).zip(inverses) {
        *slot = point.scaled(inverse);
    }
    affine
}

/// The point that a digit of a scalar stands for.
#[inline]
fn term<C: Curve>(window: &Window<C>, position: u32, digits: &Digits) -> Affine<C> {
    let digit = digits.at(position, WIDTH);
    Affine::look_up(window, digit.index).negate_if(digit.negative)
}

/// `scalar · G` for a scalar that is not 0.
///
/// A sum of the terms of lower digits is, as a multiple of G, smaller than the next term. So the two are never the same
/// point, nor opposite ones, except where n is in reach: at the last.
pub(crate) fn public<C: Curve>(scalar: &Limbs) -> Affine<C> {
    let digits = Digits::new::<C>(scalar, WIDTH);
    let Table { lowest, middle, highest } = C::table();
    let start = Jacobian::from(term(lowest, 0, &digits));
    let sum =
        (1..).zip(middle).fold(start, |sum, (position, window)| sum.add(term(window, position, &digits)));
    sum.add_any(term(highest, top::<C>(), &digits)).to_affine().negate_if(digits.negated())
}

/// [`public`] for many scalars.
pub(crate) fn public_batch<C: Curve>(scalars: &[Limbs]) -> Vec<Affine<C>> {
    if scalars.len() < WORTHWHILE {
        return scalars.iter().map(public).collect();
    }
    scalars.chunks(shares(scalars.len())).flat_map(public_together).collect()
}

fn public_together<C: Curve>(scalars: &[Limbs]) -> Vec<Affine<C>> {
    let digits: Vec<Digits> = scalars.iter().map(|scalar| Digits::new::<C>(scalar, WIDTH)).collect();
    let digits = digits.as_slice();
    let terms = |position, window| digits.iter().map(move |digits| term(window, position, digits));
    let Table { lowest, middle, highest } = C::table();
    let mut batch = Batch::new(terms(0, lowest));
    let mut addends = Zeroizing::new(Vec::with_capacity(scalars.len()));
    for (position, window) in (1..).zip(middle) {
        addends.clear();
        addends.extend(terms(position, window));
        batch.add(&addends);
    }
    addends.clear();
    addends.extend(terms(top::<C>(), highest));
    batch.add_any(&addends);
    digits.iter().zip(batch.sums()).map(|(digits, sum)| sum.negate_if(digits.negated())).collect()
}
