//! One uninterrupted stay of a phone within radio range of a tag.

use super::DAY_MS;
use super::course::Inside;
use super::dice::Dice;
use super::radio::{self, Path};

/// What a phone's receiver still hears, dBm.
pub const SENSITIVITY_DBM: i8 = -100;

/// Points of an encounter at which its median strength is kept.
pub(super) const SAMPLES: usize = 9;

/// A stay within the range in which the median path loss leaves a usable signal, of a separated tag.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Encounter {
    /// Index into [`super::World::tags`].
    pub tag: u32,
    /// When it begins, milliseconds since midnight.
    pub from_ms: u64,
    /// When it ends.
    pub to_ms: u64,
    /// Least distance, metres.
    pub closest_m: f32,
    /// Median RSSI in dBm, this encounter's shadowing included, at even steps from beginning to end.
    pub(super) median_dbm: [i8; SAMPLES],
}

/// How far a tag in the same bag is, metres.
const IN_THE_BAG_M: f64 = 0.6;

impl Encounter {
    /// With a tag that its phone has with it all day.
    pub(super) fn all_day(seed: u64, tag: u32) -> Self {
        let shadow = radio::shadow_db(&mut Dice::new(seed, "shadow of the bag", u64::from(tag)));
        let path = Path::between(Inside::Nothing, Inside::Nothing);
        let median = radio::to_dbm(path.median_dbm(IN_THE_BAG_M) + shadow);
        #[allow(clippy::cast_possible_truncation)] // metres
        let closest_m = IN_THE_BAG_M as f32;
        Self { tag, from_ms: 0, to_ms: DAY_MS, closest_m, median_dbm: [median; SAMPLES] }
    }

    /// As strong from beginning to end.
    #[cfg(test)]
    pub(crate) const fn steady(tag: u32, from_ms: u64, to_ms: u64, median_dbm: i8) -> Self {
        Self { tag, from_ms, to_ms, closest_m: 1.0, median_dbm: [median_dbm; SAMPLES] }
    }

    /// How long it takes, milliseconds.
    #[must_use]
    pub const fn length_ms(&self) -> u64 {
        self.to_ms.saturating_sub(self.from_ms)
    }

    /// A "60 s" encounter: 45 to 75 s.
    #[must_use]
    pub const fn is_60s(&self) -> bool {
        let length = self.length_ms();
        45_000 <= length && length <= 75_000
    }

    /// A "10 s" encounter: 7.5 to 12.5 s.
    #[must_use]
    pub const fn is_10s(&self) -> bool {
        let length = self.length_ms();
        7_500 <= length && length <= 12_500
    }

    /// The RSSI of an advert that was received at a moment within; `draw` is 64 random bits, from which the fast fading
    /// of this advert comes. Never below [`SENSITIVITY_DBM`]; one that is at it was too weak to be received.
    #[must_use]
    pub fn rssi(&self, at_ms: u64, draw: u64) -> i8 {
        let faded = self.median_at(at_ms) + radio::fading_db(draw);
        radio::to_dbm(faded)
    }

    /// Between the two kept points around the moment.
    fn median_at(&self, at_ms: u64) -> f64 {
        let steps = (SAMPLES - 1) as f64;
        let passed = at_ms.clamp(self.from_ms, self.to_ms) - self.from_ms;
        let place = steps * passed as f64 / self.length_ms().max(1) as f64;
        let before = place.floor().min(steps - 1.0);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // 0 to 7
        let index = before as usize;
        let (low, high) = (f64::from(self.median_dbm[index]), f64::from(self.median_dbm[index + 1]));
        low + (high - low) * (place - before)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encounter() -> Encounter {
        let median_dbm = [-90, -85, -80, -75, -60, -75, -80, -85, -90];
        Encounter { tag: 0, from_ms: 8_000, to_ms: 24_000, closest_m: 1.0, median_dbm }
    }

    #[test]
    fn the_signal_is_strongest_where_the_tag_is_closest() {
        let mean = |at_ms| {
            let draws = (0..1000_u64).map(|n| n.wrapping_mul(0x9E37_79B9_7F4A_7C15));
            draws.map(|draw| f64::from(encounter().rssi(at_ms, draw))).sum::<f64>() / 1000.0
        };
        assert!(mean(16_000) > mean(12_000) && mean(12_000) > mean(8_000));
        assert!((encounter().median_at(9_000) + 87.5).abs() < 1e-9);
        assert!((encounter().median_at(24_000) + 90.0).abs() < 1e-9);
    }

    #[test]
    fn no_reading_is_below_what_a_receiver_hears() {
        assert!((0..1000_u64).all(|n| encounter().rssi(8_000, n << 51) >= SENSITIVITY_DBM));
    }

    #[test]
    fn classes_are_by_length() {
        let long = |length: u64| Encounter { to_ms: 8_000 + length, ..encounter() };
        assert!(long(45_000).is_60s() && long(75_000).is_60s() && !long(75_001).is_60s());
        assert!(long(7_500).is_10s() && long(12_500).is_10s() && !long(12_501).is_10s());
    }
}
