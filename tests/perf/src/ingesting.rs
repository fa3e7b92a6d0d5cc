//! A batch through decode, dedupe and policy.

use findmesh_core::consent::{Decision, Purpose};
use findmesh_core::{Event, Finder, FinderConfig, Fix, Now, Restored};
use findmesh_crypto::at_rest::HashKey;
use findmesh_proto::FixSource;
use findmesh_testkit::adverts::{SampleAdvert, SampleTag, apple_separated, test_deployment};
use findmesh_testkit::packed::BatchBuilder;
use findmesh_testkit::{SeedSequence, samples};

use crate::budgets::{Budgets, of};
use crate::measure::{Case, in_turns};
use crate::report::Report;

const START: Now = Now { boot_ms: 10_000_000, wall_ms: 1_790_000_000_000 };
const BATCH: u32 = 50;

/// Adverts a second when nothing in the batch is new, and the price of a batch of new keys.
pub(crate) fn run(report: &mut Report, budgets: &Budgets) {
    report.topic("ingest a batch of 50 adverts, each");
    let mut seeds = SeedSequence::new(1);
    let (known, mixed) = (batch(&natives(10)), batch(&street()));
    let mut known_finder = finder(&mut seeds);
    let mut mixed_finder = finder(&mut seeds);
    let mut ticket = 0;
    let mut feed = |finder: &mut Finder, packed: &[u8]| {
        ticket += 1;
        finder.handle(&Event::Ingest { ticket, packed: packed.to_vec() }, START, seeds.seed()).len()
    };
    let _ = (feed(&mut known_finder, &known), feed(&mut mixed_finder, &mixed));
    let feed = std::cell::RefCell::new(feed);
    let timings = in_turns(vec![
        Case::new("ten native tags, nothing new", || feed.borrow_mut()(&mut known_finder, &known)).of(BATCH),
        Case::new("a street: native, Apple, strangers", || feed.borrow_mut()(&mut mixed_finder, &mixed))
            .of(BATCH),
    ]);
    report.timings(&timings);
    report.at_least("rates.ingest", 1e9 / timings[0].median, of(&budgets.rates, "ingest"));
}

/// A finder at work, with a fix.
fn finder(seeds: &mut SeedSequence) -> Finder {
    let config = FinderConfig { deployment: test_deployment(), ..FinderConfig::default() };
    let mut finder = Finder::new(config, HashKey::from_bytes([3; 32]));
    let consent = samples::consent(Purpose::CrowdReporting, Decision::Granted, START.wall_ms);
    let restored = Restored { consent: vec![consent], ..Restored::default() };
    for event in [Event::Restored(Box::new(restored)), Event::Enable, Event::Fix(fix())] {
        let _ = finder.handle(&event, START, seeds.seed());
    }
    finder
}

const fn fix() -> Fix {
    Fix {
        latitude: 48.1,
        longitude: 11.6,
        accuracy_m: 8.0,
        altitude_m: None,
        speed_mps: None,
        source: FixSource::Gnss,
        mock: false,
        boot_ms: START.boot_ms,
    }
}

fn natives(count: u8) -> Vec<SampleAdvert> {
    (0..count).map(|n| SampleTag::new(n, 20_000).compact(3)).collect()
}

/// Native tags, Apple's away from their owners, and tags with theirs.
pub(crate) fn street() -> Vec<SampleAdvert> {
    let apple = (0..10).map(apple_separated);
    let near = (0..5).map(|n| SampleTag::new(n, 20_000).near_owner(3, 4));
    natives(10).into_iter().chain(apple).chain(near).collect()
}

/// Fifty adverts, the given ones over and over.
fn batch(adverts: &[SampleAdvert]) -> Vec<u8> {
    let cycle = adverts.iter().cycle().take(BATCH as usize);
    cycle.fold(BatchBuilder::new(), |batch, advert| batch.heard(advert, -70, START.boot_ms)).build()
}
