//! `findmesh sim day`: policies compete in the same city under the same model of the platform.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::thread;

use clap::Args;
use clap::builder::PossibleValuesParser;
use findmesh_core::Participation;
use findmesh_sim::day::{City, Outcome, Row};
use findmesh_sim::picture;
use findmesh_sim::platform::Constants;
use findmesh_sim::policy::Policy;
use serde_json::Value;

use super::{sensitivity, table};
use crate::args::OutputArguments;
use crate::failure::Failure;
use crate::output::Console;
use crate::output::progress::Progress;
use crate::output::units::grouped;

/// Every policy, as the argument names them together.
const ALL: &str = "all";
/// Phones of a run, unless asked otherwise.
const PEOPLE: usize = 1000;
/// Phones of each of the hundreds of runs of a sweep, unless asked otherwise.
const PEOPLE_OF_A_SWEEP: usize = 200;

/// A day of phones and tags in a made-up city, a line per listening policy.
///
/// People move through the day with their phones, tags lie lost, are parked or carried away; phones listen, find fixes and
/// upload under a model of what Android does to an app (docs/energy.md has its assumptions, with their sources). The same
/// arguments give the same bytes.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  findmesh sim day\n  findmesh sim day --people 10000 --seed 7 --policy background --json\n  \
    findmesh sim day --picture day.svg\n  findmesh sim day --policy background --sensitivity\n\n\
    Policies: ours are background, foreground_service, system and opportunistic, the others are published ones, of which\n\
    only the listening is theirs. Energy is mAh a day a phone, all in; radio seconds are what the platform serves;\n\
    shares are 0 to 1 of the encounters of 45 to 75 s (60 s) and of 7.5 to 12.5 s (10 s) with a separated tag."
)]
pub(crate) struct DayArguments {
    /// People in the city, each with a phone [default: 1000; of each run of --sensitivity 200]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000),
        allow_negative_numbers = true)]
    people: Option<u32>,
    /// The same seed gives the same city and the same chance
    #[arg(long, value_name = "S", default_value_t = 1, allow_negative_numbers = true)]
    seed: u64,
    /// One policy, or all of them [default: all; of --sensitivity background]
    #[arg(long, value_name = "NAME|all", value_parser = policies(), hide_possible_values = true)]
    policy: Option<String>,
    /// Draws the share of 60 s encounters reported against energy
    #[arg(long, value_name = "FILE.svg")]
    picture: Option<PathBuf>,
    /// How far people take part: everywhere, away_from_my_places (a finder's default) or off
    ///
    /// The table compares what is heard and placed, not what people keep to themselves; private it stays at home in any case.
    #[arg(long, value_name = "LEVEL", default_value = "everywhere", value_parser = participation,
        hide_default_value = true)]
    participation: Participation,
    /// Gives every phone one separated tag that stays in range all day
    #[arg(long)]
    tag_in_range: bool,
    /// Halves and doubles each constant of the platform model, one at a time
    #[arg(long, conflicts_with_all = ["picture", "tag_in_range"])]
    sensitivity: bool,
    #[command(flatten)]
    output: OutputArguments,
}

fn policies() -> PossibleValuesParser {
    PossibleValuesParser::new([ALL].into_iter().chain(Policy::ALL.map(Policy::as_str)))
}

fn participation(name: &str) -> Result<Participation, String> {
    let names = || Participation::ALL.map(Participation::as_str).join(", ");
    Participation::from_name(name).ok_or_else(|| format!("one of {}", names()))
}

impl DayArguments {
    fn people(&self) -> usize {
        let usual = if self.sensitivity { PEOPLE_OF_A_SWEEP } else { PEOPLE };
        self.people.map_or(usual, |people| people as usize)
    }

    fn policies(&self) -> Vec<Policy> {
        match self.policy.as_deref() {
            None if self.sensitivity => vec![Policy::Background],
            None | Some(ALL) => Policy::ALL.into(),
            Some(name) => Policy::from_name(name).into_iter().collect(),
        }
    }
}

pub(crate) fn run(arguments: &DayArguments) -> Result<(), Failure> {
    let mut console = Console::new(arguments.output.json);
    let picture = arguments.picture.as_deref().map(Picture::open).transpose()?;
    let progress = Progress::beside_output();
    progress.say("building the city");
    let city = City::new(arguments.seed, arguments.people(), Constants::builtin());
    let mut city = city.with_participation(arguments.participation);
    if arguments.tag_in_range {
        city = city.with_tag_in_range();
    }
    if arguments.sensitivity {
        return sensitivity::run(&city, &arguments.policies(), &progress, &mut console);
    }
    let outcomes = compete(&city, arguments, &progress, &mut console)?;
    drop(progress);
    if !console.is_json() {
        heading(arguments, &outcomes, &mut console)?;
        table::print(&outcomes, &mut console)?;
    }
    console.flush()?;
    picture.map_or(Ok(()), |picture| picture.draw(arguments, &outcomes))
}

/// As many hands as there are cores.
pub(super) fn threads() -> usize {
    thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get)
}

fn compete(
    city: &City,
    arguments: &DayArguments,
    progress: &Progress,
    console: &mut Console,
) -> Result<Vec<Outcome>, Failure> {
    let people = grouped(arguments.people() as u64);
    let mut outcomes = Vec::new();
    for policy in arguments.policies() {
        let told = |done: usize| {
            progress.say(&format!("{}: {} of {people} phones", policy.as_str(), grouped(done as u64)));
        };
        let outcome = city.live(policy, threads(), &told);
        if console.is_json() {
            console.line(object(&outcome.row)?)?;
            console.flush()?;
        }
        outcomes.push(outcome);
    }
    Ok(outcomes)
}

/// A row as an object, its members in their order.
pub(super) fn object(row: &Row) -> Result<Value, Failure> {
    serde_json::to_value(row).map_err(|error| Failure::about(row.policy, error))
}

fn heading(arguments: &DayArguments, outcomes: &[Outcome], console: &mut Console) -> Result<(), Failure> {
    let encounters = outcomes.first().map_or(0, |outcome| outcome.row.encounters_60s);
    let (people, encounters) = (grouped(arguments.people() as u64), grouped(encounters));
    console.line(format!(
        "A day of {people} phones, seed {}: {encounters} encounters of about a minute with a separated tag",
        arguments.seed
    ))
}

/// Where the picture goes: refused before a run of minutes, not after it.
struct Picture<'a> {
    path: &'a Path,
    file: File,
}

impl<'a> Picture<'a> {
    /// What the file holds stays until there is a picture.
    fn open(path: &'a Path) -> Result<Self, Failure> {
        let file = OpenOptions::new().write(true).create(true).truncate(false).open(path);
        Ok(Self { path, file: file.map_err(|error| Failure::about(path.display(), error))? })
    }

    fn draw(mut self, arguments: &DayArguments, outcomes: &[Outcome]) -> Result<(), Failure> {
        let rows: Vec<Row> = outcomes.iter().map(|outcome| outcome.row.clone()).collect();
        let svg = picture::draw(&rows, arguments.people(), arguments.seed);
        self.write(&svg).map_err(|error| Failure::about(self.path.display(), error))
    }

    /// A pipe or a terminal holds nothing that could be cut off.
    fn write(&mut self, svg: &str) -> std::io::Result<()> {
        if self.file.metadata()?.is_file() {
            self.file.set_len(0)?;
        }
        self.file.write_all(svg.as_bytes())
    }
}
