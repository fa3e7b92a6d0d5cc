//! How well a relay groups the reports of one finder (docs/privacy.md).
//!
//! The relay has tags of its own at known places. It does not see addresses; it sees when each report arrives, and of
//! which tag it is. It asks of every two reports that arrive within half an hour whether one finder sent both.
//!
//! It knows the rules: each attack learns from days of other cities, in which it knows who sent what, how likely what it
//! looks at is for one finder and for two, and scores by the ratio. No other use of the same observations orders pairs
//! better.

mod arrival;
mod attack;
mod auc;
mod measure;
mod pair;
#[cfg(test)]
mod tests;

pub use arrival::{Arrival, arrivals};
pub use attack::Attack;
pub use measure::{Figure, Hours, figures};
