//! Identities that never change.

use super::{CandidateSource, Reach};
use crate::owner::config::ResolverConfig;
use crate::owner::identifier::Identifier;
use crate::owner::keys::StaticIdentity;
use crate::owner::matched::{Evidence, Position};

pub(super) struct Fixed(StaticIdentity);

impl Fixed {
    pub(super) const fn new(identity: StaticIdentity) -> Self {
        Self(identity)
    }
}

impl CandidateSource for Fixed {
    fn reach(&self, _: &ResolverConfig) -> Reach {
        Reach { known: 0, unknown: 0, shifts: &[0], wide: None }
    }

    fn epochs(&self, _: i64, _: i64) -> Option<(u32, u32)> {
        Some((0, 0))
    }

    fn on_air(&self, _: u32) -> Option<(i64, i64)> {
        None
    }

    fn position(&self, _: u32) -> Position {
        Position::Fixed
    }

    fn evidence(&self) -> Evidence {
        Evidence::Static
    }

    fn is_address(&self) -> bool {
        matches!(self.0, StaticIdentity::Address(_))
    }

    fn derive(&mut self, _: u32, _: u32) -> Vec<(u32, Identifier)> {
        self.0.identifier().map(|identifier| (0, identifier)).into_iter().collect()
    }
}
