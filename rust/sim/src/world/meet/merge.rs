//! From spans to encounters.

use super::nearness::Near;
use super::{Meetings, Span};
use crate::world::Stay;
use crate::world::course::Course;
use crate::world::dice::Dice;
use crate::world::encounter::{Encounter, SAMPLES};
use crate::world::radio::{self, Path};

/// Spans closer than this are one: where pieces meet, each is rounded to whole milliseconds.
const TOUCH_MS: u64 = 3;

impl Span {
    /// From a start and what is near after it; none where no whole millisecond lies within.
    pub(super) fn new(tag: u32, start_ms: u64, near: Near) -> Option<Self> {
        let Near { from, to, closest_m } = near;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        // milliseconds of a day, never negative
        let (from_ms, to_ms) = (start_ms + from.ceil() as u64, start_ms + to.floor() as u64);
        (from_ms < to_ms).then_some(Self { tag, from_ms, to_ms, closest_m })
    }
}

/// Joins the spans of each tag that touch; sorted by tag, then by time.
pub(super) fn joined(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable_by_key(|span| (span.tag, span.from_ms, span.to_ms));
    let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match joined.last_mut() {
            Some(last) if last.tag == span.tag && span.from_ms <= last.to_ms + TOUCH_MS => {
                last.to_ms = last.to_ms.max(span.to_ms);
                last.closest_m = last.closest_m.min(span.closest_m);
            }
            _ => joined.push(span),
        }
    }
    joined
}

/// The encounter of a span: how near it comes, and how strong the tag is all along.
pub(super) fn encounter(
    seed: u64,
    phone: u32,
    course: &Course,
    all: &Meetings<'_>,
    span: &Span,
) -> Encounter {
    let Span { tag, from_ms, to_ms, closest_m } = *span;
    let number = u64::from(phone) << 32 | u64::from(tag);
    let shadow = radio::shadow_db(&mut Dice::new(seed ^ from_ms, "shadow", number));
    let steps = (SAMPLES - 1) as u64;
    let mut median_dbm = [0; SAMPLES];
    for (sample, at) in median_dbm.iter_mut().zip(0_u64..) {
        let moment = from_ms + (to_ms - from_ms) * at / steps;
        let (here, there) = (course.at(moment), all.tag_at(tag, moment));
        let path = Path::between(here.inside, there.inside);
        *sample = radio::to_dbm(path.median_dbm(here.point.distance(there.point)) + shadow);
    }
    #[allow(clippy::cast_possible_truncation)] // metres
    let closest_m = closest_m as f32;
    Encounter { tag, from_ms, to_ms, closest_m, median_dbm }
}

impl Meetings<'_> {
    fn tag_at(&self, tag: u32, at_ms: u64) -> Stay {
        self.tags[tag as usize].at(at_ms, self.paths)
    }
}
