//! Input files; `-` is standard input.

use std::convert::Infallible;
use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::PathBuf;
use std::str::FromStr;

use crate::failure::Failure;

/// Bytes that are read at once.
const BUFFER: usize = 1 << 17;

/// Where input comes from.
#[derive(Clone, Debug)]
pub(crate) enum Input {
    /// `-`.
    Standard,
    /// A file.
    File(PathBuf),
}

impl Input {
    /// Opens it for reading.
    pub(crate) fn open(&self) -> Result<Box<dyn BufRead>, Failure> {
        match self {
            Self::Standard => Ok(Box::new(BufReader::with_capacity(BUFFER, io::stdin().lock()))),
            Self::File(path) => {
                let file = File::open(path).map_err(|e| Failure::about(self, e))?;
                Ok(Box::new(BufReader::with_capacity(BUFFER, file)))
            }
        }
    }

    /// Bytes that it has, where that is known: a file, by name or redirected.
    pub(crate) fn length(&self) -> Option<u64> {
        let metadata = match self {
            Self::Standard => standard_metadata(),
            Self::File(path) => std::fs::metadata(path).ok(),
        };
        metadata.filter(std::fs::Metadata::is_file).map(|file| file.len())
    }
}

#[cfg(unix)]
fn standard_metadata() -> Option<std::fs::Metadata> {
    use std::os::fd::AsFd;

    let own = io::stdin().as_fd().try_clone_to_owned().ok()?;
    File::from(own).metadata().ok()
}

#[cfg(not(unix))]
fn standard_metadata() -> Option<std::fs::Metadata> {
    None
}

impl FromStr for Input {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(if text == "-" { Self::Standard } else { Self::File(text.into()) })
    }
}

impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Standard => f.write_str("standard input"),
            Self::File(path) => path.display().fmt(f),
        }
    }
}
