//! Which network the phone is in: Wi-Fi where it knows one, none underground, cellular elsewhere.

use findmesh_core::phone::Connectivity;

use super::{Changes, Owner};
use crate::world::course::{Inside, Piece, Setting};
use crate::world::phone_day::Change;

/// Share of people with Wi-Fi at home.
const AT_HOME: f64 = 0.93;
/// Share of people whose phone is in the Wi-Fi of their office or school.
const AT_WORK: f64 = 0.6;
/// Share of people whose phone joins the Wi-Fi of shops, cafés and friends.
const ELSEWHERE: f64 = 0.25;

pub(super) fn changes(owner: &Owner<'_>) -> Changes {
    let mut dice = owner.dice("networks");
    let known =
        Known { home: dice.chance(AT_HOME), work: dice.chance(AT_WORK), elsewhere: dice.chance(ELSEWHERE) };
    let mut changes: Changes = Vec::new();
    let mut last = None;
    for piece in owner.course.pieces().filter(|piece| piece.from_ms < piece.to_ms) {
        let now = known.connectivity(owner, &piece);
        if last != Some(now) {
            changes.push((piece.from_ms, Change::Connectivity(now)));
            last = Some(now);
        }
    }
    changes
}

/// Whose Wi-Fi a phone knows.
struct Known {
    home: bool,
    work: bool,
    elsewhere: bool,
}

impl Known {
    fn connectivity(&self, owner: &Owner<'_>, piece: &Piece) -> Connectivity {
        let own_home = piece.inside == Inside::Building(owner.person.home.number);
        let wifi = match piece.setting {
            Setting::Home if own_home => self.home,
            Setting::Office => self.work,
            Setting::Home | Setting::Shop => self.elsewhere,
            Setting::Train if matches!(piece.inside, Inside::Tunnel(_)) => return Connectivity::Offline,
            Setting::Street | Setting::Vehicle | Setting::Train => false,
        };
        if wifi { Connectivity::Unmetered } else { Connectivity::Metered }
    }
}
