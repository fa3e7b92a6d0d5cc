//! Our side: the same operations on the same inputs.

use std::collections::BTreeMap;

use findmesh_crypto::{apple, fhn, mibeacon};
use findmesh_proto::advert::mibeacon::BindKey;
use findmesh_proto::advert::{Advert, Frame, decode};
use findmesh_proto::{Address, AddressKind, Deployment};

use super::Failure;
use super::inputs::{Inputs, LOCATION, Made, apple_schedule};

/// What a call gives: all its results, one after the other, which are compared.
pub(super) type Results = Result<Vec<u8>, Failure>;

/// A case: all its operations, once.
pub(super) type Body = Box<dyn Fn() -> Results>;

/// Every case by the name that both sides use.
pub(super) fn cases(inputs: &Inputs, made: &Made) -> Result<BTreeMap<&'static str, Body>, Failure> {
    Ok(BTreeMap::from([
        ("apple_decode", separated(inputs)?),
        ("gap", strangers(inputs)?),
        ("mibeacon", mibeacon_frames(made)?),
        ("apple_keys", apple_keys(512)),
        ("apple_year", apple_keys(35_408)),
        ("apple_open", apple_open(inputs)?),
        ("fhn_eids", fhn_eids(inputs)?),
        ("fhn_seal", fhn_seal(inputs)?),
        ("fhn_open", fhn_open(inputs)?),
    ]))
}

fn separated(inputs: &Inputs) -> Result<Body, Failure> {
    let adverts = inputs
        .separated
        .iter()
        .map(|advert| {
            let address: Address = advert.address.parse()?;
            let data = hex::decode(format!("1eff4c00{}", advert.message))?;
            Ok((address.with_kind(AddressKind::Random), data))
        })
        .collect::<Result<Vec<_>, Failure>>()?;
    Ok(Box::new(move || {
        let mut keys = Vec::new();
        for (address, data) in &adverts {
            let frame = Frame { data, address: Some(*address) };
            let advert = decode(&frame, &Deployment::COMMON)?.ok_or("not an advert")?;
            keys.extend(advert.key().ok_or("no key")?);
        }
        Ok(keys)
    }))
}

/// Whether there is manufacturer data, and which network it is of.
fn strangers(inputs: &Inputs) -> Result<Body, Failure> {
    let adverts = inputs.gap.iter().map(hex::decode).collect::<Result<Vec<_>, _>>()?;
    Ok(Box::new(move || {
        let known = adverts.iter().map(|data| {
            let advert = decode(&Frame { data, address: None }, &Deployment::COMMON)?;
            Ok(u8::from(advert.is_some()))
        });
        known.collect()
    }))
}

/// How many frames opened.
fn mibeacon_frames(made: &Made) -> Result<Body, Failure> {
    let frames = made
        .frames
        .iter()
        .map(|frame| {
            let service_data = hex::decode(frame)?;
            let length = u8::try_from(service_data.len() + 3)?;
            Ok([&[length, 0x16, 0x95, 0xFE], service_data.as_slice()].concat())
        })
        .collect::<Result<Vec<_>, Failure>>()?;
    let address: [u8; 6] = hex::decode(&made.address)?.try_into().map_err(|_| "six bytes")?;
    let key = BindKey::from_slice(&hex::decode(&made.key)?).ok_or("a bind key")?;
    Ok(Box::new(move || {
        let good = frames.iter().filter(|data| opens(data, address, &key)).count();
        Ok(u16::try_from(good)?.to_be_bytes().to_vec())
    }))
}

fn opens(data: &[u8], address: [u8; 6], key: &BindKey) -> bool {
    let address = Address::new(address, AddressKind::Public);
    let frame = Frame { data, address: Some(address) };
    let Ok(Some(Advert::Mibeacon(advert))) = decode(&frame, &Deployment::COMMON) else {
        return false;
    };
    mibeacon::open(&advert, Some(address), key).is_ok()
}

fn apple_keys(count: u32) -> Body {
    Box::new(move || Ok(apple_schedule()?.keys(1..=count)?.iter().flat_map(|pair| pair.key).collect()))
}

fn apple_open(inputs: &Inputs) -> Result<Body, Failure> {
    let reports = inputs
        .apple_reports
        .iter()
        .map(|report| {
            let private: [u8; 28] = hex::decode(&report.private_key)?.try_into().map_err(|_| "28 bytes")?;
            Ok((apple::PrivateKey::from_bytes(&private)?, hex::decode(&report.body)?))
        })
        .collect::<Result<Vec<_>, Failure>>()?;
    Ok(Box::new(move || {
        let asked: Vec<_> = reports.iter().map(|(key, body)| (key, body.as_slice())).collect();
        let mut places = Vec::new();
        for report in apple::open_batch(&asked) {
            let report = report?;
            places.extend([report.lat_e7, report.lon_e7].map(i32::to_be_bytes).as_flattened());
        }
        Ok(places)
    }))
}

fn fhn_eids(inputs: &Inputs) -> Result<Body, Failure> {
    let (eik, counters) = tag(inputs);
    Ok(Box::new(move || {
        let moments = fhn::ephemeral_batch(&eik, fhn::Curve::Secp160r1, &counters)?;
        Ok(moments.iter().flat_map(|moment| moment.eid.as_slice()).copied().collect())
    }))
}

fn fhn_seal(inputs: &Inputs) -> Result<Body, Failure> {
    let (eik, counters) = tag(inputs);
    let eids: Vec<_> = fhn::ephemeral_batch(&eik, fhn::Curve::Secp160r1, &counters)?
        .into_iter()
        .map(|moment| moment.eid)
        .collect();
    Ok(Box::new(move || {
        let mut bodies = Vec::new();
        for eid in &eids {
            bodies.extend(fhn::seal(eid, &LOCATION, fhn::Form::Secp160r1Nonce16, &[9; 32])?);
        }
        Ok(bodies)
    }))
}

/// From identity key and counter, as an owner does.
fn fhn_open(inputs: &Inputs) -> Result<Body, Failure> {
    let (eik, counters) = tag(inputs);
    let bodies = inputs.fhn_reports.iter().map(|r| hex::decode(&r.body)).collect::<Result<Vec<_>, _>>()?;
    Ok(Box::new(move || {
        let moments = fhn::ephemeral_batch(&eik, fhn::Curve::Secp160r1, &counters)?;
        let asked: Vec<_> = moments
            .iter()
            .zip(&bodies)
            .map(|(moment, body)| (&moment.private_key, body.as_slice()))
            .collect();
        let mut places = Vec::new();
        for location in fhn::open_batch(&asked) {
            let location = location?;
            places.extend([location.lat_e7, location.lon_e7].map(i32::to_be_bytes).as_flattened());
        }
        Ok(places)
    }))
}

fn tag(inputs: &Inputs) -> (fhn::IdentityKey, Vec<u32>) {
    (fhn::IdentityKey::from_bytes(super::inputs::IDENTITY_KEY), inputs.fhn.counters.clone())
}

/// Whether a body that the other side sealed to the first identifier opens here.
pub(super) fn opens_first(body: &[u8]) -> Result<bool, Failure> {
    let eik = fhn::IdentityKey::from_bytes(super::inputs::IDENTITY_KEY);
    let moments = fhn::ephemeral_batch(&eik, fhn::Curve::Secp160r1, &[0])?;
    let first = moments.first().ok_or("no identifier")?;
    let location = fhn::open(&first.private_key, body)?;
    Ok((location.lat_e7, location.lon_e7) == (LOCATION.lat_e7, LOCATION.lon_e7))
}
