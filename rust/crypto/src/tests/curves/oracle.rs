//! The textbook: big integers, two coordinates, a division for every addition.

use num_bigint::BigUint;

/// A curve y² = x³ − 3x + b modulo p with a generator of order n.
pub(super) struct Oracle {
    pub(super) p: BigUint,
    b: BigUint,
    pub(super) n: BigUint,
    generator: (BigUint, BigUint),
}

/// A point, or none: the one at infinity.
pub(super) type Place = Option<(BigUint, BigUint)>;

fn number(digits: &str) -> BigUint {
    BigUint::parse_bytes(digits.as_bytes(), 16).expect("hex")
}

impl Oracle {
    pub(super) fn secp160r1() -> Self {
        Self {
            p: number("ffffffffffffffffffffffffffffffff7fffffff"),
            b: number("1c97befc54bd7a8b65acf89f81d4d4adc565fa45"),
            n: number("0100000000000000000001f4c8f927aed3ca752257"),
            generator: (
                number("4a96b5688ef573284664698968c38bb913cbfc82"),
                number("23a628553168947d59dcc912042351377ac5fb32"),
            ),
        }
    }

    pub(super) fn p224() -> Self {
        Self {
            p: number("ffffffffffffffffffffffffffffffff000000000000000000000001"),
            b: number("b4050a850c04b3abf54132565044b0b7d7bfd8ba270b39432355ffb4"),
            n: number("ffffffffffffffffffffffffffff16a2e0b8f03e13dd29455c5c2a3d"),
            generator: (
                number("b70e0cbd6bb4bf7f321390b94a03c1d356c21122343280d6115c1d21"),
                number("bd376388b5f723fb4c22dfe6cd4375a05a07476444d5819985007e34"),
            ),
        }
    }

    pub(super) fn generator(&self) -> Place {
        Some(self.generator.clone())
    }

    /// x³ − 3x + b.
    pub(super) fn cubic(&self, x: &BigUint) -> BigUint {
        (x * x * x + (&self.p - 3_u32) * x + &self.b) % &self.p
    }

    pub(super) fn contains(&self, (x, y): &(BigUint, BigUint)) -> bool {
        y * y % &self.p == self.cubic(x)
    }

    /// Whether a is a square modulo p, by Euler's criterion.
    pub(super) fn is_square(&self, a: &BigUint) -> bool {
        let half = (&self.p - 1_u32) / 2_u32;
        a.modpow(&half, &self.p) != &self.p - 1_u32
    }

    pub(super) fn sum(&self, a: &Place, b: &Place) -> Place {
        let (Some((ax, ay)), Some((bx, by))) = (a, b) else {
            return a.clone().or_else(|| b.clone());
        };
        let p = &self.p;
        let slope = if ax != bx {
            (p + by - ay) * self.inverse(&((p + bx - ax) % p)) % p
        } else if ay == by {
            (ax * ax * 3_u32 + p - 3_u32) * self.inverse(&(ay * 2_u32 % p)) % p
        } else {
            return None;
        };
        let x = (&slope * &slope + p + p - ax - bx) % p;
        let y = (&slope * (p + ax - &x) + p - ay) % p;
        Some((x, y))
    }

    /// The multiples of a point, for many scalars.
    pub(super) fn doublings(&self, point: &Place) -> Vec<Place> {
        let twice = |point: &Place| Some(self.sum(point, point));
        let bits = usize::try_from(self.n.bits()).expect("few bits");
        std::iter::successors(Some(point.clone()), twice).take(bits).collect()
    }

    /// A multiple of the point whose doublings these are, for a scalar below n.
    pub(super) fn product(&self, scalar: &BigUint, doublings: &[Place]) -> Place {
        let set = doublings.iter().zip(0..).filter(|(_, bit)| scalar.bit(*bit));
        set.fold(None, |sum, (term, _)| self.sum(&sum, term))
    }

    fn inverse(&self, a: &BigUint) -> BigUint {
        a.modinv(&self.p).expect("not zero")
    }
}

/// Big endian, padded with zeros.
pub(super) fn padded<const N: usize>(number: &BigUint) -> [u8; N] {
    let digits = number.to_bytes_be();
    let mut padded = [0; N];
    padded[N - digits.len()..].copy_from_slice(&digits);
    padded
}
