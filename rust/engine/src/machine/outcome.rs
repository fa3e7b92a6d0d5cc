//! What comes out of a machine.

use std::collections::BTreeSet;

use findmesh_core::{RowId, ScanPermit, StoreTrouble, Ticket};
use findmesh_proto::wire::SealedReport;

use crate::observer::PhoneEffect;

/// Reports to send in one request; `Event::UploadDone` answers.
#[derive(Debug)]
pub(crate) struct Shipment {
    /// Rows, in the order of the reports.
    pub(crate) ids: Vec<RowId>,
    pub(crate) reports: Vec<SealedReport>,
}

/// What other hands must do after an event, and what the caller of it hears.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// Effects on the phone, in order.
    pub(crate) phone: Vec<PhoneEffect>,
    /// Requests to make.
    pub(crate) shipments: Vec<Shipment>,
    /// Batches whose commit returned.
    pub(crate) acknowledged: BTreeSet<Ticket>,
    /// Health or state changed.
    pub(crate) notify: bool,
    /// The answer to a host that wants to scan.
    pub(crate) permit: Option<ScanPermit>,
    /// The last failure of the store.
    pub(crate) trouble: Option<StoreTrouble>,
}

impl Outcome {
    /// Appends what came later.
    pub(crate) fn add(&mut self, later: Self) {
        self.phone.extend(later.phone);
        self.shipments.extend(later.shipments);
        self.acknowledged.extend(later.acknowledged);
        self.notify |= later.notify;
        self.permit = later.permit.or(self.permit);
        self.trouble = later.trouble.or(self.trouble);
    }
}
