//! Joining byte strings whose total length is known when compiling.

/// `parts` one after the other; what is beyond `N` bytes is cut, what is missing is zero.
pub(crate) fn join<const N: usize>(parts: &[&[u8]]) -> [u8; N] {
    let mut joined = [0; N];
    let mut rest = joined.as_mut_slice();
    for part in parts {
        let (head, tail) = rest.split_at_mut(part.len().min(rest.len()));
        for (slot, byte) in head.iter_mut().zip(*part) {
            *slot = *byte;
        }
        rest = tail;
    }
    joined
}
