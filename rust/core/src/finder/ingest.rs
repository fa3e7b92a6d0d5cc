//! From a packed batch to sightings that wait, or to a counted reason why not.

use findmesh_crypto::at_rest::keyed_hash;
use findmesh_proto::address::Address;
use findmesh_proto::advert::{self, Advert, Form, Rank, State};
use findmesh_proto::network::Network;
use findmesh_proto::packed::{PackedBatch, PackedSighting};

use super::Finder;
use super::step::Step;
use crate::draw::row_id;
use crate::health::{Suppression, counter};
use crate::moment::{Boot, boot_ms, span};
use crate::own_tags::Ownership;
use crate::persist::IdHash;
use crate::place::locate;
use crate::seen::judge;
use crate::sighting::{Sighting, TagKey};
use crate::tracks::{Heard, Track, Waiting};

const NANOS_PER_MS: u64 = 1_000_000;

impl Finder {
    pub(super) fn ingest(&mut self, packed: &[u8], step: &mut Step) {
        let Ok(batch) = PackedBatch::parse(packed) else {
            return self.counters.add(counter::BATCHES_REFUSED, 1);
        };
        self.counters.add(counter::BATCHES, 1);
        self.counters.add(counter::ADVERTS, u64::try_from(batch.len()).unwrap_or(0));
        self.marks.scan = Some(step.now.wall);
        if let Some(own) = &mut self.own_tags {
            own.prepare(step.now.wall);
        }
        for heard in batch.iter() {
            self.take_advert(&heard, step);
        }
        self.tracks.forget(step.now.boot - span(self.config.dedupe.encounter_end_ms));
    }

    fn take_advert(&mut self, heard: &PackedSighting<'_>, step: &mut Step) {
        let advert = match advert::decode(&heard.frame, &self.config.deployment) {
            // A beacon is no tag: nobody looks for it.
            Ok(Some(advert)) if advert.rank() != Rank::Beacon => advert,
            Ok(_) => return,
            Err(rejection) => return self.counters.reject(rejection),
        };
        self.counters.add(counter::TAG_ADVERTS, 1);
        self.marks.sighting = Some(step.now.wall);
        let taken = self.classify(&advert, heard.frame.address, step).and_then(|key| {
            let heard = place_in_time(key, Signal::of(&advert), heard, step);
            self.sight(&heard, step)
        });
        if let Err(reason) = taken {
            self.counters.suppress(reason);
        }
    }

    /// The rules that no sighting passes against (docs/finder.md §2, "Never").
    fn classify(
        &mut self,
        advert: &Advert<'_>,
        address: Option<Address>,
        step: &Step,
    ) -> Result<TagKey, Suppression> {
        if advert.state() == State::NearOwner {
            return Err(Suppression::NearOwner);
        }
        let network = self.reported(advert).ok_or(Suppression::NetworkNotEnabled)?;
        if advert.state() == State::Unknown {
            return Err(Suppression::StateUnknown);
        }
        self.may_sight()?;
        let own = self.own_tags.as_mut();
        match own.and_then(|own| own.recognise(advert, address, step.now.wall)) {
            Some(Ownership::Own) => return Err(Suppression::OwnTag),
            Some(Ownership::Family) => return Err(Suppression::FamilyTag),
            None => {}
        }
        advert.key().and_then(|key| TagKey::new(network, key)).ok_or(Suppression::NoKey)
    }

    /// The network that this advert is reported to.
    fn reported(&self, advert: &Advert<'_>) -> Option<Network> {
        advert.reports_to().filter(|network| self.config.networks.contains(network))
    }

    fn may_sight(&self) -> Result<(), Suppression> {
        if !self.may_report() {
            return Err(Suppression::NoConsent);
        }
        if !self.enabled {
            return Err(Suppression::Disabled);
        }
        if !self.takes_part() {
            return Err(Suppression::NotParticipating);
        }
        if self.phone.location_coarse_only {
            return Err(Suppression::CoarseLocation);
        }
        Ok(())
    }

    fn sight(&mut self, heard: &Heard, step: &mut Step) -> Result<(), Suppression> {
        if step.now.boot - heard.at >= span(self.config.fixes.pending_ms) {
            return Err(Suppression::NoFix);
        }
        if self.tracks.get(&heard.sighting.key).is_none() {
            self.admit(heard, step.now.boot)?;
        }
        self.meet(heard, step)
    }

    /// A key that is not around yet.
    fn admit(&mut self, heard: &Heard, now: Boot) -> Result<(), Suppression> {
        let key = &heard.sighting.key;
        let hash = self.key_hash(key, heard.sighting.separated);
        let address = heard.sighting.address.map(|address| self.address_hash(&address));
        let new = self.seen.get(&hash).is_none();
        if let Some(address) = address {
            // Keys that are still heard keep their right.
            self.tracks.under(address).for_each(|(key, at)| self.flood.still(key, address, at));
        }
        if !self.flood.admit(hash, address, new, now, &self.config.flood) {
            return Err(Suppression::Flood);
        }
        self.counters.add(counter::NEW_KEYS, u64::from(new));
        self.scan.arrive(&hash);
        let first = self.record.keys.hear(&hash, self.counters.day());
        self.counters.add(counter::KEYS_HEARD, u64::from(first));
        self.tracks.insert(*key, Track::new(hash, address, heard.at));
        Ok(())
    }

    /// One more advert of a key that is around; allocates nothing and hashes nothing.
    fn meet(&mut self, heard: &Heard, step: &mut Step) -> Result<(), Suppression> {
        let generation = self.fixes.generation();
        let Some(track) = self.tracks.get_mut(&heard.sighting.key) else {
            return Ok(());
        };
        self.scan.meet(heard.at);
        track.hear(*heard, span(self.config.dedupe.encounter_end_ms));
        if track.waiting.is_some() {
            return Err(Suppression::Merged);
        }
        if let Some(refusal) = track.refusal(heard.at, generation) {
            return Err(refusal.reason);
        }
        if let Some(seen) = self.seen.get(&track.hash) {
            let limits = &self.config.fixes;
            let place = locate(&self.fixes, heard.at, limits);
            let usable = place.filter(|place| place.accuracy_m <= limits.max_accuracy_m);
            if let Err(refusal) = judge(seen, heard.at, usable.as_ref(), &self.config.dedupe) {
                track.quiet = Some((refusal, generation));
                return Err(refusal.reason);
            }
        }
        let id = row_id(&mut step.rng, step.now.wall);
        track.waiting = Some(Waiting::new(id, *heard, step.now.wall_of(heard.at)));
        Ok(())
    }

    /// Keyed hash of key and near-owner bit.
    pub(super) fn key_hash(&self, key: &TagKey, separated: bool) -> IdHash {
        let mut bytes = [0; 34];
        let length = 2 + key.bytes().len();
        let kind = [u8::try_from(key.network().number()).unwrap_or(0), u8::from(!separated)];
        let all = kind.iter().chain(key.bytes());
        bytes.iter_mut().zip(all).for_each(|(to, from)| *to = *from);
        keyed_hash(&self.hash_key, "key", bytes.get(..length).unwrap_or(&bytes))
    }

    pub(super) fn address_hash(&self, address: &Address) -> IdHash {
        keyed_hash(&self.hash_key, "address", &address.bytes)
    }
}

/// What of an advert goes into a report besides its key.
struct Signal {
    form: Form,
    header: u8,
    status: u8,
}

impl Signal {
    #[inline]
    const fn of(advert: &Advert<'_>) -> Self {
        match advert {
            Advert::Findmesh(found) => {
                Self { form: found.form, header: found.header, status: found.status_masked }
            }
            // Others have no such form and header; both are legacy advertising.
            Advert::Apple(found) => Self { form: Form::Compact, header: 0, status: found.status() },
            _ => Self { form: Form::Compact, header: 0, status: 0 },
        }
    }
}

/// A sighting of a separated tag with both of its times; one from the future was heard now.
fn place_in_time(key: TagKey, signal: Signal, heard: &PackedSighting<'_>, step: &Step) -> Heard {
    let at = boot_ms(heard.elapsed_nanos / NANOS_PER_MS).min(step.now.boot);
    let sighting = Sighting {
        key,
        separated: true,
        address: heard.frame.address,
        form: signal.form,
        header: signal.header,
        status: signal.status,
        rssi: heard.rssi,
        tx_power: heard.tx_power,
        seen_boot_ms: u64::try_from(at).unwrap_or(0),
        seen_wall_ms: step.now.wall_of(at),
    };
    Heard { at, sighting }
}
