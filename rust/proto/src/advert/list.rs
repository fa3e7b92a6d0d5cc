//! The macro behind the list of networks in `mod.rs`.

/// Makes `Advert` and `Rejection` out of the list of networks.
macro_rules! networks {
    ($($network:ident($advert:ty, $rejection:ty)),+ $(,)?) => {
        /// A decoded advert, borrowed from its frame.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        #[allow(missing_docs, reason = "each variant is documented by the type that it holds")]
        pub enum Advert<'a> {
            $($network($advert),)+
        }

        /// Why an advert was refused.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Rejection {
            /// An AD structure is longer than what is left of the advert.
            AdTruncated,
            $(
                /// A frame of this network, against its rules.
                $network($rejection),
            )+
        }

        impl<'a> Advert<'a> {
            /// Offers the payload of a structure to the formats, in the order of the list, until one takes it, and says whether
            /// one did.
            #[inline]
            fn read(
                payload: &Payload<'a>,
                frame: &Frame<'a>,
                deployment: &Deployment,
                answer: &mut Answer<'a>,
            ) -> bool {
                // Most structures are flags, names and the like.
                let Some(label) = payload.label() else { return false };
                $(<$advert as Format<'a>>::claims(label, deployment)
                    && offer(payload, frame, deployment, answer, Self::$network, Rejection::$network))||+
            }

            /// Networks that read a payload which they do not claim.
            #[cfg(test)]
            fn strays(
                payload: &Payload<'a>,
                frame: &Frame<'a>,
                deployment: &Deployment,
            ) -> impl Iterator<Item = &'static str> {
                let claimed = |claims: fn(ad::Label, &Deployment) -> bool| {
                    payload.label().is_some_and(|label| claims(label, deployment))
                };
                let strays = [$((
                    <$advert as Format<'a>>::NETWORK,
                    !claimed(<$advert as Format<'a>>::claims)
                        && !matches!(<$advert as Format<'a>>::read(payload, frame, deployment), Ok(None)),
                ),)+];
                strays.into_iter().filter_map(|(network, stray)| stray.then_some(network))
            }

            /// What kind of sender it tells of, and so how it is preferred to other adverts of its frame.
            pub fn rank(&self) -> Rank {
                match self {
                    $(Self::$network(advert) => advert.rank(),)+
                }
            }

            /// The name of the format, as in docs/cli.md: `findmesh`, `apple`, …
            pub fn network(&self) -> &'static str {
                match self {
                    $(Self::$network(_) => <$advert as Format<'a>>::NETWORK,)+
                }
            }

            /// The network that a report of this advert goes to; `None` where the format has none.
            pub fn reports_to(&self) -> Option<Network> {
                match self {
                    $(Self::$network(_) => <$advert as Format<'a>>::REPORTS_TO,)+
                }
            }

            /// Tells the frames of one network apart: `extended`, `compact`, `separated`, `nearby`, …
            pub fn kind(&self) -> &'static str {
                match self {
                    $(Self::$network(advert) => advert.kind(),)+
                }
            }

            /// Whether the tag is away from its owner.
            pub fn state(&self) -> State {
                match self {
                    $(Self::$network(advert) => advert.state(),)+
                }
            }

            /// The battery level, where the advert states one in the clear that can be believed.
            pub fn battery(&self) -> Option<Battery> {
                match self {
                    $(Self::$network(advert) => advert.battery(),)+
                }
            }

            /// The key on the air, where advert and address carry all of it. Its length is the network's.
            pub fn key(&self) -> Option<&[u8]> {
                match self {
                    $(Self::$network(advert) => advert.key(),)+
                }
            }

            /// Gives everything else that the advert says to `visitor`, under the names of docs/cli.md.
            pub fn visit_fields(&self, visitor: &mut dyn FieldVisitor) {
                match self {
                    $(Self::$network(advert) => advert.visit_fields(visitor),)+
                }
            }
        }

        impl Rejection {
            /// All of them, for tables of counters.
            pub fn all() -> impl Iterator<Item = Self> {
                core::iter::once(Self::AdTruncated)
                    $(.chain(<$rejection>::ALL.iter().copied().map(Self::$network)))+
            }

            /// Stable name of the reason, for counters and output.
            pub const fn code(self) -> &'static str {
                match self {
                    Self::AdTruncated => "ad_truncated",
                    $(Self::$network(rejection) => rejection.code(),)+
                }
            }
        }

        impl core::error::Error for Rejection {}

        impl core::fmt::Display for Rejection {
            fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                match self {
                    Self::AdTruncated => out.write_str("an AD structure is cut"),
                    $(Self::$network(rejection) => core::fmt::Display::fmt(rejection, out),)+
                }
            }
        }

        impl From<ad::AdTruncated> for Rejection {
            fn from(_: ad::AdTruncated) -> Self {
                Self::AdTruncated
            }
        }
    };
}
