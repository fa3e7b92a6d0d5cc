//! What can happen to one request.

use findmesh_e2e::Reply;
use findmesh_proto::Problem;

use crate::dice::Dice;

#[derive(Clone, Debug)]
pub enum Fault {
    /// It arrives, and the answer comes back.
    None,
    /// Nobody listens.
    Refused,
    /// The connection is reset before the request was read.
    Reset,
    /// The relay gets half of it.
    CutRequest,
    /// Something in front of the relay says this; the relay hears nothing.
    Says(&'static str, Vec<u8>),
    /// The relay takes it; something in front of it says so with another status of this class.
    OtherSuccess(u16),
    /// The relay takes it, the answer is lost.
    LostAnswer,
    /// The relay takes it, so many bytes of the answer arrive.
    CutAnswer(usize),
    /// The relay takes it, the answer arrives byte by byte.
    SlowAnswer,
    /// It never arrives, and the connection stands until the client gives up.
    Hang,
    /// The relay takes it, and the answer takes longer than the client has patience.
    Drip,
    /// The relay gets it twice.
    Twice,
    /// The relay gets it twice, and both answers are lost.
    TwiceUnheard,
    /// An older request arrives once more, before this one.
    Again,
    /// The relay's store fails.
    StoreFails,
}

impl Fault {
    /// For the tally of what was seen.
    pub fn name(&self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Refused => "refused",
            Self::Reset => "reset",
            Self::CutRequest => "cut request",
            Self::Says(what, _) => what,
            Self::OtherSuccess(_) => "other 2xx",
            Self::LostAnswer => "lost answer",
            Self::CutAnswer(_) => "cut answer",
            Self::SlowAnswer => "slow answer",
            Self::Hang => "hang",
            Self::Drip => "drip",
            Self::Twice => "twice",
            Self::TwiceUnheard => "twice, unheard",
            Self::Again => "again",
            Self::StoreFails => "store fails",
        }
    }

    /// The client must give up by itself.
    pub fn outlasts(&self) -> bool {
        matches!(self, Self::Hang | Self::Drip)
    }

    pub fn draw(dice: &mut Dice) -> Self {
        match dice.below(24) {
            0 | 1 => Self::LostAnswer,
            2 => Self::Refused,
            3 => Self::Reset,
            4 => Self::CutRequest,
            5 => Self::OtherSuccess(dice.pick(&[200, 201, 202, 203, 205, 206, 226, 299])),
            6 => Self::CutAnswer(dice.between(1, 60) as usize),
            7 => Self::SlowAnswer,
            8 => Self::Hang,
            9 => Self::Drip,
            10 => Self::Twice,
            11 => Self::TwiceUnheard,
            12 => Self::Again,
            13 => Self::StoreFails,
            14..=17 => Self::later(dice),
            18 => Self::refusal(dice),
            19 => Self::forged(dice),
            20 => Self::garbage(dice),
            _ => Self::None,
        }
    }

    /// 408, 425, 429, 5xx, with all that `Retry-After` can hold.
    fn later(dice: &mut Dice) -> Self {
        let status = dice.pick(&[408, 425, 429, 500, 501, 502, 503, 504, 507, 520, 599]);
        let after = dice.pick(&[
            "",
            "retry-after: 0\r\n",
            "retry-after: 5\r\n",
            "retry-after: 1800\r\n",
            "retry-after: 9000\r\n",
            "retry-after: 99999999999999999999999999\r\n",
            "retry-after: -7\r\n",
            "retry-after: soon\r\n",
            "retry-after: \r\n",
            "date: Sun, 22 Nov 2026 12:00:00 GMT\r\nretry-after: Sun, 22 Nov 2026 12:40:00 GMT\r\n",
            "date: Sun, 22 Nov 2026 12:00:00 GMT\r\nretry-after: Thu, 01 Jan 1970 00:00:00 GMT\r\n",
            "date: Sun, 22 Nov 2026 12:00:00 GMT\r\nretry-after: Fri, 31 Dec 9999 23:59:59 GMT\r\n",
            "retry-after: Sun, 99 Nov 2026\r\n",
        ]);
        // A document that would cost the report, were the server not failing.
        let document = br#"{"type":"/problems/invalid_report","title":"no","status":422}"#;
        let body: &[u8] = if dice.percent(50) { document } else { b"" };
        Self::Says("later", bytes(Reply::with(status, after, body)))
    }

    /// Anything else that is not 2xx.
    fn refusal(dice: &mut Dice) -> Self {
        let status = dice.pick(&[
            301, 302, 303, 304, 307, 308, 400, 401, 403, 404, 405, 406, 407, 409, 410, 411, 413, 414, 415,
            418, 421, 422, 431, 451,
        ]);
        let location = if status < 400 { "location: http://127.0.0.1:1/elsewhere\r\n" } else { "" };
        Self::Says("refusal", bytes(Reply::with(status, location, b"<html>no</html>")))
    }

    /// A problem that the relay did not say.
    fn forged(dice: &mut Dice) -> Self {
        Self::Says("problem", bytes(Reply::problem(dice.pick(&Problem::ALL))))
    }

    fn garbage(dice: &mut Dice) -> Self {
        let endless = format!("HTTP/1.1 200 OK\r\ncontent-length: 70000\r\n\r\n{}", "x".repeat(70_000));
        let head = format!("HTTP/1.1 204 No Content\r\nx: {}\r\n\r\n", "y".repeat(20_000));
        let pieces = [
            b"SSH-2.0-OpenSSH_9.9\r\n".to_vec(),
            b"HTTP/1.1 2".to_vec(),
            b"HTTP/1.1 204".to_vec(),
            b"HTTP/1.1 20x Fine\r\n\r\n".to_vec(),
            b"HTTP/1.1 99999 Fine\r\n\r\n".to_vec(),
            b"HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n".to_vec(),
            b"HTTP/1.1 200 OK\r\ncontent-length: 30\r\n\r\ncut".to_vec(),
            b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n".to_vec(),
            b"\0\0\0\0\0\0\0\0".to_vec(),
            dice.bytes::<64>().to_vec(),
            endless.into_bytes(),
            head.into_bytes(),
        ];
        Self::Says("garbage", dice.pick(&pieces))
    }
}

fn bytes(reply: Reply) -> Vec<u8> {
    match reply {
        Reply::Say(bytes) => bytes,
        other => panic!("{other:?} says nothing"),
    }
}
