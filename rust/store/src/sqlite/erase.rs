//! What goes: on withdrawal, with its day, on the user's wish.

use rusqlite::Connection;

use super::database::Database;
use super::keyring::Keyring;
use super::write::run;
use crate::StoreError;
use crate::retention::{Retention, day_of, first_day};

const UNUSED_KEYS: &str = "DELETE FROM data_keys WHERE day NOT IN \
    (SELECT day FROM pending UNION ALL SELECT day FROM seen UNION ALL SELECT day FROM learnt \
    UNION ALL SELECT day FROM zones UNION ALL SELECT day FROM dwell)";

/// `erasing` opens the ledger's trigger for this transaction only.
const EVERYTHING: &str = "
    INSERT INTO erasing (only) VALUES (1);
    DELETE FROM queue;
    DELETE FROM pending;
    DELETE FROM seen;
    DELETE FROM learnt;
    DELETE FROM zones;
    DELETE FROM dwell;
    DELETE FROM data_keys;
    DELETE FROM hash_key;
    DELETE FROM consent;
    DELETE FROM counters;
    DELETE FROM settings;
    DELETE FROM erasing;
";

/// Queue, pending sightings, remembered keys, dwell, and the data keys that nothing else needs.
pub(super) fn crowd(db: &Connection, keys: &mut Keyring) -> Result<(), StoreError> {
    db.execute_batch("DELETE FROM queue; DELETE FROM pending; DELETE FROM seen; DELETE FROM dwell;")?;
    unused_keys(db, keys)
}

/// Data keys under which nothing is sealed.
pub(super) fn unused_keys(db: &Connection, keys: &mut Keyring) -> Result<(), StoreError> {
    run(db, UNUSED_KEYS, [])?;
    keys.forget();
    Ok(())
}

impl Database {
    /// Sealed rows, data keys and counters past their retention.
    pub(super) fn expire(&mut self, wall_ms: i64, keep: Retention) -> Result<(), StoreError> {
        self.today = day_of(wall_ms);
        let (today, Retention { sighting_days, dwell_days, counter_days }) = (self.today, keep);
        let sightings = first_day(today, sighting_days);
        let (dwell, counters) = (first_day(today, dwell_days), first_day(today, counter_days));
        self.transaction(|db, keys| {
            run(db, "DELETE FROM pending WHERE day < ?1", [sightings])?;
            run(db, "DELETE FROM seen WHERE day < ?1", [sightings])?;
            run(db, "DELETE FROM dwell WHERE day < ?1", [dwell])?;
            run(db, "DELETE FROM counters WHERE day < ?1", [counters])?;
            unused_keys(db, keys)
        })
    }

    /// Ledger and keys included.
    pub(super) fn erase_all(&mut self) -> Result<(), StoreError> {
        self.transaction(|db, keys| {
            db.execute_batch(EVERYTHING)?;
            keys.forget();
            Ok(())
        })
    }
}
