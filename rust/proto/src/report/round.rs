//! From the units of a phone to those of a report, rounded to nearest.

use super::{ACCURACY_MAX, AGE_MAX, ALTITUDE_UNKNOWN, LATITUDE_MAX_E7, LONGITUDE_MAX_E7, ReportError};

/// Degrees to degrees × 10⁷; refuses what is beyond ±90° or not a number.
pub fn latitude_e7(degrees: f64) -> Result<i32, ReportError> {
    angle_e7(degrees, LATITUDE_MAX_E7).ok_or(ReportError::Latitude)
}

/// Degrees to degrees × 10⁷; refuses what is beyond ±180° or not a number.
pub fn longitude_e7(degrees: f64) -> Result<i32, ReportError> {
    angle_e7(degrees, LONGITUDE_MAX_E7).ok_or(ReportError::Longitude)
}

/// Metres to decimetres; 65535 for that or more and for what is not known or not a radius.
pub fn accuracy_dm(metres: Option<f64>) -> u16 {
    let known = metres.filter(|metres| *metres >= 0.0);
    known.map_or(ACCURACY_MAX, |metres| u16::try_from(round(metres * 10.0)).unwrap_or(ACCURACY_MAX))
}

/// Metres to whole metres, held within ±32767; −32768 for what is not known or not a number.
pub fn altitude_m(metres: Option<f64>) -> i16 {
    let known = metres.filter(|metres| !metres.is_nan());
    let held = known.map(|metres| round(metres).clamp(-i64::from(i16::MAX), i64::from(i16::MAX)));
    held.and_then(|metres| i16::try_from(metres).ok()).unwrap_or(ALTITUDE_UNKNOWN)
}

/// Milliseconds to seconds; 65535 for that or more.
pub fn age_s(millis: u64) -> u16 {
    u16::try_from(millis.saturating_add(500) / 1000).unwrap_or(AGE_MAX)
}

fn angle_e7(degrees: f64, limit: u32) -> Option<i32> {
    let in_range = degrees * 1e7 <= f64::from(limit) && degrees * 1e7 >= -f64::from(limit);
    in_range.then(|| i32::try_from(round(degrees * 1e7)).ok()).flatten()
}

/// To nearest, halves away from zero; what is beyond an `i64` is held at its end.
#[allow(clippy::cast_possible_truncation, reason = "cutting the fraction off is the purpose")]
#[allow(clippy::cast_precision_loss, reason = "beyond 2^53 there is no fraction left")]
fn round(value: f64) -> i64 {
    let whole = value as i64;
    let fraction = value - whole as f64;
    if fraction >= 0.5 {
        whole.saturating_add(1)
    } else if fraction <= -0.5 {
        whole.saturating_sub(1)
    } else {
        whole
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn angles_round_to_nearest() {
        assert_eq!(latitude_e7(22.5431), Ok(225_431_000));
        assert_eq!(latitude_e7(-33.868_800_04), Ok(-338_688_000));
        assert_eq!(latitude_e7(0.000_000_06), Ok(1));
        assert_eq!(latitude_e7(-0.000_000_06), Ok(-1));
        assert_eq!(latitude_e7(0.000_000_04), Ok(0));
        assert_eq!(longitude_e7(-180.0), Ok(-1_800_000_000));
        assert_eq!(latitude_e7(90.0), Ok(900_000_000));
    }

    #[test]
    fn angles_of_no_place_are_refused() {
        for degrees in [90.000_001, -91.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(latitude_e7(degrees), Err(ReportError::Latitude));
        }
        for degrees in [180.000_001, -1e300, f64::NAN] {
            assert_eq!(longitude_e7(degrees), Err(ReportError::Longitude));
        }
    }

    #[test]
    fn lengths_saturate() {
        assert_eq!(accuracy_dm(Some(12.46)), 125);
        assert_eq!(accuracy_dm(Some(6553.4)), 65534);
        assert_eq!(accuracy_dm(Some(1e12)), 65535);
        for unknown in [None, Some(-1.0), Some(f64::NAN)] {
            assert_eq!(accuracy_dm(unknown), 65535);
        }
        assert_eq!(altitude_m(Some(-12.5)), -13);
        assert_eq!(altitude_m(Some(-1e9)), -32767);
        assert_eq!(altitude_m(Some(f64::INFINITY)), 32767);
        assert_eq!(altitude_m(None), ALTITUDE_UNKNOWN);
        assert_eq!(altitude_m(Some(f64::NAN)), ALTITUDE_UNKNOWN);
    }

    #[test]
    fn ages_round_and_saturate() {
        assert_eq!((age_s(0), age_s(1499), age_s(1500), age_s(u64::MAX)), (0, 1, 2, 65535));
    }
}
