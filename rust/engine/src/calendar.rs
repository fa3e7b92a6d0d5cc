//! Wall times as people read them, in UTC.

const DAY_MS: i64 = 86_400_000;

/// `2026-11-22` of a UTC day (Unix seconds / 86 400); years 0 to 9999 keep their order as text.
pub(crate) fn date(day: i64) -> String {
    let (year, month, day) = civil(day);
    format!("{year:04}-{month:02}-{day:02}")
}

/// `2026-11-22 07:05:09` of milliseconds since the Unix epoch.
pub(crate) fn moment(wall_ms: i64) -> String {
    format!("{} {}", date(wall_ms.div_euclid(DAY_MS)), clock(wall_ms))
}

/// The same for programs, RFC 3339: `2026-11-22T07:05:09Z`.
pub(crate) fn rfc3339(wall_ms: i64) -> String {
    format!("{}T{}Z", date(wall_ms.div_euclid(DAY_MS)), clock(wall_ms))
}

fn clock(wall_ms: i64) -> String {
    let seconds = wall_ms.rem_euclid(DAY_MS) / 1_000;
    format!("{:02}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60)
}

/// Year, month and day of the Gregorian calendar, in years that begin in March: the leap day is their last.
fn civil(day: i64) -> (i64, i64, i64) {
    // From 1 March of year 0; far beyond any clock the sum must not overflow.
    let day = day.clamp(-1_000_000_000, 1_000_000_000) + 719_468;
    let (era, of_era) = (day.div_euclid(146_097), day.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let day_of_month = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (era * 400 + year_of_era + i64::from(month <= 2), month, day_of_month)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_their_dates() {
        let known = [(0, "1970-01-01"), (-1, "1969-12-31"), (11_016, "2000-02-29"), (20_513, "2026-03-01")];
        for (day, text) in known {
            assert_eq!(date(day), text);
        }
        assert_eq!(moment(1_800_000_000_000), "2027-01-15 08:00:00");
        assert_eq!(rfc3339(1_800_000_000_000), "2027-01-15T08:00:00Z");
        assert_eq!(moment(-1), "1969-12-31 23:59:59");
        let _far = (moment(i64::MIN), moment(i64::MAX));
    }

    #[test]
    fn every_day_follows_the_day_before() {
        let mut before = date(-800_000);
        for day in -719_528..110_000 {
            let next = date(day);
            assert!(day == -719_528 || next > before, "{before} then {next}");
            before = next;
        }
    }
}
