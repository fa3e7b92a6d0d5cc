//! Encounters of whole days in a whole town are those that stepping through time finds.

use super::TOWN;
use crate::world::radio::Path;
use crate::world::{DAY_MS, Encounter, PhoneDay};

/// Between two looks; odd, so that it is in step with nothing.
const STEP_MS: u64 = 3_989;
/// Within this of a beginning or an end nothing is asked.
const EDGE_MS: u64 = 5;

/// Tags that a phone has in range at a moment.
fn stepped(phone: usize, at_ms: u64) -> Vec<u32> {
    let here = TOWN.day(phone).course.at(at_ms);
    let near = TOWN.tags.iter().zip(0_u32..).filter(|(tag, _)| {
        tag.owner != Some(phone as u32) && tag.is_separated(at_ms) && {
            let there = tag.at(at_ms, &TOWN.paths);
            here.point.distance(there.point) <= Path::between(here.inside, there.inside).range_m()
        }
    });
    near.map(|(_, number)| number).collect()
}

fn open(day: &PhoneDay, at_ms: u64) -> Vec<u32> {
    let mut tags: Vec<u32> = day
        .encounters
        .iter()
        .filter(|one| (one.from_ms..one.to_ms).contains(&at_ms))
        .map(|one| one.tag)
        .collect();
    tags.sort_unstable();
    tags
}

fn at_an_edge(day: &PhoneDay, at_ms: u64) -> bool {
    let near = |edge: u64| edge.abs_diff(at_ms) <= EDGE_MS;
    day.encounters.iter().any(|one: &Encounter| near(one.from_ms) || near(one.to_ms))
}

#[test]
fn whole_days_agree_with_stepping() {
    let mut met = 0;
    for phone in (0..TOWN.phones()).step_by(90) {
        let day = TOWN.day(phone);
        for at_ms in (0..DAY_MS).step_by(STEP_MS as usize) {
            if !at_an_edge(day, at_ms) {
                let open = open(day, at_ms);
                met += open.len();
                assert_eq!(open, stepped(phone, at_ms), "phone {phone} at {at_ms}");
            }
        }
    }
    assert!(met > 100, "{met}");
}
