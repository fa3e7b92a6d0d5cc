//! Multiples of any point.

use super::{
    Affine, Curve, Limbs,
    batch::{Batch, shares},
    digits::{Digits, count},
    fixed::odd_multiples,
    jacobian::Jacobian,
};
use zeroize::Zeroizing;

/// Bits of a scalar that one addition stands for.
const WIDTH: u32 = 4;
/// Odd multiples 1, 3, … 15.
const ENTRIES: usize = 1 << (WIDTH - 1);

/// Fewer pairs than this are done faster one by one.
const WORTHWHILE: usize = 64;

/// The multiples of one point that a digit can stand for.
type Multiples<C> = [Affine<C>; ENTRIES];

#[inline]
fn term<C: Curve>(multiples: &Multiples<C>, position: u32, digits: &Digits) -> Affine<C> {
    let digit = digits.at(position, WIDTH);
    Affine::look_up(multiples, digit.index).negate_if(digit.negative)
}

/// `scalar · point` for a scalar that is not 0.
///
/// The sum so far, moved up by a digit, is at least 2^WIDTH times the point, and the next term less. So the two are
/// never the same point, nor opposite ones, except where n is in reach: at the last.
pub(crate) fn multiply<C: Curve>(scalar: &Limbs, point: Affine<C>) -> Affine<C> {
    let digits = Digits::new::<C>(scalar, WIDTH);
    let multiples = odd_multiples(point);
    let top = count::<C>(WIDTH) - 1;
    let start = Jacobian::from(term(&multiples, top, &digits));
    let shift = |sum: Jacobian<C>| (0..WIDTH).fold(sum, |sum, _| sum.double());
    let sum = (1..top).rev().fold(start, |sum, position| shift(sum).add(term(&multiples, position, &digits)));
    shift(sum).add_any(term(&multiples, 0, &digits)).to_affine().negate_if(digits.negated())
}

/// [`multiply`] for many pairs.
pub(crate) fn multiply_batch<C: Curve>(pairs: &[(Limbs, Affine<C>)]) -> Zeroizing<Vec<Affine<C>>> {
    let mut products = Zeroizing::new(Vec::with_capacity(pairs.len()));
    if pairs.len() < WORTHWHILE {
        products.extend(pairs.iter().map(|(scalar, point)| multiply(scalar, *point)));
        return products;
    }
    for pairs in pairs.chunks(shares(pairs.len())) {
        multiply_together(pairs, &mut products);
    }
    products
}

fn multiply_together<C: Curve>(pairs: &[(Limbs, Affine<C>)], products: &mut Vec<Affine<C>>) {
    let digits: Vec<Digits> = pairs.iter().map(|(scalar, _)| Digits::new::<C>(scalar, WIDTH)).collect();
    let multiples = multiples(pairs);
    let lanes = || multiples.iter().zip(&digits);
    let terms = |position| lanes().map(move |(multiples, digits)| term(multiples, position, digits));
    let top = count::<C>(WIDTH) - 1;
    let mut batch = Batch::new(terms(top));
    let mut addends = Zeroizing::new(Vec::with_capacity(pairs.len()));
    for position in (0..top).rev() {
        addends.clear();
        addends.extend(terms(position));
        (1..WIDTH).for_each(|_| batch.double());
        if position > 0 {
            batch.double_and_add(&addends);
        } else {
            batch.double();
            batch.add_any(&addends);
        }
    }
    products.extend(digits.iter().zip(batch.sums()).map(|(digits, sum)| sum.negate_if(digits.negated())));
}

/// 1, 3, … 15 times each point.
fn multiples<C: Curve>(pairs: &[(Limbs, Affine<C>)]) -> Vec<Multiples<C>> {
    let mut multiples: Vec<Multiples<C>> = pairs.iter().map(|(_, point)| [*point; ENTRIES]).collect();
    let mut twice = Batch::new(pairs.iter().map(|(_, point)| *point));
    twice.double();
    let mut next = Batch::new(pairs.iter().map(|(_, point)| *point));
    for entry in 1..ENTRIES {
        next.add(twice.sums());
        for (multiples, point) in multiples.iter_mut().zip(next.sums()) {
            if let Some(slot) = multiples.get_mut(entry) {
                *slot = *point;
            }
        }
    }
    multiples
}
