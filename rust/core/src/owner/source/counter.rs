//! Identifiers that follow the seconds on the tag's own clock: FHN and Eddystone-EID.

use findmesh_crypto::eddystone::{self, RotationExponent, ephemeral_ids};
use findmesh_crypto::fhn::{self, Curve, Ephemeral, IdentityKey, ephemeral_batch};

use super::{CandidateSource, Reach, epochs_of, lasts};
use crate::owner::config::ResolverConfig;
use crate::owner::identifier::{Identifier, Kind};
use crate::owner::keys::{EddystoneKeys, FhnKeys};
use crate::owner::matched::Position;

/// An FHN identifier stays up to so long after its time, seconds (Find Hub Network Accessory Specification, ID rotation).
const FHN_OVERLAP: i64 = 204;

/// Makes the identifiers of one network.
trait Maker: Send + Sync {
    /// Those that begin at the counters of `first..=last`, both in rotations, with their rotations.
    fn make(&self, first: u32, last: u32) -> Vec<(u32, Identifier)>;
}

/// A clock of seconds, of which an identifier lasts a power of two.
struct Counter<M> {
    maker: M,
    /// Unix seconds when the clock was 0.
    zero: i64,
    exponent: u8,
    /// Seconds that an identifier may stay after its time.
    overlap: i64,
}

struct Fhn {
    identity: IdentityKey,
    curve: Curve,
}

struct Eddystone {
    identity: eddystone::IdentityKey,
    exponent: RotationExponent,
}

/// A chain for each curve.
pub(super) fn fhn_sources(keys: &FhnKeys) -> Vec<Box<dyn CandidateSource>> {
    let of_curve = |curve: &Curve| {
        let maker = Fhn { identity: keys.identity.clone(), curve: *curve };
        let exponent = u8::try_from(fhn::ROTATION_SECONDS.trailing_zeros()).unwrap_or(0);
        Box::new(Counter { maker, zero: keys.clock_zero, exponent, overlap: FHN_OVERLAP }) as Box<_>
    };
    keys.curves.iter().map(of_curve).collect()
}

pub(super) fn eddystone_source(keys: EddystoneKeys) -> Box<dyn CandidateSource> {
    let EddystoneKeys { identity, exponent, clock_zero } = keys;
    let maker = Eddystone { identity, exponent };
    Box::new(Counter { maker, zero: clock_zero, exponent: exponent.get(), overlap: 0 })
}

impl<M> Counter<M> {
    const fn seconds(&self) -> i64 {
        1 << self.exponent
    }
}

impl<M: Maker> CandidateSource for Counter<M> {
    fn reach(&self, config: &ResolverConfig) -> Reach {
        Reach::drifting(2 * self.seconds() + self.overlap, config)
    }

    /// The clock has 32 bits of seconds.
    fn epochs(&self, from: i64, to: i64) -> Option<(u32, u32)> {
        let (first, last) = epochs_of(self.seconds(), self.zero, from, to)?;
        let last = last.min(u32::MAX >> self.exponent);
        (first <= last).then_some((first, last))
    }

    fn on_air(&self, epoch: u32) -> Option<(i64, i64)> {
        Some(lasts(self.seconds(), self.zero, epoch, self.overlap))
    }

    fn position(&self, epoch: u32) -> Position {
        Position::Counter { counter: epoch << self.exponent }
    }

    fn derive(&mut self, first: u32, last: u32) -> Vec<(u32, Identifier)> {
        self.maker.make(first, last)
    }
}

impl Maker for Fhn {
    fn make(&self, first: u32, last: u32) -> Vec<(u32, Identifier)> {
        let seconds = fhn::ROTATION_SECONDS;
        let counters: Vec<u32> =
            (first..=last).filter_map(|rotation| rotation.checked_mul(seconds)).collect();
        let one = |counter: &u32| fhn::ephemeral(&self.identity, *counter, self.curve).ok();
        // One counter without a key must not hide the others.
        let made = ephemeral_batch(&self.identity, self.curve, &counters)
            .unwrap_or_else(|_| counters.iter().filter_map(one).collect());
        let kind = match self.curve {
            Curve::Secp160r1 => Kind::Fhn160,
            Curve::Secp256r1 => Kind::Fhn256,
        };
        let identifier =
            |made: &Ephemeral| Some((made.counter / seconds, Identifier::new(kind, made.eid.as_slice())?));
        made.iter().filter_map(identifier).collect()
    }
}

impl Maker for Eddystone {
    fn make(&self, first: u32, last: u32) -> Vec<(u32, Identifier)> {
        let exponent = self.exponent.get();
        let counter = |rotation: u32| rotation.saturating_mul(self.exponent.seconds());
        let ids = ephemeral_ids(&self.identity, self.exponent, counter(first), counter(last));
        ids.filter_map(|(begin, id)| Some((begin >> exponent, Identifier::new(Kind::EddystoneEid, &id)?)))
            .collect()
    }
}
