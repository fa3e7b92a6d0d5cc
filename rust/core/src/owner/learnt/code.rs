//! [`Learnt`] in bytes: version 1, 80 bytes, big endian.
//!
//! | byte | content |
//! |---|---|
//! | 0 | version = 1 |
//! | 1 | bit 0 was seen, bit 1 an offset is known, bit 2 it goes back to a contact, bit 3 an offset is claimed |
//! | 2..10, 10..18 | i64 looked for since, last seen |
//! | 18..26, 26..34, 34..42 | i64 known offset least, most, when |
//! | 42..50, 50..58, 58..66, 66..74 | i64 claimed offset least, most, when, since when |
//! | 74, 75..79 | chain and u32 epoch of the first identifier of the claim |
//! | 79 | 0 |
//!
//! What is not there is 0. The length is the same for every tag, so a sealed column says nothing about it.

use super::{Claimed, Known, Learnt, OffsetRange};

const VERSION: u8 = 1;
const SEEN: u8 = 1;
const KNOWN: u8 = 2;
const CONTACT: u8 = 4;
const CLAIMED: u8 = 8;

impl Learnt {
    /// Bytes of [`Learnt::encode`].
    pub const LENGTH: usize = 80;

    /// For a store; as sensitive as the tag's whereabouts.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(Self::LENGTH);
        out.extend([VERSION, self.flags()]);
        for number in [self.since, self.last_seen.unwrap_or(0)] {
            out.extend(number.to_be_bytes());
        }
        let known = self.known.map_or([0; 3], |known| [known.range.least, known.range.most, known.at]);
        out.extend(known.iter().flat_map(|number| number.to_be_bytes()));
        let claimed = self
            .claimed
            .map_or([0; 4], |claimed| [claimed.range.least, claimed.range.most, claimed.at, claimed.since]);
        out.extend(claimed.iter().flat_map(|number| number.to_be_bytes()));
        let (chain, epoch) = self.claimed.map_or((0, 0), |claimed| claimed.first);
        out.push(chain);
        out.extend(epoch.to_be_bytes());
        out.push(0);
        out
    }

    fn flags(&self) -> u8 {
        let mut flags = 0;
        for (bit, set) in [
            (SEEN, self.last_seen.is_some()),
            (KNOWN, self.known.is_some()),
            (CONTACT, self.is_confirmed()),
            (CLAIMED, self.claimed.is_some()),
        ] {
            flags |= if set { bit } else { 0 };
        }
        flags
    }

    /// `None` where the bytes are not of this version and length, or an offset has no end after its beginning.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        if bytes.len() != Self::LENGTH {
            return None;
        }
        let mut rest = bytes;
        let [version, flags] = take(&mut rest)?;
        if version != VERSION {
            return None;
        }
        let (since, last_seen) = (number(&mut rest)?, number(&mut rest)?);
        let (known_range, known_at) = (offsets(&mut rest)?, number(&mut rest)?);
        let (claimed_range, claimed_at, claimed_since) =
            (offsets(&mut rest)?, number(&mut rest)?, number(&mut rest)?);
        let [chain] = take(&mut rest)?;
        let epoch = u32::from_be_bytes(take(&mut rest)?);
        let known = Known { range: known_range, at: known_at, contact: flags & CONTACT != 0 };
        let claimed =
            Claimed { range: claimed_range, at: claimed_at, since: claimed_since, first: (chain, epoch) };
        Some(Self {
            since,
            last_seen: (flags & SEEN != 0).then_some(last_seen),
            known: (flags & KNOWN != 0).then_some(known),
            claimed: (flags & CLAIMED != 0).then_some(claimed),
        })
    }
}

fn offsets(rest: &mut &[u8]) -> Option<OffsetRange> {
    OffsetRange::new(number(rest)?, number(rest)?)
}

fn number(rest: &mut &[u8]) -> Option<i64> {
    take(rest).map(i64::from_be_bytes)
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (head, tail) = rest.split_first_chunk()?;
    *rest = tail;
    Some(*head)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sample() -> Learnt {
        Learnt {
            since: 1,
            last_seen: Some(2),
            known: Some(Known { range: OffsetRange { least: -3, most: 4 }, at: 5, contact: true }),
            claimed: Some(Claimed {
                range: OffsetRange { least: 6, most: 7 },
                at: 8,
                since: 9,
                first: (10, 11),
            }),
        }
    }

    const SAMPLE_HEX: &str = concat!(
        "01",               // version
        "0f",               // seen, known, by contact, claimed
        "0000000000000001", // looked for since
        "0000000000000002", // last seen
        "fffffffffffffffd", // known: least
        "0000000000000004", // most
        "0000000000000005", // when
        "0000000000000006", // claimed: least
        "0000000000000007", // most
        "0000000000000008", // when
        "0000000000000009", // since
        "0a",               // chain
        "0000000b",         // epoch
        "00",               // end
    );

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|b| format!("{b:02x}")).collect()
    }

    #[test]
    fn a_tag_has_these_bytes_and_comes_back() {
        assert_eq!(hex(&sample().encode()), SAMPLE_HEX);
        assert_eq!(Learnt::decode(&sample().encode()), Some(sample()));
    }

    #[test]
    fn every_tag_has_the_same_length() {
        let nothing = Learnt::nothing(7);
        assert_eq!(nothing.encode().len(), Learnt::LENGTH);
        assert_eq!(Learnt::decode(&nothing.encode()), Some(nothing));
    }

    #[test]
    fn other_bytes_are_refused() {
        let bytes = sample().encode();
        for length in 0..bytes.len() {
            assert_eq!(Learnt::decode(&bytes[..length]), None);
        }
        assert_eq!(Learnt::decode(&[&[2], &bytes[1..]].concat()), None, "version");
        let mut turned = bytes;
        turned[18] = 0x7F;
        assert_eq!(Learnt::decode(&turned), None, "least beyond most");
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..100)) {
            if let Some(learnt) = Learnt::decode(&bytes) {
                prop_assert_eq!(Learnt::decode(&learnt.encode()), Some(learnt));
            }
        }
    }
}
