//! The two fields against big integers, with factors as large as formulas make them and larger.

use super::oracle::{Oracle, padded};
use crate::{curve::Field, p224, secp160r1};
use num_bigint::BigUint;
use proptest::prelude::*;

/// A field and its numbers.
struct Numbers<F> {
    p: BigUint,
    from: fn(&BigUint) -> F,
    to: fn(F) -> BigUint,
}

fn secp160r1_numbers() -> Numbers<secp160r1::Element> {
    Numbers {
        p: Oracle::secp160r1().p,
        from: |number| secp160r1::Element::from_bytes(&padded(number)).expect("below p"),
        to: |element| BigUint::from_bytes_be(&element.to_bytes()),
    }
}

fn p224_numbers() -> Numbers<p224::Element> {
    Numbers {
        p: Oracle::p224().p,
        from: |number| p224::Element::from_bytes(&padded(number)).expect("below p"),
        to: |element| BigUint::from_bytes_be(&element.to_bytes()),
    }
}

impl<F: Field> Numbers<F> {
    fn assert_is(&self, element: F, expected: &BigUint, what: &str) {
        assert_eq!((self.to)(element.settled()), expected % &self.p, "{what}");
    }

    fn assert_laws(&self, [a, b, c]: &[BigUint; 3]) {
        let p = &self.p;
        let [x, y, z] = [a, b, c].map(|number| (self.from)(number));
        self.assert_is(x, a, "from and to bytes");
        self.assert_is(x.add(y), &(a + b), "a + b");
        self.assert_is(x.sub(y), &(p + a - b), "a − b");
        self.assert_is(x.double(), &(a * 2_u8), "2a");
        self.assert_is(x.triple(), &(a * 3_u8), "3a");
        self.assert_is(x.mul(y), &(a * b), "a · b");
        self.assert_is(x.square(), &(a * a), "a²");
        self.assert_is(x.add(y).mul(x.sub(z)), &((a + b) * (p + a - c)), "(a + b)(a − c)");
        self.assert_is(x.invert().mul(x), &BigUint::from(u8::from(*a != BigUint::ZERO)), "a / a");
        assert!(x.sub(x).is_zero().is_set(), "a − a");
        assert_eq!(x.sub(y).is_zero().is_set(), a == b, "a = b");
        self.assert_unsettled(&[a, b], [x, y]);
    }

    /// Sums of 2¹³ terms as factors, and differences of the largest that may be subtracted.
    fn assert_unsettled(&self, [a, b]: &[&BigUint; 2], [x, y]: [F; 2]) {
        let doubled = |element: F, times: u32| (0..times).fold(element, |sum, _| sum.double());
        let (large, other) = (doubled(x, 13), doubled(y, 13));
        let expected = (*a << 13) * (*b << 13);
        self.assert_is(large.mul(other), &expected, "2¹³a · 2¹³b");
        self.assert_is(large.square(), &((*a << 13) * (*a << 13)), "(2¹³a)²");
        let difference = doubled(F::ZERO.sub(doubled(x, 5)), 7);
        let number = (&self.p - *a) << 12;
        self.assert_is(difference.square(), &(&number * &number), "(−2¹²a)²");
        self.assert_is(large, &(*a << 13), "2¹³a");
    }
}

/// A number of as many bytes, or one at an edge.
fn number<const N: usize>(p: &BigUint, bytes: [u8; N], edge: u8) -> BigUint {
    let random = BigUint::from_bytes_be(&bytes);
    // Limbs all ones and all zeros in any pattern, half of the time.
    let pattern = (0..N / 4).flat_map(|word| [if edge >> (word % 8) & 1 == 1 { 0xFF } else { 0 }; 4]);
    let pattern = BigUint::from_bytes_be(&pattern.collect::<Vec<u8>>());
    let chosen = match edge % 6 {
        0 => BigUint::from(edge / 6),
        1 => p - 1_u8 - edge / 6,
        2 | 3 => pattern,
        _ => random,
    };
    chosen % p
}

proptest! {
    #[test]
    fn laws(bytes in any::<[[u8; 28]; 3]>(), edges in any::<[u8; 3]>()) {
        let numbers = p224_numbers();
        numbers.assert_laws(&core::array::from_fn(|i| number(&numbers.p, bytes[i], edges[i])));
        let numbers = secp160r1_numbers();
        let short = |i: usize| *bytes[i].first_chunk::<20>().expect("20 of 28");
        numbers.assert_laws(&core::array::from_fn(|i| number(&numbers.p, short(i), edges[i])));
    }
}

#[test]
fn laws_at_all_edges() {
    for edge in 0..=u8::MAX {
        let other = edge.wrapping_mul(7).wrapping_add(3);
        let edges = [edge, other, edge ^ 1];
        let numbers = p224_numbers();
        numbers.assert_laws(&edges.map(|edge| number(&numbers.p, [edge; 28], edge)));
        let numbers = secp160r1_numbers();
        numbers.assert_laws(&edges.map(|edge| number(&numbers.p, [edge; 20], edge)));
    }
}
