//! Our own adverts, extended and compact (docs/formats.md §2).

mod encode;

use serde::{Deserialize, Serialize};

use super::ad::{Label, Payload};
use super::joined::join;
use super::{FieldValue, FieldVisitor, Format, Frame, State, altbeacon};
use crate::{Address, AddressKind, Deployment, Network};
pub use encode::{compact_advert, compact_header, extended_advert};

/// The version that this crate reads and writes.
pub const VERSION: u8 = 1;

/// Bit 0 of both header bytes: near its owner.
const NEAR_OWNER: u8 = 0x01;
/// Bit 3 of the extended header: what follows must be understood to be used.
const CRITICAL: u8 = 0x08;
/// Bytes of a compact payload: header and key bytes 6 to 31.
const COMPACT_LENGTH: usize = 27;

/// How a tag sends its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// Extended advertising, the whole key in the payload.
    Extended,
    /// Legacy advertising, six bytes of the key in the address.
    Compact,
}

impl Form {
    /// The name in output and on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Extended => "extended",
            Self::Compact => "compact",
        }
    }
}

/// A decoded advert of ours.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Advert {
    /// Extended or compact.
    pub form: Form,
    /// The key on the air, an x coordinate that was not checked to be on the curve. `None`: a compact
    /// advert without the address that carries its first bytes.
    pub key: Option<[u8; 32]>,
    /// Bit 0 of the header.
    pub near_owner: bool,
    /// The header byte as sent: payload byte 0, or H of the compact form (where bits 3-1 are masked).
    pub header: u8,
    /// The status byte as sent, masked; 0 in the compact form, which has none.
    pub status_masked: u8,
    /// The advert is compact and the type of its address is not known, so that it may not be random
    /// static: accepted, to be counted.
    pub address_unverified: bool,
}

impl core::fmt::Debug for Advert {
    /// Without the key: keys are identifiers and stay out of logs.
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        out.debug_struct("Advert")
            .field("form", &self.form)
            .field("near_owner", &self.near_owner)
            .finish_non_exhaustive()
    }
}

/// Why an advert of ours is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum Rejection {
    /// Another version.
    #[error("an advert of another version")]
    Version,
    /// The critical bit is set.
    #[error("an advert that says it needs a newer version")]
    Critical,
    /// Fewer bytes than its form has.
    #[error("an advert that is too short")]
    Short,
    /// More bytes than the compact form has.
    #[error("a compact advert that is too long")]
    Long,
    /// A TLV after the key is cut.
    #[error("an advert with a cut TLV")]
    CutTlv,
    /// A compact advert from an address that is not random static.
    #[error("a compact advert from an address that is not random static")]
    Address,
}

impl Rejection {
    /// All of them.
    pub const ALL: &'static [Self] =
        &[Self::Version, Self::Critical, Self::Short, Self::Long, Self::CutTlv, Self::Address];

    /// Stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Version => "findmesh_version",
            Self::Critical => "findmesh_critical",
            Self::Short => "findmesh_short",
            Self::Long => "findmesh_long",
            Self::CutTlv => "findmesh_cut_tlv",
            Self::Address => "findmesh_address",
        }
    }
}

impl<'a> Format<'a> for Advert {
    type Rejection = Rejection;
    const NETWORK: &'static str = "findmesh";
    const REPORTS_TO: Option<Network> = Some(Network::Native);

    #[inline]
    fn claims(label: Label, deployment: &Deployment) -> bool {
        label == Label::SERVICE_128
            || deployment.company_id.is_some_and(|company| label == Label::manufacturer(company))
    }

    /// AltBeacons may have any company id, a deployment's too. They begin with a header of version 11, which
    /// a compact advert never has.
    #[inline]
    fn read(
        payload: &Payload<'a>,
        frame: &Frame<'a>,
        deployment: &Deployment,
    ) -> Result<Option<Self>, Rejection> {
        match *payload {
            Payload::Manufacturer(company, data) => {
                let ours = deployment.company_id == Some(company) && !data.starts_with(&altbeacon::CODE);
                ours.then(|| read_compact(data, frame.address)).transpose()
            }
            Payload::Service128(uuid, data) => {
                let ours = u128::from_le_bytes(*uuid) == u128::from_be_bytes(deployment.service_uuid);
                ours.then(|| read_extended(data)).transpose()
            }
            _ => Ok(None),
        }
    }

    fn kind(&self) -> &'static str {
        self.form.as_str()
    }

    fn state(&self) -> State {
        if self.near_owner { State::NearOwner } else { State::Separated }
    }

    /// None: only who holds the tag's secret can unmask it.
    fn key(&self) -> Option<&[u8]> {
        self.key.as_ref().map(<[u8; 32]>::as_slice)
    }

    fn visit_fields(&self, visitor: &mut dyn FieldVisitor) {
        visitor.field("version", FieldValue::Hex(&[VERSION]));
        if self.form == Form::Extended {
            visitor.field("status_masked", FieldValue::Hex(&[self.status_masked]));
        }
        visitor.field("header", FieldValue::Hex(&[self.header]));
    }
}

fn read_extended(payload: &[u8]) -> Result<Advert, Rejection> {
    let (&header, rest) = payload.split_first().ok_or(Rejection::Short)?;
    if header >> 4 != VERSION {
        return Err(Rejection::Version);
    }
    if header & CRITICAL != 0 {
        return Err(Rejection::Critical);
    }
    let (&status_masked, rest) = rest.split_first().ok_or(Rejection::Short)?;
    let (key, tlvs) = rest.split_first_chunk::<32>().ok_or(Rejection::Short)?;
    check_tlvs(tlvs)?;
    Ok(Advert {
        form: Form::Extended,
        key: Some(*key),
        near_owner: header & NEAR_OWNER != 0,
        header,
        status_masked,
        address_unverified: false,
    })
}

/// Version 1 ignores every TLV, but they have to be whole.
fn check_tlvs(mut tlvs: &[u8]) -> Result<(), Rejection> {
    while let [_, rest @ ..] = tlvs {
        let (&length, value) = rest.split_first().ok_or(Rejection::CutTlv)?;
        (_, tlvs) = value.split_at_checked(usize::from(length)).ok_or(Rejection::CutTlv)?;
    }
    Ok(())
}

fn read_compact(payload: &[u8], address: Option<Address>) -> Result<Advert, Rejection> {
    let (&header, tail) = payload.split_first().ok_or(Rejection::Short)?;
    if (header >> 4) & 3 != VERSION {
        return Err(Rejection::Version);
    }
    if payload.len() > COMPACT_LENGTH {
        return Err(Rejection::Long);
    }
    let tail = tail.first_chunk::<26>().ok_or(Rejection::Short)?;
    if address.is_some_and(|address| !address.may_be_random_static()) {
        return Err(Rejection::Address);
    }
    Ok(Advert {
        form: Form::Compact,
        key: address.map(|address| join_key(header, &address, tail)),
        near_owner: header & NEAR_OWNER != 0,
        header,
        status_masked: 0,
        address_unverified: address.is_some_and(|address| address.kind == AddressKind::Unknown),
    })
}

/// The whole key from the header's top bits, the address and the payload.
#[inline]
fn join_key(header: u8, address: &Address, tail: &[u8; 26]) -> [u8; 32] {
    let [first, b, c, d, e, f] = address.bytes;
    let prefix = [(header & 0xC0) | (first & 0x3F), b, c, d, e, f];
    let [start @ .., _, _, _, _, _, _, _, _, _, _] = tail;
    let [_, _, _, _, _, _, _, _, _, _, end @ ..] = tail;
    join(prefix, start, end)
}
