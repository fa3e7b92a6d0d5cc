//! What is printed: a table a topic, and whether each budget holds.

use std::io::Write;

use crate::measure::Timing;

/// Lines so far, and the budgets that broke.
#[derive(Default)]
pub(crate) struct Report {
    /// Names of broken budgets.
    pub(crate) broken: Vec<String>,
}

impl Report {
    /// A heading.
    pub(crate) fn topic(&self, text: &str) {
        say(&format!("\n{text}"));
    }

    /// Timings beside each other; the ratio is to the fastest median.
    pub(crate) fn timings(&self, timings: &[Timing]) {
        let fastest = timings.iter().map(|t| t.median).fold(f64::INFINITY, f64::min);
        for t in timings {
            let rate = 1e9 / t.median;
            say(&format!(
                "  {:<44} {:>12.1} ns  {:>14.0} /s  {:>6.2}×  (best {:.1} ns)",
                t.name,
                t.median,
                rate,
                t.median / fastest,
                t.best
            ));
        }
    }

    /// A figure without a budget.
    pub(crate) fn figure(&self, name: &str, value: &str) {
        say(&format!("  {name:<44} {value}"));
    }

    /// A figure that may be at most its budget.
    pub(crate) fn at_most(&mut self, name: &str, value: f64, budget: f64) {
        self.judge(name, value, budget, value <= budget, "at most");
    }

    /// A figure that must reach its budget.
    pub(crate) fn at_least(&mut self, name: &str, value: f64, budget: f64) {
        self.judge(name, value, budget, value >= budget, "at least");
    }

    fn judge(&mut self, name: &str, value: f64, budget: f64, held: bool, sense: &str) {
        let verdict = if held { "held" } else { "BROKEN" };
        say(&format!("  budget {name}: {value:.2}, {sense} {budget}: {verdict}"));
        if !held {
            self.broken.push(name.to_owned());
        }
    }
}

fn say(line: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{line}");
}
