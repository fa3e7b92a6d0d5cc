//! Bursts: short looks at full duty, by need and within a budget (docs/finder.md §1).

use super::course::Spot;
use super::jitter::doubled;
use crate::config::ScanLimits;
use crate::moment::{Boot, span};
use crate::phone::Motion;

const HOUR_MS: i64 = 60 * 60 * 1000;
/// Beyond this every backoff has reached its bound.
const MOST: u8 = 16;

/// What found the CPU awake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Trigger {
    /// An alarm of our own.
    Alarm,
    /// Something else: it is awake anyway.
    Awake,
}

/// A burst that ended, or would by now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Burst {
    pub(super) at: Boot,
    pub(super) ms: i64,
}

#[derive(Debug, Default)]
pub(super) struct Bursts {
    /// Of the last hour, oldest first.
    past: Vec<Burst>,
    /// The one under way ends then.
    until: Option<Boot>,
    /// The floor passes then.
    floor: Option<Boot>,
    level: u8,
    /// Where the last one was.
    spot: Option<Spot>,
    /// Something new was heard since the last one began.
    fresh: bool,
}

impl Bursts {
    /// Whether the last burst says too little about here and now.
    pub(super) fn is_needed(
        &self,
        now: Boot,
        spot: Option<Spot>,
        encounter: bool,
        limits: &ScanLimits,
    ) -> bool {
        let elsewhere = match (spot, self.spot) {
            (Some(here), Some(there)) => here.is_new_from(&there, limits),
            _ => false,
        };
        encounter || elsewhere || self.floor.is_none_or(|floor| now >= floor)
    }

    /// When the next one may begin, by spacing and budget; never, where alarms may begin none.
    pub(super) fn allowed_at(&self, trigger: Trigger, now: Boot, limits: &ScanLimits) -> Option<Boot> {
        let spacing = match trigger {
            Trigger::Awake => span(limits.burst_spacing_ms),
            Trigger::Alarm => HOUR_MS.checked_div(i64::from(limits.alarm_bursts_per_hour))?,
        };
        let rested = self.past.last().map(|last| last.at + last.ms.max(spacing));
        Some(now.max(rested.unwrap_or(now)).max(self.affordable_at(now, limits)?))
    }

    /// When another whole burst is within the budget of any hour.
    fn affordable_at(&self, now: Boot, limits: &ScanLimits) -> Option<Boot> {
        let mut left = span(limits.burst_budget_ms) - span(limits.burst_ms);
        if left < 0 {
            return None;
        }
        for burst in self.past.iter().rev() {
            left -= burst.ms;
            if left < 0 {
                return Some(now.max(burst.at + burst.ms + HOUR_MS));
            }
        }
        Some(now)
    }

    pub(super) fn begin(&mut self, now: Boot, spot: Option<Spot>, limits: &ScanLimits) {
        self.past.retain(|burst| now - burst.at - burst.ms < HOUR_MS);
        let ms = span(limits.burst_ms);
        self.past.push(Burst { at: now, ms });
        (self.until, self.spot, self.fresh) = (Some(now + ms), spot, false);
    }

    /// It ends, on time or not; `pause` gives the floor its jitter.
    pub(super) fn end(
        &mut self,
        now: Boot,
        motion: Motion,
        pause: impl FnOnce(u64) -> i64,
        limits: &ScanLimits,
    ) {
        self.until = None;
        if let Some(last) = self.past.last_mut() {
            last.ms = now - last.at;
        }
        let most = match motion {
            Motion::Still => limits.backoff_max_ms,
            Motion::Moving => limits.backoff_min_ms,
            Motion::Unknown => limits.backoff_unknown_ms,
        };
        self.level = if self.fresh || motion == Motion::Moving { 0 } else { self.level };
        self.floor = Some(now + pause(doubled(limits.backoff_min_ms, self.level, most)));
        self.level = (self.level + 1).min(MOST);
    }

    /// Something new: a key, or a place.
    pub(super) fn refresh(&mut self) {
        (self.fresh, self.level) = (true, 0);
    }

    /// When the one under way ends.
    pub(super) fn until(&self) -> Option<Boot> {
        self.until
    }

    /// When an alarm is to begin the next one.
    pub(super) fn alarm_at(&self, now: Boot, limits: &ScanLimits) -> Option<Boot> {
        let allowed = self.allowed_at(Trigger::Alarm, now, limits)?;
        Some(self.floor.map_or(allowed, |floor| floor.max(allowed)))
    }

    pub(super) fn past(&self) -> &[Burst] {
        &self.past
    }

    pub(super) fn recall(&mut self, past: Vec<Burst>) {
        self.past = past;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Boot = 60_000;

    fn limits() -> ScanLimits {
        ScanLimits::default()
    }

    fn burst(bursts: &mut Bursts, at: Boot) {
        bursts.begin(at, None, &limits());
        assert_eq!(bursts.until(), Some(at + 4_100));
        bursts.end(at + 4_100, Motion::Unknown, span, &limits());
    }

    #[test]
    fn bursts_keep_their_spacing() {
        let mut bursts = Bursts::default();
        assert_eq!(bursts.allowed_at(Trigger::Awake, 5, &limits()), Some(5));
        burst(&mut bursts, 0);
        assert_eq!(bursts.allowed_at(Trigger::Awake, 5_000, &limits()), Some(MINUTE));
        assert_eq!(bursts.allowed_at(Trigger::Alarm, 5_000, &limits()), Some(12 * MINUTE));
        let none = ScanLimits { alarm_bursts_per_hour: 0, ..limits() };
        assert_eq!(bursts.allowed_at(Trigger::Alarm, 5_000, &none), None);
    }

    #[test]
    fn no_hour_has_more_than_its_budget() {
        let mut bursts = Bursts::default();
        for minute in 0..5 {
            burst(&mut bursts, minute * 2 * MINUTE);
        }
        // 5 · 4.1 s are 20.5 s; a sixth does not fit into 24 s before the first has left the hour.
        assert_eq!(bursts.allowed_at(Trigger::Awake, 20 * MINUTE, &limits()), Some(60 * MINUTE + 4_100));
        let stingy = ScanLimits { burst_budget_ms: 4_000, ..limits() };
        assert_eq!(Bursts::default().allowed_at(Trigger::Awake, 0, &stingy), None);
    }

    #[test]
    fn the_floor_backs_off_while_nothing_is_new() {
        let mut bursts = Bursts::default();
        let mut floors = Vec::new();
        for hour in 0..5 {
            burst(&mut bursts, hour * 60 * MINUTE);
            floors.push((bursts.floor.unwrap() - hour * 60 * MINUTE - 4_100) / MINUTE);
        }
        assert_eq!(floors, [1, 2, 4, 8, 10], "ten is the bound where nobody knows of motion");
        bursts.refresh();
        burst(&mut bursts, 400 * MINUTE);
        assert_eq!(bursts.floor, Some(401 * MINUTE + 4_100));
    }

    #[test]
    fn an_encounter_another_place_and_the_floor_are_needs() {
        let mut bursts = Bursts::default();
        assert!(bursts.is_needed(0, None, false, &limits()));
        burst(&mut bursts, 0);
        assert!(!bursts.is_needed(30_000, None, false, &limits()));
        assert!(bursts.is_needed(30_000, None, true, &limits()));
        assert!(bursts.is_needed(MINUTE + 4_100, None, false, &limits()));
    }
}
