//! Tickets of batches, and who waits for their commit.

use std::collections::BTreeSet;

use findmesh_core::{StoreTrouble, Ticket};
use tokio::sync::oneshot;

use crate::error::EngineError;
use findmesh_core::sorted::SortedMap;

/// Failures that are remembered; older ones become unknown, never successes.
const REMEMBERED: usize = 1024;

/// What is known of the tickets of one engine, which are 1, 2, 3 … in the order of their batches.
#[derive(Debug, Default)]
pub(crate) struct Tickets {
    issued: Ticket,
    settled: Ticket,
    forgotten: Ticket,
    failed: SortedMap<Ticket, Option<StoreTrouble>>,
    waiting: SortedMap<Ticket, Vec<oneshot::Sender<Result<(), EngineError>>>>,
}

/// The state of a batch.
pub(crate) enum Commit {
    Known(Result<(), EngineError>),
    Awaited(oneshot::Receiver<Result<(), EngineError>>),
}

impl Tickets {
    /// The next ticket.
    pub(crate) const fn issue(&mut self) -> Ticket {
        self.issued += 1;
        self.issued
    }

    /// What came of a batch, as soon as it is known.
    pub(crate) fn commit(&mut self, ticket: Ticket) -> Commit {
        if ticket == 0 || ticket > self.issued || ticket <= self.forgotten {
            return Commit::Known(Err(EngineError::UnknownTicket { ticket }));
        }
        if ticket <= self.settled {
            return Commit::Known(self.result(ticket));
        }
        let (told, heard) = oneshot::channel();
        self.waiting.or_default(ticket).push(told);
        Commit::Awaited(heard)
    }

    /// A batch was handled, the last of `acknowledged` or with this trouble.
    pub(crate) fn settle(
        &mut self,
        ticket: Ticket,
        acknowledged: &BTreeSet<Ticket>,
        trouble: Option<StoreTrouble>,
    ) {
        if !acknowledged.contains(&ticket) {
            let _ = self.failed.insert(ticket, trouble);
        }
        self.settled = ticket;
        for told in self.waiting.remove(&ticket).unwrap_or_default() {
            let _ = told.send(self.result(ticket));
        }
        self.forget();
    }

    /// Nothing more will be settled: whoever waits hears that the engine is closed.
    pub(crate) fn close(&mut self) {
        self.waiting.clear();
    }

    fn result(&self, ticket: Ticket) -> Result<(), EngineError> {
        match self.failed.get(&ticket) {
            None => Ok(()),
            Some(trouble) => Err(EngineError::NotStored { trouble: trouble.unwrap_or(StoreTrouble::Io) }),
        }
    }

    fn forget(&mut self) {
        while self.failed.len() > REMEMBERED {
            self.forgotten = self.failed.pop_first().map_or(self.forgotten, |(ticket, _)| ticket);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(tickets: &mut Tickets, ticket: Ticket) -> Result<(), EngineError> {
        match tickets.commit(ticket) {
            Commit::Known(result) => result,
            Commit::Awaited(_) => panic!("ticket {ticket} is awaited"),
        }
    }

    #[test]
    fn unknown_tickets_are_refused() {
        let mut tickets = Tickets::default();
        assert!(matches!(known(&mut tickets, 0), Err(EngineError::UnknownTicket { ticket: 0 })));
        assert!(matches!(known(&mut tickets, 1), Err(EngineError::UnknownTicket { ticket: 1 })));
    }

    #[test]
    fn a_failure_is_never_forgotten_into_a_success() {
        let mut tickets = Tickets::default();
        for _ in 0..REMEMBERED + 10 {
            let ticket = tickets.issue();
            tickets.settle(ticket, &BTreeSet::new(), Some(StoreTrouble::DiskFull));
        }
        assert!(matches!(known(&mut tickets, 1), Err(EngineError::UnknownTicket { .. })));
        assert!(matches!(
            known(&mut tickets, 1000),
            Err(EngineError::NotStored { trouble: StoreTrouble::DiskFull })
        ));
    }

    #[test]
    fn a_waiter_hears_of_its_commit() {
        let mut tickets = Tickets::default();
        let ticket = tickets.issue();
        let Commit::Awaited(mut heard) = tickets.commit(ticket) else { panic!("known too early") };
        tickets.settle(ticket, &BTreeSet::from([ticket]), None);
        assert!(heard.try_recv().unwrap().is_ok());
        assert!(known(&mut tickets, ticket).is_ok());
    }
}
