//! The curve P-224 (NIST SP 800-186 §3.2.1.2, secp224r1), for Apple's Find My network.
//!
//! Scalars and coordinates take 28 bytes.

mod field;
mod root;
mod scalar;

pub use scalar::Scalar;

use crate::bytes::join;
use crate::curve::{Affine, Curve, Limbs, Table, cubic};
pub(crate) use field::Element;
use std::sync::OnceLock;

/// First byte of an uncompressed point (SEC 1 §2.3.3).
const UNCOMPRESSED: u8 = 4;

/// Its constants, coordinates in the form that the field multiplies.
#[derive(Clone, Copy)]
struct P224;

impl Curve for P224 {
    type Field = Element;
    const B: Element = Element::from_montgomery([
        0xe768_cdf6_63c0_59cd,
        0x107a_c2f3_ccf0_1310,
        0x3dce_ba98_c852_8151,
        0x7fc0_2f93,
    ]);
    const GENERATOR: Affine<Self> = Affine {
        x: Element::from_montgomery([
            0xbc90_5226_6d0a_4aea,
            0x8525_9736_6018_bfaa,
            0x6dd3_af9b_f96b_ec05,
            0xa21b_5e60,
        ]),
        y: Element::from_montgomery([
            0x2edc_a1e5_eff3_ede8,
            0xf8cd_672b_0533_5a6b,
            0xaea9_c5ae_03df_e878,
            0x6147_86f1,
        ]),
    };
    const ORDER: Limbs = [0x13dd_2945_5c5c_2a3d, 0xffff_16a2_e0b8_f03e, u64::MAX, 0xffff_ffff];
    const ORDER_BITS: u32 = 224;

    fn table() -> &'static Table<Self> {
        static TABLE: OnceLock<Table<P224>> = OnceLock::new();
        TABLE.get_or_init(Table::new)
    }
}

crate::curve::point!(P224, Element, 28);

impl Point {
    /// The point with x coordinate `x` and even y; `None` when there is none or when x ≥ p. For public numbers.
    #[must_use]
    pub fn lift_x(x: &[u8; 28]) -> Option<Self> {
        let x = Element::from_bytes(x)?;
        let y = root::square_root(cubic::<P224>(x))?;
        let point = Affine::<P224> { x, y };
        point.is_on_curve().is_set().then(|| Self::from_affine(&point).even())
    }

    /// From the uncompressed form of SEC 1, `04 ‖ x ‖ y`; `None` unless it is one of a point on the curve.
    #[must_use]
    pub fn from_uncompressed(bytes: &[u8; 57]) -> Option<Self> {
        let (&UNCOMPRESSED, coordinates) = bytes.split_first()? else {
            return None;
        };
        let (x, y) = coordinates.split_first_chunk()?;
        Self::from_xy(x, y.try_into().ok()?)
    }

    /// `04 ‖ x ‖ y`.
    #[must_use]
    pub fn to_uncompressed(&self) -> [u8; 57] {
        join(&[&[UNCOMPRESSED], &self.x, &self.y])
    }
}
