//! Telling the kinds of file apart by their first bytes.

use super::InputKind;
use super::input::Input;
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

/// JSON lines may begin with malformed ones, so one good beginning of a line decides.
fn detect_text(input: &Input) -> Detected {
    let text = input.rest();
    let mut lines = text.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_start);
    if text
        .iter()
        .any(|byte| byte.is_ascii_control() && !byte.is_ascii_whitespace())
    {
        Detected::Unrecognised
    } else if lines.any(|line| line.starts_with(b"{")) || text.iter().all(u8::is_ascii_whitespace) {
        Detected::Kind(InputKind::JsonLines)
    } else if text.len() > MOST_TEXT || input.is_finished() {
        Detected::Unrecognised
    } else {
        Detected::More
    }
}
