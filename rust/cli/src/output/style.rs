//! Colour, on a terminal only.

use std::fmt::{self, Display};

/// Colours of the few roles that text can have.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Palette {
    on: bool,
}

impl Palette {
    /// `on` only where a person looks.
    pub(crate) const fn new(on: bool) -> Self {
        Self { on }
    }

    /// Headings.
    pub(crate) const fn strong<T: Display>(self, text: T) -> Styled<T> {
        self.styled("1", text)
    }

    /// What matters less.
    pub(crate) const fn faint<T: Display>(self, text: T) -> Styled<T> {
        self.styled("2", text)
    }

    /// Went well.
    pub(crate) const fn good<T: Display>(self, text: T) -> Styled<T> {
        self.styled("32", text)
    }

    /// Worth a look.
    pub(crate) const fn warn<T: Display>(self, text: T) -> Styled<T> {
        self.styled("33", text)
    }

    const fn styled<T: Display>(self, code: &'static str, text: T) -> Styled<T> {
        Styled { code: if self.on { Some(code) } else { None }, text }
    }
}

/// Text with its colour; width and alignment are those of the text alone.
pub(crate) struct Styled<T> {
    code: Option<&'static str>,
    text: T,
}

impl<T: Display> Display for Styled<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(code) = self.code else {
            return self.text.fmt(f);
        };
        write!(f, "\x1b[{code}m")?;
        self.text.fmt(f)?;
        f.write_str("\x1b[0m")
    }
}
