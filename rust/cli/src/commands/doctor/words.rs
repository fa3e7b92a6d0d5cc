//! Numbers of a configuration as people say them.

use findmesh_core::config::{Amount, Limit, Unit};

use crate::output::value::plural;

const UNITS: [(u64, &str); 4] = [(86_400_000, "d"), (3_600_000, "h"), (60_000, "min"), (1_000, "s")];
/// Spans of days are still said in hours.
const HOURS_UP_TO: u64 = 72 * 3_600_000;

/// "400 ms", "4.1 s", "9 min 30 s", "72 h", "14 d".
pub(super) fn span(ms: u64) -> String {
    match ms {
        0 => return "no time".to_owned(),
        1..1_000 => return format!("{ms} ms"),
        1_000..60_000 if !ms.is_multiple_of(1_000) => return format!("{} s", thousandths(ms)),
        _ => {}
    }
    let mut rest = ms;
    let mut parts = Vec::new();
    for (length, unit) in UNITS.into_iter().skip(usize::from(ms <= HOURS_UP_TO)) {
        if rest >= length {
            parts.push(format!("{} {unit}", rest / length));
            rest %= length;
        }
    }
    if rest > 0 {
        parts.push(format!("{rest} ms"));
    }
    parts.join(" ")
}

/// "1 day", "14 days".
pub(super) fn days(days: u32) -> String {
    plural(days.into(), "day")
}

/// Milliseconds as seconds, without zeros at the end.
fn thousandths(ms: u64) -> String {
    format!("{}.{:03}", ms / 1_000, ms % 1_000).trim_end_matches('0').to_owned()
}

/// "512 bytes", "256 KiB", "4 MiB".
pub(super) fn bytes(bytes: u64) -> String {
    match bytes {
        n if n >= 1 << 20 && n.is_multiple_of(1 << 20) => format!("{} MiB", n >> 20),
        n if n >= 1 << 10 && n.is_multiple_of(1 << 10) => format!("{} KiB", n >> 10),
        n => format!("{n} bytes"),
    }
}

/// One number with its unit.
pub(super) fn amount(value: Amount, unit: Unit) -> String {
    match (unit, whole(value)) {
        (Unit::Milliseconds, Some(ms)) => span(ms),
        (Unit::Bytes, Some(n)) => bytes(n),
        (Unit::Days, Some(n)) => plural(n, "day"),
        (Unit::Share | Unit::Count, _) => value.to_string(),
        (Unit::Metres, _) => format!("{value} m"),
        (Unit::Percent, _) => format!("{value} %"),
        _ => format!("{value} {}", unit.as_str()),
    }
}

/// "50 m to 2000 m".
pub(super) fn range(limit: &Limit) -> String {
    format!("{} to {}", amount(limit.low, limit.unit), amount(limit.high, limit.unit))
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "not below 0, and whole")]
fn whole(value: Amount) -> Option<u64> {
    let number = value.value();
    (number >= 0.0 && number.fract() == 0.0).then_some(number as u64)
}

/// "a", "a and b", "a, b and c"; `nothing` for none.
pub(super) fn list(words: &[&str], nothing: &str) -> String {
    match words {
        [] => nothing.to_owned(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_exact_and_short() {
        let spans =
            [0, 400, 4_100, 30_000, 60_000, 570_000, 5_400_000, 259_200_000, 1_209_600_000, 61_001].map(span);
        let said = [
            "no time",
            "400 ms",
            "4.1 s",
            "30 s",
            "1 min",
            "9 min 30 s",
            "1 h 30 min",
            "72 h",
            "14 d",
            "1 min 1 s 1 ms",
        ];
        assert_eq!(spans, said);
    }

    #[test]
    fn sizes_and_lists_are_what_people_say() {
        assert_eq!([700, 1_024, 262_144, 4_194_304].map(bytes), ["700 bytes", "1 KiB", "256 KiB", "4 MiB"]);
        assert_eq!(list(&[], "none"), "none");
        assert_eq!(list(&["a", "b", "c"], "none"), "a, b and c");
    }
}
