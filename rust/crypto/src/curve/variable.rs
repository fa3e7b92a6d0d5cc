//! Multiples of any point.

use super::{Affine, Curve, Limbs, digits::{Digits, count}, fixed::odd_multiples, jacobian::Jacobian};

/// Bits of a scalar that one addition stands for.
const WIDTH: u32 = 4;
/// Odd multiples 1, 3, … 15.
const ENTRIES: usize = 1 << (WIDTH - 1);

/// `scalar · point` for a scalar that is not 0.
pub(crate) fn multiply<C: Curve>(scalar: &Limbs, point: Affine<C>) -> Affine<C> {
    let digits = Digits::new::<C>(scalar, WIDTH);
    let table: [Affine<C>; ENTRIES] = odd_multiples(point);
    let term = |position| {
        let digit = digits.at(position, WIDTH);
        Affine::look_up(&table, digit.index).negate_if(digit.negative)
    };
    let top = count::<C>(WIDTH) - 1;
    let sum = (0..top).rev().fold(Jacobian::from(term(top)), |sum, position| {
        let shifted = (0..WIDTH).fold(sum, |sum, _| sum.double());
        // The sum so far is at least 2^WIDTH, more than any term, so that they are never the same point, except
        // perhaps beyond n: at the last.
        if position == 0 { shifted.add_any(term(position)) } else { shifted.add(term(position)) }
    });
    sum.to_affine().negate_if(digits.negated())
}

/// [`multiply`] for many pairs.
pub(crate) fn multiply_batch<C: Curve>(pairs: &[(Limbs, Affine<C>)]) -> Vec<Affine<C>> {
    pairs.iter().map(|(scalar, point)| multiply(scalar, *point)).collect()
}
