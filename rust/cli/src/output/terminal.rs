//! How wide the terminal is.

use std::io::Stdout;

/// Narrower ones are treated as this wide: nothing useful fits.
const LEAST: usize = 40;

/// Characters across; what the shell says in `COLUMNS` stands first.
pub(crate) fn width(stdout: &Stdout) -> Option<usize> {
    let stated = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    stated.or_else(|| asked(stdout)).filter(|width| *width > 0).map(|width: usize| width.max(LEAST))
}

#[cfg(unix)]
fn asked(stdout: &Stdout) -> Option<usize> {
    rustix::termios::tcgetwinsize(stdout).ok().map(|size| size.ws_col.into())
}

#[cfg(not(unix))]
fn asked(_: &Stdout) -> Option<usize> {
    None
}

/// The text where it fits, else its beginning and an ellipsis.
pub(crate) fn fit(text: &str, width: usize) -> std::borrow::Cow<'_, str> {
    match text.char_indices().nth(width) {
        None => text.into(),
        Some(_) => {
            text.chars().take(width.saturating_sub(1)).chain(std::iter::once('…')).collect::<String>().into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_cut() {
        assert_eq!(fit("key 0102", 8), "key 0102");
        assert_eq!(fit("key é01020", 8), "key é01…");
        assert_eq!(fit("ab", 0), "…");
    }
}
