//! Under which a relay keeps reports, of any network's key on the air.

use crate::{apple, fhn, native};
use core::fmt;
use findmesh_proto::{Advert, Network};

/// Of the key that an advert carries (docs/formats.md §1, §3). Redacted when printed: it identifies a tag.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum LookupId {
    /// Our own network's.
    Native([u8; 16]),
    /// Apple's network's.
    Apple([u8; 32]),
    /// The Find Hub network's.
    Fhn([u8; fhn::LOOKUP_ID_LENGTH]),
}

impl LookupId {
    /// `None` where the format has no reports, or not all of the key is there.
    #[must_use]
    pub fn of(advert: &Advert<'_>) -> Option<Self> {
        let network = advert.reports_to()?;
        let key = advert.key()?;
        match network {
            Network::Native => Some(Self::Native(native::lookup_id(key.try_into().ok()?))),
            Network::Apple => Some(Self::Apple(apple::lookup_id(key.try_into().ok()?))),
            Network::Fhn => Some(Self::Fhn(fhn::Eid::from_slice(key)?.lookup_id())),
        }
    }

    /// 16, 32 or 10 bytes.
    #[must_use]
    pub const fn as_slice(&self) -> &[u8] {
        match self {
            Self::Native(id) => id,
            Self::Apple(id) => id,
            Self::Fhn(id) => id,
        }
    }
}

impl fmt::Debug for LookupId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LookupId(redacted)")
    }
}
