//! Counts, sizes and spans of time, as people read them.

/// "1 234 567".
pub(crate) fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(' ');
        }
        out.push(digit);
    }
    out
}

/// "812 B", "4.1 MB", "1.2 GB".
#[allow(clippy::cast_precision_loss, reason = "two digits are shown")]
pub(crate) fn size(bytes: u64) -> String {
    let mut value = bytes as f64;
    for unit in ["B", "kB", "MB", "GB"] {
        if value < 999.5 {
            let digits = usize::from(value < 9.95 && unit != "B");
            return format!("{value:.digits$} {unit}");
        }
        value /= 1000.0;
    }
    format!("{value:.1} TB")
}

/// "0.3 s", "12 s", "15 min", "3.0 h", "2.5 d".
pub(crate) fn span(seconds: f64) -> String {
    match seconds {
        s if s < 9.95 => format!("{s:.1} s"),
        s if s < 99.5 => format!("{s:.0} s"),
        s if s < 99.5 * 60.0 => format!("{:.0} min", s / 60.0),
        s if s < 36.0 * 3600.0 => format!("{:.1} h", s / 3600.0),
        s => format!("{:.1} d", s / 86_400.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_grouped() {
        assert_eq!([0, 12, 123, 1234, 1_234_567].map(grouped), ["0", "12", "123", "1 234", "1 234 567"]);
    }

    #[test]
    fn two_digits_are_enough() {
        assert_eq!(
            [0, 812, 4_100, 99_600, 1_234_567_890].map(size),
            ["0 B", "812 B", "4.1 kB", "100 kB", "1.2 GB"]
        );
        let spans = [0.04, 12.4, 900.0, 10_800.0, 216_000.0].map(span);
        assert_eq!(spans, ["0.0 s", "12 s", "15 min", "3.0 h", "2.5 d"]);
    }
}
