//! Looks for what must not be left behind: addresses of clients, and times finer than the hour.

/// Something that must not be there.
#[derive(Clone, Debug)]
pub struct Needle {
    /// What it is, for the message.
    pub what: String,
    bytes: Vec<u8>,
}

impl Needle {
    fn new(what: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { what: what.into(), bytes: bytes.into() }
    }
}

/// The forms in which 127.0.0.1, or one of these ports, could have been written down.
pub fn client_addresses(ports: &[u16]) -> Vec<Needle> {
    let forms: [&[u8]; 6] =
        [b"127.0.0.1", b"localhost", b"7f000001", b"2130706433", &[127, 0, 0, 1], &[1, 0, 0, 127]];
    let address =
        forms.into_iter().map(|form| Needle::new(format!("the client's address as {form:02x?}"), form));
    let ports = ports.iter().map(|port| Needle::new(format!("the client's port {port}"), format!(":{port}")));
    address.chain(ports).collect()
}

/// The forms in which these Unix seconds, or a millisecond within them, could have been written down. Full hours are
/// no fine times.
pub fn fine_times(seconds: impl IntoIterator<Item = u64>) -> Vec<Needle> {
    let fine = seconds.into_iter().filter(|second| second % 3_600 != 0);
    fine.flat_map(forms_of_second).collect()
}

fn forms_of_second(second: u64) -> Vec<Needle> {
    let (hour, minute, rest) = (second / 3_600 % 24, second / 60 % 60, second % 60);
    let mut forms = vec![
        Needle::new(format!("the second {second} in decimal"), second.to_string()),
        Needle::new(format!("the second {second} in hex"), format!("{second:08x}")),
        Needle::new(format!("the second {second} by the clock"), format!("{hour:02}:{minute:02}:{rest:02}")),
    ];
    forms.extend(both_orders("the second", second, &second.to_be_bytes()[4..]));
    // The upper five of a millisecond's six bytes stand for 256 ms; the second may begin within them.
    let upper = (second * 1_000) >> 8..=(second * 1_000 + 999) >> 8;
    forms.extend(upper.flat_map(|upper| both_orders("256 ms at", upper << 8, &upper.to_be_bytes()[3..])));
    forms
}

fn both_orders(what: &str, value: u64, big_endian: &[u8]) -> [Needle; 2] {
    let little_endian: Vec<u8> = big_endian.iter().rev().copied().collect();
    [
        Needle::new(format!("{what} {value} in big endian"), big_endian),
        Needle::new(format!("{what} {value} in little endian"), little_endian),
    ]
}

/// The first needle that is there.
pub fn found<'a>(bytes: &[u8], needles: &'a [Needle]) -> Option<&'a str> {
    let there = needles.iter().find(|needle| contains(bytes, &needle.bytes));
    there.map(|needle| needle.what.as_str())
}

/// Whether a text has a time of day in it: two digits, a colon, two digits.
pub fn tells_a_time_of_day(text: &str) -> bool {
    text.as_bytes().windows(5).any(|window| {
        let [a, b, colon, c, d] = window else { return false };
        *colon == b':' && [a, b, c, d].into_iter().all(u8::is_ascii_digit)
    })
}

/// Whether a piece is there.
pub fn contains(bytes: &[u8], piece: &[u8]) -> bool {
    bytes.windows(piece.len()).any(|window| window == piece)
}

/// Puts zeros over pieces that look random, in which anything can be found by chance.
pub fn blank(bytes: &mut [u8], pieces: &[Vec<u8>]) {
    for piece in pieces {
        let last = bytes.len().saturating_sub(piece.len());
        for start in 0..=last {
            if bytes[start..].starts_with(piece) {
                bytes[start..start + piece.len()].fill(0);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_search_finds_every_form() {
        let second = 1_790_000_123_u64;
        let needles = fine_times([second]);
        let millis = second * 1_000 + 999;
        let kept = [
            second.to_string().into_bytes(),
            millis.to_string().into_bytes(),
            second.to_le_bytes().to_vec(),
            millis.to_be_bytes().to_vec(),
            millis.to_le_bytes().to_vec(),
            format!("{second:x}").into_bytes(),
            b"2026-09-21T14:15:23Z".to_vec(),
        ];
        for form in kept {
            assert!(found(&form, &needles).is_some(), "{form:02x?}");
        }
        assert!(found(&3_600_u64.to_be_bytes(), &fine_times([3_600])).is_none());
        assert!(found(b"peer=127.0.0.1", &client_addresses(&[])).is_some());
        assert!(found(b"peer=[::1]:40123", &client_addresses(&[40_123])).is_some());
    }

    #[test]
    fn a_time_of_day_is_seen_and_a_number_is_not() {
        assert!(tells_a_time_of_day("at 17:05 it"));
        assert!(!tells_a_time_of_day("hour=497223 level: info"));
    }

    #[test]
    fn blanked_pieces_are_gone_and_nothing_else() {
        let mut bytes = b"abcabcd".to_vec();
        blank(&mut bytes, &[b"bc".to_vec()]);
        assert_eq!(bytes, b"a\0\0a\0\0d");
    }
}
