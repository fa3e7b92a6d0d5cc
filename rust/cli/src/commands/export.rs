//! `findmesh export`: everything that a finder keeps, for the person it is about.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use findmesh_engine::ExportFile;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::args::OutputArguments;
use crate::config_file;
use crate::failure::Failure;
use crate::output::Console;
use crate::output::value::Object;
use crate::phone::{self, open_state};
use crate::time::Moment;

/// Write all that a finder keeps into a zip: data and a page to read.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  findmesh export --state ./state mine.zip\n\n\
    The archive holds places and keys: data.json for programs, index.html for people.")]
pub(crate) struct Arguments {
    /// Folder of a finder's database, as replay keeps it
    #[arg(long, value_name = "DIR")]
    state: PathBuf,
    /// The configuration of that finder, where it has one: what is past its time goes by these numbers
    #[arg(long, value_name = "FILE.toml")]
    config: Option<PathBuf>,
    /// The archive; one that exists is left alone
    #[arg(value_name = "FILE.zip")]
    file: PathBuf,
    #[command(flatten)]
    output: OutputArguments,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    if !phone::has_key(&arguments.state) {
        return Err(Failure::about(
            arguments.state.display(),
            "no vault.key: what it sealed would not be in the export",
        ));
    }
    let config = config_file::finder(arguments.config.as_deref())?;
    let mut driver = open_state(&arguments.state, config, Moment::now().millis())?;
    let files = driver.export().map_err(|e| Failure::about(arguments.state.display(), e))?;
    pack(&arguments.file, &files).map_err(|e| Failure::about(arguments.file.display(), e))?;
    let names: Vec<&str> = files.iter().map(|file| file.name).collect();
    let object = Object::new().with("file", arguments.file.display().to_string()).with("holds", names);
    let mut console = Console::new(arguments.output.json);
    console.either(&object.into(), || format!("{} written", arguments.file.display()))?;
    console.flush()
}

/// The whole archive or none.
fn pack(path: &Path, files: &[ExportFile]) -> Result<(), Box<dyn std::error::Error>> {
    let file = create(path)?;
    write(file, files).inspect_err(|_| drop(std::fs::remove_file(path)))
}

fn write(file: std::fs::File, files: &[ExportFile]) -> Result<(), Box<dyn std::error::Error>> {
    let mut archive = ZipWriter::new(file);
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for file in files {
        archive.start_file(file.name, options)?;
        archive.write_all(&file.bytes)?;
    }
    Ok(archive.finish()?.sync_all()?)
}

/// Readable for its owner only.
fn create(path: &Path) -> std::io::Result<std::fs::File> {
    use std::os::unix::fs::OpenOptionsExt;

    std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}
