//! The city: people, phones, tags, and when which phone is near which tag.
