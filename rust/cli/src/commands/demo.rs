//! `findmesh demo`: what the README shows.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use findmesh_net::{RelayClient, RelayUrl};
use findmesh_proto::Deployment;
use findmesh_relay::{HourClock, RelayConfig, RelayHandle, RelayParts};
use serde_json::Value;

use crate::args::OutputArguments;
use crate::client::{self, RelayAsker};
use crate::demo::{
    PhoneResult, Scene, TagReading, listed, place, read_tags, run_command, run_here, write_page,
};
use crate::failure::Failure;
use crate::output::Console;
use crate::output::value::Object;
use crate::time::Moment;

/// The phone that a command can play.
const ELSEWHERE: &str = "Ben";

/// Show the whole network at work.
///
/// Three phones walk through an invented town with five tags in it, a relay on loopback takes their sealed
/// reports, and the owner of the tags reads them. Leaves a page with a map.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  findmesh demo\n  findmesh demo --out /tmp/demo --seed 7 --json")]
pub(crate) struct Arguments {
    /// Folder for the page and the relay's data
    #[arg(long, value_name = "DIR", default_value = "findmesh-demo")]
    out: PathBuf,
    /// A command that plays one of the phones: it finds its script in $FINDMESH_DEMO_SCENARIO and
    /// writes what came of it to $FINDMESH_DEMO_RESULT
    #[arg(long, value_name = "CMD")]
    phone_command: Option<String>,
    /// The same seed gives the same walk
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// The day of the walk [default: yesterday]
    #[arg(long, value_name = "DATE", value_parser = Moment::parse)]
    date: Option<Moment>,
    #[command(flatten)]
    output: OutputArguments,
}

/// The demo's own time, for the relay.
struct DemoHour(u32);

impl HourClock for DemoHour {
    fn hour(&self) -> u32 {
        self.0
    }
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let day = arguments.date.unwrap_or_else(Moment::now).day() - i64::from(arguments.date.is_none());
    let deployment = Deployment::COMMON.with_company_id(Deployment::TEST_COMPANY_ID);
    let scene = Scene::new(deployment, day, arguments.seed)?;
    let out = folder(&arguments.out)?;
    let end = end(&scene);
    let relay = start_relay(&scene, &out, end)?;
    let played = play(&scene, &relay, arguments.phone_command.as_deref(), &out)?;
    let url = url(&relay)?;
    let tags = read_tags(&scene, &RelayAsker::new(&url), end)?;
    relay.stop().map_err(|e| Failure::about("relay", e))?;
    let page = write_page(&scene, &played, &tags, &out)?;
    let mut console = Console::new(arguments.output.json);
    print(&scene, &played, &tags, &page, &mut console)?;
    console.flush()?;
    verdict(&played, &tags)
}

fn folder(path: &Path) -> Result<PathBuf, Failure> {
    let about = |error| Failure::about(path.display(), error);
    std::fs::create_dir_all(path).map_err(about)?;
    std::path::absolute(path).map_err(about)
}

/// When the last phone is done.
fn end(scene: &Scene) -> Moment {
    let ends = scene.phones.iter().map(|phone| scene.script(phone).end_ms);
    Moment::from_millis(scene.begin_ms().saturating_add_unsigned(ends.max().unwrap_or(0)))
}

fn start_relay(scene: &Scene, out: &Path, now: Moment) -> Result<RelayHandle, Failure> {
    let data = out.join("relay");
    for file in ["relay.sqlite", "relay.sqlite-wal", "relay.sqlite-shm"] {
        // Of an earlier demo, if there was one.
        let _ = std::fs::remove_file(data.join(file));
    }
    let config = RelayConfig { company_id: scene.deployment.company_id, ..RelayConfig::loopback(data) };
    let clock = Arc::new(DemoHour(u32::try_from(now.seconds / 3600).unwrap_or(0)));
    let parts = RelayParts { clock, ..RelayParts::default() };
    RelayHandle::start_with(config, parts).map_err(|e| Failure::about("relay", e))
}

fn url(relay: &RelayHandle) -> Result<RelayUrl, Failure> {
    RelayUrl::parse(&relay.url()).map_err(|e| Failure::about("relay", e))
}

fn play(
    scene: &Scene,
    relay: &RelayHandle,
    command: Option<&str>,
    out: &Path,
) -> Result<Vec<PhoneResult>, Failure> {
    let client: RelayClient = client::client(&url(relay)?);
    let one = |walker| {
        let script = scene.script(walker);
        match command.filter(|_| walker.name == ELSEWHERE) {
            Some(command) => {
                eprintln!("findmesh: {}'s phone runs elsewhere: {command}", walker.name);
                let about = (relay.url(), &scene.deployment, scene.begin_ms());
                run_command(command, &script, (&about.0, about.1, about.2), out)
            }
            None => run_here(scene, walker, &script, client.clone()),
        }
    };
    scene.phones.iter().map(one).collect()
}

fn print(
    scene: &Scene,
    phones: &[PhoneResult],
    tags: &[TagReading<'_>],
    page: &Path,
    console: &mut Console,
) -> Result<(), Failure> {
    let begin = Moment::from_millis(scene.begin_ms());
    console.people(format_args!("A morning in {}, from {}\n", scene.town.name, begin.rfc3339()))?;
    print_phones(scene, phones, console)?;
    print_tags(tags, console)?;
    let summary = summary(scene, phones, tags, page);
    console.either(&summary, || format!("\nThe page: {}", page.display()))
}

fn print_phones(scene: &Scene, phones: &[PhoneResult], console: &mut Console) -> Result<(), Failure> {
    for (walker, phone) in scene.phones.iter().zip(phones) {
        let object = Object::new().with("phone", phone.object(walker.name));
        console.either(&object.into(), || {
            format!(
                "{:<9} {}\n          heard {}\n          sealed {}, uploaded {}; not reported: {}\n",
                walker.name,
                walker.what,
                listed(&phone.sighted),
                phone.sealed,
                phone.uploaded,
                listed(&phone.suppressed)
            )
        })?;
    }
    Ok(())
}

fn print_tags(tags: &[TagReading<'_>], console: &mut Console) -> Result<(), Failure> {
    console.people("What the owner read")?;
    for reading in tags {
        console.either(&Object::new().with("tag", reading.object()).into(), || tag_text(reading))?;
    }
    Ok(())
}

fn tag_text(reading: &TagReading<'_>) -> String {
    let tag = reading.tag;
    if tag.secret.is_none() {
        return format!("{:<9} {}: heard, counted, never sealed", tag.name, tag.what);
    }
    let line = |fix| {
        let place = place(fix);
        let time = Moment::at(i64::from(fix.report.time)).rfc3339();
        let accuracy = fix.report.accuracy_metres().map_or_else(|| "?".to_owned(), |m| format!("{m:.0}"));
        let (lat, lon, error) = (place.lat, place.lon, reading.error_m(fix));
        format!("{:<9} {time}  {lat:.6} {lon:.6}  ±{accuracy} m, {error:.0} m off", tag.name)
    };
    let lines: Vec<String> = reading.fixes().iter().map(line).collect();
    if lines.is_empty() { format!("{:<9} nothing", tag.name) } else { lines.join("\n") }
}

fn summary(scene: &Scene, phones: &[PhoneResult], tags: &[TagReading<'_>], page: &Path) -> Value {
    let errors = || tags.iter().flat_map(TagReading::errors);
    let summary = Object::new()
        .with("begin", Moment::from_millis(scene.begin_ms()).rfc3339())
        .with("provisioned", scene.provisioned().rfc3339())
        .with("seed", scene.seed)
        .with("sealed", phones.iter().map(|phone| phone.sealed).sum::<u64>())
        .with("uploaded", phones.iter().map(|phone| phone.uploaded).sum::<u64>())
        .with("read", errors().count())
        .with_some(
            "worst_error_m",
            errors().max_by(f64::total_cmp).map(|metres| (metres * 10.0).round() / 10.0),
        )
        .with("page", page.display().to_string());
    Object::new().with("summary", Value::from(summary)).into()
}

/// Every report was read once, and every tag of ours was found.
fn verdict(phones: &[PhoneResult], tags: &[TagReading<'_>]) -> Result<(), Failure> {
    let uploaded: u64 = phones.iter().map(|phone| phone.uploaded).sum();
    let sealed: u64 = phones.iter().map(|phone| phone.sealed).sum();
    let read: u64 = tags.iter().map(|reading| reading.fixes().len() as u64).sum();
    if sealed != uploaded || uploaded != read {
        return Err(Failure::No(format!("demo: {sealed} reports sealed, {uploaded} uploaded, {read} read")));
    }
    match tags.iter().find(|reading| reading.tag.secret.is_some() && reading.fixes().is_empty()) {
        Some(reading) => Err(Failure::No(format!("demo: nobody found {}", reading.tag.name))),
        None => Ok(()),
    }
}
