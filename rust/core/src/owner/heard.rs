//! What of a heard advert can be looked up.

use findmesh_crypto::samsung::aging_time;
use findmesh_proto::Address;
use findmesh_proto::advert::{Advert, apple, eddystone, fhn, mibeacon, samsung};

use super::identifier::{Identifier, Kind};
use super::keys::{eddystone_uid, ibeacon};

/// How long a SmartTag sends one aging counter, and by how much it was seen to be late besides, seconds.
const AGING_SECONDS: i64 = 900 + 60;

/// What the advert itself carries, and the address by which tags that never change it are known.
pub(crate) struct Heard {
    pub(crate) identifier: Option<Identifier>,
    pub(crate) address: Option<Identifier>,
    /// What the tag's clock reads, from least to most, where the advert states it.
    pub(crate) reading: Option<(i64, i64)>,
}

impl Heard {
    pub(crate) fn of(advert: &Advert<'_>, address: Option<Address>) -> Self {
        let named = match advert {
            Advert::Mibeacon(mibeacon::Advert { mac: Some(mac), .. }) => Some(*mac),
            _ => address,
        };
        let address = named.and_then(|address| Identifier::new(Kind::Address, &address.bytes));
        Self { identifier: identifier(advert), address, reading: reading(advert) }
    }
}

fn identifier(advert: &Advert<'_>) -> Option<Identifier> {
    match advert {
        Advert::Findmesh(advert) => Identifier::new(Kind::Native, advert.key.as_ref()?),
        Advert::Apple(apple::Advert::Separated(advert)) => Identifier::new(Kind::Apple, advert.key.as_ref()?),
        Advert::Apple(apple::Advert::Nearby(advert)) => {
            Identifier::new(Kind::Apple, advert.key_prefix.as_ref()?)
        }
        Advert::Fhn(fhn::Advert { eid: fhn::Eid::Bits160(eid), .. }) => Identifier::new(Kind::Fhn160, *eid),
        Advert::Fhn(fhn::Advert { eid: fhn::Eid::Bits256(eid), .. }) => Identifier::new(Kind::Fhn256, *eid),
        Advert::Samsung(samsung::Advert::Tag(tag)) => Identifier::new(Kind::Samsung, tag.privacy_id()),
        Advert::Eddystone(eddystone::Advert::Eid { eid, .. }) => Identifier::new(Kind::EddystoneEid, *eid),
        Advert::IBeacon(advert) => ibeacon(advert.uuid, advert.major, advert.minor),
        Advert::AltBeacon(advert) => Identifier::new(Kind::AltBeacon, advert.id),
        Advert::Eddystone(eddystone::Advert::Uid { namespace, instance, .. }) => {
            eddystone_uid(namespace, instance)
        }
        _ => None,
    }
}

fn reading(advert: &Advert<'_>) -> Option<(i64, i64)> {
    let Advert::Samsung(samsung::Advert::Tag(tag)) = advert else { return None };
    let start = aging_time(tag.aging_counter());
    Some((start, start + AGING_SECONDS))
}
