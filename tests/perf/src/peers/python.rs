//! The other side: a Python process that answers a line with a line.

use std::io::{BufRead, BufReader, Lines, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde::{Deserialize, Serialize};

use super::Failure;

/// The running process; it ends when its standard input does, which is when this is dropped.
pub(super) struct Python {
    child: Child,
    questions: Option<ChildStdin>,
    answers: Lines<BufReader<ChildStdout>>,
}

/// What one question came to.
#[derive(Deserialize)]
pub(super) struct Answer {
    /// Time of all calls.
    pub(super) nanos: u64,
    /// SHA-256 over the results of the last call, in hex.
    pub(super) digest: String,
    /// The first result, in hex.
    pub(super) first: String,
}

#[derive(Serialize)]
struct Question<'a> {
    case: &'a str,
    calls: u32,
}

impl Python {
    /// Starts `script` under the interpreter.
    pub(super) fn start(interpreter: &Path, script: &Path) -> Result<Self, Failure> {
        let mut child =
            Command::new(interpreter).arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let questions = child.stdin.take();
        let answers = child.stdout.take().ok_or("the interpreter has no output")?;
        Ok(Self { child, questions, answers: BufReader::new(answers).lines() })
    }

    /// Runs a case so many times.
    pub(super) fn ask(&mut self, case: &str, calls: u32) -> Result<Answer, Failure> {
        self.exchange(&Question { case, calls })
    }

    /// A line there, a line back.
    pub(super) fn exchange<A: for<'a> Deserialize<'a>>(
        &mut self,
        said: &impl Serialize,
    ) -> Result<A, Failure> {
        let questions = self.questions.as_mut().ok_or("the interpreter has no input")?;
        writeln!(questions, "{}", serde_json::to_string(said)?)?;
        questions.flush()?;
        let line = self.answers.next().ok_or("the interpreter ended")??;
        Ok(serde_json::from_str(&line)?)
    }
}

impl Drop for Python {
    fn drop(&mut self) {
        drop(self.questions.take());
        let _ = self.child.wait();
    }
}
