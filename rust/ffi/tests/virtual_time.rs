//! A host whose transport throws, over half an hour that the test hook lets pass at once.
#![cfg(feature = "test-hooks")]
#![allow(missing_docs)]

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use findmesh::error::NativeError;
use findmesh::host::observer::{EngineObserver, ObserverError};
use findmesh::host::transport::{HttpAnswer, HttpRequest, HttpTransport, TransportError};
use findmesh::host::vault::{KeyVault, VaultError};
use findmesh::native_engine::NativeEngine;
use findmesh::test_hooks;
use findmesh::types::config::{EngineConfig, FinderMode, TagNetwork};
use findmesh::types::consent::Purpose;
use findmesh::types::health::Health;
use findmesh::types::phone::{Fix, FixSource, PhoneEffect};
use findmesh::types::scan::ScanSlot;
use findmesh::types::upload::UploadWindow;
use findmesh_core::Now;
use findmesh_testkit::adverts::{SampleTag, test_deployment};
use findmesh_testkit::clock::START;
use findmesh_testkit::packed::BatchBuilder;

const MINUTE: u64 = 60_000;

/// Its transport throws once, then works.
#[derive(Default)]
struct Host(AtomicU32);

impl HttpTransport for Host {
    fn send(&self, _: HttpRequest) -> Result<HttpAnswer, TransportError> {
        if self.0.fetch_add(1, Ordering::SeqCst) == 0 {
            return Err(uniffi::UnexpectedUniFFICallbackError::new("java.io.IOException").into());
        }
        Ok(HttpAnswer { status: 204, headers: Vec::new(), body: Vec::new() })
    }
}

impl KeyVault for Host {
    fn wrap(&self, key: Vec<u8>) -> Result<Vec<u8>, VaultError> {
        Ok(key)
    }

    fn unwrap(&self, wrapped: Vec<u8>) -> Result<Vec<u8>, VaultError> {
        Ok(wrapped)
    }

    fn renew(&self) -> Result<bool, VaultError> {
        Ok(false)
    }

    fn retire(&self) -> Result<(), VaultError> {
        Ok(())
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

fn run<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().expect("a runtime").block_on(future)
}

/// Time stands at this many milliseconds after the start.
fn at(ms: u64) -> u64 {
    let boot_ms = START.boot_ms + ms;
    test_hooks::set(Now { boot_ms, wall_ms: START.wall_of_boot(boot_ms) });
    boot_ms
}

fn fix(boot_ms: u64) -> Fix {
    Fix {
        latitude: 42.6977,
        longitude: 23.3219,
        accuracy_m: 8.0,
        altitude_m: None,
        speed_mps: Some(0.0),
        source: FixSource::Gnss,
        mock: false,
        boot_ms: boot_ms.cast_signed(),
    }
}

async fn sees_a_tag(engine: &NativeEngine) -> Result<(), NativeError> {
    engine.fix(fix(at(0)))?;
    let mut tag = SampleTag::new(1, u32::try_from(START.day()).expect("a day"));
    let batch = BatchBuilder::new().heard(&tag.compact(0), -60, at(1_000)).build();
    let ticket = findmesh::fast::ingest(engine.handle(), &batch).expect("a batch");
    engine.commit(ticket).await?;
    engine.fix(fix(at(2_000)))?;
    let _ = at(MINUTE);
    engine.wake().await
}

#[test]
fn a_transport_that_throws_is_asked_again_later() {
    let folder = tempfile::tempdir().expect("a folder");
    let config = EngineConfig {
        database_path: folder.path().join("findmesh.db").to_str().expect("a path").into(),
        relay_url: "http://127.0.0.1:9".into(),
        networks: vec![TagNetwork::Native],
        service_uuid: None,
        company_id: test_deployment().company_id.map(i32::from),
        mode: FinderMode::Background,
        saving: false,
        numbers: Vec::new(),
    };
    let host = Arc::new(Host::default());
    let _ = at(0);
    run(async {
        let engine = NativeEngine::open(config, host.clone(), host.clone(), host).expect("an engine");
        engine.grant(Purpose::CrowdReporting, "1".into(), "en".into(), "test".into()).await.expect("a grant");
        engine.enable().await.expect("enabled");
        engine.scan_started(ScanSlot::Standing).expect("room");
        sees_a_tag(&engine).await.expect("a sighting");
        assert_eq!(engine.health().queue.reports, 1, "{:?}", engine.health());

        let _ = at(32 * MINUTE);
        let first = engine.upload_due(UploadWindow::Wake).await.expect("an answer");
        assert_eq!((first.sent, first.failed, first.remaining), (1, 1, 1));
        let _ = at(42 * MINUTE);
        let second = engine.upload_due(UploadWindow::Wake).await.expect("an answer");
        assert_eq!((second.held, second.remaining), (1, 0));
    });
}
