//! Gathers uploads that come at the same time into one commit, in random order.
//!
//! One commit for many uploads is also what makes full synchronisation affordable.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout_at;

use crate::metrics::Metrics;
use crate::shuffle::shuffle;
use crate::storage::{NewReport, ReportStorage, StorageError, Tally};

/// Uploads that wait for a commit at most; further ones are told to come back.
const WAITING: usize = 4_096;

/// Uploads in one commit at most.
const GROUP: usize = 1_024;

/// Why an upload is not held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum IntakeError {
    /// Too many are waiting.
    Busy,
    /// The relay is stopping.
    Stopping,
    /// The store refused the commit.
    Storage(StorageError),
}

/// The way into the store.
#[derive(Clone)]
pub(crate) struct Intake {
    sender: mpsc::Sender<Upload>,
}

struct Upload {
    reports: Vec<NewReport>,
    answer: oneshot::Sender<Result<(), StorageError>>,
}

/// The other end; ends when every [`Intake`] is gone and all that waited is committed.
pub(crate) struct Committer {
    receiver: mpsc::Receiver<Upload>,
    storage: Arc<dyn ReportStorage>,
    metrics: Arc<Metrics>,
    window: Duration,
}

pub(crate) fn intake(
    storage: Arc<dyn ReportStorage>,
    metrics: Arc<Metrics>,
    window: Duration,
) -> (Intake, Committer) {
    let (sender, receiver) = mpsc::channel(WAITING);
    (Intake { sender }, Committer { receiver, storage, metrics, window })
}

impl Intake {
    /// Returns once the reports are durable.
    pub(crate) async fn hold(&self, reports: Vec<NewReport>) -> Result<(), IntakeError> {
        let (answer, held) = oneshot::channel();
        self.sender.try_send(Upload { reports, answer }).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => IntakeError::Busy,
            mpsc::error::TrySendError::Closed(_) => IntakeError::Stopping,
        })?;
        held.await.map_err(|_| IntakeError::Stopping)?.map_err(IntakeError::Storage)
    }
}

impl Committer {
    pub(crate) async fn run(mut self) {
        while let Some(group) = self.gather().await {
            self.commit(group).await;
        }
    }

    async fn gather(&mut self) -> Option<Vec<Upload>> {
        let mut group = vec![self.receiver.recv().await?];
        let end = tokio::time::Instant::now() + self.window;
        while group.len() < GROUP {
            match timeout_at(end, self.receiver.recv()).await {
                Ok(Some(upload)) => group.push(upload),
                Ok(None) | Err(_) => break,
            }
        }
        Some(group)
    }

    async fn commit(&self, group: Vec<Upload>) {
        let start = Instant::now();
        let (reports, answers): (Vec<_>, Vec<_>) =
            group.into_iter().map(|upload| (upload.reports, upload.answer)).unzip();
        let result = self.hold(reports.concat()).await;
        self.metrics.committed(&result, start.elapsed());
        let result = result.map(|_| ());
        for answer in answers {
            // A peer that went away in the meantime does not hear that its report is held.
            let _ = answer.send(result.clone());
        }
    }

    async fn hold(&self, mut reports: Vec<NewReport>) -> Result<Tally, StorageError> {
        shuffle(&mut reports)?;
        self.storage.hold(reports).await
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use async_trait::async_trait;

    use super::*;
    use crate::storage::conformance::report;
    use crate::storage::{Found, Search, StorageSize};

    /// Notes what each commit holds; fails when told to.
    #[derive(Default)]
    struct Witness {
        commits: Mutex<Vec<Vec<NewReport>>>,
        fails: bool,
    }

    #[async_trait]
    impl ReportStorage for Witness {
        async fn hold(&self, batch: Vec<NewReport>) -> Result<Tally, StorageError> {
            if self.fails {
                return Err(StorageError::Full);
            }
            let held = batch.len() as u64;
            self.commits.lock().unwrap().push(batch);
            Ok(Tally { held, ..Tally::default() })
        }
        async fn find(&self, _: Search) -> Result<Found, StorageError> {
            Ok(Found::default())
        }
        async fn forget_before(&self, _: u32) -> Result<u64, StorageError> {
            Ok(0)
        }
        async fn size(&self) -> Result<StorageSize, StorageError> {
            Ok(StorageSize::default())
        }
        async fn check(&self) -> Result<(), StorageError> {
            Ok(())
        }
        async fn close(&self) -> Result<(), StorageError> {
            Ok(())
        }
    }

    async fn upload_hundred(witness: &Arc<Witness>) -> Vec<Result<(), IntakeError>> {
        let (intake, committer) =
            intake(witness.clone(), Arc::new(Metrics::default()), Duration::from_millis(200));
        let uploads: Vec<_> = (0..100)
            .map(|number| {
                let intake = intake.clone();
                tokio::spawn(async move { intake.hold(vec![report(1, number, 100)]).await })
            })
            .collect();
        drop(intake);
        let committer = tokio::spawn(committer.run());
        let mut results = Vec::new();
        for upload in uploads {
            results.push(upload.await.unwrap());
        }
        committer.await.unwrap();
        results
    }

    #[tokio::test]
    async fn one_commit_holds_what_came_together_in_another_order() {
        let witness = Arc::new(Witness::default());
        let results = upload_hundred(&witness).await;
        assert!(results.iter().all(Result::is_ok));
        let commits = witness.commits.lock().unwrap();
        assert_eq!(commits.len(), 1);
        let came: Vec<_> = (0..100).map(|number| report(1, number, 100)).collect();
        assert_ne!(commits[0], came);
        assert!(came.iter().all(|report| commits[0].contains(report)));
    }

    #[tokio::test]
    async fn a_failed_commit_is_told_to_all() {
        let witness = Arc::new(Witness { fails: true, ..Witness::default() });
        let results = upload_hundred(&witness).await;
        assert!(results.iter().all(|result| *result == Err(IntakeError::Storage(StorageError::Full))));
    }
}
