//! Benchmarks with side-by-side ratios.
