//! The thread on which uploads block, so that ingest never does.

use std::sync::mpsc::{self, Receiver, Sender};

use findmesh_core::upload::UploadOutcome;
use findmesh_core::{Event, RowId};
use findmesh_net::RelayClient;
use tokio::sync::mpsc::UnboundedSender;

use crate::error::EngineError;
use crate::machine::Shipment;
use crate::threads::{ThreadHook, contained, spawn};

/// What came of a shipment.
#[derive(Debug)]
pub(crate) struct Delivery {
    pub(crate) ids: Vec<RowId>,
    pub(crate) outcome: UploadOutcome,
}

impl Delivery {
    pub(crate) fn event(self) -> Event {
        Event::UploadDone { ids: self.ids, outcome: self.outcome }
    }
}

/// Takes shipments to a thread of its own, which ends with it.
pub(crate) struct Courier {
    shipments: Sender<Shipment>,
}

impl Courier {
    pub(crate) fn start(
        relay: RelayClient,
        deliveries: UnboundedSender<Delivery>,
        hook: ThreadHook,
    ) -> Result<Self, EngineError> {
        let (shipments, waiting) = mpsc::channel();
        let _ = spawn("findmesh-upload", hook, move || carry(&relay, &waiting, &deliveries))
            .map_err(|e| EngineError::Thread(e.to_string()))?;
        Ok(Self { shipments })
    }

    /// Makes a request; the delivery comes through the channel.
    pub(crate) fn take(&self, shipment: Shipment) {
        if self.shipments.send(shipment).is_err() {
            log::error!("the upload thread is gone");
        }
    }
}

fn carry(relay: &RelayClient, waiting: &Receiver<Shipment>, deliveries: &UnboundedSender<Delivery>) {
    for Shipment { ids, reports } in waiting {
        // A host's transport that panics answered nothing.
        let nothing = UploadOutcome::Retry { status: None, after_ms: None };
        let outcome = contained("transport", || relay.upload_all(&reports)).unwrap_or(nothing);
        if deliveries.send(Delivery { ids, outcome }).is_err() {
            return;
        }
    }
}
