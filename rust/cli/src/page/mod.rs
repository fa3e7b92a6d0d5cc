//! Pages that need nothing but themselves: no script, no network, light and dark.

mod canvas;
mod data_uri;
mod template;

pub(crate) use canvas::{Canvas, Frame};
pub(crate) use data_uri::png;
pub(crate) use template::{escape, fill};

/// The look that all pages share.
pub(crate) const STYLE: &str = include_str!("style.css");
