//! The control plane's one object.

use std::sync::Arc;

use findmesh_engine::Engine;

use crate::convert::{count, list};
use crate::error::NativeError;
use crate::host::observer::EngineObserver;
use crate::host::transport::HttpTransport;
use crate::host::vault::KeyVault;
use crate::types::account::{ErasureProof, ExportFile};
use crate::types::config::EngineConfig;
use crate::types::consent::{ConsentEntry, Purpose};
use crate::types::health::{FinderState, Health};
use crate::types::phone::{Fix, PhoneState};
use crate::types::privacy::{FamiliarPlace, Participation, PrivateZone, zone_id};
use crate::types::scan::{ScanPermit, ScanSlot, WakeCause};
use crate::types::upload::{UploadSummary, UploadWindow};
use crate::types::usage::{DayCounter, DayUsage};
use crate::{handles, open};

/// One finder. All methods may be called from any thread.
#[derive(uniffi::Object)]
pub struct NativeEngine {
    engine: Arc<Engine>,
    handle: i64,
}

#[uniffi::export]
impl NativeEngine {
    /// Opens the database and starts the engine's threads. Blocks while files are read and the vault is asked: not
    /// for the main thread. One engine a database file; a second one fails with `StorageTrouble.IN_USE`.
    #[uniffi::constructor]
    pub fn open(
        config: EngineConfig,
        transport: Arc<dyn HttpTransport>,
        vault: Arc<dyn KeyVault>,
        observer: Arc<dyn EngineObserver>,
    ) -> Result<Arc<Self>, NativeError> {
        let engine = Arc::new(open::engine(config, transport, vault, observer)?);
        let handle = handles::add(engine.clone());
        Ok(Arc::new(Self { engine, handle }))
    }

    /// Number by which the data plane knows this engine, until `shutdown` or until this object is closed.
    pub fn handle(&self) -> i64 {
        self.handle
    }

    /// Wishes that the finder works; durable on return, over restarts too. Needs consent to crowd reporting.
    pub async fn enable(&self) -> Result<(), NativeError> {
        Ok(self.engine.enable().await?)
    }

    /// Wishes that it does not; durable on return.
    pub async fn disable(&self) -> Result<(), NativeError> {
        Ok(self.engine.disable().await?)
    }

    /// Takes a packed batch, as the data plane's `ingest` does; its ticket. Slower, because the bytes are copied
    /// through the generated code: for hosts that have no data plane, and to hold the two planes side by side.
    pub fn ingest(&self, packed: Vec<u8>) -> Result<i64, NativeError> {
        Ok(self.engine.ingest(&packed)?.cast_signed())
    }

    /// Tells the phone's state, whole.
    pub fn phone_changed(&self, state: PhoneState) -> Result<(), NativeError> {
        Ok(self.engine.phone_changed(state.try_into()?)?)
    }

    /// Tells a fix, fresh or cached.
    pub fn fix(&self, fix: Fix) -> Result<(), NativeError> {
        Ok(self.engine.fix(fix.try_into()?)?)
    }

    /// The scan of this slot was started as asked.
    pub fn scan_started(&self, slot: ScanSlot) -> Result<(), NativeError> {
        Ok(self.engine.scan_started(slot.into())?)
    }

    /// The platform refused a scan, with its error code.
    pub fn scan_failed(&self, slot: ScanSlot, code: i32) -> Result<(), NativeError> {
        Ok(self.engine.scan_failed(slot.into(), code)?)
    }

    /// The platform ended a scan without being asked.
    pub fn scan_lost(&self, slot: ScanSlot) -> Result<(), NativeError> {
        Ok(self.engine.scan_lost(slot.into())?)
    }

    /// Something woke, or found, the process: the scan is looked after.
    pub fn woken(&self, cause: WakeCause) -> Result<(), NativeError> {
        Ok(self.engine.woken(cause.into())?)
    }

    /// How the process before this one ended, as far as the platform tells: `why` in snake case (`low_memory`,
    /// `user_requested`, `force_stopped` …), `unknown` where it does not; `gap_ms`: time without a process.
    pub fn process_died(&self, why: String, gap_ms: i64) -> Result<(), NativeError> {
        Ok(self.engine.process_died(&why, count("gap_ms", gap_ms)?)?)
    }

    /// Asks whether the host may start a callback scan of its own now: the platform silently refuses the sixth start of
    /// an app within 30 s. A granted start is counted, used or not.
    pub async fn reserve_scan_start(&self) -> Result<ScanPermit, NativeError> {
        Ok(self.engine.reserve_scan_start().await?.into())
    }

    /// Returns once the batch of this ticket is durable; fails when it could not be stored.
    pub async fn commit(&self, ticket: i64) -> Result<(), NativeError> {
        Ok(self.engine.committed(count("ticket", ticket)?).await?)
    }

    /// Does what is due: for a process that was woken. Returns when that is durable.
    pub async fn wake(&self) -> Result<(), NativeError> {
        Ok(self.engine.wake().await?)
    }

    /// Sends what is due within the window; returns when nothing more can leave in it. Nothing is ever sent outside
    /// of a window. Cancelling ends the window, not a request that is under way.
    pub async fn upload_due(&self, window: UploadWindow) -> Result<UploadSummary, NativeError> {
        Ok(self.engine.upload_due(window.try_into()?).await?.into())
    }

    /// Writes a grant to the ledger; durable on return.
    pub async fn grant(
        &self,
        purpose: Purpose,
        text_version: String,
        locale: String,
        how: String,
    ) -> Result<(), NativeError> {
        Ok(self.engine.grant(purpose.into(), &text_version, &locale, &how).await?)
    }

    /// Writes a withdrawal to the ledger; returns when the purpose stopped, what it had queued is erased and no
    /// request of it is under way.
    pub async fn withdraw(&self, purpose: Purpose, how: String) -> Result<(), NativeError> {
        Ok(self.engine.withdraw(purpose.into(), &how).await?)
    }

    /// Purposes that are granted now.
    pub fn grants(&self) -> Vec<Purpose> {
        list(self.engine.grants())
    }

    /// The ledger, oldest first.
    pub async fn consent_ledger(&self) -> Result<Vec<ConsentEntry>, NativeError> {
        Ok(list(self.engine.consent_ledger().await?))
    }

    /// Counters of the last days (1 to 30), today included, by day and name.
    pub async fn counters(&self, days: i32) -> Result<Vec<DayCounter>, NativeError> {
        Ok(list(self.engine.counters(count("days", days)?).await?))
    }

    /// What the finder did on the last days (1 to 31), today included, newest first; days without counters are left
    /// out.
    pub async fn usage(&self, days: i32) -> Result<Vec<DayUsage>, NativeError> {
        Ok(list(self.engine.usage(count("days", days)?).await?))
    }

    /// Everything that is kept, as files to pack: `data.json` and `index.html`. They hold places and keys.
    pub async fn export(&self) -> Result<Vec<ExportFile>, NativeError> {
        Ok(list(self.engine.export().await?))
    }

    /// Everything goes, the ledger and all keys with it, once the request under way has ended; afterwards the finder
    /// stands as new: no consent, off.
    pub async fn erase(&self) -> Result<ErasureProof, NativeError> {
        Ok(self.engine.erase().await?.into())
    }

    /// Puts every data key under a new key encryption key; copies of the files from before open no more then. `false`:
    /// the vault has one key for ever.
    pub async fn renew_keys(&self) -> Result<bool, NativeError> {
        Ok(self.engine.renew_keys().await?)
    }

    /// The diagnostic bundle, one JSON object without identifiers or places, for the person to look at.
    pub async fn diagnostics(&self) -> Result<String, NativeError> {
        Ok(self.engine.diagnostics().await?)
    }

    /// The same, to be sent: needs consent to diagnostics.
    pub async fn diagnostics_to_send(&self) -> Result<String, NativeError> {
        Ok(self.engine.diagnostics_to_send().await?)
    }

    /// Chooses where to take part; durable on return.
    pub async fn set_participation(&self, level: Participation) -> Result<(), NativeError> {
        Ok(self.engine.set_participation(level.into()).await?)
    }

    /// Where a person takes part.
    pub async fn participation(&self) -> Result<Participation, NativeError> {
        Ok(self.engine.participation().await?.into())
    }

    /// Sets a private zone, or changes the one of its name; durable on return. At most 100.
    pub async fn put_zone(&self, zone: PrivateZone) -> Result<(), NativeError> {
        Ok(self.engine.put_zone(zone.try_into()?).await?)
    }

    /// Removes a private zone; one that is not there is no error.
    pub async fn remove_zone(&self, id: Vec<u8>) -> Result<(), NativeError> {
        Ok(self.engine.remove_zone(zone_id(&id)?).await?)
    }

    /// The private zones that a person set.
    pub async fn zones(&self) -> Result<Vec<PrivateZone>, NativeError> {
        Ok(list(self.engine.zones().await?))
    }

    /// Where the phone often stays, as it learnt while it took part; the longest stay first.
    pub async fn familiar_places(&self) -> Result<Vec<FamiliarPlace>, NativeError> {
        Ok(list(self.engine.familiar_places().await?))
    }

    /// The newest health.
    pub fn health(&self) -> Health {
        let clock = self.engine.clock();
        Health::of(self.engine.health(), clock.now().day())
    }

    /// What the finder is doing.
    pub fn state(&self) -> FinderState {
        self.engine.state().into()
    }

    /// Finishes what was taken, closes the database and ends the threads. Later calls fail as closed; a second
    /// shutdown does nothing.
    pub async fn shutdown(&self) -> Result<(), NativeError> {
        handles::remove(self.handle);
        Ok(self.engine.shutdown().await?)
    }
}

impl Drop for NativeEngine {
    fn drop(&mut self) {
        handles::remove(self.handle);
    }
}
