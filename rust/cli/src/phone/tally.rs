//! What was in the air, told apart by network, kind and state.

use std::collections::{BTreeMap, BTreeSet};

use findmesh_proto::{Address, Advert, Deployment, Frame, advert};

/// Tags that are told apart; beyond, memory would grow with the input.
const MAX_TAGS: usize = 1 << 20;

/// Network, kind and state of an advert.
pub(crate) type Form = (&'static str, &'static str, &'static str);

/// Counts of one form.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Count {
    /// Adverts.
    pub(crate) adverts: u64,
    /// Keys, or addresses where the advert holds no whole key.
    pub(crate) tags: u64,
}

/// Counts what a receiver hears.
pub(crate) struct Tally {
    deployment: Deployment,
    forms: BTreeMap<Form, Count>,
    tags: BTreeSet<(Form, Vec<u8>)>,
    adverts: u64,
}

impl Tally {
    /// Nothing heard yet.
    pub(crate) fn new(deployment: Deployment) -> Self {
        Self { deployment, forms: BTreeMap::new(), tags: BTreeSet::new(), adverts: 0 }
    }

    /// One advert.
    pub(crate) fn hear(&mut self, frame: &Frame<'_>) {
        self.adverts += 1;
        let Ok(Some(advert)) = advert::decode(frame, &self.deployment) else {
            return;
        };
        let form = (advert.network(), advert.kind(), advert.state().as_str());
        let new = self.tags.len() < MAX_TAGS && self.tags.insert((form, identity(&advert, frame.address)));
        let count = self.forms.entry(form).or_default();
        count.adverts += 1;
        count.tags += u64::from(new);
    }

    /// All adverts, those of no known network included.
    pub(crate) const fn adverts(&self) -> u64 {
        self.adverts
    }

    /// Every form that was heard.
    pub(crate) fn forms(&self) -> impl Iterator<Item = (Form, Count)> {
        self.forms.iter().map(|(form, count)| (*form, *count))
    }

    /// Adverts by network.
    pub(crate) fn networks(&self) -> BTreeMap<&'static str, u64> {
        self.forms().fold(BTreeMap::new(), |mut networks, ((network, _, _), count)| {
            *networks.entry(network).or_default() += count.adverts;
            networks
        })
    }
}

fn identity(advert: &Advert<'_>, address: Option<Address>) -> Vec<u8> {
    advert
        .key()
        .map(<[u8]>::to_vec)
        .or_else(|| address.map(|address| address.bytes.to_vec()))
        .unwrap_or_default()
}
