//! Telling the kinds of file apart by their first bytes.

use super::InputKind;
use super::input::Input;
use super::json::BYTE_ORDER_MARK;
use super::pcap;

/// How much text may come before the first line that begins with `{`.
const MOST_TEXT: usize = 16 * 1024;

/// What the first bytes say.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Detected {
    /// Too few yet.
    More,
    /// This kind.
    Kind(InputKind),
    /// None that is known.
    Unrecognised,
}

pub(super) fn detect(input: &Input) -> Detected {
    let rest = input.rest();
    if rest.len() < 8 && !input.is_finished() {
        return Detected::More;
    }
    match rest {
        // Nothing at all is a list of no lines.
        [] => Detected::Kind(InputKind::JsonLines),
        [b'b', b't', b's', b'n', b'o', b'o', b'p', 0, ..] => Detected::Kind(InputKind::Btsnoop),
        [0x0A, 0x0D, 0x0D, 0x0A, ..] => Detected::Kind(InputKind::Pcapng),
        [a, b, c, d, ..] if pcap::Layout::of_magic([*a, *b, *c, *d]).is_some() => {
            Detected::Kind(InputKind::Pcap)
        }
        _ => detect_text(input),
    }
}

/// JSON lines may begin with malformed ones, so the first line that begins with `{` decides, or the first
/// byte that no text has: whichever comes first, so that the pieces of the input do not matter.
fn detect_text(input: &Input) -> Detected {
    let text = input.rest();
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let mut line_begins = true;
    for byte in text.iter().take(MOST_TEXT) {
        match byte {
            b'{' if line_begins => return Detected::Kind(InputKind::JsonLines),
            b'\n' => line_begins = true,
            byte if byte.is_ascii_whitespace() => {}
            byte if byte.is_ascii_control() => return Detected::Unrecognised,
            _ => line_begins = false,
        }
    }
    if text.len() < MOST_TEXT && !input.is_finished() {
        Detected::More
    } else if text.iter().all(u8::is_ascii_whitespace) {
        Detected::Kind(InputKind::JsonLines)
    } else {
        Detected::Unrecognised
    }
}
