//! What an operator can set. Every field has a default; the whole table is docs/operating-the-relay.md.

mod fields;
mod read;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

pub use fields::FieldError;
pub use read::ConfigError;

use findmesh_proto::Deployment;

use crate::admission::AdmissionTable;

/// Configuration of one relay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelayConfig {
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Folder of the database; made when missing.
    pub data_dir: PathBuf,
    /// Deployment, published in the descriptor.
    pub service_uuid: [u8; 16],
    /// Bluetooth company id of the deployment, published in the descriptor.
    pub company_id: Option<u16>,
    /// Which (network, body version, lengths) are taken.
    pub admission: AdmissionTable,
    /// Reports in one batch, 1 to 256. More than 1 lets ids travel together: a partner's own fleet only.
    pub max_reports: u32,
    /// Length of prefix queries in bits, 0 (off) to 16.
    pub prefix_bits: u32,
    /// Days a report is held after its arrival, 1 to 365.
    pub retention_days: u32,
    /// Bodies held an id and hour of arrival, 1 to 1000; the rest is sampled.
    pub hourly_cap: u32,
    /// Requests a minute a peer address, 1 to 1 000 000. Loopback peers are not limited.
    pub rate_limit_per_minute: u32,
    /// Reports in one page of an answer, 1 to 1000; fewer when 64 KiB would not hold them.
    pub page_reports: u32,
    /// How long the first report of a group waits for others before the commit, 0 to 1000 ms.
    pub commit_window: Duration,
    /// Time between two sweeps of what is past retention, 1 s to 1 day.
    pub sweep_interval: Duration,
    /// How long one request may take to arrive, head and body each, 1 to 300 s.
    pub request_timeout: Duration,
    /// How long a stop waits for running requests, 0 to 300 s.
    pub shutdown_grace: Duration,
    /// Connections at a time, 1 to 100 000; further ones wait to be accepted.
    pub max_connections: u32,
}

impl Default for RelayConfig {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8787)),
            data_dir: PathBuf::from("findmesh-relay"),
            service_uuid: Deployment::COMMON.service_uuid,
            company_id: None,
            admission: AdmissionTable::native_only(),
            max_reports: 1,
            prefix_bits: 0,
            retention_days: 7,
            hourly_cap: 8,
            rate_limit_per_minute: 120,
            page_reports: 600,
            commit_window: Duration::from_millis(5),
            sweep_interval: Duration::from_secs(600),
            request_timeout: Duration::from_secs(20),
            shutdown_grace: Duration::from_secs(10),
            max_connections: 1024,
        }
    }
}

impl RelayConfig {
    /// A relay on a free loopback port with its data in `data_dir`: tests, demos, a desk.
    #[must_use]
    pub fn loopback(data_dir: impl Into<PathBuf>) -> Self {
        Self { listen: SocketAddr::from(([127, 0, 0, 1], 0)), data_dir: data_dir.into(), ..Self::default() }
    }
}
