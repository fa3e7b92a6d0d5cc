//! Numbers with names, where the ones without a name are kept as they are.

/// Declares an enum of the numbers that a field may hold: `Name: u8 { Variant = number "name", … }`.
macro_rules! coded {
    ($(#[$doc:meta])* $name:ident: $number:ty { $($(#[$variant_doc:meta])* $variant:ident = $code:literal $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)+
            /// A number that has no meaning yet, never one of the others.
            Reserved($number),
        }

        impl $name {
            /// All that have a name.
            pub const NAMED: &'static [Self] = &[$(Self::$variant,)+];

            /// What this number means.
            pub const fn from_code(code: $number) -> Self {
                match code {
                    $($code => Self::$variant,)+
                    _ => Self::Reserved(code),
                }
            }

            /// The number on the wire.
            pub const fn code(self) -> $number {
                match self {
                    $(Self::$variant => $code,)+
                    Self::Reserved(code) => code,
                }
            }

            /// The name in output; `None` where the number has none.
            pub const fn name(self) -> Option<&'static str> {
                match self {
                    $(Self::$variant => Some($text),)+
                    Self::Reserved(_) => None,
                }
            }
        }
    };
}

pub(super) use coded;
