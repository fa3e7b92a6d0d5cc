//! One shape for the scalars of both curves.

/// What a scalar of [`Limbs`](super::Limbs) is beside its arithmetic: redacted, compared in constant time.
macro_rules! secret_scalar {
    ($scalar:ident) => {
        impl $scalar {
            pub(super) const fn limbs(&self) -> &$crate::curve::Limbs {
                &self.0
            }

            pub(super) fn is_zero(&self) -> bool {
                $crate::curve::Mask::all_zero(&self.0).is_set()
            }
        }

        impl core::fmt::Debug for $scalar {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(concat!(stringify!($scalar), "(redacted)"))
            }
        }

        impl subtle::ConstantTimeEq for $scalar {
            fn ct_eq(&self, other: &Self) -> subtle::Choice {
                subtle::ConstantTimeEq::ct_eq(self.0.as_slice(), other.0.as_slice())
            }
        }

        impl PartialEq for $scalar {
            fn eq(&self, other: &Self) -> bool {
                subtle::ConstantTimeEq::ct_eq(self, other).into()
            }
        }

        impl Eq for $scalar {}
    };
}

pub(crate) use secret_scalar;
