//! Finding one's own tags among adverts of strangers.

use std::cell::RefCell;

use findmesh_core::Seed;
use findmesh_core::owner::{
    Alignment, AppleKeys, EddystoneKeys, FhnKeys, NativeKeys, OwnTag, Resolver, ResolverConfig, SamsungKeys,
    StaticIdentity, TagId, TagKeys,
};
use findmesh_crypto::native::TagSecret;
use findmesh_crypto::{apple, eddystone, fhn, samsung};
use findmesh_proto::advert::findmesh::extended_advert;
use findmesh_proto::advert::{Advert, decode};
use findmesh_proto::{Address, AddressKind, Deployment, Frame};
use findmesh_testkit::samples::bytes;

use crate::budgets::{Budgets, of};
use crate::measure::{Case, in_turns};
use crate::report::Report;

const DAY: u32 = 20_468;
const NOW: i64 = DAY as i64 * 86_400 + 28_800;
/// Tags are a year old.
const YEAR_DAYS: u32 = 365;
const YEAR: i64 = 86_400 * 365;
const TAGS: u8 = 100;
const STRANGERS: u32 = 10_000;
/// Half a week to either side of the expected time.
const WEEK: ResolverConfig = ResolverConfig {
    drift_seconds: 302_400,
    drift_ppm: 100,
    widen_after_seconds: 86_400,
    widen_back_days: 30,
};

/// Nanoseconds of a look, milliseconds of a build, bytes of a candidate.
pub(crate) fn run(report: &mut Report, budgets: &Budgets) {
    let resolver = RefCell::new(filled());
    looks(report, budgets, &resolver.borrow());
    report.topic("the table of these 100 tags, a call of advance");
    let advance = Case::new("nothing to make", || resolver.borrow_mut().advance(NOW, 16).missing);
    report.timings(&in_turns(vec![advance]));
    weeks(report);
}

fn looks(report: &mut Report, budgets: &Budgets, resolver: &Resolver) {
    report.topic("one's own tags: 100 of all networks among 10 000 strangers, one advert");
    let strangers: Vec<Air> = (0..STRANGERS).map(stranger).collect();
    let own: Vec<Air> = (0..20).map(own).collect();
    let decoded = |air: &'static [Air]| -> Vec<(Advert<'static>, Option<Address>)> {
        air.iter().filter_map(|air| Some((air.decoded()?, Some(air.address)))).collect()
    };
    let (heard, ours) = (decoded(strangers.leak()), decoded(own.leak()));
    let found = |adverts: &[(Advert<'_>, Option<Address>)]| {
        adverts.iter().filter(|(advert, address)| resolver.resolve(advert, *address, NOW).is_some()).count()
    };
    assert_eq!((found(&heard), found(&ours)), (0, ours.len()), "strangers are not ours, and ours are");
    let timings = in_turns(vec![
        Case::new("a stranger's", || found(&heard)).of(STRANGERS),
        Case::new("one's own", || found(&ours)).of(20),
    ]);
    report.timings(&timings);
    let slowest = timings.iter().map(|timing| timing.median).fold(0.0, f64::max);
    report.at_least("rates.resolve", 1e9 / slowest, of(&budgets.rates, "resolve"));
    #[allow(clippy::cast_precision_loss, reason = "far below 2^52")]
    let bytes = resolver.table_bytes() as f64 / resolver.candidates() as f64;
    report.figure("candidates", &format!("{}, {bytes:.1} bytes each", resolver.candidates()));
    report.at_most("bytes.candidate", bytes, of(&budgets.bytes, "candidate"));
}

/// A network's name, and keys of its tag of a number.
type Network = (&'static str, fn(u8) -> TagKeys);

/// From nothing: a year of each chain is walked, then a week of keys is made.
fn weeks(report: &mut Report) {
    report.topic("a week of keys of a tag that is a year old, from nothing");
    let networks: [Network; 4] = [
        ("Apple", apple_keys),
        ("FHN", fhn_keys),
        ("native", native_keys),
        ("Samsung, the whole pool", samsung_keys),
    ];
    let build = |keys: fn(u8) -> TagKeys| {
        let mut resolver = Resolver::new(WEEK, Seed([7; 32]));
        let _ = resolver.add(OwnTag { id: TagId([1; 16]), keys: keys(1) }, NOW);
        let _ = resolver.build(NOW);
        resolver.candidates()
    };
    let case = |(name, keys): Network| {
        Case::new(format!("{name}: {} identifiers", build(keys)), move || build(keys))
    };
    report.timings(&in_turns(networks.map(case).into()));
}

fn filled() -> Resolver {
    let mut resolver = Resolver::new(ResolverConfig::default(), Seed([7; 32]));
    for number in 0..TAGS {
        let _ = resolver.add(OwnTag { id: TagId([number; 16]), keys: keys_of(number) }, NOW);
    }
    let _ = resolver.build(NOW);
    resolver
}

/// Every network in turn; a tenth are known by their address, so that addresses are looked up too.
fn keys_of(number: u8) -> TagKeys {
    match number % 10 {
        0..=2 => native_keys(number),
        3..=5 => apple_keys(number),
        6 | 7 => fhn_keys(number),
        8 if number < 50 => samsung_keys(number),
        8 => eddystone_keys(number),
        _ => TagKeys::Static(StaticIdentity::Address(bytes("own address", number.into()))),
    }
}

fn native_keys(number: u8) -> TagKeys {
    let secret = TagSecret::from_bytes(bytes("native", number.into()));
    TagKeys::Native(NativeKeys { secret, provisioned_day: DAY - YEAR_DAYS })
}

fn apple_keys(number: u8) -> TagKeys {
    let schedule = |chain| {
        let private_key = apple::PrivateKey::from_bytes(&[number + 1; 28]).ok()?;
        Some(apple::Schedule::new(private_key, apple::SymmetricKey::from_bytes(bytes(chain, number.into()))))
    };
    let primary = schedule("primary").unwrap_or_else(|| unreachable!("a scalar below the order"));
    let aligned = Alignment { at: NOW - YEAR, index: 0 };
    TagKeys::Apple(Box::new(AppleKeys { primary, secondary: schedule("secondary"), aligned }))
}

fn fhn_keys(number: u8) -> TagKeys {
    let identity = fhn::IdentityKey::from_bytes(bytes("fhn", number.into()));
    TagKeys::Fhn(FhnKeys { identity, curves: vec![fhn::Curve::Secp160r1], clock_zero: NOW - YEAR })
}

fn samsung_keys(number: u8) -> TagKeys {
    let master = samsung::MasterSecret::from_bytes(bytes("samsung", number.into()));
    TagKeys::Samsung(SamsungKeys { master, iv: [1; 16], seed: [2; 8] })
}

fn eddystone_keys(number: u8) -> TagKeys {
    let identity = eddystone::IdentityKey::from_bytes(bytes("eddystone", number.into()));
    let exponent = eddystone::RotationExponent::new(10).unwrap_or_else(|| unreachable!("at most 15"));
    TagKeys::Eddystone(EddystoneKeys { identity, exponent, clock_zero: NOW - YEAR })
}

/// An advert and who sent it.
struct Air {
    data: Vec<u8>,
    address: Address,
}

impl Air {
    fn decoded(&self) -> Option<Advert<'_>> {
        let frame = Frame { data: &self.data, address: Some(self.address) };
        decode(&frame, &Deployment::COMMON).ok().flatten()
    }
}

/// Of all networks, with keys that nobody knows.
fn stranger(number: u32) -> Air {
    let random: [u8; 32] = bytes("stranger", number);
    let [a, b, c, d, e, f, ..] = random;
    let address = Address::new([a | 0xC0, b, c, d, e, f], AddressKind::Random);
    let service = |head: &[u8], length: usize| [head, &random[..length]].concat();
    let data = match number % 6 {
        0 => extended_advert(&Deployment::COMMON.service_uuid, &random, 0, false),
        1 => [&[0x1E, 0xFF, 0x4C, 0, 0x12, 0x19, 0x20][..], &random[6..28], &[a >> 6, 0]].concat(),
        2 => vec![0x07, 0xFF, 0x4C, 0, 0x12, 0x02, 0x24, a >> 6],
        3 => service(&[0x18, 0x16, 0xAA, 0xFE, 0x40], 20),
        4 => service(&[0x17, 0x16, 0x5A, 0xFD, 0x12], 19),
        _ => service(&[0x0C, 0x16, 0xED, 0xFE, 2, 0], 7),
    };
    Air { data, address }
}

/// What tags 0 to 19 are sending, in turn of the networks that they are of.
fn own(turn: u8) -> Air {
    let number = turn / 4 * 10 + [0, 3, 6, 9][usize::from(turn % 4)];
    let nowhere = Address::new([0xC0; 6], AddressKind::Random);
    let (data, address) = match keys_of(number) {
        TagKeys::Native(keys) => {
            let day = findmesh_crypto::native::chain_key(&keys.secret, YEAR_DAYS).day_secret();
            let key = findmesh_crypto::native::epoch_key(&day, 255).map(|epoch| epoch.key).unwrap_or([0; 32]);
            (extended_advert(&Deployment::COMMON.service_uuid, &key, 0, false), nowhere)
        }
        TagKeys::Apple(mut keys) => {
            let key = keys.primary.key(YEAR_DAYS * 96).map(|pair| pair.key).unwrap_or([0; 28]);
            let (address, data) = apple::advert(&key, 0x20, 0);
            (data.to_vec(), address)
        }
        TagKeys::Fhn(keys) => {
            let counter = u32::try_from(NOW - keys.clock_zero).unwrap_or(0);
            let made = fhn::ephemeral(&keys.identity, counter, fhn::Curve::Secp160r1);
            (made.map(|made| fhn::advert(&made.eid, None, false)).unwrap_or_default(), nowhere)
        }
        _ => {
            let address = Address::new(bytes("own address", number.into()), AddressKind::Random);
            (vec![0x0C, 0x16, 0xED, 0xFE, 2, 0, 1, 2, 3, 4, 5, 6, 7], address)
        }
    };
    Air { data, address }
}
