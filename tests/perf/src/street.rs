//! A street's adverts: those of the public corpus, each as often as a street has its like.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use findmesh_proto::advert::{Frame, decode};
use findmesh_proto::{Address, AddressKind, Deployment};
use serde::Deserialize;

/// The deployment that the corpus is for.
pub(crate) const DEPLOYMENT: Deployment = Deployment::COMMON.with_company_id(Deployment::TEST_COMPANY_ID);

/// Adverts of each class in a thousand.
///
/// An assumption, not a survey: phones, computers and headsets that nobody looks for are most of what there is, Apple's
/// devices most of what a network finds; every format is there.
const WEIGHTS: [(&str, usize); 24] = [
    ("unknown", 380),
    ("apple nearby", 240),
    ("apple separated", 120),
    ("fast_pair account_key_filter", 50),
    ("fast_pair model_id", 10),
    ("fhn eid160", 40),
    ("fhn eid256", 5),
    ("samsung tag", 35),
    ("samsung phone", 15),
    ("tile advert", 20),
    ("mibeacon advert", 20),
    ("ibeacon advert", 15),
    ("eddystone url", 5),
    ("eddystone uid", 5),
    ("eddystone tlm", 3),
    ("eddystone eid", 2),
    ("altbeacon advert", 3),
    ("chipolo advert", 3),
    ("pebblebee advert", 3),
    ("dult advert", 6),
    ("findmesh compact", 5),
    ("findmesh extended", 5),
    ("malformed", 9),
    ("eddystone etlm", 1),
];

/// A step that comes by all of a thousand: neighbours are of different classes.
const STEP: usize = 619;

/// One advert as it was heard.
#[derive(Clone)]
pub(crate) struct Heard {
    data: Vec<u8>,
    address: Option<Address>,
}

impl Heard {
    /// What a decoder gets.
    pub(crate) fn frame(&self) -> Frame<'_> {
        Frame { data: &self.data, address: self.address }
    }
}

/// The corpus by class: network and kind, `unknown` or `malformed`.
pub(crate) type Classes = BTreeMap<String, Vec<Heard>>;

#[derive(Deserialize)]
struct Corpus {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    adv: String,
    address: Option<String>,
    address_type: Option<String>,
    #[serde(flatten)]
    rest: BTreeMap<String, serde_json::Value>,
}

impl Case {
    fn heard(&self) -> Result<Heard, Box<dyn std::error::Error>> {
        let kind = match self.address_type.as_deref() {
            Some("random") => AddressKind::Random,
            Some("public") => AddressKind::Public,
            _ => AddressKind::Unknown,
        };
        let address = self.address.as_ref().map(|text| text.parse::<Address>()).transpose()?;
        Ok(Heard { data: hex::decode(&self.adv)?, address: address.map(|address| address.with_kind(kind)) })
    }

    /// Some cases are for deployments of their own.
    fn is_for_all(&self) -> bool {
        !["company_id", "service_uuid"].iter().any(|name| self.rest.contains_key(*name))
    }
}

/// Reads the corpus of a checkout.
pub(crate) fn classes(checkout: &Path) -> Result<Classes, Box<dyn std::error::Error>> {
    let corpus = fs::read_to_string(checkout.join("tests/vectors/corpus.json"))?;
    let corpus: Corpus = serde_json::from_str(&corpus)?;
    let mut classes = Classes::new();
    for case in corpus.cases.iter().filter(|case| case.is_for_all()) {
        let heard = case.heard()?;
        let class = class(&heard);
        classes.entry(class).or_default().push(heard);
    }
    Ok(classes)
}

/// The corpus' own test sees to it that the answer is right.
fn class(heard: &Heard) -> String {
    match decode(&heard.frame(), &DEPLOYMENT) {
        Ok(Some(advert)) => format!("{} {}", advert.network(), advert.kind()),
        Ok(None) => "unknown".to_owned(),
        Err(_) => "malformed".to_owned(),
    }
}

/// A thousand adverts of all classes.
pub(crate) fn street(classes: &Classes) -> Vec<Heard> {
    let sorted: Vec<&Heard> =
        WEIGHTS.iter().flat_map(|(class, count)| pick(classes, class, *count)).collect();
    (0..sorted.len())
        .filter_map(|n| sorted.get(n * STEP % sorted.len()))
        .map(|heard| (*heard).clone())
        .collect()
}

fn pick<'a>(classes: &'a Classes, class: &str, count: usize) -> impl Iterator<Item = &'a Heard> + use<'a> {
    classes.get(class).into_iter().flatten().cycle().take(count)
}

/// How many adverts of these somebody's format takes.
pub(crate) fn taken<'a>(adverts: impl IntoIterator<Item = &'a Heard>) -> usize {
    adverts.into_iter().filter(|heard| matches!(decode(&heard.frame(), &DEPLOYMENT), Ok(Some(_)))).count()
}
