//! Pieces of text that both files use.

/// Lower-case hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// As the content of an element or of an attribute in quotes.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(letter),
        }
    }
    out
}

/// A stable name as words: `near_owner` is "near owner".
pub(super) fn words(name: &str) -> String {
    name.replace('_', " ")
}

/// Digits in groups of three, by narrow spaces.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    out
}

/// Seconds as `2 h 05 min`, `7 min`, `12 s`.
pub(super) fn span(seconds: u64) -> String {
    match (seconds / 3_600, seconds / 60 % 60) {
        (0, 0) => format!("{seconds} s"),
        (0, minutes) => format!("{minutes} min"),
        (hours, minutes) => format!("{hours} h {minutes:02} min"),
    }
}

/// Bytes as `17 B`, `3 kB`, `1.2 MB`.
pub(super) fn size(bytes: u64) -> String {
    match bytes {
        0..=9_999 => format!("{} B", grouped(bytes)),
        10_000..=9_999_999 => format!("{} kB", grouped(bytes / 1_000)),
        _ => format!("{}.{} MB", grouped(bytes / 1_000_000), bytes / 100_000 % 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_for_people() {
        assert_eq!((grouped(7), grouped(1_234_567)), ("7".into(), "1\u{202f}234\u{202f}567".into()));
        assert_eq!((span(59), span(60), span(7_500)), ("59 s".into(), "1 min".into(), "2 h 05 min".into()));
        assert_eq!(
            (size(17), size(12_345), size(12_345_678)),
            ("17 B".into(), "12 kB".into(), "12.3 MB".into())
        );
    }

    #[test]
    fn nothing_gets_out_of_a_text() {
        assert_eq!(escaped(r#"<a href='x' b="&">"#), "&lt;a href=&#39;x&#39; b=&quot;&amp;&quot;&gt;");
        assert_eq!(hex(&[0, 255]), "00ff");
    }
}
