//! Which bodies stay when more come for one id in one hour than are held.
//!
//! Every body of an id and hour has a rank, a keyed hash of both; the lowest ranks stay. That is reservoir
//! sampling with random tags: each of the bodies that came is kept with the same probability, whenever it
//! came, and a body that comes twice has the same rank, so that sending again does not displace others. The
//! salt is secret, so nobody can make a body of low rank.

use sha2::{Digest, Sha256};

use super::{NewReport, ReportKey, StorageError};
use findmesh_proto::Network;

/// Key of the ranks: 32 random bytes that stay with the store.
#[derive(Clone, Copy)]
pub struct SamplingSalt([u8; 32]);

impl std::fmt::Debug for SamplingSalt {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("SamplingSalt(..)")
    }
}

impl SamplingSalt {
    /// A salt with these bytes.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// A fresh one.
    pub fn random() -> Result<Self, StorageError> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|_| StorageError::Randomness)?;
        Ok(Self(bytes))
    }

    /// For the store to keep.
    pub(super) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The body that goes: the highest rank among `bodies` of one id and hour.
    pub(super) fn displaced(&self, report: &NewReport, bodies: &[[u8; 32]]) -> Option<[u8; 32]> {
        bodies
            .iter()
            .copied()
            .max_by_key(|hash| self.rank(report.network, report.hour, &report.lookup_id, hash))
    }

    fn rank(&self, network: Network, hour: u32, lookup_id: &[u8], body_hash: &[u8; 32]) -> [u8; 32] {
        let mut hasher = Sha256::new();
        hasher.update(self.0);
        hasher.update(network.number().to_be_bytes());
        hasher.update(hour.to_be_bytes());
        hasher.update(body_hash);
        hasher.update(lookup_id);
        hasher.finalize().into()
    }
}

/// The key of the body that goes from beside `report`.
pub(super) fn key_of(report: &NewReport, body_hash: [u8; 32]) -> ReportKey {
    ReportKey { lookup_id: report.lookup_id.clone(), body_hash }
}
