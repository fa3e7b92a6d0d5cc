//! Moments: RFC 3339 in UTC on the way out, that or Unix seconds on the way in.

use std::time::{SystemTime, UNIX_EPOCH};

/// Seconds of a UTC day.
pub(crate) const DAY: i64 = 86_400;

/// A moment: Unix seconds and the nanoseconds after them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment {
    /// Unix seconds, rounded down.
    pub(crate) seconds: i64,
    /// 0 to 999 999 999.
    pub(crate) nanos: u32,
}

impl Moment {
    /// A whole second.
    pub(crate) const fn at(seconds: i64) -> Self {
        Self { seconds, nanos: 0 }
    }

    /// From milliseconds since the Unix epoch.
    pub(crate) fn from_millis(millis: i64) -> Self {
        let nanos = u32::try_from(millis.rem_euclid(1000)).unwrap_or(0) * 1_000_000;
        Self { seconds: millis.div_euclid(1000), nanos }
    }

    /// From nanoseconds since the Unix epoch.
    pub(crate) fn from_nanos(nanos: i64) -> Self {
        let part = u32::try_from(nanos.rem_euclid(1_000_000_000)).unwrap_or(0);
        Self { seconds: nanos.div_euclid(1_000_000_000), nanos: part }
    }

    /// The clock of this machine.
    pub(crate) fn now() -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self { seconds: i64::try_from(since.as_secs()).unwrap_or(i64::MAX), nanos: since.subsec_nanos() }
    }

    /// Milliseconds since the Unix epoch, rounded down.
    pub(crate) fn millis(self) -> i64 {
        self.seconds.saturating_mul(1000).saturating_add(i64::from(self.nanos / 1_000_000))
    }

    /// Seconds since the Unix epoch, rounded to nearest.
    pub(crate) const fn rounded(self) -> i64 {
        self.seconds + (self.nanos >= 500_000_000) as i64
    }

    /// UTC day: Unix seconds / 86 400, rounded down.
    pub(crate) const fn day(self) -> i64 {
        self.seconds.div_euclid(DAY)
    }

    /// RFC 3339 in UTC, with as many digits after the second as the moment needs (none, 3, 6 or 9).
    pub(crate) fn rfc3339(self) -> String {
        let mut out = Vec::with_capacity(30);
        self.write_rfc3339(&mut out);
        String::from_utf8(out).unwrap_or_default()
    }

    /// The same, at the end of `out`.
    pub(crate) fn write_rfc3339(self, out: &mut Vec<u8>) {
        self.write_date(out);
        out.push(b'T');
        self.write_clock(out);
        let (digits, part) = match self.nanos {
            0 => (0, 0),
            n if n % 1_000_000 == 0 => (3, n / 1_000_000),
            n if n % 1_000 == 0 => (6, n / 1_000),
            n => (9, n),
        };
        if digits > 0 {
            out.push(b'.');
            push_digits(out, part.into(), digits);
        }
        out.push(b'Z');
    }

    fn write_date(self, out: &mut Vec<u8>) {
        let (year, month, day) = civil_of(self.day());
        match u64::try_from(year) {
            Ok(year @ 0..=9999) => push_digits(out, year, 4),
            _ => out.extend_from_slice(format!("{year:04}").as_bytes()),
        }
        for part in [month, day] {
            out.push(b'-');
            push_digits(out, part.unsigned_abs(), 2);
        }
    }

    fn write_clock(self, out: &mut Vec<u8>) {
        let second = self.seconds.rem_euclid(DAY).unsigned_abs();
        push_digits(out, second / 3600, 2);
        for part in [second / 60 % 60, second % 60] {
            out.push(b':');
            push_digits(out, part, 2);
        }
    }

    /// Hours to milliseconds of the UTC day.
    pub(crate) fn clock_millis(self) -> String {
        let mut out = Vec::with_capacity(12);
        self.write_clock(&mut out);
        out.push(b'.');
        push_digits(&mut out, (self.nanos / 1_000_000).into(), 3);
        String::from_utf8(out).unwrap_or_default()
    }

    /// Hour and minute of the UTC day, as people read them.
    pub(crate) fn clock(self) -> String {
        let second = self.seconds.rem_euclid(DAY);
        format!("{:02}:{:02}", second / 3600, second / 60 % 60)
    }

    /// The UTC date.
    pub(crate) fn date(self) -> String {
        let (year, month, day) = civil_of(self.day());
        format!("{year:04}-{month:02}-{day:02}")
    }

    /// Reads Unix seconds, RFC 3339, or a date (its first second, UTC).
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let parsed = unix(text).or_else(|| rfc3339(text));
        parsed.ok_or_else(|| {
            format!("{text:?} is neither RFC 3339 (2026-11-22T09:30:00Z), nor a date, nor Unix seconds")
        })
    }
}

/// The last so many decimal digits, 9 at most.
fn push_digits(out: &mut Vec<u8>, number: u64, count: usize) {
    let mut digits = [b'0'; 9];
    let mut rest = u32::try_from(number).unwrap_or(u32::MAX);
    for digit in digits.iter_mut().rev().take(count) {
        *digit += u8::try_from(rest % 10).unwrap_or(0);
        rest /= 10;
    }
    out.extend_from_slice(digits.get(digits.len() - count..).unwrap_or_default());
}

fn unix(text: &str) -> Option<Moment> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let digits = whole.strip_prefix('-').unwrap_or(whole);
    let all_digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if !all_digits(digits) || !all_digits(part) || (digits.len() < whole.len() && text != whole) {
        return None;
    }
    Some(Moment { seconds: whole.parse().ok()?, nanos: nanos_of(part)? })
}

fn rfc3339(text: &str) -> Option<Moment> {
    let (date, rest) = match text.find(['T', 't', ' ']) {
        Some(at) => (text.get(..at)?, text.get(at + 1..)?),
        None => (text, "00:00:00Z"),
    };
    let day = day_of_date(date)?;
    let zone_at = rest.find(['Z', 'z', '+', '-'])?;
    let (clock, zone) = (rest.get(..zone_at)?, rest.get(zone_at..)?);
    let (second, nanos) = second_of_clock(clock)?;
    let seconds = day.checked_mul(DAY)?.checked_add(second)?.checked_sub(offset_of_zone(zone)?)?;
    Some(Moment { seconds, nanos })
}

fn day_of_date(date: &str) -> Option<i64> {
    let mut parts = date.split('-');
    let (year, month, day) =
        (number(parts.next()?, 4)?, number(parts.next()?, 2)?, number(parts.next()?, 2)?);
    let known = parts.next().is_none() && (1..=12).contains(&month) && (1..=31).contains(&day);
    let days = days_from_civil(year, month, day);
    (known && civil_of(days) == (year, month, day)).then_some(days)
}

fn second_of_clock(clock: &str) -> Option<(i64, u32)> {
    let (whole, part) = clock.split_once('.').unwrap_or((clock, "0"));
    let mut parts = whole.split(':');
    let (h, m, s) = (number(parts.next()?, 2)?, number(parts.next()?, 2)?, number(parts.next()?, 2)?);
    let known = parts.next().is_none() && h < 24 && m < 60 && s <= 60;
    known.then_some((h * 3600 + m * 60 + s.min(59), nanos_of(part)?))
}

fn offset_of_zone(zone: &str) -> Option<i64> {
    if zone.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = zone.get(1..)?.split_once(':')?;
    let (hours, minutes) = (number(hours, 2)?, number(minutes, 2)?);
    (hours < 24 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
}

fn number(text: &str, digits: usize) -> Option<i64> {
    (text.len() == digits && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

fn nanos_of(part: &str) -> Option<u32> {
    let digits = part.bytes().all(|b| b.is_ascii_digit()) && !part.is_empty();
    let padded: String = part.chars().chain(std::iter::repeat('0')).take(9).collect();
    digits.then(|| padded.parse().ok())?
}

/// Days since 1970-01-01 of a date in the proleptic Gregorian calendar, counted in eras of 400 years
/// whose years begin in March, so that the leap day comes last.
const fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let shifted = if month <= 2 { year - 1 } else { year };
    let era = shifted.div_euclid(400);
    let year_of_era = shifted.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The date of a day since 1970-01-01: the way back of `days_from_civil`.
const fn civil_of(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + (month <= 2) as i64;
    (year, month, day_of_year - (153 * shifted_month + 2) / 5 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes() {
        for text in ["2021-02-01T03:27:59.789053Z", "1970-01-01T00:00:00Z", "2024-02-29T23:59:59.5Z"] {
            let moment = Moment::parse(text).unwrap();
            assert_eq!(Moment::parse(&moment.rfc3339()), Ok(moment));
        }
        assert_eq!(Moment::parse("2026-09-21T14:13:20Z").unwrap().rfc3339(), "2026-09-21T14:13:20Z");
    }

    #[test]
    fn knows_unix_seconds_offsets_and_dates() {
        assert_eq!(Moment::parse("1790000000"), Ok(Moment::at(1_790_000_000)));
        assert_eq!(Moment::parse("-1"), Ok(Moment::at(-1)));
        assert_eq!(Moment::parse("1.25"), Ok(Moment { seconds: 1, nanos: 250_000_000 }));
        assert_eq!(Moment::parse("1970-01-01T08:00:00+08:00"), Ok(Moment::at(0)));
        assert_eq!(Moment::parse("1970-01-02"), Ok(Moment::at(DAY)));
        assert_eq!(Moment::at(1_790_000_000).rfc3339(), "2026-09-21T14:13:20Z");
    }

    #[test]
    fn refuses_what_is_no_moment() {
        for text in
            ["", "-", "now", "2026-02-30", "2026-1-1", "2026-01-01T25:00:00Z", "2026-01-01T00:00:00", "1.x"]
        {
            assert!(Moment::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn every_day_has_one_date() {
        for day in (-200_000..200_000).step_by(7) {
            let (y, m, d) = civil_of(day);
            assert_eq!(days_from_civil(y, m, d), day);
        }
    }
}
