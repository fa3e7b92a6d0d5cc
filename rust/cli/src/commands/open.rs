//! `findmesh open`: what an owner reads in sealed reports.

use std::io::BufRead;

use clap::{ArgGroup, Args};
use findmesh_crypto::native::{self, PrivateKey};
use findmesh_crypto::p256;
use findmesh_proto::{Network, Report};
use serde::Deserialize;

use crate::args::OutputArguments;
use crate::deployment::DeploymentArguments;
use crate::failure::Failure;
use crate::hex_value;
use crate::input::Input;
use crate::output::Console;
use crate::output::report::{report_object, report_text};

/// Open sealed reports.
#[derive(Args)]
#[command(group = ArgGroup::new("reports").required(true).args(["body", "file"]))]
#[command(
    after_help = "Examples:\n  findmesh open --network native --private-key db6e7c27…a2bd --body 017e3789…a579\n  \
    findmesh open --network native --private-key db6e7c27…a2bd reports.jsonl --json\n\n\
    A file holds lines like {\"lookup_id\":\"b78a89…\",\"body\":\"017e37…\"}."
)]
pub(crate) struct Arguments {
    /// Network of the key: native
    #[arg(long, value_name = "NETWORK")]
    network: Network,
    /// The private key, 64 hex digits
    #[arg(long, value_name = "HEX")]
    private_key: String,
    /// One sealed report
    #[arg(long, value_name = "HEX", value_parser = hex_value::bytes)]
    body: Option<::std::vec::Vec<u8>>,
    /// Sealed reports, a JSON object a line; - is standard input
    #[arg(value_name = "FILE|-")]
    file: Option<Input>,
    #[command(flatten)]
    output: OutputArguments,
    #[command(flatten)]
    deployment: DeploymentArguments,
}

/// A line of a file of sealed reports.
#[derive(Deserialize)]
struct SealedLine {
    #[serde(default)]
    lookup_id: Option<String>,
    body: String,
}

/// Opens with one private key.
struct Opener {
    private_key: PrivateKey,
    service_uuid: [u8; 16],
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    require_native("open", arguments.network)?;
    let opener = Opener {
        private_key: private_key(&arguments.private_key)?,
        service_uuid: arguments.deployment.service_uuid(),
    };
    let mut console = Console::new(arguments.output.json);
    let result = match (&arguments.body, &arguments.file) {
        (Some(body), _) => one(&opener, body, &mut console),
        (None, Some(input)) => many(&opener, input, &mut console),
        (None, None) => Err(Failure::about("open", "--body or a file is needed")),
    };
    console.flush()?;
    result
}

/// The networks whose reports this version seals and opens.
pub(crate) fn require_native(command: &str, network: Network) -> Result<(), Failure> {
    if network == Network::Native {
        return Ok(());
    }
    let text = format!("this version knows sealed reports of: native, not of {network}");
    Err(Failure::about(format!("{command} --network {network}"), text))
}

fn private_key(digits: &str) -> Result<PrivateKey, Failure> {
    let bytes = hex_value::fixed(digits).map_err(|e| Failure::about("--private-key", e))?;
    PrivateKey::from_bytes(&bytes).map_err(|e| Failure::about("--private-key", e))
}

fn one(opener: &Opener, body: &[u8], console: &mut Console) -> Result<(), Failure> {
    let report = opener.open(body).map_err(Failure::No)?;
    show(&report, console)
}

/// Every line is tried; one that is no report does not keep the others shut.
fn many(opener: &Opener, input: &Input, console: &mut Console) -> Result<(), Failure> {
    let mut tally = Tally::default();
    for line in input.open()?.split(b'\n') {
        tally.lines += 1;
        let line = line.map_err(|e| Failure::about(format!("{input}, line {}", tally.lines), e))?;
        let line = line.trim_ascii();
        if line.is_empty() {
            continue;
        }
        match opener.open_line(line) {
            Ok(report) => show(&report, console)?,
            Err(fault) => tally.count(input, fault),
        }
    }
    tally.judge(input)
}

/// What became of a file's lines.
#[derive(Default)]
struct Tally {
    lines: u64,
    closed: u64,
    unusable: u64,
}

impl Tally {
    fn count(&mut self, input: &Input, fault: LineFault) {
        let lines = self.lines;
        let reason = match fault {
            LineFault::Closed(reason) => {
                self.closed += 1;
                reason
            }
            LineFault::Unusable(reason) => {
                self.unusable += 1;
                reason
            }
        };
        eprintln!("findmesh: {input}, line {lines}: {reason}");
    }

    fn judge(&self, input: &Input) -> Result<(), Failure> {
        let Self { lines, closed, unusable } = self;
        if *unusable > 0 {
            let text = format!("{unusable} of {lines} lines hold no sealed report");
            return Err(Failure::about(input, text));
        }
        if *closed > 0 {
            return Err(Failure::No(format!("{input}: {closed} of {lines} lines did not open")));
        }
        Ok(())
    }
}

/// Why a line shows no report.
enum LineFault {
    /// It holds one that does not open.
    Closed(String),
    /// It holds none.
    Unusable(String),
}

impl LineFault {
    fn json(error: &serde_json::Error) -> Self {
        if error.is_data() {
            return Self::Unusable("no JSON object with \"body\" in it".to_owned());
        }
        let text = error.to_string();
        // The parser names a line of its own, the first, always.
        let reason = text.split(" at line ").next().unwrap_or(&text);
        Self::Unusable(format!("column {}: {reason}", error.column()))
    }
}

fn show(report: &Report, console: &mut Console) -> Result<(), Failure> {
    console.either(&report_object(report).into(), || report_text(report))
}

impl Opener {
    fn open(&self, body: &[u8]) -> Result<Report, String> {
        native::open(p256::backend(), &self.private_key, body, &self.service_uuid).map_err(|e| e.to_string())
    }

    fn open_line(&self, line: &[u8]) -> Result<Report, LineFault> {
        let line: SealedLine = serde_json::from_slice(line).map_err(|e| LineFault::json(&e))?;
        let body = hex_value::bytes(&line.body).map_err(|e| LineFault::Unusable(format!("body: {e}")))?;
        if let Some(id) = &line.lookup_id {
            let own = hex::encode(native::lookup_id(self.private_key.key()));
            if !id.eq_ignore_ascii_case(&own) {
                return Err(LineFault::Closed("lookup_id: it belongs to another key".to_owned()));
            }
        }
        self.open(&body).map_err(LineFault::Closed)
    }
}
