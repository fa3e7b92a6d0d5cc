//! What happens to a phone all day: screen, charger, networks, Bluetooth, other apps.
//!
//! Rates of use after Falaki 2010 (10 to 200 sessions a day, of 10 to 250 s on average) and charging after Ferreira 2011
//! (at night, most of all); see [`super::assumptions`] for the sources. All else is assumed.

mod charging;
mod motion;
mod networks;
mod others;
mod quirks;
mod screen;

use super::DAY_MS;
use super::course::Course;
use super::dice::Dice;
use super::people::Person;
use super::phone_day::Change;
use crate::platform::Constants;

/// One phone and whom it belongs to.
pub(super) struct Owner<'a> {
    pub(super) seed: u64,
    pub(super) number: usize,
    pub(super) person: &'a Person,
    pub(super) course: &'a Course,
}

type Changes = Vec<(u64, Change)>;

/// All changes of the day in order; those of one moment in the order of this list of causes.
pub(super) fn changes(owner: &Owner<'_>, constants: &Constants) -> Changes {
    let moves = motion::spans(owner.course);
    let networks = networks::changes(owner);
    let sessions = screen::sessions(owner);
    let mut changes = screen::changes(&sessions);
    changes.extend(charging::changes(owner));
    changes.extend_from_slice(&networks);
    changes.extend(motion::changes(&moves));
    changes.extend(quirks::changes(owner));
    changes.extend(others::fixes(owner, &moves, constants));
    changes.extend(others::scans(owner));
    changes.extend(others::traffic(owner, &networks, &sessions));
    changes.extend(others::profiles(owner));
    // Somebody who is on the way at midnight arrives on another day.
    changes.retain(|(at_ms, _)| *at_ms < DAY_MS);
    changes.sort_by_key(|(at_ms, _)| *at_ms);
    changes
}

impl Owner<'_> {
    /// Draws for one side of this phone's life.
    fn dice(&self, purpose: &str) -> Dice {
        Dice::new(self.seed, purpose, self.number as u64)
    }
}

const MINUTE_MS: f64 = 60_000.0;
const HOUR_MS: f64 = 3_600_000.0;

fn whole_ms(value: f64) -> u64 {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // milliseconds of a day
    {
        value.max(0.0) as u64
    }
}
