//! `findmesh erase`: everything that a finder keeps goes, and a search proves it.

use std::path::PathBuf;

use clap::Args;

use crate::args::OutputArguments;
use crate::config_file;
use crate::failure::Failure;
use crate::output::Console;
use crate::phone::open_state;
use crate::time::Moment;

/// Erase all that a finder keeps, and prove it by a search of its files.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  findmesh erase --state ./state --yes\n\n\
    Exit status 1 when the search finds anything.")]
pub(crate) struct Arguments {
    /// Folder of a finder's database, as replay keeps it
    #[arg(long, value_name = "DIR")]
    state: PathBuf,
    /// The configuration of that finder, where it has one: what is past its time goes by these numbers
    #[arg(long, value_name = "FILE.toml")]
    config: Option<PathBuf>,
    /// Nothing is erased without it
    #[arg(long, required = true)]
    yes: bool,
    #[command(flatten)]
    output: OutputArguments,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let about = |error: &dyn std::fmt::Display| Failure::about(arguments.state.display(), error);
    let config = config_file::finder(arguments.config.as_deref())?;
    let mut driver = open_state(&arguments.state, config, Moment::now().millis())?;
    let proof = driver.erase().map_err(|e| about(&e))?;
    let object: serde_json::Value = serde_json::from_str(&proof.to_json()).map_err(|e| about(&e))?;
    let mut console = Console::new(arguments.output.json);
    console.either(&object, || {
        let rows: u64 = proof.rows.iter().map(|(_, rows)| rows).sum();
        format!(
            "erased: {rows} rows, {} keys\nsearched: {} pieces of rows, {} of them stood in the files before, {} do now; in the \
             clear {} before, {} now\nrepeat in {}: {}",
            proof.keys,
            proof.needles,
            proof.found_before,
            proof.found_after,
            proof.clear_before,
            proof.clear_after,
            arguments.state.display(),
            proof.how_to_repeat(),
        )
    })?;
    console.flush()?;
    if proof.holds() { Ok(()) } else { Err(Failure::No("erase: something is left in the files".to_owned())) }
}
