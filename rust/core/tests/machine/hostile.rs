//! Bytes from outside, and from a store that another version wrote.

use findmesh_core::{Event, Restored, SeenKey};
use proptest::prelude::*;

use crate::adverts::extended;
use crate::world::{MINUTE, World};

/// Small batches around one advert of ours with a few bytes changed.
fn damaged() -> impl Strategy<Value = Vec<u8>> {
    let changes = proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6);
    (changes, any::<prop::sample::Index>(), any::<bool>()).prop_map(|(changes, cut, cuts)| {
        let mut packed = crate::adverts::pack(&[extended(1).at(1), extended(2).at(2)]);
        for (at, byte) in changes {
            let at = at.index(packed.len());
            packed[at] = byte;
        }
        packed.truncate(if cuts { cut.index(packed.len()) } else { packed.len() });
        packed
    })
}

/// Settings and remembered keys with any bytes, good first bytes more often.
fn foreign_store() -> impl Strategy<Value = Restored> {
    let bytes = || {
        (0u8..3, proptest::collection::vec(any::<u8>(), 0..80)).prop_map(|(version, mut bytes)| {
            bytes.insert(0, version);
            bytes
        })
    };
    (bytes(), bytes(), proptest::collection::vec(bytes(), 0..4), any::<i64>()).prop_map(
        |(marks, uploads, states, day)| Restored {
            settings: vec![
                ("enabled".to_owned(), vec![1]),
                ("marks".to_owned(), marks),
                ("uploads".to_owned(), uploads),
            ],
            seen: (0u8..).zip(states).map(|(n, state)| SeenKey { key_hash: [n; 16], day, state }).collect(),
            ..Restored::default()
        },
    )
}

proptest! {
    #[test]
    fn any_batch_is_taken_or_counted(packed in damaged()) {
        let mut world = World::ready();
        world.fix(world.here(0.0));
        let effects = world.event(Event::Ingest { ticket: 1, packed });
        let acknowledge = findmesh_core::Effect::Acknowledge { ticket: 1 };
        prop_assert!(effects.contains(&acknowledge));
    }

    #[test]
    fn any_store_is_read(kept in foreign_store()) {
        let mut world = World::ready();
        let consent = world.store.kept.consent.clone();
        world.store.kept = Restored { consent, ..kept };
        world.kill();
        world.fix(world.here(0.0));
        world.hear(extended(1));
        world.pass(MINUTE);
        prop_assert_eq!(world.acknowledged.len(), 1);
    }
}
