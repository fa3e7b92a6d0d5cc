//! Square roots modulo p, for public numbers: the work depends on them.
//!
//! p − 1 is 2⁹⁶ times an odd number m, so that the root is not one power. What a power leaves, a = w^m, is one of the
//! 2⁹⁶ roots of unity; its logarithm is found six bits at a time from tables (S. Pohlig and M. Hellman), and half of
//! that corrects the power (A. Tonelli, with windows as in D. J. Bernstein's "Faster square roots in annoying finite
//! fields").

use super::field::Element;
use crate::curve::Field;
use std::sync::OnceLock;

/// Bits of the logarithm that one table resolves.
const WIDTH: u32 = 6;
/// Tables: 16 · 6 = 96.
const WINDOWS: usize = 16;
/// Powers a table holds.
const ENTRIES: usize = 1 << WIDTH;

/// Powers of a root of unity g of order 2⁹⁶.
struct Tables {
    /// `g^(−digit · 2^(6 · window))`.
    inverses: [[Element; ENTRIES]; WINDOWS],
    /// `g^(digit · 2⁹⁰)`, below p.
    highest: [[u64; 4]; ENTRIES],
}

impl Tables {
    fn get() -> &'static Self {
        static TABLES: OnceLock<Box<Tables>> = OnceLock::new();
        TABLES.get_or_init(|| {
            // 11 is the smallest number that is no square.
            let root_of_unity = power_m(Element::from_small(11)).0;
            let mut base = root_of_unity.invert();
            let inverses = core::array::from_fn(|_| {
                let powers = series(Element::ONE, |power| power.mul(base));
                base = base.square_times(WIDTH);
                powers
            });
            let step = root_of_unity.square_times(96 - WIDTH);
            let highest = series(Element::ONE, |power| power.mul(step)).map(Element::canonical);
            Box::new(Self { inverses, highest })
        })
    }

    /// `g^(−exponent)`, the exponent being below 2⁹⁶.
    fn inverse(&self, exponent: u128) -> Element {
        let digits = (0..).step_by(WIDTH as usize).map(|start| (exponent >> start) as usize % ENTRIES);
        let powers = self.inverses.iter().zip(digits).filter(|(_, digit)| *digit > 0);
        powers
            .filter_map(|(powers, digit)| powers.get(digit))
            .fold(Element::ONE, |product, power| product.mul(*power))
    }

    /// The logarithm of a root of unity to the base g.
    fn logarithm(&self, root: Element) -> Option<u128> {
        // The highest power leaves the lowest digit of the logarithm alone, the next the lowest two, …
        let raised = series::<WINDOWS>(root, |power| power.square_times(WIDTH));
        let starts = (0..).step_by(WIDTH as usize);
        raised.iter().rev().zip(starts).try_fold(0, |known, (raised, start)| {
            let left = raised.mul(self.inverse(known << (96 - WIDTH - start))).canonical();
            let digit = self.highest.iter().position(|power| *power == left)?;
            Some(known | (digit as u128) << start)
        })
    }
}

/// A root of `a`, or `None` when it has none.
pub(super) fn square_root(a: Element) -> Option<Element> {
    let (unity, candidate) = power_m(a);
    if a.is_zero().is_set() {
        return Some(candidate);
    }
    let tables = Tables::get();
    let logarithm = tables.logarithm(unity)?;
    (logarithm & 1 == 0).then(|| candidate.mul(tables.inverse(logarithm >> 1)))
}

/// An element, the next, the one after that, …
fn series<const N: usize>(first: Element, next: impl Fn(Element) -> Element) -> [Element; N] {
    let mut element = first;
    core::array::from_fn(|_| {
        let this = element;
        element = next(element);
        this
    })
}

/// `a^m` and `a^((m + 1) / 2)`, where m = 2¹²⁸ − 1.
fn power_m(a: Element) -> (Element, Element) {
    let ones_2 = a.square().mul(a);
    let ones_3 = ones_2.square().mul(a);
    let ones_6 = ones_3.square_times(3).mul(ones_3);
    let ones_12 = ones_6.square_times(6).mul(ones_6);
    let ones_24 = ones_12.square_times(12).mul(ones_12);
    let ones_48 = ones_24.square_times(24).mul(ones_24);
    let ones_96 = ones_48.square_times(48).mul(ones_48);
    let ones_120 = ones_96.square_times(24).mul(ones_24);
    let ones_126 = ones_120.square_times(6).mul(ones_6);
    let ones_127 = ones_126.square().mul(a);
    // (m + 1) / 2 = 2¹²⁷, and 2¹²⁷ − 1 ones and one more.
    let candidate = ones_127.mul(a);
    (candidate.mul(ones_127), candidate)
}
