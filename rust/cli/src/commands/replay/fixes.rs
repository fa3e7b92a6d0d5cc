//! The fixes of a replay, by time.

use std::collections::VecDeque;

use findmesh_core::Fix;
use findmesh_proto::FixSource;

use crate::geo::Place;
use crate::track::{Track, TrackPoint};

/// A phone that stands still has a fix this often, milliseconds.
const STANDING_EVERY: i64 = 60_000;

/// A fix by wall time.
#[derive(Clone, Copy)]
pub(super) struct TimedFix {
    /// Milliseconds since the Unix epoch.
    pub(super) wall_ms: i64,
    place: Place,
    accuracy_m: f32,
    altitude_m: Option<f32>,
    source: FixSource,
}

impl TimedFix {
    /// As the engine takes it.
    pub(super) const fn at_boot(&self, boot_ms: u64) -> Fix {
        Fix {
            latitude: self.place.lat,
            longitude: self.place.lon,
            accuracy_m: self.accuracy_m,
            altitude_m: self.altitude_m,
            speed_mps: None,
            source: self.source,
            mock: false,
            boot_ms,
        }
    }
}

/// Where fixes come from.
pub(super) enum Fixes {
    /// A list of them.
    Listed(VecDeque<TimedFix>),
    /// One place, again and again.
    Standing {
        /// The next one; its time is set once time has begun.
        next: TimedFix,
        /// Time has begun.
        begun: bool,
    },
}

impl Fixes {
    /// No fix at all.
    pub(super) const fn none() -> Self {
        Self::Listed(VecDeque::new())
    }

    /// One at each point of a track.
    pub(super) fn along(track: &Track, accuracy_m: f32) -> Self {
        let fix = |point: &TrackPoint| TimedFix {
            wall_ms: point.wall_ms,
            place: point.place,
            accuracy_m,
            #[expect(clippy::cast_possible_truncation, reason = "metres, to the centimetre")]
            altitude_m: point.altitude_m.map(|metres| metres as f32),
            source: FixSource::Gnss,
        };
        Self::Listed(track.points().iter().map(fix).collect())
    }

    /// One place all the time.
    pub(super) const fn standing(place: Place, accuracy_m: f32) -> Self {
        let next = TimedFix { wall_ms: 0, place, accuracy_m, altitude_m: None, source: FixSource::Fixed };
        Self::Standing { next, begun: false }
    }

    /// Time begins.
    pub(super) const fn begin(&mut self, wall_ms: i64) {
        if let Self::Standing { next, begun } = self {
            next.wall_ms = wall_ms;
            *begun = true;
        }
    }

    /// Leaves out what a finder that remembers so many milliseconds will have forgotten by `wall_ms`.
    pub(super) fn pass_to(&mut self, wall_ms: i64, remembered: u64) {
        if let Self::Standing { next, begun: true } = self {
            next.wall_ms = next.wall_ms.max(wall_ms.saturating_sub_unsigned(remembered));
        }
    }

    /// When the next one comes.
    pub(super) fn next_ms(&self) -> Option<i64> {
        match self {
            Self::Listed(fixes) => fixes.front().map(|fix| fix.wall_ms),
            Self::Standing { next, begun } => begun.then_some(next.wall_ms),
        }
    }

    /// Takes it.
    pub(super) fn take(&mut self) -> Option<TimedFix> {
        match self {
            Self::Listed(fixes) => fixes.pop_front(),
            Self::Standing { next, .. } => {
                let taken = *next;
                next.wall_ms += STANDING_EVERY;
                Some(taken)
            }
        }
    }
}
