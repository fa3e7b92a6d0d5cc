//! Hosts: one that works, and one in which everything throws.

use std::future::Future;
use std::sync::Arc;

use findmesh_testkit::FakeVault;
use findmesh_testkit::adverts::{SampleTag, test_deployment};
use findmesh_testkit::packed::BatchBuilder;
use tempfile::TempDir;
use uniffi::UnexpectedUniFFICallbackError;

use crate::clock::engine_clock;
use crate::error::NativeError;
use crate::host::observer::{EngineObserver, ObserverError};
use crate::host::transport::{HttpAnswer, HttpRequest, HttpTransport, TransportError};
use crate::host::vault::{KeyVault, VaultError};
use crate::native_engine::NativeEngine;
use crate::types::config::{EngineConfig, FinderMode, TagNetwork};
use crate::types::health::Health;
use crate::types::phone::{
    BluetoothState, Connectivity, Fix, FixSource, Motion, PhoneEffect, PhoneState, StandbyBucket,
};

pub(super) fn run<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}

/// What UniFFI makes of an exception that the interface does not declare.
fn thrown() -> UnexpectedUniFFICallbackError {
    UnexpectedUniFFICallbackError::new("java.lang.IllegalStateException: secret text")
}

/// Works.
pub(super) struct Host(pub(super) FakeVault);

impl HttpTransport for Host {
    fn send(&self, _: HttpRequest) -> Result<HttpAnswer, TransportError> {
        Ok(HttpAnswer { status: 204, headers: Vec::new(), body: Vec::new() })
    }
}

impl KeyVault for Host {
    fn wrap(&self, key: Vec<u8>) -> Result<Vec<u8>, VaultError> {
        findmesh_store::KeyVault::wrap(&self.0, &key).map_err(|_| VaultError::Lost)
    }

    fn unwrap(&self, wrapped: Vec<u8>) -> Result<Vec<u8>, VaultError> {
        let key = findmesh_store::KeyVault::unwrap(&self.0, &wrapped);
        key.map(|k| k.to_vec()).map_err(|_| VaultError::Lost)
    }

    fn renew(&self) -> Result<bool, VaultError> {
        findmesh_store::KeyVault::renew(&self.0).map_err(|_| VaultError::Lost)
    }

    fn retire(&self) -> Result<(), VaultError> {
        findmesh_store::KeyVault::retire(&self.0).map_err(|_| VaultError::Lost)
    }
}

impl EngineObserver for Host {
    fn on_health(&self, _: Health) -> Result<(), ObserverError> {
        Ok(())
    }

    fn on_phone_effect(&self, _: PhoneEffect) -> Result<(), ObserverError> {
        Ok(())
    }
}

/// Throws.
pub(super) struct Thrower;

impl HttpTransport for Thrower {
    fn send(&self, _: HttpRequest) -> Result<HttpAnswer, TransportError> {
        Err(thrown().into())
    }
}

impl KeyVault for Thrower {
    fn wrap(&self, _: Vec<u8>) -> Result<Vec<u8>, VaultError> {
        Err(thrown().into())
    }

    fn unwrap(&self, _: Vec<u8>) -> Result<Vec<u8>, VaultError> {
        Err(thrown().into())
    }

    fn renew(&self) -> Result<bool, VaultError> {
        Err(thrown().into())
    }

    fn retire(&self) -> Result<(), VaultError> {
        Err(thrown().into())
    }
}

impl EngineObserver for Thrower {
    fn on_health(&self, _: Health) -> Result<(), ObserverError> {
        Err(thrown().into())
    }

    fn on_phone_effect(&self, _: PhoneEffect) -> Result<(), ObserverError> {
        Err(thrown().into())
    }
}

pub(super) fn config(folder: &TempDir) -> EngineConfig {
    EngineConfig {
        database_path: folder.path().join("findmesh.db").to_str().unwrap().into(),
        relay_url: "http://127.0.0.1:9".into(),
        networks: vec![TagNetwork::Native],
        service_uuid: None,
        company_id: test_deployment().company_id.map(i32::from),
        mode: FinderMode::Background,
        saving: false,
        numbers: Vec::new(),
    }
}

pub(super) fn host() -> Arc<Host> {
    Arc::new(Host(FakeVault::default()))
}

pub(super) fn open(folder: &TempDir) -> Result<Arc<NativeEngine>, NativeError> {
    NativeEngine::open(config(folder), host(), host(), host())
}

pub(super) fn phone() -> PhoneState {
    PhoneState {
        bluetooth: BluetoothState::On,
        missing_permissions: Vec::new(),
        background_location_missing: false,
        location_coarse_only: false,
        location_services_off: false,
        connectivity: Connectivity::Unmetered,
        data_saver: false,
        battery_percent: Some(80),
        charging: false,
        battery_saver: false,
        app_visible: false,
        extended_advertising: true,
        api_level: 35,
        privileged: false,
        batching: false,
        offloaded_filters: true,
        screen_on: false,
        motion: Motion::Unknown,
        radio_up: false,
        service_running: false,
        service_refused: false,
        bucket: StandbyBucket::Active,
        battery_exempt: false,
        background_restricted: false,
        dozing: false,
        airplane_mode: false,
        one_time_permission: false,
        location_power_save: false,
        notifications_off: false,
        autostart_off: false,
        oem_battery_saver: false,
        user_locked: false,
        user_in_background: false,
        managed_restriction: false,
        hibernated: false,
    }
}

pub(super) fn fix() -> Fix {
    Fix {
        latitude: 42.6977,
        longitude: 23.3219,
        accuracy_m: 8.0,
        altitude_m: None,
        speed_mps: None,
        source: FixSource::Gnss,
        mock: false,
        boot_ms: engine_clock().now().boot_ms.cast_signed(),
    }
}

/// A batch with one advert of a native tag, heard now.
pub(super) fn batch() -> Vec<u8> {
    let now = engine_clock().now();
    let mut tag = SampleTag::new(1, u32::try_from(now.day()).unwrap());
    BatchBuilder::new().heard(&tag.compact(0), -60, now.boot_ms).build()
}
