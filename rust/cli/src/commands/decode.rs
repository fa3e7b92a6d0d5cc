//! `findmesh decode`: every advert of a capture, in any of its formats.

mod line;
mod summary;

use clap::Args;
use findmesh_proto::Deployment;
use findmesh_proto::capture::CaptureItem;

use self::line::AdvertLine;
use self::summary::Summary;
use crate::args::OutputArguments;
use crate::capture::{self, CaptureVisitor, Kind};
use crate::deployment::DeploymentArguments;
use crate::failure::Failure;
use crate::input::Input;
use crate::output::Console;

/// Show every advert of a capture.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  findmesh decode capture.pcapng\n  findmesh decode --json btsnoop_hci.log\n  \
    echo '{\"adv\":\"07ff4c0012020002\",\"address\":\"DA:44:05:30:BB:6F\"}' | findmesh decode -\n\n\
    A malformed record is reported with its position and counted, and does not stop the rest."
)]
pub(crate) struct Arguments {
    /// The capture; - is standard input
    #[arg(value_name = "FILE|-")]
    file: Input,
    /// What it is: auto (told by its content), jsonl, btsnoop, pcap or pcapng
    #[arg(long, value_name = "KIND", default_value = "auto", value_parser = capture::parse_kind)]
    input: Kind,
    #[command(flatten)]
    output: OutputArguments,
    #[command(flatten)]
    deployment: DeploymentArguments,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let mut decoder = Decoder {
        deployment: arguments.deployment.deployment(),
        console: Console::new(arguments.output.json),
        summary: Summary::default(),
    };
    let reader = capture::read(&arguments.file, arguments.input, &mut decoder)?;
    let Decoder { mut console, summary, .. } = decoder;
    summary.print(reader.counts(), &mut console)?;
    console.flush()?;
    capture::judge_end(&arguments.file, &reader)
}

/// Decodes and prints advert by advert.
struct Decoder {
    deployment: Deployment,
    console: Console,
    summary: Summary,
}

impl CaptureVisitor for Decoder {
    fn advert(&mut self, item: &CaptureItem) -> Result<(), Failure> {
        let frame = item.frame();
        let line = AdvertLine { item, decoded: findmesh_proto::advert::decode(&frame, &self.deployment) };
        if self.summary.is_empty() {
            self.console.people(self.console.palette().strong(line::HEADING))?;
        }
        self.summary.count(&line);
        let palette = self.console.palette();
        self.console.either(&line.object(), || line.text(palette))
    }

    fn caught_up(&mut self) -> Result<(), Failure> {
        self.console.flush()
    }
}
