//! What one advert is.

use std::fmt;

use findmesh_engine::Reading;
use findmesh_proto::{AddressKind, Battery, State};

use crate::convert::same;

/// What a host knows about the type of a device address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum AddressType {
    /// Assigned by the IEEE.
    Public,
    /// Random: static, resolvable or not, as its two highest bits say.
    Random,
    /// The platform does not say.
    Unknown,
}

/// What an advert says about its owner being near.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum OwnerState {
    /// Away from its owner.
    Separated,
    /// Near its owner.
    NearOwner,
    /// The format does not say.
    Unknown,
}

/// A battery level that an advert states in the clear.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum BatteryLevel {
    /// Full.
    Full,
    /// Medium.
    Medium,
    /// Low.
    Low,
    /// About to go out.
    Critical,
}

/// A named value of an advert.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct AdvertField {
    /// The name, as in docs/cli.md.
    pub name: String,
    /// As text: numbers in decimal, bytes in lower-case hex, `true`, `false`, or `null` where the tag does not know.
    pub value: String,
}

/// One advert, under the names of docs/cli.md. It identifies a tag for a while: not for logs.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct DecodedAdvert {
    /// The format: `findmesh`, `apple`, `fhn`, … or `unknown`.
    pub network: String,
    /// Tells the frames of one network apart; `unknown` where the network is.
    pub kind: String,
    /// Whether the tag is away from its owner.
    pub state: OwnerState,
    /// The battery level, where the advert states one that can be believed.
    pub battery: Option<BatteryLevel>,
    /// The key on the air, where the format has one and all of it is there.
    pub key: Option<Vec<u8>>,
    /// Under which relays keep reports about that key.
    pub lookup_id: Option<Vec<u8>>,
    /// Everything else that the advert says.
    pub fields: Vec<AdvertField>,
    /// Code of the rule by which a format refused the advert; none where nobody claims it.
    pub rejection: Option<String>,
}

same!(AddressType, AddressKind, Public, Random, Unknown);
same!(OwnerState, State, Separated, NearOwner, Unknown);
same!(BatteryLevel, Battery, Full, Medium, Low, Critical);

impl fmt::Debug for AdvertField {
    /// Without the value: it may identify a tag.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.name)
    }
}

impl fmt::Debug for DecodedAdvert {
    /// Without key and fields: they identify a tag.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "DecodedAdvert({} {}, {:?})", self.network, self.kind, self.rejection)
    }
}

impl From<Reading> for DecodedAdvert {
    fn from(reading: Reading) -> Self {
        let field = |(name, value): (&str, String)| AdvertField { name: name.to_owned(), value };
        Self {
            network: reading.network.to_owned(),
            kind: reading.kind.to_owned(),
            state: reading.state.into(),
            battery: reading.battery.map(BatteryLevel::from),
            key: reading.key,
            lookup_id: reading.lookup_id,
            fields: reading.fields.into_iter().map(field).collect(),
            rejection: reading.rejection.map(str::to_owned),
        }
    }
}
