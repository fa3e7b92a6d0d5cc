//! Why an engine did not do what was asked.

use findmesh_core::config::ConfigError;
use findmesh_core::consent::Purpose;
use findmesh_core::{StoreTrouble, Ticket, ZoneError};
use findmesh_proto::packed::PackedError;
use findmesh_store::StoreError;

/// Why an engine did not do what was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EngineError {
    /// A number of the configuration cannot be meant.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The buffer is no packed batch; nothing of it was taken.
    #[error(transparent)]
    Packed(#[from] PackedError),
    /// More is waiting than an engine takes; later again.
    #[error("{waiting} commands are waiting")]
    Busy {
        /// Commands that wait.
        waiting: usize,
    },
    /// It was shut down.
    #[error("the engine was shut down")]
    Closed,
    /// No batch had this ticket, or too long ago.
    #[error("no batch with ticket {ticket}")]
    UnknownTicket {
        /// The ticket.
        ticket: Ticket,
    },
    /// The commit failed: nothing of it was kept.
    #[error("not stored: {trouble:?}")]
    NotStored {
        /// Why.
        trouble: StoreTrouble,
    },
    /// The store refused.
    #[error("store: {0}")]
    Store(#[from] StoreError),
    /// A private zone that no finder takes; those that stand are left as they are.
    #[error(transparent)]
    Zone(#[from] ZoneError),
    /// Nobody agreed to this purpose.
    #[error("no consent to {}", .0.as_str())]
    ConsentMissing(Purpose),
    /// The operating system gave no thread.
    #[error("no thread: {0}")]
    Thread(String),
}
