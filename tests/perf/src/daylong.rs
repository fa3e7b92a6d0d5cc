//! A phone's day of adverts through the whole engine, in virtual time.

use std::error::Error;
use std::sync::Arc;
use std::time::Instant;

use findmesh_core::consent::Purpose;
use findmesh_core::{Event, FinderConfig, Fix, Now};
use findmesh_engine::{Driver, Quiet, Setup, VirtualClock};
use findmesh_proto::FixSource;
use findmesh_store::MemoryStore;
use findmesh_testkit::adverts::{SampleAdvert, test_deployment};
use findmesh_testkit::packed::BatchBuilder;
use findmesh_testkit::seeded_entropy;

use crate::budgets::{Budgets, of};
use crate::ingesting;
use crate::report::Report;

const START: Now = Now { boot_ms: 10_000_000, wall_ms: 1_790_000_000_000 };
const DAY_MS: u64 = 24 * 60 * 60 * 1000;
const ADVERTS: u64 = 2_000_000;
const BATCH: u64 = 50;
/// A fix this often, milliseconds.
const FIXES: u64 = 5 * 60 * 1000;
/// Degrees that the phone goes to the north between two fixes: some hundred metres.
const STRIDE: f64 = 0.001;

/// Two million adverts, spread over a day in batches of fifty, with a fix every five minutes.
pub(crate) fn run(report: &mut Report, budgets: &Budgets) -> Result<(), Box<dyn Error>> {
    report.topic("a day's two million adverts through the engine, in virtual time");
    let mut driver = driver()?;
    let street = ingesting::street();
    let (batches, start) = (ADVERTS / BATCH, Instant::now());
    let mut fixed = 0;
    for number in 0..batches {
        let boot_ms = START.boot_ms + number * DAY_MS / batches;
        driver.advance_to(boot_ms)?;
        if boot_ms >= START.boot_ms + fixed * FIXES {
            driver.handle(Event::Fix(fix(fixed, boot_ms)))?;
            fixed += 1;
        }
        let _ = driver.ingest(batch(&street, number, boot_ms))?;
    }
    let seconds = start.elapsed().as_secs_f64();
    let health = driver.health();
    report.figure("reports in the queue at its end", &health.queue.reports.to_string());
    if health.queue.reports == 0 {
        return Err("the day reported nothing".into());
    }
    report.at_most("seconds.day_replay", seconds, of(&budgets.seconds, "day_replay"));
    Ok(())
}

fn driver() -> Result<Driver, Box<dyn Error>> {
    let config = FinderConfig { deployment: test_deployment(), ..FinderConfig::default() };
    let entropy = seeded_entropy(1);
    let setup = Setup::new(config, Box::new(MemoryStore::new(entropy.clone()))).entropy(entropy);
    let mut driver = Driver::open(setup, Arc::new(VirtualClock::new(START)), None, Arc::new(Quiet))?;
    driver.grant(Purpose::CrowdReporting, "perf-1", "en", "benchmark")?;
    driver.handle(Event::Enable)?;
    Ok(driver)
}

/// Fifty of the street's adverts, beginning with another one each time.
fn batch(street: &[SampleAdvert], number: u64, boot_ms: u64) -> Vec<u8> {
    let skip = usize::try_from(number).unwrap_or(0) % street.len().max(1);
    let heard = street.iter().cycle().skip(skip).zip(0..BATCH);
    heard.fold(BatchBuilder::new(), |batch, (advert, _)| batch.heard(advert, -70, boot_ms)).build()
}

fn fix(number: u64, boot_ms: u64) -> Fix {
    let strides = u32::try_from(number).map_or(0.0, f64::from);
    Fix {
        latitude: 48.0 + STRIDE * strides,
        longitude: 11.6,
        accuracy_m: 8.0,
        altitude_m: None,
        speed_mps: None,
        source: FixSource::Gnss,
        mock: false,
        boot_ms,
    }
}
