//! From a tag's secret to the places where it was seen.

use std::collections::BTreeMap;

use findmesh_crypto::native::{SEPARATED_SLOT, Schedule};

use super::ask::{Answers, Asker, DayKey, ask_all};
use super::days::{self, DayRange};
use super::drift::{self, Drift};
use super::judge::{self, OwnerFix};
use crate::failure::Failure;
use crate::time::DAY;

/// The time that an owner asks about, Unix seconds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Period {
    /// Nothing seen earlier.
    pub(crate) since: i64,
    /// The present.
    pub(crate) now: i64,
}

/// Puts the numbers below `n` into random order.
pub(crate) type Shuffle<'a> = &'a mut dyn FnMut(usize) -> Result<Vec<usize>, Failure>;

/// An owner of one tag.
pub(crate) struct Owner {
    /// The tag's keys.
    pub(crate) schedule: Schedule,
    /// The deployment's UUID, big endian.
    pub(crate) service_uuid: [u8; 16],
}

/// What an owner learnt.
#[derive(Default)]
pub(crate) struct Fetched {
    /// Places, by time.
    pub(crate) fixes: Vec<OwnerFix>,
    /// Reports that were not believed, by reason.
    pub(crate) dropped: BTreeMap<&'static str, u64>,
    /// Requests to the relay.
    pub(crate) requests: u64,
    /// Reports that it held.
    pub(crate) reports: u64,
    /// The search went back 30 days.
    pub(crate) widened: bool,
    /// Set where only a wrong clock explains the reports; unconfirmed until tag and owner meet.
    pub(crate) drift: Option<Drift>,
}

impl Fetched {
    fn count(&mut self, reason: &'static str, n: u64) {
        if n > 0 {
            *self.dropped.entry(reason).or_default() += n;
        }
    }
}

impl Owner {
    /// Asks, opens and judges. Where the days of the period show nothing, the last 30 are searched for a
    /// tag whose clock fell behind.
    pub(crate) fn fetch(
        &mut self,
        relay: &dyn Asker,
        period: Period,
        shuffle: Shuffle<'_>,
    ) -> Result<Fetched, Failure> {
        let (since, today) = (period.since.div_euclid(DAY), period.now.div_euclid(DAY));
        let provisioned = i64::from(self.schedule.provisioned_day());
        let mut fetched = Fetched::default();
        let near = days::near(provisioned, since, today);
        let opened = self.open_days(relay, &near, since, shuffle, &mut fetched)?;
        self.believe(&opened, period, &mut fetched, 0);
        if fetched.fixes.is_empty() {
            self.widen(relay, period, (near, opened), shuffle, &mut fetched)?;
        }
        fetched.fixes.sort_by_key(|fix| (fix.report.time, fix.received_hour));
        Ok(fetched)
    }

    /// Asks for the days that were not asked for yet, and looks for one offset that explains all.
    fn widen(
        &mut self,
        relay: &dyn Asker,
        period: Period,
        (asked, mut opened): (DayRange, Vec<OwnerFix>),
        shuffle: Shuffle<'_>,
        fetched: &mut Fetched,
    ) -> Result<(), Failure> {
        let provisioned = i64::from(self.schedule.provisioned_day());
        let all = days::widened(provisioned, period.now.div_euclid(DAY));
        let before = *all.start()..=(*asked.start() - 1).min(*all.end());
        let since = period.since.div_euclid(DAY);
        opened.extend(self.open_days(relay, &before, since, shuffle, fetched)?);
        fetched.widened = true;
        let Some(drift) = drift::common(&opened, self.schedule.provisioned_day()) else {
            return Ok(());
        };
        let _ = fetched.dropped.remove(judge::Dropped::OutsideKeyLife.code());
        let _ = fetched.dropped.remove(BEFORE_SINCE);
        self.believe(&opened, period, fetched, drift.seconds);
        fetched.drift = (drift.seconds != 0).then_some(drift);
        Ok(())
    }

    /// Every report of these days that opens.
    fn open_days(
        &mut self,
        relay: &dyn Asker,
        days: &DayRange,
        since: i64,
        shuffle: Shuffle<'_>,
        fetched: &mut Fetched,
    ) -> Result<Vec<OwnerFix>, Failure> {
        let keys = self.day_keys(days)?;
        let since_day = u32::try_from(since).unwrap_or(0);
        let answers = ask_all(relay, &keys, &shuffle(keys.len())?, since_day)?;
        Ok(self.open_all(&answers, &keys, fetched))
    }

    fn day_keys(&mut self, days: &DayRange) -> Result<Vec<DayKey>, Failure> {
        let days = days.clone().filter_map(|day| u32::try_from(day).ok());
        let key = |day| {
            let epoch = self.schedule.epoch(day, SEPARATED_SLOT).map_err(|e| Failure::about("keys", e))?;
            Ok(DayKey { day, epoch })
        };
        days.map(key).collect()
    }

    fn open_all(&self, answers: &Answers, keys: &[DayKey], fetched: &mut Fetched) -> Vec<OwnerFix> {
        fetched.requests += answers.requests;
        fetched.reports += answers.sealed.len() as u64;
        fetched.count("duplicate", answers.duplicates);
        fetched.count("other_id", answers.foreign);
        let mut opened = Vec::new();
        for sealed in &answers.sealed {
            let Some(key) = keys.get(sealed.day) else { continue };
            match judge::open(sealed, key, &self.service_uuid) {
                Ok(fix) => opened.push(fix),
                Err(reason) => fetched.count(reason.code(), 1),
            }
        }
        opened
    }

    /// Keeps what was seen within its key's life and within the period.
    fn believe(&self, opened: &[OwnerFix], period: Period, fetched: &mut Fetched, drift: i64) {
        for fix in opened {
            if let Err(reason) = judge::in_key_life(fix, self.schedule.provisioned_day(), drift) {
                fetched.count(reason.code(), 1);
            } else if i64::from(fix.report.time) < period.since {
                fetched.count(BEFORE_SINCE, 1);
            } else {
                fetched.fixes.push(fix.clone());
            }
        }
    }
}

/// Seen before the time that was asked for: nothing is wrong with it.
const BEFORE_SINCE: &str = "before_since";
