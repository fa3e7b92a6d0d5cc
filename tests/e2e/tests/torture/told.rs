//! What a phone tells, a line each, before and after everything that counts. A line that was written is in the pipe,
//! whatever happens to its writer.

use std::io::Write;

use findmesh_crypto::hash::sha256;

use crate::killer::PHONE;

/// One line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Told {
    /// The store is about to be opened.
    Opening,
    /// Keys are about to be put under a new wrapper.
    Rewrapping,
    /// The finder runs.
    Opened,
    /// A batch is about to be handed over; boot time of its sightings, milliseconds.
    Heard(u32, u64),
    /// Its commit was reported.
    Acknowledged(u32),
    /// A fix is about to be handed over: what waited for it is sealed.
    Sealing,
    /// Time passed since, and what was sealed is committed.
    Sealed,
    /// A window is about to be given.
    Uploading,
    /// A request is about to leave.
    Sent(Digest),
    /// An answer came, with this status.
    Answered(Digest, u16),
    /// No answer came.
    Unanswered(Digest),
    /// The window is over, and what came of it is committed.
    Uploaded,
    /// The clock stands here, milliseconds since boot.
    Clock(u64),
}

/// A report, told apart by the start of its body's hash.
pub(crate) type Digest = u64;

/// Of a body.
pub(crate) fn digest(body: &[u8]) -> Digest {
    let [a, b, c, d, e, f, g, h, ..] = sha256(body);
    u64::from_be_bytes([a, b, c, d, e, f, g, h])
}

impl Told {
    /// Writes the line at once, where somebody listens.
    pub(crate) fn tell(self) {
        if std::env::var_os(PHONE).is_none() {
            return;
        }
        let line = match self {
            Self::Opening => "opening".to_owned(),
            Self::Rewrapping => "rewrapping".to_owned(),
            Self::Opened => "opened".to_owned(),
            Self::Heard(batch, boot_ms) => format!("heard {batch} {boot_ms}"),
            Self::Acknowledged(batch) => format!("acknowledged {batch}"),
            Self::Sealing => "sealing".to_owned(),
            Self::Sealed => "sealed".to_owned(),
            Self::Uploading => "uploading".to_owned(),
            Self::Sent(report) => format!("sent {report}"),
            Self::Answered(report, status) => format!("answered {report} {status}"),
            Self::Unanswered(report) => format!("unanswered {report}"),
            Self::Uploaded => "uploaded".to_owned(),
            Self::Clock(boot_ms) => format!("clock {boot_ms}"),
        };
        let mut out = std::io::stdout().lock();
        out.write_all(format!("|{line}\n").as_bytes()).unwrap();
        out.flush().unwrap();
    }

    /// A whole line back; none where it is not one of ours.
    pub(crate) fn read(line: &str) -> Option<Self> {
        let words: Vec<&str> = line.strip_suffix('\n')?.rsplit_once('|')?.1.split(' ').collect();
        let number = |at: usize| words.get(at)?.parse::<u64>().ok();
        Some(match *words.first()? {
            "opening" => Self::Opening,
            "rewrapping" => Self::Rewrapping,
            "opened" => Self::Opened,
            "heard" => Self::Heard(number(1)? as u32, number(2)?),
            "acknowledged" => Self::Acknowledged(number(1)? as u32),
            "sealing" => Self::Sealing,
            "sealed" => Self::Sealed,
            "uploading" => Self::Uploading,
            "sent" => Self::Sent(number(1)?),
            "answered" => Self::Answered(number(1)?, number(2)? as u16),
            "unanswered" => Self::Unanswered(number(1)?),
            "uploaded" => Self::Uploaded,
            "clock" => Self::Clock(number(1)?),
            _ => return None,
        })
    }
}

#[test]
fn what_is_told_is_read() {
    for line in ["|heard 3 5\n", "test x ... |heard 3 5\n"] {
        assert_eq!(Told::read(line), Some(Told::Heard(3, 5)));
    }
    for line in ["|heard 3 5", "|heard 3\n", "|herd\n", "running 1 test\n"] {
        assert_eq!(Told::read(line), None, "{line}");
    }
}
