//! Numbers and lists between Kotlin's signed world and the engine's.

use crate::error::NativeError;

/// A number that must not be negative and must fit.
pub(crate) fn count<From, To>(argument: &str, value: From) -> Result<To, NativeError>
where
    To: TryFrom<From>,
{
    To::try_from(value).map_err(|_| NativeError::argument(argument, "out of range"))
}

/// A number for Kotlin; one that does not fit becomes the greatest.
pub(crate) fn signed(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

/// See [`signed`].
pub(crate) fn small(value: u32) -> i32 {
    i32::try_from(value).unwrap_or(i32::MAX)
}

/// Element by element.
pub(crate) fn list<A, B: From<A>>(values: Vec<A>) -> Vec<B> {
    values.into_iter().map(B::from).collect()
}

/// Conversions between enums with the same names, both ways.
macro_rules! same {
    ($ours:ident, $theirs:path, $($name:ident),+) => {
        impl From<$theirs> for $ours {
            fn from(value: $theirs) -> Self {
                match value {
                    $(<$theirs>::$name => Self::$name,)+
                }
            }
        }

        impl From<$ours> for $theirs {
            fn from(value: $ours) -> Self {
                match value {
                    $($ours::$name => Self::$name,)+
                }
            }
        }
    };
}
pub(crate) use same;
