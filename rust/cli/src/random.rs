//! Randomness of the operating system.

use crate::failure::Failure;

/// `N` fresh bytes.
pub(crate) fn bytes<const N: usize>() -> Result<[u8; N], Failure> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|e| Failure::about("the system's random source", e))?;
    Ok(bytes)
}

/// The numbers below `n` in random order: each gets a random key, and they are sorted by it.
pub(crate) fn shuffled(n: usize) -> Result<Vec<usize>, Failure> {
    let mut keyed = (0..n).map(|number| Ok((bytes::<8>()?, number))).collect::<Result<Vec<_>, Failure>>()?;
    keyed.sort_unstable();
    Ok(keyed.into_iter().map(|(_, number)| number).collect())
}
