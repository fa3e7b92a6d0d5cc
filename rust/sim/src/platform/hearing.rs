//! Which adverts a receiver hears: its windows against a tag's adverts.
//!
//! Adverts follow each other by the tag's interval and a random delay of 0 to 10 ms. The delays are drawn around an even
//! beat instead of being added up, so that the time of any advert is known without those before it and whole stretches
//! between windows can be jumped over; over the length of an encounter the difference is small against a window
//! (tests compare it with an advert-by-advert simulation).

use crate::world::{Encounter, SENSITIVITY_DBM};

use super::draw::{Purpose, bits, unit};
use super::rules::Losses;

/// Channels of legacy and primary adverts.
const CHANNELS: u64 = 3;

/// A tag's adverts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Signal {
    pub(super) tag: u32,
    /// Without the random delay, microseconds.
    pub(super) interval_us: u64,
    /// Extended advertising: has to be received on a primary and then on another channel.
    pub(super) extended: bool,
}

/// Windows of a receiver: one at the start of each interval, the channel changing with each.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Windows {
    pub(super) start_us: u64,
    pub(super) interval_us: u64,
    pub(super) window_us: u64,
}

/// One reception.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Reception {
    pub(super) at_us: u64,
    pub(super) rssi: i8,
}

/// The air around one phone.
#[derive(Clone, Debug)]
pub(super) struct Air {
    pub(super) losses: Losses,
    pub(super) seed: u64,
}

/// Adverts of one tag on an even beat.
struct Beat {
    period: u64,
    phase: u64,
}

impl Beat {
    fn nominal(&self, number: u64) -> u64 {
        self.phase + number * self.period
    }
}

impl Air {
    /// The first advert of the encounter that is received at or after `from_us`.
    pub(super) fn first(
        &self,
        encounter: &Encounter,
        signal: Signal,
        windows: Windows,
        from_us: u64,
    ) -> Option<Reception> {
        let from = from_us.max(encounter.from_ms * 1000).max(windows.start_us);
        let until = encounter.to_ms * 1000;
        let beat = self.beat(signal);
        // An advert may come later than its beat by its delay and by two channels.
        let late = self.losses.jitter_us + (CHANNELS - 1) * self.losses.channel_gap_us;
        let mut number = from.saturating_sub(late + beat.phase).div_ceil(beat.period);
        loop {
            let nominal = beat.nominal(number);
            if nominal > until {
                return None;
            }
            let gap = gap_to_window(windows, nominal, late);
            if gap > 0 {
                number += (gap / beat.period).max(1);
                continue;
            }
            let received = self.received(encounter, signal, windows, (number, nominal));
            if let Some(reception) = received.filter(|it| (from..=until).contains(&it.at_us)) {
                return Some(reception);
            }
            number += 1;
        }
    }

    fn beat(&self, signal: Signal) -> Beat {
        let period = signal.interval_us.max(1000) + self.losses.jitter_us / 2;
        Beat { period, phase: bits(self.seed, Purpose::Phase, u64::from(signal.tag), 0) % period }
    }

    fn received(
        &self,
        encounter: &Encounter,
        signal: Signal,
        windows: Windows,
        (number, nominal): (u64, u64),
    ) -> Option<Reception> {
        let tag = u64::from(signal.tag);
        let delay = bits(self.seed, Purpose::Jitter, tag, number) % (self.losses.jitter_us + 1);
        let at_us = self.in_window(windows, nominal + delay)?;
        let luck = bits(self.seed, Purpose::Loss, tag, number);
        let kept = (1.0 - self.losses.radio).powi(if signal.extended { 2 } else { 1 });
        if unit(luck) >= kept * self.losses.coex {
            return None;
        }
        let rssi = encounter.rssi(at_us / 1000, bits(self.seed, Purpose::Fading, tag, number));
        (rssi > SENSITIVITY_DBM).then_some(Reception { at_us, rssi })
    }

    /// When an advertising event meets a window that is open on the same channel.
    fn in_window(&self, windows: Windows, at_us: u64) -> Option<u64> {
        let sent = (0..CHANNELS).map(|channel| (channel, at_us + channel * self.losses.channel_gap_us));
        sent.filter(|(_, at)| *at >= windows.start_us)
            .find(|(channel, at)| {
                let passed = at - windows.start_us;
                let offset = passed % windows.interval_us;
                let on_channel = (passed / windows.interval_us) % CHANNELS == *channel;
                on_channel && offset + self.losses.airtime_us <= windows.window_us
            })
            .map(|(_, at)| at)
    }
}

/// Microseconds from a beat to the next one that a window could hear; 0 where it could itself.
fn gap_to_window(windows: Windows, nominal: u64, late: u64) -> u64 {
    let Some(passed) = nominal.checked_sub(windows.start_us) else {
        return 0;
    };
    let offset = passed % windows.interval_us;
    if offset < windows.window_us { 0 } else { (windows.interval_us - offset).saturating_sub(late) }
}

#[cfg(test)]
impl Air {
    /// Every reception of an encounter, all adverts looked at one by one.
    pub(super) fn every(&self, encounter: &Encounter, signal: Signal, windows: Windows) -> Vec<u64> {
        let beat = self.beat(signal);
        let span = encounter.from_ms * 1000..=encounter.to_ms * 1000;
        (0..=span.end() / beat.period)
            .filter_map(|number| self.received(encounter, signal, windows, (number, beat.nominal(number))))
            .map(|reception| reception.at_us)
            .filter(|at| span.contains(at) && *at >= windows.start_us)
            .collect()
    }
}
