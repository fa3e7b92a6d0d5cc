//! Binary values on the command line: hex digits of a fixed length.

/// Reads exactly `N` bytes of hex, either case; the error names the length that is wanted.
pub(crate) fn fixed<const N: usize>(text: &str) -> Result<[u8; N], String> {
    let mut bytes = [0; N];
    match hex::decode_to_slice(text, &mut bytes) {
        Ok(()) => Ok(bytes),
        Err(hex::FromHexError::InvalidHexCharacter { .. }) => Err(no_hex_digit(text)),
        Err(_) => Err(format!("{} hex digits wanted, {} given", 2 * N, text.chars().count())),
    }
}

/// The decoder sees bytes; people see characters.
fn no_hex_digit(text: &str) -> String {
    let first = text.chars().enumerate().find(|(_, c)| !c.is_ascii_hexdigit());
    first.map_or_else(String::new, |(index, c)| format!("{c:?} at digit {} is no hex digit", index + 1))
}

/// Reads one byte of hex.
pub(crate) fn byte(text: &str) -> Result<u8, String> {
    fixed::<1>(text).map(|[byte]| byte)
}

/// Reads any number of whole bytes of hex.
pub(crate) fn bytes(text: &str) -> Result<Vec<u8>, String> {
    hex::decode(text).map_err(|error| match error {
        hex::FromHexError::InvalidHexCharacter { .. } => no_hex_digit(text),
        _ => "an odd number of hex digits".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_is_wrong() {
        assert_eq!(fixed::<2>("Ff01"), Ok([0xff, 1]));
        assert_eq!(fixed::<2>("ff"), Err("4 hex digits wanted, 2 given".to_owned()));
        assert_eq!(fixed::<2>("fg01"), Err("'g' at digit 2 is no hex digit".to_owned()));
        assert_eq!(fixed::<2>("0é1"), Err("'é' at digit 2 is no hex digit".to_owned()));
        assert_eq!(bytes("abc"), Err("an odd number of hex digits".to_owned()));
    }
}
