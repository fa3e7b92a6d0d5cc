//! What a finder writes down about itself: gaps between listens, airtime, keys of the day, late wakes, how the process
//! before this one ended.

pub(crate) mod airtime;
pub(crate) mod death;
pub(crate) mod gaps;
pub(crate) mod keys;
pub(crate) mod lateness;

use crate::moment::Moment;
use airtime::Airtime;
use death::Death;
use gaps::Gaps;
use keys::KeysHeard;
use lateness::Lateness;

#[derive(Debug, Default)]
pub(crate) struct Record {
    pub(crate) gaps: Gaps,
    pub(crate) airtime: Airtime,
    pub(crate) keys: KeysHeard,
    pub(crate) lateness: Lateness,
    pub(crate) death: Option<Death>,
    /// As the store has them.
    kept: [Vec<u8>; 3],
}

/// Names of the settings that a record is kept under.
pub(crate) const SETTINGS: [&str; 3] = ["gaps", "airtime", "keys_heard"];

impl Record {
    /// Settings that changed since they were written; they ride along with whatever else is.
    pub(crate) fn changed(&mut self, now: Moment) -> Vec<(&'static str, Vec<u8>)> {
        let values = [self.gaps.keep(now), self.airtime.keep(now), self.keys.keep()];
        let named = SETTINGS.into_iter().zip(values).zip(&self.kept);
        let changed: Vec<_> =
            named.filter(|((_, value), kept)| value != *kept).map(|(named, _)| named).collect();
        for (name, value) in &changed {
            let places = SETTINGS.iter().zip(&mut self.kept).filter(|(known, _)| *known == name);
            places.for_each(|(_, kept)| kept.clone_from(value));
        }
        changed
    }

    /// The store did not take what it was given last.
    pub(crate) fn forget_kept(&mut self) {
        self.kept = Default::default();
    }

    /// What the process before wrote. `value` gives a setting by its name.
    pub(crate) fn restore<'a>(&mut self, value: impl Fn(&str) -> Option<&'a [u8]>, now: Moment) {
        let [gaps, airtime, keys] = SETTINGS.map(|name| value(name).unwrap_or_default());
        self.kept = [gaps.to_vec(), airtime.to_vec(), keys.to_vec()];
        self.gaps = Gaps::read(gaps, now).unwrap_or_default();
        self.airtime = Airtime::read(airtime, now).unwrap_or_default();
        self.keys = KeysHeard::read(keys).unwrap_or_default();
    }
}
