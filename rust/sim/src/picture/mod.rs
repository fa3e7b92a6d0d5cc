//! The picture: encounters reported against energy.
