//! What a phone hears on its way, and how well it knows where it is.

use super::dice::Dice;
use super::event::{Happening, PhoneEvent, PhoneScript};
use super::scene::{Scene, Tag, Walker};
use crate::geo::Place;

/// Between two adverts of a tag, milliseconds.
const INTERVAL: f64 = 2_000.0;
/// Advertising delay of the Bluetooth specification, up to so many milliseconds more.
const JITTER: f64 = 10.0;
/// A BALANCED scan has its receiver on for this share of the time, and meets an advert about so often.
const DUTY: f64 = 0.25;
/// RSSI at one metre, dBm.
const AT_ONE_METRE: f64 = -59.0;
/// Loss with the distance: decibels for each factor of ten.
const LOSS: f64 = 25.0;
/// Fading, decibels.
const FADING: f64 = 3.5;
/// Nothing fainter is received, dBm.
const SENSITIVITY: f64 = -96.0;
/// Between two fixes, milliseconds: another app navigates.
const FIX_EVERY: usize = 30_000;
/// After the way a phone lies at home and uploads, milliseconds.
const AT_HOME: u64 = 75 * 60_000;

impl Scene {
    /// Everything that happens to a phone.
    pub(crate) fn script(&self, phone: &Walker) -> PhoneScript {
        let mut events = self.fixes(phone);
        for tag in &self.tags {
            events.extend(self.heard(phone, tag));
        }
        events.sort_by_key(|event| event.t_ms);
        PhoneScript { events, end_ms: self.since_begin(phone.track.span().1) + AT_HOME }
    }

    fn since_begin(&self, wall_ms: i64) -> u64 {
        u64::try_from(wall_ms - self.begin_ms()).unwrap_or(0)
    }

    fn wall(&self, t_ms: u64) -> i64 {
        self.begin_ms().saturating_add_unsigned(t_ms)
    }

    /// Errors of a receiver wander: each one begins with most of the one before.
    fn fixes(&self, phone: &Walker) -> Vec<PhoneEvent> {
        let mut dice = Dice::new(self.seed, &format!("fixes of {}", phone.name));
        let (begin, end) = phone.track.span();
        let (mut east, mut north) = (dice.normal(4.0), dice.normal(4.0));
        let mut events = Vec::new();
        for t_ms in (self.since_begin(begin)..=self.since_begin(end) + FIX_EVERY as u64).step_by(FIX_EVERY) {
            east = 0.8 * east + dice.normal(2.4);
            north = 0.8 * north + dice.normal(2.4);
            let Some(place) = phone.track.at(self.wall(t_ms)) else {
                continue;
            };
            #[expect(clippy::cast_possible_truncation, reason = "metres, to the decimetre")]
            let accuracy_m = ((6.0 + dice.normal(2.0).abs()) * 10.0).round() as f32 / 10.0;
            let place = rounded(place.moved(east, north));
            events.push(PhoneEvent { t_ms, what: Happening::Fix { place, accuracy_m } });
        }
        events
    }

    fn heard(&self, phone: &Walker, tag: &Tag) -> Vec<PhoneEvent> {
        let mut dice = Dice::new(self.seed, &format!("{} hears {}", phone.name, tag.name));
        let (begin, end) = phone.track.span();
        #[expect(clippy::cast_precision_loss, reason = "milliseconds of a walk")]
        let (mut at, end) =
            (self.since_begin(begin) as f64 + dice.uniform() * INTERVAL, self.since_begin(end) as f64);
        let mut events = Vec::new();
        while at < end {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "between begin and end"
            )]
            let t_ms = at as u64;
            let place = phone.track.at(self.wall(t_ms));
            let rssi = place.map(|place| strength(place.distance(tag.place), &mut dice));
            let received = dice.uniform() < DUTY;
            events.extend(rssi.filter(|_| received).and_then(audible).map(|rssi| advert(t_ms, tag, rssi)));
            at += INTERVAL + dice.uniform() * JITTER;
        }
        events
    }
}

/// To seven decimals, as a platform gives a fix.
fn rounded(place: Place) -> Place {
    let round = |degrees: f64| (degrees * 1e7).round() / 1e7;
    Place { lat: round(place.lat), lon: round(place.lon) }
}

/// Log-distance path loss with fading, dBm.
fn strength(distance_m: f64, dice: &mut Dice) -> f64 {
    AT_ONE_METRE - LOSS * distance_m.max(1.0).log10() + dice.normal(FADING)
}

fn audible(dbm: f64) -> Option<i8> {
    #[expect(clippy::cast_possible_truncation, reason = "between the sensitivity and -20")]
    (dbm >= SENSITIVITY).then(|| dbm.round().min(-20.0) as i8)
}

fn advert(t_ms: u64, tag: &Tag, rssi: i8) -> PhoneEvent {
    let what =
        Happening::Advert { data: tag.advert.clone(), address: tag.address, rssi, extended: tag.extended };
    PhoneEvent { t_ms, what }
}
