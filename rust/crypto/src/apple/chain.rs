//! The chain of symmetric keys: each gives the scalars of its step and the next key, and nothing leads back.

use crate::{p224::Scalar, secret::secret_bytes, x963};
use zeroize::Zeroizing;

secret_bytes! {
    /// `SK_i`: with the tag's private key it opens step i and every later one of its chain.
    SymmetricKey, 32
}

impl SymmetricKey {
    /// `SK_{i+1} = KDF(SK_i, "update", 32)`.
    #[must_use]
    pub fn next(&self) -> Self {
        let mut next = [0; 32];
        x963::derive(self.expose(), &[b"update"], &mut next);
        Self::from_bytes(next)
    }

    /// `(u_i, v_i) = KDF(SK_i, "diversify", 72)`, each half `(x mod (n − 1)) + 1`.
    pub(crate) fn diversify(&self) -> (Scalar, Scalar) {
        let mut halves = Zeroizing::new([[0; 36]; 2]);
        x963::derive(self.expose(), &[b"diversify"], halves.as_flattened_mut());
        let [u, v] = &*halves;
        (Scalar::from_wide_plus_one(u), Scalar::from_wide_plus_one(v))
    }
}
