//! Tags as they are on the air, and a resolver that knows them.

use findmesh_core::Seed;
use findmesh_core::owner::{
    Alignment, AppleKeys, EddystoneKeys, FhnKeys, Match, NativeKeys, OwnTag, Progress, Resolver,
    ResolverConfig, SamsungKeys, TagId, TagKeys,
};
use findmesh_crypto::native::{EpochKey, SEPARATED_SLOT, Schedule, TagSecret};
use findmesh_crypto::{apple, eddystone, fhn, samsung};
use findmesh_proto::advert::findmesh::extended_advert;
use findmesh_proto::advert::{Advert, decode};
use findmesh_proto::{Address, AddressKind, Deployment, Frame};

pub const DAY: i64 = 86_400;
/// 2027-01-15 08:00 UTC, the time around which tests happen.
pub const NOW: i64 = 20_468 * DAY + 28_800;
/// The day on which native tags were provisioned: 400 days before.
pub const PROVISIONED: u32 = 20_068;
/// When other tags' clocks began: 45 days before.
pub const CLOCK_ZERO: i64 = NOW - 45 * DAY + 1_234;

/// An advert as it is heard.
#[derive(Clone)]
pub struct Air {
    pub data: Vec<u8>,
    pub address: Option<Address>,
}

impl Air {
    pub fn frame(&self) -> Frame<'_> {
        Frame { data: &self.data, address: self.address }
    }

    pub fn advert(&self) -> Advert<'_> {
        decode(&self.frame(), &Deployment::COMMON).expect("a good advert").expect("of a known format")
    }

    /// Whose it is.
    pub fn resolved(&self, resolver: &Resolver, at: i64) -> Option<Match> {
        resolver.resolve(&self.advert(), self.address, at)
    }

    /// The same advert with one bit of what identifies it turned.
    pub fn turned(&self, at: usize, bit: u8) -> Self {
        let mut other = self.clone();
        other.data[at] ^= 1 << (bit % 8);
        other
    }
}

pub fn id(number: u8) -> TagId {
    TagId([number; 16])
}

pub fn resolver() -> Resolver {
    Resolver::new(ResolverConfig::default(), Seed([9; 32]))
}

/// Adds a tag and makes all its keys.
pub fn knowing(keys: TagKeys, now: i64) -> Resolver {
    let mut resolver = resolver();
    resolver.add(OwnTag { id: id(1), keys }, now).expect("a new tag");
    build(&mut resolver, now);
    resolver
}

pub fn build(resolver: &mut Resolver, now: i64) {
    let progress: Progress = resolver.build(now);
    assert!(progress.is_complete(), "{progress:?}");
}

fn random_static(bytes: [u8; 6]) -> Address {
    let mut bytes = bytes;
    bytes[0] |= 0xC0;
    Address::new(bytes, AddressKind::Random)
}

/// A tag of our own network.
pub struct NativeTag(Schedule);

pub fn native_keys(number: u8) -> TagKeys {
    let secret = TagSecret::from_bytes([number; 32]);
    TagKeys::Native(NativeKeys { secret, provisioned_day: PROVISIONED })
}

impl NativeTag {
    pub fn new(number: u8) -> Self {
        Self(Schedule::new(TagSecret::from_bytes([number; 32]), PROVISIONED))
    }

    fn key(&mut self, day_index: u32, slot: u8) -> EpochKey {
        self.0.epoch(day_index, slot).expect("a slot that is not reserved")
    }

    /// Away from its owner, when its clock reads `clock` and it draws `draw` (0..3600) that day.
    pub fn separated(&mut self, clock: i64, draw: i64) -> Air {
        let late = if clock.rem_euclid(DAY) < draw { 1 } else { 0 };
        let day = clock.div_euclid(DAY) - i64::from(PROVISIONED) - late;
        self.air(u32::try_from(day).expect("a day after provisioning"), SEPARATED_SLOT)
    }

    /// Near its owner: the key of the slot, from up to 179 s after its beginning to up to 89 s after its end.
    pub fn near(&mut self, clock: i64) -> Air {
        let slot = (clock - 90).div_euclid(900);
        let day = slot.div_euclid(96) - i64::from(PROVISIONED);
        self.air(u32::try_from(day).expect("a day after provisioning"), slot.rem_euclid(96) as u8)
    }

    pub fn air(&mut self, day_index: u32, slot: u8) -> Air {
        let near = slot != SEPARATED_SLOT;
        let key = self.key(day_index, slot).key;
        let data = extended_advert(&Deployment::COMMON.service_uuid, &key, 0, near);
        Air { data, address: Some(random_static([1, 2, 3, 4, 5, slot])) }
    }
}

fn apple_schedule(number: u8, chain: u8) -> apple::Schedule {
    let private_key = apple::PrivateKey::from_bytes(&[number; 28]).expect("a scalar below the order");
    apple::Schedule::new(private_key, apple::SymmetricKey::from_bytes([chain; 32]))
}

pub fn apple_keys(number: u8) -> TagKeys {
    TagKeys::Apple(Box::new(AppleKeys {
        primary: apple_schedule(number, 1),
        secondary: Some(apple_schedule(number, 2)),
        aligned: Alignment { at: CLOCK_ZERO + 900 * 5, index: 5 },
    }))
}

/// Its primary chain away from the owner, when its clock reads `clock`.
pub fn apple_primary(number: u8, clock: i64) -> Air {
    let key = apple_schedule(number, 1).key(apple_step(clock)).expect("a step").key;
    let (address, data) = apple::advert(&key, 0x20, 0);
    Air { data: data.to_vec(), address: Some(address) }
}

/// Its secondary chain, `guess` days (1 or 2) ahead of the primary's.
pub fn apple_secondary(number: u8, clock: i64, guess: u32) -> Air {
    let key = apple_schedule(number, 2).key(apple_step(clock) / 96 + guess).expect("a step").key;
    let (address, data) = apple::advert(&key, 0x20, 0);
    Air { data: data.to_vec(), address: Some(address) }
}

/// Its primary chain near the owner: only the address tells.
pub fn apple_nearby(number: u8, clock: i64) -> Air {
    let key = apple_schedule(number, 1).key(apple_step(clock)).expect("a step").key;
    let data = vec![0x07, 0xFF, 0x4C, 0x00, 0x12, 0x02, 0x24, key[0] >> 6];
    Air { data, address: Some(apple::address(&key)) }
}

pub fn apple_step(clock: i64) -> u32 {
    u32::try_from((clock - CLOCK_ZERO).div_euclid(900)).expect("a step")
}

pub fn fhn_keys(number: u8, curves: &[fhn::Curve]) -> TagKeys {
    let identity = fhn::IdentityKey::from_bytes([number; 32]);
    TagKeys::Fhn(FhnKeys { identity, curves: curves.to_vec(), clock_zero: CLOCK_ZERO })
}

pub fn fhn_air(number: u8, clock: i64, curve: fhn::Curve) -> Air {
    let identity = fhn::IdentityKey::from_bytes([number; 32]);
    let counter = u32::try_from(clock - CLOCK_ZERO).expect("a clock of 32 bits");
    let made = fhn::ephemeral(&identity, counter, curve).expect("a key");
    Air { data: fhn::advert(&made.eid, None, true), address: None }
}

pub fn samsung_keys(number: u8) -> TagKeys {
    TagKeys::Samsung(SamsungKeys {
        master: samsung::MasterSecret::from_bytes([number; 16]),
        iv: [7; 16],
        seed: [3; 8],
    })
}

/// Privacy id `index` at an aging counter, signed.
pub fn samsung_air(number: u8, index: u16, counter: u32) -> Air {
    let master = samsung::MasterSecret::from_bytes([number; 16]);
    let id = samsung::privacy_id(&master.privacy_key(), &[7; 16], &[3; 8], index).expect("an index");
    let [a, b, c, _] = counter.to_le_bytes();
    let mut signed = [0; 16];
    signed[..4].copy_from_slice(&[0x12, a, b, c]);
    signed[4..12].copy_from_slice(&id);
    signed[12] = 0xB3;
    let signature = samsung::signature(&master.signing_key(), &[7; 16], &signed);
    let mut data = vec![0x17, 0x16, 0x5A, 0xFD];
    data.extend(signed);
    data.extend(signature);
    Air { data, address: Some(random_static([9; 6])) }
}

/// K = 12: an identifier lasts 4 096 s.
pub fn exponent() -> eddystone::RotationExponent {
    eddystone::RotationExponent::new(12).expect("at most 15")
}

pub fn eddystone_keys(number: u8) -> TagKeys {
    let identity = eddystone::IdentityKey::from_bytes([number; 16]);
    TagKeys::Eddystone(EddystoneKeys { identity, exponent: exponent(), clock_zero: CLOCK_ZERO })
}

pub fn eddystone_air(number: u8, clock: i64) -> Air {
    let identity = eddystone::IdentityKey::from_bytes([number; 16]);
    let counter = u32::try_from(clock - CLOCK_ZERO).expect("a clock of 32 bits");
    let id = eddystone::ephemeral_id(&identity, exponent(), counter);
    let mut data = vec![0x0D, 0x16, 0xAA, 0xFE, 0x30, 0xEE];
    data.extend(id);
    Air { data, address: None }
}

/// Adverts of every network of tag `number` at a reading of its clock.
pub fn one_of_each(number: u8, clock: i64) -> Vec<Air> {
    let mut tag = NativeTag::new(number);
    vec![
        tag.separated(clock, 0),
        tag.near(clock),
        apple_primary(number, clock),
        apple_nearby(number, clock),
        apple_secondary(number, clock, 1),
        fhn_air(number, clock, fhn::Curve::Secp160r1),
        fhn_air(number, clock, fhn::Curve::Secp256r1),
        samsung_air(number, 77, 250_000),
        eddystone_air(number, clock),
    ]
}

/// Keys of every network of tag `number`.
pub fn all_keys(number: u8) -> Vec<TagKeys> {
    vec![
        native_keys(number),
        apple_keys(number),
        fhn_keys(number, &fhn::Curve::ALL),
        samsung_keys(number),
        eddystone_keys(number),
    ]
}

/// A resolver that knows a tag of every network, all of number `number`, at `now`; names are 1, 2 ….
pub fn knowing_all(number: u8, now: i64) -> Resolver {
    let mut resolver = resolver();
    for (name, keys) in (1..).zip(all_keys(number)) {
        resolver.add(OwnTag { id: id(name), keys }, now).expect("a new tag");
    }
    build(&mut resolver, now);
    resolver
}
