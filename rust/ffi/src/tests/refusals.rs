//! What a host can do wrong has a typed answer.

use std::sync::Arc;

use findmesh_core::FinderConfig;
use findmesh_net::HttpTransport as _;

use super::fakes::{Thrower, batch, config, fix, host, open, phone, run};
use crate::error::{NativeError, StorageTrouble};
use crate::fast::{FastError, ingest};
use crate::host::transport::HostTransport;
use crate::native_engine::NativeEngine;
use crate::types::config::{ConfigNumber, EngineConfig, FinderMode, TagNetwork};
use crate::types::consent::Purpose;
use crate::types::phone::{Fix, PhoneState};
use crate::types::privacy::PrivateZone;
use crate::types::upload::UploadWindow;

fn setting(change: impl FnOnce(&mut EngineConfig)) -> String {
    let folder = tempfile::tempdir().unwrap();
    let mut config = config(&folder);
    change(&mut config);
    match NativeEngine::open(config, host(), host(), host()).map(|_| ()) {
        Err(NativeError::InvalidConfig { setting, .. }) => setting,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_setting_that_cannot_be_used_is_named() {
    assert_eq!(setting(|c| c.relay_url = "http://example.org".into()), "relay_url");
    assert_eq!(setting(|c| c.service_uuid = Some("no uuid".into())), "service_uuid");
    assert_eq!(setting(|c| c.company_id = Some(70_000)), "company_id");
    assert_eq!(setting(|c| c.networks = vec![TagNetwork::Native, TagNetwork::Native]), "networks");
    let number = |path: &str, value| {
        let numbers = vec![ConfigNumber { path: path.into(), value }];
        setting(|c| c.numbers = numbers)
    };
    for (path, value) in [
        ("fixes.max_accuracy_m", f64::NAN),
        ("queue.max_reports", 0.0),
        ("dedupe.per_key_day", 1.5),
        ("upload.max_spacing_ms", 1_000.0),
        ("no.number", 1.0),
    ] {
        let named = if value == 1_000.0 { "upload.min_spacing_ms" } else { path };
        assert_eq!(number(path, value), named);
    }
}

#[test]
fn what_a_host_sets_is_what_the_finder_works_by() {
    let folder = tempfile::tempdir().unwrap();
    let plain = FinderConfig::try_from(config(&folder)).unwrap();
    assert_eq!(plain.changed(), []);
    let numbers = vec![ConfigNumber { path: "queue.max_reports".into(), value: 500.0 }];
    let own = EngineConfig { numbers, mode: FinderMode::System, saving: true, ..config(&folder) };
    let own = FinderConfig::try_from(own).unwrap();
    assert_eq!((own.queue.max_reports, own.changed().len()), (500, 1));
    assert_eq!((own.mode, own.saving), (findmesh_core::config::FinderMode::System, true));
}

#[test]
fn a_vault_that_throws_is_unavailable_and_its_text_stays_outside() {
    let folder = tempfile::tempdir().unwrap();
    let refused = NativeEngine::open(config(&folder), host(), Arc::new(Thrower), host()).map(|_| ());
    assert_eq!(refused, Err(NativeError::VaultUnavailable { reason: "exception".into() }));
}

#[test]
fn a_transport_that_throws_gave_no_answer() {
    let request = findmesh_net::HttpRequest {
        method: findmesh_net::Method::Get,
        url: "http://127.0.0.1:9/".into(),
        headers: vec![("accept", "application/json".into())],
        body: Vec::new(),
        timeout: std::time::Duration::from_secs(1),
    };
    let nothing = HostTransport(Arc::new(Thrower)).send(&request);
    assert_eq!(nothing, Err(findmesh_net::TransportError::Other("exception".into())));
    assert_eq!(HostTransport(host()).send(&request).unwrap().status, 204);
}

#[test]
fn one_engine_owns_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let _first = open(&folder).unwrap();
    let second = open(&folder).map(|_| ());
    assert!(
        matches!(second, Err(NativeError::StorageFailed { trouble: StorageTrouble::InUse, .. })),
        "{second:?}"
    );
}

#[test]
fn values_out_of_range_are_named() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let engine = open(&folder).unwrap();
        let named = |result: Result<(), NativeError>| match result {
            Err(NativeError::InvalidArgument { argument, .. }) => argument,
            other => panic!("{other:?}"),
        };
        assert_eq!(named(engine.fix(Fix { boot_ms: -1, ..fix() })), "boot_ms");
        assert_eq!(
            named(engine.phone_changed(PhoneState { battery_percent: Some(-5), ..phone() })),
            "battery_percent"
        );
        assert_eq!(named(engine.process_died("crash".into(), -1)), "gap_ms");
        assert_eq!(named(engine.remove_zone(vec![1; 15]).await), "id");
        let zone =
            PrivateZone { id: vec![1; 16], latitude: 0.0, longitude: 0.0, radius_m: 1.0, label: "".into() };
        assert_eq!(named(engine.put_zone(zone).await), "radius_m");
        assert_eq!(named(engine.commit(-1).await), "ticket");
        let window = UploadWindow::Lasting { millis: -1 };
        assert_eq!(named(engine.upload_due(window).await.map(|_| ())), "millis");
        assert_eq!(engine.commit(99).await, Err(NativeError::UnknownTicket { ticket: 99 }));
        let purpose = Purpose::CrowdReporting;
        assert_eq!(engine.enable().await, Err(NativeError::ConsentMissing { purpose }));
    });
}

#[test]
fn malformed_batches_and_old_handles_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let engine = open(&folder).unwrap();
    let malformed = ingest(engine.handle(), &[1, 0, 1, 0]).unwrap_err();
    assert_eq!(malformed.to_string(), "packed batch, byte 4: the buffer is cut");
    assert!(matches!(ingest(-7, &batch()), Err(FastError::UnknownHandle(-7))));
}

#[test]
fn the_text_form_of_a_fix_and_a_request_tells_nothing() {
    let text = format!("{:?}", fix());
    assert!(!text.contains("42.69") && !text.contains("23.32"), "{text}");
}
