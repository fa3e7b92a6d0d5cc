//! One inversion for many numbers (P. L. Montgomery's trick).

use super::Field;

/// Inverts every number in place, none of which may be 0: three multiplications each, and one inversion.
pub(super) fn invert_all<F: Field>(numbers: &mut [F]) {
    let mut product = F::ONE;
    let mut before: Vec<F> = Vec::with_capacity(numbers.len());
    for number in numbers.iter() {
        before.push(product);
        product = product.mul(*number);
    }
    let mut inverse = product.invert();
    for (number, before) in numbers.iter_mut().zip(before).rev() {
        let next = inverse.mul(*number);
        *number = inverse.mul(before);
        inverse = next;
    }
}
