//! Decoding adverts.

use findmesh_crypto::native::{Schedule, TagSecret};
use findmesh_proto::advert::findmesh::{compact_advert, extended_advert};
use findmesh_proto::advert::{Frame, decode};
use findmesh_proto::{Address, AddressKind, Deployment};

use crate::budgets::{Budgets, of};
use crate::measure::{Case, in_turns};
use crate::report::Report;

/// Owned adverts to decode.
pub(crate) struct Street {
    /// Adverts with their addresses.
    pub(crate) adverts: Vec<(Address, Vec<u8>)>,
}

/// The company id of tests.
pub(crate) const DEPLOYMENT: Deployment =
    Deployment { service_uuid: Deployment::COMMON.service_uuid, company_id: Some(0xFFFF) };

impl Street {
    /// As many adverts as asked for: native in both forms, Apple in both, and one in two that nobody knows.
    pub(crate) fn new(count: usize) -> Self {
        let mut schedule = Schedule::new(TagSecret::from_bytes([7; 32]), 0);
        let adverts = (0..count).filter_map(|n| advert(&mut schedule, n)).collect();
        Self { adverts }
    }

    /// One frame each.
    pub(crate) fn frames(&self) -> impl Iterator<Item = Frame<'_>> {
        self.adverts.iter().map(|(address, data)| Frame { data, address: Some(*address) })
    }
}

fn advert(schedule: &mut Schedule, n: usize) -> Option<(Address, Vec<u8>)> {
    let key = schedule.epoch(u32::try_from(n).ok()?, 255).ok()?.key;
    let tail = u8::try_from(n % 251).ok()?;
    let anybody = Address::new([0xC1, 2, 3, 4, 5, tail], AddressKind::Random);
    Some(match n % 8 {
        0 | 1 => {
            let (address, data) = compact_advert(0xFFFF, &key, 0x10);
            (address, data.to_vec())
        }
        2 => (anybody, extended_advert(&DEPLOYMENT.service_uuid, &key, 0, false)),
        3 => (
            anybody,
            [&[0x1E, 0xFF, 0x4C, 0x00, 0x12, 0x19, 0x10][..], key.get(..22)?, &[0x01, 0x00]].concat(),
        ),
        4 => (anybody, vec![0x07, 0xFF, 0x4C, 0x00, 0x12, 0x02, 0x10, 0x01]),
        _ => (anybody, [&[0x02, 0x01, 0x06, 0x09, 0x09][..], b"Headset\0"].concat()),
    })
}

/// Adverts a second on one core.
pub(crate) fn run(report: &mut Report, budgets: &Budgets) {
    report.topic("decode and classify one advert");
    let street = Street::new(64);
    let all = || street.frames().filter(|f| matches!(decode(f, &DEPLOYMENT), Ok(Some(_)))).count();
    let kind = |n: usize| {
        let (address, data) = street.adverts[n].clone();
        move || decode(&Frame { data: &data, address: Some(address) }, &DEPLOYMENT).is_ok()
    };
    let timings = in_turns(vec![
        Case::new("a street: native, Apple, strangers", all).of(64),
        Case::new("native, compact", kind(0)),
        Case::new("native, extended", kind(2)),
        Case::new("Apple, separated", kind(3)),
        Case::new("stranger", kind(5)),
    ]);
    report.timings(&timings);
    report.at_least("rates.decode", 1e9 / timings[0].median, of(&budgets.rates, "decode"));
}
