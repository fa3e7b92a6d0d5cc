//! `findmesh decode`: every advert of a capture, in any of its formats.

mod counts;
mod object;
mod range;
mod seen;
mod stats;
mod summary;
mod text;
mod words;

use clap::Args;
use findmesh_proto::Deployment;
use findmesh_proto::capture::CaptureItem;

use self::seen::Seen;
use self::stats::Stats;
use self::summary::Summary;
use self::text::TextLines;
use crate::args::OutputArguments;
use crate::capture::{self, CaptureVisitor, Kind};
use crate::deployment::DeploymentArguments;
use crate::failure::Failure;
use crate::input::Input;
use crate::output::Console;
use crate::output::json::JsonBuffer;
use crate::output::progress::Progress;

/// Bytes of output that are written at once.
const PIECE: usize = 1 << 16;

/// Show every advert of a capture.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  findmesh decode capture.pcapng\n  findmesh decode --json btsnoop_hci.log\n  \
    findmesh decode --stats --top 50 capture.pcapng\n  \
    echo '{\"adv\":\"07ff4c0012020002\",\"address\":\"DA:44:05:30:BB:6F\"}' | findmesh decode -\n\n\
    A malformed record is reported with its position and counted, and does not stop the rest.\n\
    Range is a guess from the received power: walls and bodies make it wide. Age is how long the address\n\
    had been heard in the capture."
)]
pub(crate) struct Arguments {
    /// The capture; - is standard input
    #[arg(value_name = "FILE|-")]
    file: Input,
    /// What it is: auto (told by its content), jsonl, btsnoop, pcap or pcapng
    #[arg(long, value_name = "KIND", default_value = "auto", value_parser = capture::parse_kind)]
    input: Kind,
    /// A table of networks, addresses and rotation instead of the adverts
    #[arg(long)]
    stats: bool,
    /// Senders in the table, those with the most adverts first
    #[arg(long, value_name = "N", default_value_t = 20, requires = "stats")]
    top: usize,
    #[command(flatten)]
    output: OutputArguments,
    #[command(flatten)]
    deployment: DeploymentArguments,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let console = Console::new(arguments.output.json);
    let mut decoder = Decoder {
        deployment: arguments.deployment.deployment(),
        output: Output::new(arguments, &console),
        console,
        summary: Summary::default(),
    };
    let progress = if arguments.stats { Progress::new() } else { Progress::beside_output() };
    let reader = capture::read(&arguments.file, arguments.input, progress, &mut decoder)?;
    let Decoder { mut console, summary, output, .. } = decoder;
    if let Output::Stats(stats) = output {
        stats.print(arguments.top, &mut console)?;
    }
    summary.print(reader.counts(), &mut console)?;
    console.flush()?;
    capture::judge_end(&arguments.file, &reader)
}

/// What becomes of the adverts.
enum Output {
    /// A line each, for programs.
    Objects(JsonBuffer),
    /// A line each, for people.
    Text(Box<TextLines>, String),
    /// A table of all.
    Stats(Box<Stats>),
}

impl Output {
    fn new(arguments: &Arguments, console: &Console) -> Self {
        if arguments.stats {
            Self::Stats(Box::default())
        } else if arguments.output.json {
            Self::Objects(JsonBuffer::default())
        } else {
            Self::Text(Box::new(TextLines::new(console.palette(), console.width())), String::new())
        }
    }

    fn take(&mut self, seen: &Seen<'_>) {
        match self {
            Self::Objects(buffer) => object::write(seen, buffer),
            Self::Text(lines, buffer) => lines.write(seen, buffer),
            Self::Stats(stats) => stats.count(seen),
        }
    }

    /// Writes what waits, once it is `least` bytes.
    fn write(&mut self, least: usize, console: &mut Console) -> Result<(), Failure> {
        match self {
            Self::Objects(buffer) if buffer.bytes().len() >= least => {
                console.lines(buffer.bytes())?;
                buffer.clear();
            }
            Self::Text(_, buffer) if buffer.len() >= least => {
                console.lines(buffer.as_bytes())?;
                buffer.clear();
            }
            _ => {}
        }
        Ok(())
    }
}

/// Decodes advert by advert.
struct Decoder {
    deployment: Deployment,
    console: Console,
    summary: Summary,
    output: Output,
}

impl CaptureVisitor for Decoder {
    fn advert(&mut self, item: &CaptureItem) -> Result<(), Failure> {
        let seen = Seen::new(item, &self.deployment);
        self.summary.count(&seen);
        self.output.take(&seen);
        self.output.write(PIECE, &mut self.console)
    }

    fn caught_up(&mut self) -> Result<(), Failure> {
        self.output.write(1, &mut self.console)?;
        self.console.flush()
    }
}
