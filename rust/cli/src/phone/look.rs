//! A look into what a finder keeps in a folder. It is a copy that is opened: nothing in the folder changes, neither a
//! damaged file nor rows that are past their time.

use std::fs::{self, File, TryLockError};
use std::path::Path;

use findmesh_core::consent::{ConsentEntry, Decision, Purpose};
use findmesh_core::health::counter;
use findmesh_core::{
    Event, Finder, FinderConfig, FinderState, Health, Now, Participation, Seed, StoreTrouble,
};
use findmesh_engine::system_entropy;
use findmesh_engine::usage::{DayUsage, by_day};

use super::desk::{DATABASE, VAULT, store};
use crate::failure::Failure;

/// What a finder that begins now, on a phone on which everything works, finds there.
pub(crate) struct Look {
    /// What happened and why nothing does.
    pub(crate) health: Health,
    /// Where the person takes part.
    pub(crate) participation: Participation,
    /// The ledger, oldest first.
    pub(crate) ledger: Vec<ConsentEntry>,
    /// What it did, newest day first.
    pub(crate) usage: Vec<DayUsage>,
    /// Counters of all days.
    pub(crate) counters: usize,
    /// What opening met.
    pub(crate) incident: Option<StoreTrouble>,
    /// Whether the key that opens sealed rows is there.
    pub(crate) has_key: bool,
    /// Days over which gaps are looked at.
    pub(crate) gap_days: u32,
    /// When, wall time in milliseconds.
    pub(crate) wall_ms: i64,
}

impl Look {
    /// `None` where there is no database. A folder that a finder works in is refused.
    pub(crate) fn into_folder(
        folder: &Path,
        config: FinderConfig,
        wall_ms: i64,
    ) -> Result<Option<Self>, Failure> {
        if !folder.join(DATABASE).exists() {
            return Ok(None);
        }
        let about = |error: std::io::Error| Failure::about(folder.display(), error);
        let copy = tempfile::tempdir().map_err(about)?;
        copy_state(folder, copy.path())?;
        let has_key = copy.path().join(VAULT).exists();
        let now = Now { boot_ms: 0, wall_ms };
        let opened = store(Some(copy.path()), now, &system_entropy());
        let (mut store, incident) = opened.map_err(|error| of_the_original(&error, copy.path(), folder))?;
        let failed = |error: findmesh_store::StoreError| Failure::about(folder.display(), error);
        let kept = store.restore().map_err(failed)?;
        let mut counters = kept.counters.clone();
        let ledger = kept.consent.clone();
        let mut finder = Finder::new(config, store.hash_key().map_err(failed)?);
        let begin = Event::Restored(Box::new(kept));
        for event in [Some(begin), incident.map(|reason| Event::StoreIncident { reason })].iter().flatten() {
            // What it would do about it is not done.
            let _effects = finder.handle(event, now, Seed([0; 32]));
        }
        let kept_counters = counters.len();
        let open = finder.open_radio_ms(now);
        if open > 0 {
            counters.push((now.day(), counter::RADIO_MS_ASKED.to_owned(), open));
        }
        Ok(Some(Self {
            health: finder.health(now),
            participation: finder.participation(),
            ledger,
            usage: by_day(&counters),
            counters: kept_counters,
            incident,
            has_key,
            gap_days: finder.config().health.gap_days,
            wall_ms,
        }))
    }

    /// Purposes that are granted now.
    pub(crate) fn granted(&self) -> Vec<&'static str> {
        let stands =
            |purpose: &Purpose| self.last(*purpose).is_some_and(|entry| entry.decision == Decision::Granted);
        Purpose::ALL.into_iter().filter(stands).map(Purpose::as_str).collect()
    }

    /// Since when a reason stands, wall time in milliseconds; `None` where only this look found it.
    pub(crate) fn since(&self, reason: &findmesh_core::Reason) -> Option<i64> {
        if reason.code == "consent_missing" {
            return self.last(Purpose::CrowdReporting).map(|withdrawal| withdrawal.wall_ms);
        }
        (reason.since_wall_ms != self.wall_ms).then_some(reason.since_wall_ms)
    }

    /// Whether somebody wishes it to work.
    pub(crate) fn is_on(&self) -> bool {
        let paused = self.health.reasons.iter().any(|reason| reason.code == "paused_by_user");
        !paused && self.health.state != FinderState::Off
    }

    fn last(&self, purpose: Purpose) -> Option<&ConsentEntry> {
        self.ledger.iter().rfind(|entry| entry.purpose == purpose)
    }
}

/// Nobody knows the copy.
fn of_the_original(error: &Failure, copy: &Path, folder: &Path) -> Failure {
    let [copy, folder] = [copy, folder].map(|path| path.display().to_string());
    Failure::Unusable(error.to_string().replace(&copy, &folder))
}

/// Database, log and key, while no finder can write.
fn copy_state(from: &Path, to: &Path) -> Result<(), Failure> {
    let about = |name: &str, error: std::io::Error| Failure::about(from.join(name).display(), error);
    let _held_meanwhile = hold(&from.join(format!("{DATABASE}.lock")))?;
    for name in [DATABASE.to_owned(), format!("{DATABASE}-wal"), VAULT.to_owned()] {
        match fs::copy(from.join(&name), to.join(&name)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(about(&name, error)),
            _ => {}
        }
    }
    Ok(())
}

/// The lock of a store, where there is one; given back when dropped.
fn hold(path: &Path) -> Result<Option<File>, Failure> {
    let Ok(file) = File::open(path) else { return Ok(None) };
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => Err(Failure::about(path.display(), "a finder works here now")),
        _ => Ok(Some(file)),
    }
}
