//! Adverts of every network byte by byte, every rule that refuses one, and what public parsers say of theirs.

#![allow(missing_docs, clippy::cast_possible_truncation)]

#[path = "../common/mod.rs"]
mod common;

mod altbeacon;
mod apple;
mod chipolo;
mod claims;
mod dult;
mod eddystone;
mod fast_pair;
mod fhn;
mod findmesh;
mod ibeacon;
mod labelled;
mod mibeacon;
mod pebblebee;
mod samsung;
mod structures;
mod tile;
mod values;

use common::{address, annotated, fields};
use findmesh_proto::advert::decode;
use findmesh_proto::{Address, Advert, Deployment, Frame, Rejection};
use serde_json::{Value, json};

pub(crate) const DEPLOYMENT: Deployment = Deployment::COMMON.with_company_id(Deployment::TEST_COMPANY_ID);

/// A random address.
pub(crate) fn random(text: &str) -> Option<Address> {
    address(&json!(text), &json!("random"))
}

pub(crate) fn read<'a>(data: &'a [u8], address: Option<Address>) -> Result<Option<Advert<'a>>, Rejection> {
    decode(&Frame { data, address }, &DEPLOYMENT)
}

pub(crate) fn refused(data: &[u8], address: Option<Address>) -> Rejection {
    read(data, address).unwrap_err()
}

/// Network and kind of what an annotated advert, heard without an address, is taken for.
pub(crate) fn taken_for(text: &str) -> (&'static str, &'static str) {
    let data = annotated(text);
    let advert = read(&data, None).unwrap().unwrap();
    (advert.network(), advert.kind())
}

/// An advert of one structure of service data under a 16-bit UUID.
pub(crate) fn service_data(uuid: u16, payload: &[u8]) -> Vec<u8> {
    [&[3 + payload.len() as u8, 0x16], uuid.to_le_bytes().as_slice(), payload].concat()
}

/// An advert of one structure of manufacturer data.
pub(crate) fn manufacturer_data(company: u16, payload: &[u8]) -> Vec<u8> {
    [&[3 + payload.len() as u8, 0xFF], company.to_le_bytes().as_slice(), payload].concat()
}

/// What an advert should be decoded as, in the names of docs/cli.md.
pub(crate) struct Want {
    pub(crate) network: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) state: &'static str,
    pub(crate) fields: Value,
}

impl Want {
    #[track_caller]
    pub(crate) fn check(&self, advert: &Advert<'_>) {
        assert_eq!((advert.network(), advert.kind()), (self.network, self.kind));
        assert_eq!(advert.state().as_str(), self.state);
        assert_eq!(fields(advert), self.fields);
    }
}
