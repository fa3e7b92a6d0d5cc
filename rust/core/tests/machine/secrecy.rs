//! What may stand in a log says neither where nor who: events and effects of a day with a tag in it.

use std::fmt::Debug;

use findmesh_core::{Event, QueueRow};

use crate::adverts::{compact, extended};
use crate::world::{MINUTE, World};

/// Bytes of the keys that are heard here, three in a row.
const KEYS: [&str; 2] = ["222, 222, 222", "de, de, de"];

fn keeps_quiet(value: &dyn Debug) {
    for text in [format!("{value:?}"), format!("{value:x?}")] {
        let told = KEYS.iter().find(|key| text.contains(*key));
        assert_eq!(told, None, "{text}");
        assert!(!text.contains("48.0") && !text.contains("11.0"), "{text}");
    }
}

#[test]
fn events_and_effects_print_no_key_and_no_place() {
    let mut world = World::ready();
    world.hear_all(&[extended(222), compact(222)]);
    world.fix(world.here(300.0));
    world.pass(MINUTE);
    world.kill();
    assert!(!world.sealed.is_empty());
    for run in &world.runs {
        run.events.iter().for_each(|record| keeps_quiet(&record.event));
        run.effects.iter().for_each(|effects| keeps_quiet(effects));
    }
    keeps_quiet(&world.store.kept);
    keeps_quiet(&world.finder);
    let packed = Event::Ingest { ticket: 1, packed: vec![222; 40] };
    keeps_quiet(&packed);
    assert_eq!(format!("{packed:?}"), "Ingest(1, 40 bytes)");
}

#[test]
fn a_row_of_the_queue_prints_neither_hashes_nor_body() {
    let mut world = World::ready();
    world.fix(world.here(0.0));
    world.hear(extended(1));
    let entry = world.sealed[0].1.entry.clone();
    let hash = format!("{:?}", entry.key_hash);
    let row = QueueRow { entry, lookup_id: vec![222; 16], body: vec![222; 73] };
    keeps_quiet(&row);
    assert!(!format!("{row:?}").contains(&hash));
    let restored = Event::Restored(Box::new(world.store.kept.clone()));
    assert!(!format!("{restored:?}").contains(&hash));
}
