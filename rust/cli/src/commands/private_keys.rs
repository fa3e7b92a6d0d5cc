//! `--private-key`, by network.

use findmesh_crypto::{apple, fhn, native};

use crate::failure::Failure;
use crate::hex_value;

const ARGUMENT: &str = "--private-key";

/// 64 hex digits.
pub(super) fn native(digits: &str) -> Result<native::PrivateKey, Failure> {
    let bytes = hex_value::fixed(digits).map_err(|e| Failure::about(ARGUMENT, e))?;
    native::PrivateKey::from_bytes(&bytes).map_err(|e| Failure::about(ARGUMENT, e))
}

/// 56 hex digits.
pub(super) fn apple(digits: &str) -> Result<apple::PrivateKey, Failure> {
    let bytes = hex_value::fixed(digits).map_err(|e| Failure::about(ARGUMENT, e))?;
    apple::PrivateKey::from_bytes(&bytes).map_err(|e| Failure::about(ARGUMENT, e))
}

/// 42 hex digits (secp160r1) or 64 (secp256r1).
pub(super) fn fhn(digits: &str) -> Result<fhn::PrivateKey, Failure> {
    let bytes = hex_value::bytes(digits).map_err(|e| Failure::about(ARGUMENT, e))?;
    if !matches!(bytes.len(), 21 | 32) {
        let text = format!("42 hex digits (secp160r1) or 64 (secp256r1) wanted, {} given", digits.len());
        return Err(Failure::about(ARGUMENT, text));
    }
    fhn::PrivateKey::from_bytes(&bytes).map_err(|e| Failure::about(ARGUMENT, e))
}
