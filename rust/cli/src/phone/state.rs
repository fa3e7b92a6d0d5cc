//! The engine over what a finder kept in a folder, as that finder would open it: nothing is granted or switched on.

use std::path::Path;
use std::sync::Arc;

use findmesh_core::{FinderConfig, Now};
use findmesh_engine::{Driver, Quiet, Setup, VirtualClock, system_entropy};

use super::desk::{DATABASE, VAULT, failed, store};
use crate::failure::Failure;

/// Whether what was sealed in a folder can be opened, or there is nothing in it.
pub(crate) fn has_key(folder: &Path) -> bool {
    folder.join(VAULT).exists() || !folder.join(DATABASE).exists()
}

/// Opens it by the numbers of its configuration; a folder without a database is refused, not made.
pub(crate) fn open_state(folder: &Path, config: FinderConfig, wall_ms: i64) -> Result<Driver, Failure> {
    if !folder.join(DATABASE).exists() {
        return Err(Failure::about(folder.display(), "no finder's database"));
    }
    let (now, entropy) = (Now { boot_ms: 0, wall_ms }, system_entropy());
    let (store, incident) = store(Some(folder), now, &entropy)?;
    let setup = Setup::new(config, store).incident(incident).entropy(entropy);
    Driver::open(setup, Arc::new(VirtualClock::new(now)), None, Arc::new(Quiet)).map_err(failed)
}
