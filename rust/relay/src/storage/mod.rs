//! What a store of sealed reports has to do. SQLite is the default; a distributed engine can take its place
//! behind the same trait once it passes the suite in `conformance` (a feature).

#[cfg(any(test, feature = "conformance"))]
pub mod conformance;
mod debug;
mod memory;
mod sampling;
mod sqlite;

use async_trait::async_trait;
use findmesh_proto::Network;
use sha2::{Digest, Sha256};
use thiserror::Error;

pub use memory::MemoryStorage;
pub use sampling::SamplingSalt;
pub use sqlite::SqliteStorage;

/// A report that was admitted, with the hour of its arrival and nothing else about who brought it.
#[derive(Clone, PartialEq, Eq)]
pub struct NewReport {
    /// Network of the report.
    pub network: Network,
    /// Its lookup id.
    pub lookup_id: Vec<u8>,
    /// Its sealed body.
    pub body: Vec<u8>,
    /// Hour of arrival, Unix seconds / 3600.
    pub hour: u32,
}

impl NewReport {
    /// Where it is held.
    #[must_use]
    pub fn key(&self) -> ReportKey {
        ReportKey { lookup_id: self.lookup_id.clone(), body_hash: Sha256::digest(&self.body).into() }
    }
}

/// Where a report is held within its network: reports are ordered by this and by nothing else.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReportKey {
    /// Lookup id of the report.
    pub lookup_id: Vec<u8>,
    /// SHA-256 of its body.
    pub body_hash: [u8; 32],
}

impl ReportKey {
    /// As a page of docs/formats.md §4: id, then hash.
    #[must_use]
    pub fn to_page(&self) -> Vec<u8> {
        [self.lookup_id.as_slice(), &self.body_hash].concat()
    }

    /// Back from a page. None when it is too short to be one.
    #[must_use]
    pub fn from_page(page: &[u8]) -> Option<Self> {
        let (lookup_id, body_hash) = page.split_last_chunk::<32>()?;
        Some(Self { lookup_id: lookup_id.to_vec(), body_hash: *body_hash })
    }
}

/// A report as it is held.
#[derive(Clone, PartialEq, Eq)]
pub struct HeldReport {
    /// Lookup id of the report.
    pub lookup_id: Vec<u8>,
    /// Its sealed body.
    pub body: Vec<u8>,
    /// Hour of arrival, Unix seconds / 3600.
    pub hour: u32,
}

/// Which ids are asked for.
#[derive(Clone, PartialEq, Eq)]
pub enum Wanted {
    /// This one.
    Id(Vec<u8>),
    /// All from the first to the last, both inclusive, ordered as bytes.
    Range {
        /// Smallest id.
        first: Vec<u8>,
        /// Largest id.
        last: Vec<u8>,
    },
}

impl Wanted {
    /// Whether an id is asked for.
    #[must_use]
    pub fn covers(&self, lookup_id: &[u8]) -> bool {
        match self {
            Self::Id(id) => id == lookup_id,
            Self::Range { first, last } => first.as_slice() <= lookup_id && lookup_id <= last.as_slice(),
        }
    }
}

/// A question to the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    /// Reports of this network.
    pub network: Network,
    /// Of these ids.
    pub wanted: Wanted,
    /// That arrived in this hour or later.
    pub from_hour: u32,
    /// That stand after this key.
    pub after: Option<ReportKey>,
    /// At most so many.
    pub limit: usize,
}

/// The answer: reports in the order of their keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The reports.
    pub reports: Vec<HeldReport>,
    /// Key of the last one, when more follow.
    pub more: Option<ReportKey>,
}

/// What became of the reports of one batch; the three add up to its length.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The store grew by so many.
    pub held: u64,
    /// Held already.
    pub duplicate: u64,
    /// One body of the same id and hour, this or another, went: the hour was full.
    pub sampled: u64,
}

/// Size of the store.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StorageSize {
    /// Reports held.
    pub reports: u64,
    /// Bytes on disk, 0 where there is none.
    pub bytes: u64,
}

/// Why the store cannot serve. All of them are answered with 503; none is ever answered with 204.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum StorageError {
    /// No space is left.
    #[error("no space left")]
    Full,
    /// The database is not one, or is damaged.
    #[error("the database is damaged")]
    Corrupt,
    /// Written by a newer relay.
    #[error("the database has schema {found}, this relay knows up to {known}")]
    TooNew {
        /// Its schema.
        found: u32,
        /// The newest schema known here.
        known: u32,
    },
    /// The system gave no randomness.
    #[error("no randomness from the system")]
    Randomness,
    /// Anything else; the text holds no identifier.
    #[error("{0}")]
    Failed(String),
}

/// A store of sealed reports.
///
/// Holds at most `hourly_cap` bodies an id and hour of arrival: a uniform sample of those that came in
/// that hour. An earlier hour is never displaced. The same (network, id, body) is held once over the whole
/// retention. Nothing about the order of arrival within an hour may be kept.
#[async_trait]
pub trait ReportStorage: Send + Sync + 'static {
    /// Holds a batch in one step: durable when it returns, and all or nothing when it fails.
    async fn hold(&self, batch: Vec<NewReport>) -> Result<Tally, StorageError>;

    /// Reads one page.
    async fn find(&self, search: Search) -> Result<Found, StorageError>;

    /// Erases what arrived before this hour; returns how many reports.
    async fn forget_before(&self, hour: u32) -> Result<u64, StorageError>;

    /// How much is held.
    async fn size(&self) -> Result<StorageSize, StorageError>;

    /// Whether the store can serve at all; cheap, it is asked every few seconds.
    async fn check(&self) -> Result<(), StorageError>;

    /// Ends the store in order; nothing is called after it.
    async fn close(&self) -> Result<(), StorageError>;
}
