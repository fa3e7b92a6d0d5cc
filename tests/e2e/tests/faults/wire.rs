//! One connection between a phone and the relay, with one fault.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use findmesh_e2e::socket;

use crate::fault::Fault;

/// What the relay answered to each copy that it got, 0 where it answered nothing.
pub type Statuses = Vec<u16>;

/// Where requests go; none while the relay is down.
pub type Target = Option<SocketAddr>;

/// Takes one connection and lets this happen to it. `older` is a request of before.
pub fn carry(listener: &TcpListener, target: Target, fault: &Fault, older: Option<&[u8]>) -> Statuses {
    let (mut phone, _) = listener.accept().unwrap();
    phone.set_read_timeout(Some(socket::DEADLINE)).unwrap();
    phone.set_nodelay(true).unwrap();
    if let Fault::Reset = fault {
        return reset(phone);
    }
    let request = socket::read_message(&mut phone);
    let deliver = |request: &[u8]| exchange(target, request);
    match fault {
        Fault::CutRequest => {
            give_up(target, &request[..request.len() / 2]);
            Vec::new()
        }
        Fault::Says(_, bytes) => {
            drop(phone.write_all(bytes));
            Vec::new()
        }
        Fault::OtherSuccess(status) => {
            let (taken, answer) = deliver(&request);
            let other =
                format!("HTTP/1.1 {status} Fine\r\ncontent-length: 4\r\nconnection: close\r\n\r\nheld");
            drop(phone.write_all(if taken == 204 { other.as_bytes() } else { &answer }));
            vec![taken]
        }
        Fault::LostAnswer => vec![deliver(&request).0],
        Fault::CutAnswer(length) => {
            let (taken, answer) = deliver(&request);
            // The blank line is what makes it an answer.
            let most = answer.len().saturating_sub(4).min(*length);
            drop(phone.write_all(&answer[..most]));
            vec![taken]
        }
        Fault::SlowAnswer => {
            let (taken, answer) = deliver(&request);
            drip(&mut phone, &answer, Duration::from_micros(200), answer.len());
            vec![taken]
        }
        Fault::Hang => {
            wait_for_end(&mut phone);
            Vec::new()
        }
        Fault::Drip => {
            let (taken, answer) = deliver(&request);
            drip(&mut phone, &answer, Duration::from_millis(4), answer.len().saturating_sub(4));
            wait_for_end(&mut phone);
            vec![taken]
        }
        Fault::Twice => {
            let first = deliver(&request).0;
            let (taken, answer) = deliver(&request);
            drop(phone.write_all(&answer));
            vec![first, taken]
        }
        Fault::TwiceUnheard => vec![deliver(&request).0, deliver(&request).0],
        Fault::Again => {
            let again = older.map(|older| deliver(older).0);
            let (taken, answer) = deliver(&request);
            drop(phone.write_all(&answer));
            again.into_iter().chain([taken]).collect()
        }
        Fault::None | Fault::StoreFails | Fault::Refused | Fault::Reset => {
            let (taken, answer) = deliver(&request);
            drop(phone.write_all(&answer));
            vec![taken]
        }
    }
}

/// Closing with bytes unread makes the kernel say RST.
fn reset(mut phone: TcpStream) -> Statuses {
    drop(phone.read(&mut [0; 8]));
    drop(phone);
    Vec::new()
}

/// The relay's status, 0 without one, and its whole answer.
fn exchange(target: Target, request: &[u8]) -> (u16, Vec<u8>) {
    let Some(Ok(mut relay)) = target.map(socket::connect) else {
        return (0, Vec::new());
    };
    drop(relay.write_all(request));
    let answer = socket::read_message(&mut relay);
    let head = String::from_utf8_lossy(&answer);
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
    (status.unwrap_or(0), answer)
}

/// Ends the connection within the request.
fn give_up(target: Target, half: &[u8]) {
    if let Some(Ok(mut relay)) = target.map(socket::connect) {
        drop(relay.write_all(half));
    }
}

fn drip(phone: &mut TcpStream, answer: &[u8], pause: Duration, most: usize) {
    for byte in answer.iter().take(most) {
        if phone.write_all(&[*byte]).is_err() {
            return;
        }
        thread::sleep(pause);
    }
}

/// Until the client has had enough.
fn wait_for_end(phone: &mut TcpStream) {
    while phone.read(&mut [0; 64]).is_ok_and(|length| length > 0) {}
}
