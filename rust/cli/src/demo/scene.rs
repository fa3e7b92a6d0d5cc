//! Who takes part: tags at their true places, phones with their ways, and when it all happens.

use findmesh_core::FinderConfig;
use findmesh_crypto::native::{
    EpochError, EpochKey, SEPARATED_SLOT, Schedule, TagSecret, mask_header, mask_status,
};
use findmesh_proto::advert::findmesh::{compact_advert, extended_advert};
use findmesh_proto::{Address, AddressKind, Deployment};

use super::dice::derived;
use super::town::Town;
use crate::failure::Failure;
use crate::geo::Place;
use crate::time::{DAY, Moment};
use crate::track::Track;

/// Days before the walk on which the tags met their owner.
const AGE: u32 = 12;
/// Battery full, moved: the status of the native tags.
const STATUS: u8 = 0x20;

/// Everything that the demo begins with.
pub(crate) struct Scene {
    /// Where it happens.
    pub(crate) town: Town,
    /// The network's operator.
    pub(crate) deployment: Deployment,
    /// What chance begins with.
    pub(crate) seed: u64,
    /// UTC day on which it happens.
    pub(crate) day: i64,
    /// The tags.
    pub(crate) tags: Vec<Tag>,
    /// The phones.
    pub(crate) phones: Vec<Walker>,
}

/// A tag and what it sends.
pub(crate) struct Tag {
    /// What it hangs on.
    pub(crate) name: &'static str,
    /// What it is.
    pub(crate) what: &'static str,
    /// Where it truly is.
    pub(crate) place: Place,
    /// The AD structures.
    pub(crate) advert: Vec<u8>,
    /// Its address.
    pub(crate) address: Address,
    /// Extended advertising.
    pub(crate) extended: bool,
    /// The secret that its owner shares; none for a tag of another network.
    pub(crate) secret: Option<[u8; 32]>,
}

/// A phone and the way that it is carried.
pub(crate) struct Walker {
    /// Whose it is.
    pub(crate) name: &'static str,
    /// How it is carried.
    pub(crate) what: &'static str,
    /// The way, moved to the day of the demo.
    pub(crate) track: Track,
}

/// What a tag is.
#[derive(Clone, Copy)]
enum Kind {
    Compact,
    Extended,
    Apple,
}

const TAGS: [(&str, &str, [f64; 2], Kind); 5] = [
    ("Keys", "tag, compact form", [326.0, 396.0], Kind::Compact),
    ("Bicycle", "tag, compact form", [582.0, 583.0], Kind::Compact),
    ("Phone", "phone as tag, extended form", [656.0, 452.0], Kind::Extended),
    ("Backpack", "Apple tag", [498.0, 207.0], Kind::Apple),
    ("Suitcase", "Apple tag", [596.0, 352.0], Kind::Apple),
];

const WALKERS: [(&str, &str, &str); 3] = [
    ("Ana", "walks to the market", include_str!("../../demo/ana.gpx")),
    ("Ben", "walks to the station", include_str!("../../demo/ben.gpx")),
    ("Chloe", "goes for a run", include_str!("../../demo/chloe.gpx")),
];

impl Scene {
    /// The demo of a UTC day.
    pub(crate) fn new(deployment: Deployment, day: i64, seed: u64) -> Result<Self, Failure> {
        let town = Town::load().map_err(|e| Failure::about("demo/town.json", e))?;
        let mut scene = Self { town, deployment, seed, day, tags: Vec::new(), phones: Vec::new() };
        for (name, what, at, kind) in TAGS {
            scene.tags.push(scene.tag(name, what, at, kind).map_err(|e| Failure::about(name, e))?);
        }
        for (name, what, gpx) in WALKERS {
            let track = Track::read(gpx.as_bytes()).map_err(|e| Failure::about(name, e))?;
            scene.phones.push(Walker { name, what, track: track.on_day(day) });
        }
        Ok(scene)
    }

    /// The finder's numbers on every phone.
    pub(crate) fn config(&self) -> FinderConfig {
        FinderConfig { deployment: self.deployment, ..FinderConfig::default() }
    }

    /// When the first phone sets out, milliseconds since the Unix epoch.
    pub(crate) fn begin_ms(&self) -> i64 {
        self.phones.iter().map(|phone| phone.track.span().0).min().unwrap_or(self.day * DAY * 1000)
    }

    /// The moment the tags met their owner.
    pub(crate) fn provisioned(&self) -> Moment {
        Moment::at(i64::from(self.provisioned_day()) * DAY)
    }

    /// The schedule of a tag's keys.
    pub(crate) fn schedule(&self, secret: [u8; 32]) -> Schedule {
        Schedule::new(TagSecret::from_bytes(secret), self.provisioned_day())
    }

    fn provisioned_day(&self) -> u32 {
        u32::try_from(self.day).unwrap_or(AGE).saturating_sub(AGE)
    }

    fn tag(
        &self,
        name: &'static str,
        what: &'static str,
        at: [f64; 2],
        kind: Kind,
    ) -> Result<Tag, EpochError> {
        let place = self.town.place(at);
        let secret = derived(self.seed, name);
        let (address, advert) = match kind {
            Kind::Compact => self.compact(&self.key(secret)?),
            Kind::Extended => self.extended(&self.key(secret)?, name),
            Kind::Apple => apple(&secret),
        };
        let native = !matches!(kind, Kind::Apple);
        let extended = matches!(kind, Kind::Extended);
        Ok(Tag { name, what, place, advert, address, extended, secret: native.then_some(secret) })
    }

    /// The key that a tag sends all day, away from its owner.
    fn key(&self, secret: [u8; 32]) -> Result<EpochKey, EpochError> {
        self.schedule(secret).epoch(AGE, SEPARATED_SLOT)
    }

    fn compact(&self, epoch: &EpochKey) -> (Address, Vec<u8>) {
        let company_id = self.deployment.company_id.unwrap_or(Deployment::TEST_COMPANY_ID);
        let header = mask_header((STATUS >> 5 & 1) << 3 | (STATUS >> 6) << 1, epoch.mask);
        let (address, advert) = compact_advert(company_id, &epoch.key, header);
        (address, advert.to_vec())
    }

    /// A phone advertises from an address that says nothing.
    fn extended(&self, epoch: &EpochKey, name: &str) -> (Address, Vec<u8>) {
        let [first, b, c, d, e, f, ..] = derived(self.seed, &format!("address of {name}"));
        let address = Address::new([first & 0x3F, b, c, d, e, f], AddressKind::Random);
        let status = mask_status(STATUS, epoch.mask);
        (address, extended_advert(&self.deployment.service_uuid, &epoch.key, status, false))
    }
}

/// An Apple tag away from its owner: six bytes of its key in the address, the others in the advert.
fn apple(bytes: &[u8; 32]) -> (Address, Vec<u8>) {
    const STATUS: u8 = 0x10;
    const HINT: u8 = 0;
    let [first, b, c, d, e, f, tail @ ..] = *bytes;
    let address = Address::new([first | 0xC0, b, c, d, e, f], AddressKind::Random);
    let mut advert = vec![0x1E, 0xFF, 0x4C, 0x00, 0x12, 0x19, STATUS];
    advert.extend(tail.iter().take(22));
    advert.extend([first >> 6, HINT]);
    (address, advert)
}
