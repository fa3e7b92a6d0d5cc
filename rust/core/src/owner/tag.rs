//! A tag of one's own.

use core::fmt;

use serde::{Deserialize, Serialize};

use super::keys::TagKeys;

/// The owner's own name of a tag: 16 bytes that the host chose, the same for ever, unknown to any network.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TagId(pub [u8; 16]);

impl fmt::Debug for TagId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TagId(…)")
    }
}

/// A tag with all that is needed to recognise it.
#[derive(Debug)]
pub struct OwnTag {
    /// Its name.
    pub id: TagId,
    /// Its keys, zeroed when the tag is removed.
    pub keys: TagKeys,
}
