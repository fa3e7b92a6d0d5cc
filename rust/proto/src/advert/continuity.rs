//! Apple's manufacturer data: Continuity messages, one after the other.

use super::ad::Payload;

/// Apple's company id.
pub const COMPANY_ID: u16 = 0x004C;

/// The hashed service UUIDs of an app in the background: the one message without a length, always the last.
const OVERFLOW: u8 = 0x01;

/// The messages of a structure; none where it is not Apple's.
pub(super) fn messages<'a>(payload: &Payload<'a>) -> Messages<'a> {
    match *payload {
        Payload::Manufacturer(COMPANY_ID, rest) => Messages { rest },
        _ => Messages { rest: &[] },
    }
}

/// Walks Continuity messages: the type of each, and all that follows it, from its length byte on.
///
/// A message that is cut is the last one.
pub(super) struct Messages<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Messages<'a> {
    type Item = (u8, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (&kind, message) = self.rest.split_first()?;
        self.rest = if kind == OVERFLOW { &[] } else { after(message) };
        Some((kind, message))
    }
}

/// What follows a message, given from its length byte on.
fn after(message: &[u8]) -> &[u8] {
    let next = message.split_first().and_then(|(&length, rest)| rest.get(usize::from(length)..));
    next.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::ad::{AdStructure, MANUFACTURER_DATA};
    use super::*;
    use std::vec::Vec;

    fn kinds(data: &[u8]) -> Vec<u8> {
        messages(&AdStructure { kind: MANUFACTURER_DATA, data }.payload()).map(|(kind, _)| kind).collect()
    }

    #[test]
    fn messages_come_in_order_until_one_is_cut() {
        assert_eq!(kinds(&[0x4C, 0, 0x10, 2, 7, 7, 0x0F, 0, 0x12, 2, 0, 1]), [0x10, 0x0F, 0x12]);
        assert_eq!(kinds(&[0x4C, 0, 0x10, 9, 0x12, 2, 0, 1]), [0x10]);
        assert_eq!(kinds(&[0x4C, 0, 0x10, 0, 0x12]), [0x10, 0x12]);
        assert!(kinds(&[0x4C, 0]).is_empty());
    }

    #[test]
    fn an_overflow_area_is_no_run_of_messages() {
        assert_eq!(kinds(&[0x4C, 0, 0x01, 0x02, 0, 0, 0x12, 2, 0, 1]), [0x01]);
    }

    #[test]
    fn other_companies_send_none() {
        assert!(kinds(&[0x4D, 0, 0x12, 2, 0, 1]).is_empty());
    }
}
