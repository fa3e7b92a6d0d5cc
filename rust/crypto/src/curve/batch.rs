//! Many points at once, by their coordinates: the divisions that additions and doublings need are shared.

use super::{Affine, Curve, Field};
use zeroize::Zeroizing;

/// How many points share an inversion: so many that its some 240 multiplications are less than one for each, so few
/// that all of them stay in a cache.
const TOGETHER: usize = 512;

/// Splits so many points into equal shares of at most that number; how large such a share is.
pub(super) fn shares(points: usize) -> usize {
    points.div_ceil(points.div_ceil(TOGETHER).max(1)).max(1)
}

/// Points that advance in step.
pub(super) struct Batch<C: Curve> {
    /// The sums so far, none at infinity.
    sums: Zeroizing<Vec<Affine<C>>>,
    divisors: Zeroizing<Vec<C::Field>>,
    before: Zeroizing<Vec<C::Field>>,
    slopes: Zeroizing<Vec<(C::Field, C::Field)>>,
}

impl<C: Curve> Batch<C> {
    /// Starts from these points.
    pub(super) fn new(points: impl ExactSizeIterator<Item = Affine<C>>) -> Self {
        let capacity = points.len();
        Self {
            sums: Zeroizing::new(points.collect()),
            divisors: Zeroizing::new(Vec::with_capacity(capacity)),
            before: Zeroizing::new(Vec::with_capacity(capacity)),
            slopes: Zeroizing::new(Vec::with_capacity(capacity)),
        }
    }

    /// The sums so far.
    pub(super) fn sums(&self) -> &[Affine<C>] {
        &self.sums
    }

    /// Doubles each: five multiplications and two squarings.
    pub(super) fn double(&mut self) {
        self.divisors.clear();
        self.divisors.extend(self.sums.iter().map(|sum| sum.y.double()));
        invert_all(&mut self.divisors, &mut self.before);
        for (sum, inverse) in self.sums.iter_mut().zip(self.divisors.iter()) {
            *sum = sum.onward(sum.x, tangent(*sum).mul(*inverse));
        }
    }

    /// Adds to each its term, which is neither the same nor the opposite point: five multiplications and a squaring.
    pub(super) fn add(&mut self, terms: &[Affine<C>]) {
        self.divisors.clear();
        self.divisors.extend(self.sums.iter().zip(terms).map(|(sum, term)| term.x.sub(sum.x)));
        invert_all(&mut self.divisors, &mut self.before);
        for ((sum, inverse), term) in self.sums.iter_mut().zip(self.divisors.iter()).zip(terms) {
            *sum = sum.onward(term.x, term.y.sub(sum.y).mul(*inverse));
        }
    }

    /// Doubles each and adds its term, as (sum + term) + sum, without the y of the sum in brackets (K. Eisenträger,
    /// K. Lauter and P. L. Montgomery): two multiplications less. The term is neither the sum, nor its opposite, nor the
    /// opposite of its double.
    pub(super) fn double_and_add(&mut self, terms: &[Affine<C>]) {
        self.divisors.clear();
        self.divisors.extend(self.sums.iter().zip(terms).map(|(sum, term)| term.x.sub(sum.x)));
        invert_all(&mut self.divisors, &mut self.before);
        self.slopes.clear();
        for ((sum, divisor), term) in self.sums.iter().zip(self.divisors.iter_mut()).zip(terms) {
            let slope = term.y.sub(sum.y).mul(*divisor);
            let x = slope.square().sub(sum.x.add(term.x)).settled();
            *divisor = x.sub(sum.x);
            self.slopes.push((slope, x));
        }
        invert_all(&mut self.divisors, &mut self.before);
        for ((sum, inverse), (slope, x)) in
            self.sums.iter_mut().zip(self.divisors.iter()).zip(self.slopes.iter())
        {
            let opposite = sum.y.double().mul(*inverse).add(*slope);
            *sum = sum.onward(*x, C::Field::ZERO.sub(opposite));
        }
    }

    /// Adds to each its term, which may be the same point. Where it is the opposite one the result means nothing.
    pub(super) fn add_any(&mut self, terms: &[Affine<C>]) {
        self.divisors.clear();
        self.divisors.extend(self.sums.iter().zip(terms).map(|(sum, term)| {
            let difference = term.x.sub(sum.x);
            difference.select(sum.y.double(), difference.is_zero())
        }));
        invert_all(&mut self.divisors, &mut self.before);
        for ((sum, inverse), term) in self.sums.iter_mut().zip(self.divisors.iter()).zip(terms) {
            let same = term.x.sub(sum.x).is_zero();
            let rise = term.y.sub(sum.y).select(tangent(*sum), same);
            *sum = sum.onward(term.x, rise.mul(*inverse));
        }
    }
}

/// What the slope of the curve at a point is to be divided by 2y: 3x² − 3.
#[inline(always)]
fn tangent<C: Curve>(point: Affine<C>) -> C::Field {
    point.x.square().sub(C::Field::ONE).triple()
}

/// Inverts every number in place, none of which may be 0: three multiplications each, and one inversion
/// (P. L. Montgomery's trick). `before` is room to work in.
pub(super) fn invert_all<F: Field>(numbers: &mut [F], before: &mut Vec<F>) {
    before.clear();
    // Numbers at even and at odd places are multiplied up apart: a processor works on one product while it waits for
    // the other.
    let (mut even, mut odd) = (F::ONE, F::ONE);
    let (pairs, single) = numbers.as_chunks_mut::<2>();
    for [a, b] in pairs.iter() {
        before.extend([even, odd]);
        (even, odd) = (even.mul(*a), odd.mul(*b));
    }
    let rest = single.first().copied().unwrap_or(F::ONE);
    let product = even.mul(odd);
    let inverse = product.mul(rest).invert();
    if let [last] = single {
        *last = inverse.mul(product);
    }
    let inverse = inverse.mul(rest);
    (even, odd) = (inverse.mul(odd), inverse.mul(even));
    for ([a, b], [before_a, before_b]) in pairs.iter_mut().zip(before.as_chunks().0).rev() {
        let next = (even.mul(*a), odd.mul(*b));
        (*a, *b) = (even.mul(*before_a), odd.mul(*before_b));
        (even, odd) = next;
    }
}
