//! The curve secp160r1 (SEC 2 version 1 §2.4.2), for the short identifiers of Google's Find Hub network.
//!
//! Scalars are 161 bits long and take 21 bytes; coordinates take 20.

mod field;
mod scalar;

pub use scalar::Scalar;

use crate::curve::{Affine, Curve, Limbs, Table, cubic};
pub(crate) use field::Element;
use std::sync::OnceLock;

/// Its constants.
#[derive(Clone, Copy)]
struct Secp160r1;

impl Curve for Secp160r1 {
    type Field = Element;
    const B: Element = Element::from_limbs([0x81d4_d4ad_c565_fa45, 0x54bd_7a8b_65ac_f89f, 0x1c97_befc]);
    const GENERATOR: Affine<Self> = Affine {
        x: Element::from_limbs([0x68c3_8bb9_13cb_fc82, 0x8ef5_7328_4664_6989, 0x4a96_b568]),
        y: Element::from_limbs([0x0423_5137_7ac5_fb32, 0x3168_947d_59dc_c912, 0x23a6_2855]),
    };
    const ORDER: Limbs = [0xf927_aed3_ca75_2257, 0x1f4c8, 0x1_0000_0000, 0];
    const ORDER_BITS: u32 = 161;

    fn table() -> &'static Table<Self> {
        static TABLE: OnceLock<Table<Secp160r1>> = OnceLock::new();
        TABLE.get_or_init(Table::new)
    }
}

crate::curve::point!(Secp160r1, Element, 20);

impl Point {
    /// The point with x coordinate `x` and even y; `None` when there is none or when x ≥ p. For public numbers.
    #[must_use]
    pub fn lift_x(x: &[u8; 20]) -> Option<Self> {
        let x = Element::from_bytes(x)?;
        let point = Affine::<Secp160r1> { x, y: cubic::<Secp160r1>(x).square_root() };
        point.is_on_curve().is_set().then(|| Self::from_affine(&point).even())
    }
}
