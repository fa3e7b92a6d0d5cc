//! `findmesh fetch`: an owner reads where a tag was seen.

mod export;

use std::path::PathBuf;

use clap::Args;
use findmesh_net::RelayUrl;
use serde_json::Value;

use crate::args::OutputArguments;
use crate::client::{self, RelayAsker};
use crate::commands::keys;
use crate::deployment::DeploymentArguments;
use crate::failure::Failure;
use crate::output::Console;
use crate::output::report::{report_object, report_text};
use crate::output::value::{Object, counts, plural};
use crate::owner::{Fetched, Owner, OwnerFix, Period};
use crate::random;
use crate::time::{DAY, Moment};

/// As long as relays hold reports unless they say otherwise, days.
const DEFAULT_DAYS: i64 = 7;

/// Fetch and open the reports of one's own tag.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    findmesh fetch --relay https://relay.example --secret 000102…1e1f --provisioned 2026-11-01\n  \
    findmesh fetch --relay http://127.0.0.1:8787 --secret 000102…1e1f --provisioned 2026-11-01 \\\n    \
    --since 2026-11-20 --map where.html --gpx where.gpx\n\n\
    Each id is asked for in a request of its own, in random order. Reports that cannot be true are dropped\n\
    and counted by reason.")]
pub(crate) struct Arguments {
    /// The relay: https, or http to a loopback address
    #[arg(long, value_name = "URL", value_parser = client::parse_url)]
    relay: RelayUrl,
    /// The tag's secret, 64 hex digits
    #[arg(long, value_name = "HEX")]
    secret: String,
    /// When tag and owner met
    #[arg(long, value_name = "TIME", value_parser = Moment::parse, allow_hyphen_values = true)]
    provisioned: Moment,
    /// Nothing seen earlier [default: 7 days ago]
    #[arg(long, value_name = "TIME", value_parser = Moment::parse)]
    since: Option<Moment>,
    /// Writes a map, a page that needs no network
    #[arg(long, value_name = "FILE.html")]
    map: Option<PathBuf>,
    /// Writes the places as GeoJSON
    #[arg(long, value_name = "FILE")]
    geojson: Option<PathBuf>,
    /// Writes the places as GPX
    #[arg(long, value_name = "FILE")]
    gpx: Option<PathBuf>,
    #[command(flatten)]
    output: OutputArguments,
    #[command(flatten)]
    deployment: DeploymentArguments,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let now = Moment::now();
    let since = arguments.since.unwrap_or(Moment::at(now.seconds - DEFAULT_DAYS * DAY));
    let mut owner = Owner {
        schedule: keys::schedule(&arguments.secret, arguments.provisioned)?,
        service_uuid: arguments.deployment.service_uuid(),
    };
    not_in_the_future(arguments, since, now)?;
    let relay = RelayAsker::new(&arguments.relay);
    let period = Period { since: since.seconds, now: now.seconds };
    let fetched = owner.fetch(&relay, period, &mut random::shuffled)?;
    drop(relay);
    let mut console = Console::new(arguments.output.json);
    print(&fetched, &mut console)?;
    console.flush()?;
    export(arguments, &fetched)
}

/// A day's difference can be a clock or a time zone; more is a mistake.
fn not_in_the_future(arguments: &Arguments, since: Moment, now: Moment) -> Result<(), Failure> {
    let latest = now.day() + 1;
    let given = [("--provisioned", arguments.provisioned), ("--since", since)];
    match given.into_iter().find(|(_, moment)| moment.day() > latest) {
        Some((name, moment)) => Err(Failure::about(name, format!("{} is in the future", moment.rfc3339()))),
        None => Ok(()),
    }
}

fn export(arguments: &Arguments, fetched: &Fetched) -> Result<(), Failure> {
    let write = |path: &Option<PathBuf>, text: &dyn Fn() -> String| match path {
        Some(path) => std::fs::write(path, text()).map_err(|e| Failure::about(path.display(), e)),
        None => Ok(()),
    };
    write(&arguments.geojson, &|| export::geojson(&fetched.fixes))?;
    write(&arguments.gpx, &|| export::gpx(&fetched.fixes))?;
    write(&arguments.map, &|| export::map(&fetched.fixes))
}

fn print(fetched: &Fetched, console: &mut Console) -> Result<(), Failure> {
    for fix in &fetched.fixes {
        console.either(&fix_object(fix), || fix_text(fix))?;
    }
    console.either(&summary_object(fetched), || summary_text(fetched))
}

/// A place, as a line of `fetch` (docs/cli.md).
pub(crate) fn fix_object(fix: &OwnerFix) -> Value {
    report_object(&fix.report)
        .with("day", fix.day)
        .with("lookup_id", hex::encode(fix.lookup_id))
        .with("battery", fix.battery.as_str())
        .with("tag_moved", fix.tag_moved)
        .with("received", received(fix))
        .into()
}

/// The hour of arrival: a relay keeps nothing finer.
fn received(fix: &OwnerFix) -> String {
    Moment::at(i64::try_from(fix.received_hour).unwrap_or(0).saturating_mul(3600)).rfc3339()
}

fn fix_text(fix: &OwnerFix) -> String {
    let moved = if fix.tag_moved { ", moved before" } else { "" };
    format!("{}, battery {}{moved}", report_text(&fix.report), fix.battery.as_str())
}

fn summary_object(fetched: &Fetched) -> Value {
    let summary = Object::new()
        .with("fixes", fetched.fixes.len())
        .with("reports", fetched.reports)
        .with("requests", fetched.requests)
        .with("dropped", counts(fetched.dropped.iter().map(|(name, n)| (*name, *n))))
        .with("widened", fetched.widened)
        .with_some("drift_s", fetched.drift.map(|drift| drift.seconds))
        .with_some("drift", fetched.drift.map(|_| "unconfirmed"));
    Object::new().with("summary", Value::from(summary)).into()
}

fn summary_text(fetched: &Fetched) -> String {
    let reports = plural(fetched.reports, "report");
    let places = plural(fetched.fixes.len() as u64, "place");
    let requests = plural(fetched.requests, "request");
    let mut lines = vec![format!("{places} of {reports}, {requests}")];
    let dropped: Vec<_> = fetched.dropped.iter().map(|(name, n)| format!("{n} {name}")).collect();
    lines.extend((!dropped.is_empty()).then(|| format!("dropped: {}", dropped.join(", "))));
    lines.extend((fetched.widened).then(|| "nothing in the days asked for: searched the last 30".to_owned()));
    lines.extend(fetched.drift.map(|drift| {
        let hours = drift.seconds / 3600;
        format!("the tag's clock seems {hours} h behind; unconfirmed until tag and owner meet")
    }));
    lines.join("\n")
}
