//! What Android does to an app: constants with their sources, and one phone that lives by them.
