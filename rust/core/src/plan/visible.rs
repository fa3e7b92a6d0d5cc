//! A person looks: continuous, but not for ever.

use crate::moment::Boot;

#[derive(Debug, Default)]
pub(super) struct Visible {
    since: Option<Boot>,
}

impl Visible {
    /// Notes whether a person looks now.
    pub(super) fn observe(&mut self, looks: bool, now: Boot) {
        self.since = looks.then(|| self.since.unwrap_or(now));
    }

    /// When the look ends, if one is going on.
    pub(super) fn until(&self, now: Boot, lasts: i64) -> Option<Boot> {
        self.since.map(|since| since + lasts).filter(|until| *until > now)
    }

    /// The person opened the app once more.
    pub(super) fn renew(&mut self) {
        self.since = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_ends_by_itself_and_begins_with_the_next() {
        let mut visible = Visible::default();
        visible.observe(true, 10);
        visible.observe(true, 50);
        assert_eq!(visible.until(50, 100), Some(110));
        assert_eq!(visible.until(110, 100), None);
        visible.observe(true, 200);
        assert_eq!(visible.until(200, 100), None, "nobody left in between");
        visible.observe(false, 210);
        visible.observe(true, 220);
        assert_eq!(visible.until(220, 100), Some(320));
        visible.renew();
        visible.observe(true, 400);
        assert_eq!(visible.until(400, 100), Some(500));
    }
}
