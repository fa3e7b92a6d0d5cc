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
use crate::types::scan::ScanSlot;
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
        assert!(engine.usage(1).await.unwrap().iter().any(|c| c.name == "batches" && c.count == 1));
        engine.shutdown().await.unwrap();

        let engine = open(&folder).unwrap();
        let again = engine.health().queue;
        assert_eq!(again.reports + again.pending, 1);
        let usage = engine.usage(1).await.unwrap();
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
