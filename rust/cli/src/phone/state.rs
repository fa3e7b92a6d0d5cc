//! The engine over what a finder kept in a folder, as that finder would open it: nothing is granted or switched on.

use std::path::Path;
use std::sync::Arc;

use findmesh_core::{FinderConfig, Now};
use findmesh_engine::{Driver, Quiet, Setup, VirtualClock, system_entropy};

use super::desk::{DATABASE, failed, store};
use crate::failure::Failure;

/// Opens it; a folder without a database is refused, not made.
pub(crate) fn open_state(folder: &Path, wall_ms: i64) -> Result<Driver, Failure> {
    if !folder.join(DATABASE).exists() {
        return Err(Failure::about(folder.display(), "no finder's database"));
    }
    let (now, entropy) = (Now { boot_ms: 0, wall_ms }, system_entropy());
    let (store, incident) = store(Some(folder), now, &entropy)?;
    let setup = Setup::new(FinderConfig::default(), store).incident(incident).entropy(entropy);
    Driver::open(setup, Arc::new(VirtualClock::new(now)), None, Arc::new(Quiet)).map_err(failed)
}
