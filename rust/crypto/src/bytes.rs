//! Joining byte strings whose total length is known when compiling.

/// `parts` one after the other; what is beyond `N` bytes is cut, what is missing is zero.
pub(crate) fn join<const N: usize>(parts: &[&[u8]]) -> [u8; N] {
    let mut joined = [0; N];
    let bytes = parts.iter().flat_map(|part| part.iter());
    for (slot, byte) in joined.iter_mut().zip(bytes) {
        *slot = *byte;
    }
    joined
}
