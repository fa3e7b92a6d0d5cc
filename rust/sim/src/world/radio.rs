//! How strong a tag is at a distance: log-distance path loss, walls, shadowing, fading.
//!
//! Path loss exponents lie within those of Rappaport, "Wireless Communications" (2nd ed., table 4.2: free space 2, urban
//! areas 2.7 to 3.5, in buildings 1.6 to 1.8 in line of sight and 4 to 6 obstructed), nearer to line of sight since
//! distances are short; losses of walls and windows after ITU-R P.2040 and the COST 231 multi-wall model (light wall
//! 3.4 dB, heavy wall 6.9 dB at 1.8 GHz, more at 2.4), rounded up for a façade. One metre in front of a tag of 0 dBm a
//! phone in a pocket reads about -60 dBm (calibration values of iBeacons are about -59).

use super::course::Inside;
use super::dice::Dice;
use super::encounter::SENSITIVITY_DBM;

/// Median RSSI one metre from a tag, dBm.
const ONE_METRE_DBM: f64 = -60.0;
/// Median RSSI down to which a tag counts as in range: 8 dB above [`SENSITIVITY_DBM`], so that fading there takes only
/// few adverts.
pub(super) const USABLE_DBM: f64 = -92.0;

/// Path loss exponent: nothing between, along a street.
const OPEN: f64 = 2.3;
/// Within one building.
const INDOORS: f64 = 2.8;
/// Within one car, bus or train: a waveguide full of people.
const ABOARD: f64 = 2.2;
/// Through walls.
const THROUGH: f64 = 2.8;

/// The outer wall of a building, dB.
const WALL_DB: f64 = 12.0;
/// Sheet metal and windows of a vehicle, dB.
const BODY_DB: f64 = 6.0;

/// Earth, dB.
const EARTH_DB: f64 = 60.0;

/// Standard deviation of the shadowing of an encounter, dB: bags, bodies, parked cars.
const SHADOW_DB: f64 = 4.0;
/// Standard deviation of the fast fading of an advert, dB: a Rician channel with a strong direct path.
const FADING_DB: f64 = 4.0;

/// What lies between a phone and a tag.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Path {
    exponent: f64,
    loss_db: f64,
}

impl Path {
    /// Between what is around the one and what is around the other.
    pub(super) fn between(a: Inside, b: Inside) -> Self {
        match (a, b) {
            _ if a == b => Self { exponent: exponent_within(a), loss_db: 0.0 },
            (Inside::Building(_), _) | (_, Inside::Building(_)) => {
                Self { exponent: THROUGH, loss_db: shell_db(a) + shell_db(b) }
            }
            _ => Self { exponent: OPEN, loss_db: shell_db(a) + shell_db(b) },
        }
    }

    /// Metres within which the median is usable.
    pub(super) fn range_m(self) -> f64 {
        let budget = ONE_METRE_DBM - USABLE_DBM - self.loss_db;
        10_f64.powf(budget / (10.0 * self.exponent))
    }

    /// Median RSSI at a distance, dBm. Below half a metre nothing gets stronger.
    pub(super) fn median_dbm(self, distance_m: f64) -> f64 {
        ONE_METRE_DBM - self.loss_db - 10.0 * self.exponent * distance_m.max(0.5).log10()
    }
}

/// The longest range of all paths, metres.
pub(super) fn longest_range_m() -> f64 {
    let paths = [(Inside::Nothing, Inside::Nothing), (Inside::Vehicle(0), Inside::Vehicle(0))];
    paths.into_iter().map(|(a, b)| Path::between(a, b).range_m()).fold(0.0, f64::max)
}

/// Shadowing of an encounter, dB.
pub(super) fn shadow_db(dice: &mut Dice) -> f64 {
    SHADOW_DB * dice.normal()
}

/// Fast fading of an advert, dB: near enough normal, from the sum of four 16-bit draws.
pub(super) fn fading_db(draw: u64) -> f64 {
    let parts = [draw, draw >> 16, draw >> 32, draw >> 48].map(|part| (part & 0xFFFF) as f64 / 65_536.0);
    let centred = parts.iter().sum::<f64>() - 2.0;
    // The sum of four uniform draws has a variance of a third.
    FADING_DB * centred * 3_f64.sqrt()
}

/// Rounded, and kept within what receivers tell.
pub(super) fn to_dbm(value: f64) -> i8 {
    #[allow(clippy::cast_possible_truncation)] // clamped to what an i8 holds
    {
        value.round().clamp(f64::from(SENSITIVITY_DBM), -20.0) as i8
    }
}

fn exponent_within(inside: Inside) -> f64 {
    match inside {
        Inside::Nothing => OPEN,
        Inside::Building(_) => INDOORS,
        Inside::Vehicle(_) | Inside::Tunnel(_) => ABOARD,
    }
}

fn shell_db(inside: Inside) -> f64 {
    match inside {
        Inside::Nothing => 0.0,
        Inside::Building(_) => WALL_DB,
        Inside::Vehicle(_) => BODY_DB,
        Inside::Tunnel(_) => EARTH_DB,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn walls_shorten_the_range() {
        let range = |a, b| Path::between(a, b).range_m();
        let (street, house, other) = (Inside::Nothing, Inside::Building(1), Inside::Building(2));
        let car = Inside::Vehicle(1);
        assert!((20.0..30.0).contains(&range(street, street)));
        assert!((12.0..18.0).contains(&range(house, house)));
        assert!((3.0..8.0).contains(&range(street, house)));
        assert!(range(house, other) < 3.0);
        assert!(range(street, car) < range(street, street) && range(car, house) < range(street, house));
        assert!(range(Inside::Tunnel(1), street) < 0.1);
        assert!(range(car, car) <= longest_range_m() && range(street, street) <= longest_range_m());
    }

    #[test]
    fn at_the_range_the_median_is_just_usable() {
        let path = Path::between(Inside::Nothing, Inside::Building(4));
        assert!((path.median_dbm(path.range_m()) - USABLE_DBM).abs() < 1e-9);
        assert!((path.median_dbm(0.0) - path.median_dbm(0.5)).abs() < 1e-12);
    }

    #[test]
    fn fading_has_the_spread_that_it_says() {
        let mut dice = Dice::new(7, "fading", 0);
        let drawn: Vec<f64> = (0..20_000).map(|_| fading_db(dice.bits())).collect();
        let mean = drawn.iter().sum::<f64>() / 20_000.0;
        let spread = (drawn.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / 20_000.0).sqrt();
        assert!(mean.abs() < 0.1, "{mean}");
        assert!((spread - FADING_DB).abs() < 0.1, "{spread}");
    }
}
