//! What gives the identifiers of one chain of one tag: the network's key schedule behind one shape.

mod apple;
mod counter;
mod fixed;
mod native;
mod samsung;

use findmesh_proto::advert::Advert;

use super::config::ResolverConfig;
use super::identifier::Identifier;
use super::keys::TagKeys;
use super::matched::{Evidence, Position};

/// Seconds by which phones' and tags' ideas of a moment may differ without meaning anything.
const SLACK_SECONDS: i64 = 30;

const DAY_SECONDS: i64 = 86_400;

/// One chain of identifiers. Times are readings of the tag's clock as it was set up, in Unix seconds; epochs are the
/// chain's own numbers of the stretches that an identifier lasts.
pub(crate) trait CandidateSource: Send + Sync {
    /// How far from the expected reading to look.
    fn reach(&self, config: &ResolverConfig) -> Reach;

    /// Epochs that begin or last in `from..=to`; `None` where there are none.
    fn epochs(&self, from: i64, to: i64) -> Option<(u32, u32)>;

    /// Readings of the clock at which an epoch's identifier may be on the air; `None` where it says nothing of a
    /// clock.
    fn on_air(&self, epoch: u32) -> Option<(i64, i64)>;

    /// The epoch in the network's own terms.
    fn position(&self, epoch: u32) -> Position;

    /// What a whole identifier proves.
    fn evidence(&self) -> Evidence {
        Evidence::FullKey
    }

    /// Whether what the advert states of the tag's clock is the tag's own word.
    fn vouches_for(&self, _: &Advert<'_>) -> bool {
        false
    }

    /// Whether it is an address, which stands beside adverts and not in them.
    fn is_address(&self) -> bool {
        false
    }

    /// Identifiers of the epochs `first..=last`, with their epochs. One that cannot be made is left out.
    fn derive(&mut self, first: u32, last: u32) -> Vec<(u32, Identifier)>;
}

/// How far to look, seconds to either side.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reach {
    /// Around a clock of which something was learnt.
    pub(crate) known: i64,
    /// Around a clock of which nothing was.
    pub(crate) unknown: i64,
    /// A window around a clock that is right is looked at moved by each of these.
    pub(crate) shifts: &'static [i64],
    /// Where to look for a tag that was silent for long.
    pub(crate) wide: Option<Wide>,
}

/// The wide window.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wide {
    /// Into the past, at most.
    pub(crate) back: i64,
    /// Into the future.
    pub(crate) ahead: i64,
    /// No further back than the tag was silent, and a day.
    pub(crate) since_silence: bool,
}

impl Reach {
    /// Of a clock that may drift and stop.
    fn drifting(known: i64, config: &ResolverConfig) -> Self {
        let drift = i64::from(config.drift_seconds);
        let back = i64::from(config.widen_back_days) * DAY_SECONDS;
        let wide = Some(Wide { back, ahead: drift, since_silence: true });
        Self { known, unknown: drift.max(known), shifts: &[0], wide }
    }
}

/// All chains of a tag.
pub(crate) fn sources(keys: TagKeys) -> Vec<Box<dyn CandidateSource>> {
    match keys {
        TagKeys::Native(keys) => native::sources(keys),
        TagKeys::Apple(keys) => apple::sources(*keys),
        TagKeys::Fhn(keys) => counter::fhn_sources(&keys),
        TagKeys::Samsung(keys) => vec![Box::new(samsung::Pool::new(&keys))],
        TagKeys::Eddystone(keys) => vec![counter::eddystone_source(keys)],
        TagKeys::Static(identity) => vec![Box::new(fixed::Fixed::new(identity))],
    }
}

/// Epochs of `seconds` each that begin or last in `from..=to`, counted from 0 at `zero`.
fn epochs_of(seconds: i64, zero: i64, from: i64, to: i64) -> Option<(u32, u32)> {
    let number = |at: i64| at.saturating_sub(zero).div_euclid(seconds);
    let first = u32::try_from(number(from).max(0)).ok()?;
    let last = number(to).min(i64::from(u32::MAX));
    u32::try_from(last).ok().filter(|last| *last >= first).map(|last| (first, last))
}

/// When epoch number `epoch` of `seconds` each lasts, with slack on both sides.
fn lasts(seconds: i64, zero: i64, epoch: u32, longer: i64) -> (i64, i64) {
    let start = zero.saturating_add(i64::from(epoch).saturating_mul(seconds));
    (start.saturating_sub(SLACK_SECONDS), start.saturating_add(seconds + longer + SLACK_SECONDS))
}
