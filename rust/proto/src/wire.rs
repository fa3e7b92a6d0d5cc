//! The messages of the relay (docs/formats.md §4).

mod debug;

use alloc::vec;
use alloc::vec::Vec;

use prost::Message;

use crate::{API_VERSION, Network};

/// One sealed report as a finder uploads it.
#[derive(Clone, PartialEq, Eq, Message)]
#[prost(skip_debug)]
pub struct SealedReport {
    /// Number of its [`Network`]; see [`SealedReport::network`].
    #[prost(int32, tag = "1")]
    pub network: i32,
    /// Under which its owner asks for it.
    #[prost(bytes = "vec", tag = "2")]
    pub lookup_id: Vec<u8>,
    /// Ciphertext for its owner.
    #[prost(bytes = "vec", tag = "3")]
    pub body: Vec<u8>,
    /// Empty in version 1.
    #[prost(bytes = "vec", tag = "4")]
    pub token: Vec<u8>,
    /// Empty in version 1.
    #[prost(bytes = "vec", tag = "5")]
    pub commitment: Vec<u8>,
}

/// What a finder posts to `/v1/reports`.
#[derive(Clone, PartialEq, Eq, Message)]
pub struct UploadBatch {
    /// [`API_VERSION`].
    #[prost(uint32, tag = "1")]
    pub version: u32,
    /// One report, unless the deployment says more.
    #[prost(message, repeated, tag = "2")]
    pub reports: Vec<SealedReport>,
}

/// What an owner posts to `/v1/query`: exactly one id or one prefix.
#[derive(Clone, PartialEq, Eq, Message)]
#[prost(skip_debug)]
pub struct Query {
    /// [`API_VERSION`].
    #[prost(uint32, tag = "1")]
    pub version: u32,
    /// Number of the [`Network`].
    #[prost(int32, tag = "2")]
    pub network: i32,
    /// One id, or none where a prefix is given.
    #[prost(bytes = "vec", repeated, tag = "3")]
    pub lookup_ids: Vec<Vec<u8>>,
    /// First UTC day of arrival, Unix seconds / 86 400; 0: all that is held.
    #[prost(uint32, tag = "4")]
    pub since_day: u32,
    /// Empty for the first page, else `next_page` of the answer before.
    #[prost(bytes = "vec", tag = "5")]
    pub page: Vec<u8>,
    /// Bits of `prefix` that count.
    #[prost(uint32, tag = "6")]
    pub prefix_bits: u32,
    /// High bits first, unused bits 0.
    #[prost(bytes = "vec", tag = "7")]
    pub prefix: Vec<u8>,
    /// Empty in version 1.
    #[prost(bytes = "vec", repeated, tag = "8")]
    pub credentials: Vec<Vec<u8>>,
}

/// One sealed report as the relay holds it.
#[derive(Clone, PartialEq, Eq, Message)]
#[prost(skip_debug)]
pub struct StoredReport {
    /// Under which it is held.
    #[prost(bytes = "vec", tag = "1")]
    pub lookup_id: Vec<u8>,
    /// As uploaded.
    #[prost(bytes = "vec", tag = "2")]
    pub body: Vec<u8>,
    /// Hour of arrival, Unix seconds / 3 600.
    #[prost(uint64, tag = "3")]
    pub received_hour: u64,
}

/// What the relay answers to a query.
#[derive(Clone, PartialEq, Eq, Message)]
#[prost(skip_debug)]
pub struct QueryResult {
    /// What it holds.
    #[prost(message, repeated, tag = "1")]
    pub reports: Vec<StoredReport>,
    /// Empty on the last page.
    #[prost(bytes = "vec", tag = "2")]
    pub next_page: Vec<u8>,
}

impl SealedReport {
    /// A report without the fields that version 1 leaves empty.
    pub fn new(network: Network, lookup_id: Vec<u8>, body: Vec<u8>) -> Self {
        Self { network: network.number(), lookup_id, body, ..Self::default() }
    }

    /// Its network, where this version knows the number.
    pub fn network(&self) -> Option<Network> {
        Network::from_number(self.network)
    }
}

impl UploadBatch {
    /// A batch of one.
    pub fn of(report: SealedReport) -> Self {
        Self { version: API_VERSION, reports: vec![report] }
    }
}

impl Query {
    /// The first page of everything that is held for one id since a day (0: all).
    pub fn for_id(network: Network, lookup_id: Vec<u8>, since_day: u32) -> Self {
        Self {
            version: API_VERSION,
            network: network.number(),
            lookup_ids: vec![lookup_id],
            since_day,
            ..Self::default()
        }
    }

    /// Its network, where this version knows the number.
    pub fn network(&self) -> Option<Network> {
        Network::from_number(self.network)
    }
}
