//! The two planes meet at one engine.

use jni::EnvUnowned;
use jni::objects::JClass;

use super::fakes::{Thrower, batch, config, fix, host, open, phone, run};
use crate::error::NativeError;
use crate::fast::Java_dev_findmesh_internal_FastPath_instanceId as fast_instance_id;
use crate::fast::{FastError, ingest};
use crate::instance::{instance_id, library_version};
use crate::native_engine::NativeEngine;
use crate::types::consent::{Decision, Purpose};
use crate::types::health::FinderState;
use crate::types::privacy::{Participation, PrivateZone};
use crate::types::scan::{ScanPermit, ScanSlot};
use std::sync::Arc;

#[test]
#[allow(unsafe_code)]
fn both_planes_are_one_instance() {
    // SAFETY: the function asks nothing of the JVM.
    let env = unsafe { EnvUnowned::from_raw(std::ptr::dangling_mut()) };
    assert_eq!(fast_instance_id(env, JClass::null()), instance_id());
    assert_eq!(library_version(), "0.1.0");
}

#[test]
fn a_batch_of_the_data_plane_is_committed_through_the_control_plane() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let engine = open(&folder).unwrap();
        engine.grant(Purpose::CrowdReporting, "1".into(), "en".into(), "test".into()).await.unwrap();
        engine.phone_changed(phone()).unwrap();
        engine.enable().await.unwrap();
        engine.scan_started(ScanSlot::Standing).unwrap();
        engine.fix(fix()).unwrap();
        let ticket = ingest(engine.handle(), &batch()).unwrap();
        engine.commit(ticket).await.unwrap();
        let queue = engine.health().queue;
        assert_eq!(queue.reports + queue.pending, 1, "{:?}", engine.health());
        assert!(matches!(engine.state(), FinderState::Listening { .. }), "{:?}", engine.health());
        assert!(engine.counters(1).await.unwrap().iter().any(|c| c.name == "batches" && c.count == 1));
        engine.shutdown().await.unwrap();

        let engine = open(&folder).unwrap();
        let again = engine.health().queue;
        assert_eq!(again.reports + again.pending, 1);
        let usage = engine.counters(1).await.unwrap();
        assert!(usage.iter().any(|c| c.name == "batches" && c.count == 1));
        assert_eq!(engine.grants(), [Purpose::CrowdReporting]);
        engine.withdraw(Purpose::CrowdReporting, "switch".into()).await.unwrap();
        let ledger = engine.consent_ledger().await.unwrap();
        assert_eq!(
            ledger.iter().map(|e| e.decision).collect::<Vec<_>>(),
            [Decision::Granted, Decision::Withdrawn]
        );
        let empty = engine.health().queue;
        assert_eq!(empty.reports + empty.pending, 0);
    });
}

#[test]
fn a_person_sees_chooses_takes_along_and_erases() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let engine = open(&folder).unwrap();
        engine.grant(Purpose::CrowdReporting, "1".into(), "en".into(), "test".into()).await.unwrap();
        assert_eq!(engine.participation().await, Ok(Participation::AwayFromMyPlaces));
        engine.set_participation(Participation::Everywhere).await.unwrap();
        assert_eq!(engine.participation().await, Ok(Participation::Everywhere));
        let zone = PrivateZone {
            id: vec![7; 16],
            latitude: 42.6977,
            longitude: 23.3219,
            radius_m: 150.0,
            label: "home".into(),
        };
        engine.put_zone(zone.clone()).await.unwrap();
        assert_eq!(engine.zones().await, Ok(vec![zone.clone()]));
        assert!(!format!("{zone:?}").contains("42.69"));

        // Days of fixes teach it; here nothing did.
        assert_eq!(engine.familiar_places().await, Ok(Vec::new()));

        engine.process_died("low_memory".into(), 4_000_000).unwrap();
        engine.wake().await.unwrap();
        let reasons = engine.health().reasons;
        assert!(reasons.iter().any(|reason| reason.code == "killed"), "{reasons:?}");

        let files = engine.export().await.unwrap();
        assert_eq!(
            files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(),
            ["data.json", "index.html"]
        );
        assert!(String::from_utf8_lossy(&files[0].bytes).contains("42.6977"));
        assert!(!format!("{files:?}").contains("42.69"));
        assert!(engine.diagnostics().await.unwrap().contains("findmesh-diagnostics-1"));
        let purpose = Purpose::Diagnostics;
        assert_eq!(engine.diagnostics_to_send().await, Err(NativeError::ConsentMissing { purpose }));

        let proof = engine.erase().await.unwrap();
        assert!(proof.holds && proof.found_before > 0 && proof.found_after == 0, "{proof:?}");
        assert_eq!((engine.zones().await, engine.grants()), (Ok(Vec::new()), Vec::new()));
        engine.remove_zone(vec![7; 16]).await.unwrap();
    });
}

#[test]
fn a_host_that_scans_too_asks_first() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let engine = open(&folder).unwrap();
        for _ in 0..3 {
            assert_eq!(engine.reserve_scan_start().await, Ok(ScanPermit::Granted));
        }
        let refused = engine.reserve_scan_start().await.unwrap();
        assert!(matches!(refused, ScanPermit::RetryAt { boot_ms } if boot_ms > 0), "{refused:?}");
        assert!(engine.usage(1).await.unwrap().iter().all(|day| day.scans == 0));
    });
}

#[test]
fn a_vault_that_renews_its_key_is_asked_to() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let host = host();
        let engine = NativeEngine::open(config(&folder), host.clone(), host.clone(), host.clone()).unwrap();
        assert_eq!(engine.renew_keys().await, Ok(true));
        engine.shutdown().await.unwrap();
        let again = NativeEngine::open(config(&folder), host.clone(), host.clone(), host);
        assert!(again.is_ok());
    });
}

#[test]
fn a_handle_finds_nothing_after_shutdown_and_after_close() {
    run(async {
        let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (first, second) = (open(&one).unwrap(), open(&two).unwrap());
        assert_ne!(first.handle(), second.handle());
        first.shutdown().await.unwrap();
        assert!(matches!(ingest(first.handle(), &batch()), Err(FastError::UnknownHandle(_))));
        assert_eq!(first.enable().await, Err(NativeError::Closed));
        first.shutdown().await.unwrap();
        let handle = second.handle();
        assert!(ingest(handle, &batch()).is_ok());
        drop(second);
        assert!(matches!(ingest(handle, &batch()), Err(FastError::UnknownHandle(_))));
    });
}

#[test]
fn a_host_whose_observer_and_transport_throw_is_served() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let thrower = Arc::new(Thrower);
        let engine = NativeEngine::open(config(&folder), thrower.clone(), host(), thrower).unwrap();
        engine.phone_changed(phone()).unwrap();
        engine.grant(Purpose::CrowdReporting, "1".into(), "en".into(), "test".into()).await.unwrap();
        engine.enable().await.unwrap();
        engine.shutdown().await.unwrap();
    });
}
