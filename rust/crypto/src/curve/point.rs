//! One shape for the points of both curves.

/// Declares `Point` and the four operations of a curve whose coordinates have `$length` bytes.
macro_rules! point {
    ($curve:ty, $field:ty, $length:literal) => {
        /// A point on the curve, never the one at infinity. Coordinates are canonical and big endian.
        ///
        /// Redacted when printed: a tag's key is an identifier.
        #[derive(Clone, Copy, PartialEq, Eq)]
        pub struct Point {
            x: [u8; $length],
            y: [u8; $length],
        }

        impl Point {
            /// The point with these coordinates; `None` when it is not on the curve or a coordinate is not below p.
            #[must_use]
            pub fn from_xy(x: &[u8; $length], y: &[u8; $length]) -> Option<Self> {
                let point = $crate::curve::Affine::<$curve> {
                    x: <$field>::from_bytes(x)?,
                    y: <$field>::from_bytes(y)?,
                };
                point.is_on_curve().is_set().then_some(Self { x: *x, y: *y })
            }

            /// The x coordinate.
            #[must_use]
            pub const fn x(&self) -> &[u8; $length] {
                &self.x
            }

            /// The y coordinate.
            #[must_use]
            pub const fn y(&self) -> &[u8; $length] {
                &self.y
            }

            /// Whether y, as a number below p, is odd.
            #[must_use]
            pub fn y_is_odd(&self) -> subtle::Choice {
                subtle::Choice::from(self.y[$length - 1] & 1)
            }

            /// Of the two points with this x the one with the even y.
            fn even(self) -> Self {
                let odd = $crate::curve::Mask::from_bit(u64::from(self.y[$length - 1] & 1));
                Self::from_affine(&self.to_affine().negate_if(odd))
            }

            fn from_affine(point: &$crate::curve::Affine<$curve>) -> Self {
                Self { x: point.x.to_bytes(), y: point.y.to_bytes() }
            }

            fn to_affine(self) -> $crate::curve::Affine<$curve> {
                $crate::curve::Affine {
                    x: <$field>::from_canonical(&self.x),
                    y: <$field>::from_canonical(&self.y),
                }
            }
        }

        impl core::fmt::Debug for Point {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str("Point(redacted)")
            }
        }

        /// The x coordinate of a Diffie–Hellman result, big endian.
        pub type SharedX = zeroize::Zeroizing<[u8; $length]>;

        /// `scalar · G`; `None` only for the scalar 0. Time does not depend on any other scalar.
        #[must_use]
        pub fn public(scalar: &Scalar) -> Option<Point> {
            let point = $crate::curve::public(scalar.limbs());
            (!scalar.is_zero()).then(|| Point::from_affine(&point))
        }

        /// [`public`] for many scalars, in their order, with shared inversions: much faster from dozens on.
        #[must_use]
        pub fn public_batch(scalars: &[Scalar]) -> Vec<Option<Point>> {
            let limbs = scalars.iter().map(|scalar| *scalar.limbs());
            let limbs = zeroize::Zeroizing::new(limbs.collect::<Vec<_>>());
            let points = $crate::curve::public_batch(&limbs);
            let checked = scalars.iter().zip(points);
            checked.map(|(scalar, point)| (!scalar.is_zero()).then(|| Point::from_affine(&point))).collect()
        }

        /// `scalar · point`; `None` only for the scalar 0.
        pub(crate) fn product(scalar: &Scalar, point: &Point) -> Option<Point> {
            let product = $crate::curve::multiply(scalar.limbs(), point.to_affine());
            (!scalar.is_zero()).then(|| Point::from_affine(&product))
        }

        /// The x coordinate of `scalar · point`; `None` only for the scalar 0. Time does not depend on any other scalar.
        #[must_use]
        pub fn shared_x(scalar: &Scalar, point: &Point) -> Option<SharedX> {
            product(scalar, point).map(|product| SharedX::new(product.x))
        }

        /// [`shared_x`] for many pairs, in their order, with shared inversions: faster from dozens on.
        #[must_use]
        pub fn shared_x_batch(pairs: &[(&Scalar, &Point)]) -> Vec<Option<SharedX>> {
            let numbers = pairs.iter().map(|(scalar, point)| (*scalar.limbs(), point.to_affine()));
            let numbers = zeroize::Zeroizing::new(numbers.collect::<Vec<_>>());
            let points = $crate::curve::multiply_batch(&numbers);
            let checked = pairs.iter().zip(points.iter());
            checked
                .map(|((scalar, _), point)| (!scalar.is_zero()).then(|| SharedX::new(point.x.to_bytes())))
                .collect()
        }
    };
}

pub(crate) use point;
