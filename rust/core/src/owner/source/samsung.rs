//! Samsung: a pool of 1000 privacy ids that a tag uses in an order of its own, so all of them are candidates always.

use findmesh_crypto::samsung::{PRIVACY_IDS, PrivacyKey, SigningKey, privacy_ids, verify};
use findmesh_proto::advert::{Advert, samsung};

use super::{CandidateSource, Reach};
use crate::owner::config::ResolverConfig;
use crate::owner::identifier::{Identifier, Kind};
use crate::owner::keys::SamsungKeys;
use crate::owner::matched::Position;

pub(super) struct Pool {
    privacy: PrivacyKey,
    signing: SigningKey,
    iv: [u8; 16],
    seed: [u8; 8],
}

impl Pool {
    pub(super) fn new(keys: &SamsungKeys) -> Self {
        let (privacy, signing) = (keys.master.privacy_key(), keys.master.signing_key());
        Self { privacy, signing, iv: keys.iv, seed: keys.seed }
    }
}

impl CandidateSource for Pool {
    fn reach(&self, _: &ResolverConfig) -> Reach {
        Reach { known: 0, unknown: 0, shifts: &[0], wide: None }
    }

    fn epochs(&self, _: i64, _: i64) -> Option<(u32, u32)> {
        Some((1, u32::from(PRIVACY_IDS)))
    }

    fn on_air(&self, _: u32) -> Option<(i64, i64)> {
        None
    }

    fn position(&self, epoch: u32) -> Position {
        Position::Pool { index: epoch }
    }

    /// Where the tag signed it.
    fn vouches_for(&self, advert: &Advert<'_>) -> bool {
        matches!(advert, Advert::Samsung(samsung::Advert::Tag(tag)) if verify(&self.signing, &self.iv, tag))
    }

    fn derive(&mut self, first: u32, last: u32) -> Vec<(u32, Identifier)> {
        let ids = (1..).zip(privacy_ids(&self.privacy, &self.iv, &self.seed));
        let wanted = ids.filter(|(index, _)| (first..=last).contains(index));
        wanted.filter_map(|(index, id)| Some((index, Identifier::new(Kind::Samsung, &id)?))).collect()
    }
}
