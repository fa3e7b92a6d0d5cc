//! Policies over a day: runs, tallies, rows.
