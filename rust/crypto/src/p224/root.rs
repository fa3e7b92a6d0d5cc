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
    /// `g^(−entry · 2^(6 · window))`.
    inverses: Vec<[Element; ENTRIES]>,
}

impl Tables {
    fn get() -> &'static Self {
        static TABLES: OnceLock<Tables> = OnceLock::new();
        TABLES.get_or_init(|| {
            // 11 is the smallest number that is no square.
            let generator = power_m(Element::from_small(11)).0;
            let mut base = generator.invert();
            let inverses = (0..WINDOWS).map(|_| {
                let mut next = Element::ONE;
                let powers = core::array::from_fn(|_| {
                    let this = next;
                    next = next.mul(base);
                    this
                });
                base = next;
                powers
            });
            Self { inverses: inverses.collect() }
        })
    }

    /// `g^(−digit · 2^(6 · window))`.
    fn inverse(&self, window: usize, digit: usize) -> Element {
        self.inverses.get(window).and_then(|powers| powers.get(digit)).copied().unwrap_or(Element::ZERO)
    }

    /// The digit for which `root · g^(−digit · 2⁹⁰)` is 1.
    fn digit(&self, root: Element) -> Option<usize> {
        let inverse = root;
        (0..ENTRIES).find(|digit| inverse.mul(self.inverse(WINDOWS - 1, *digit)).equals(Element::ONE))
    }
}

/// A root of `a`, or `None` when it has none.
pub(super) fn square_root(a: Element) -> Option<Element> {
    let tables = Tables::get();
    let (unity, candidate) = power_m(a);
    if a.is_zero().is_set() {
        return Some(a);
    }
    // unity^(2^(6 · k)) for k = 0 … 15.
    let mut raised = [unity; WINDOWS];
    for window in 1..WINDOWS {
        let before = raised.get(window - 1).copied().unwrap_or(unity);
        if let Some(slot) = raised.get_mut(window) {
            *slot = before.square_times(WIDTH);
        }
    }
    let mut logarithm = 0_u128;
    for window in 0..WINDOWS {
        let raised = raised.get(WINDOWS - 1 - window).copied().unwrap_or(unity);
        let left = (0..window).fold(raised, |left, known| {
            left.mul(tables.inverse(known + WINDOWS - 1 - window, digit_of(logarithm, known)))
        });
        logarithm |= (tables.digit(left)? as u128) << (WIDTH as usize * window);
    }
    let half = (logarithm & 1 == 0).then_some(logarithm >> 1)?;
    Some(
        (0..WINDOWS).fold(candidate, |root, window| root.mul(tables.inverse(window, digit_of(half, window)))),
    )
}

fn digit_of(number: u128, window: usize) -> usize {
    (number >> (WIDTH as usize * window)) as usize & (ENTRIES - 1)
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
