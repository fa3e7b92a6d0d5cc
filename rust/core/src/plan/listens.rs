//! When the finder last knew that it listened, and when it has to listen again.

use crate::moment::Boot;

/// A listen is a moment at which the finder knew that it listened: a scan began, or delivered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Listens {
    last: Option<Boot>,
    /// The next one is wanted by then.
    due: Option<Boot>,
    /// Where none came by itself, a scan is started about then: moving a timer costs something too, so this one lags.
    ask: Option<Boot>,
}

impl Listens {
    /// What an earlier process knew.
    pub(super) fn recall(&mut self, [last, due, ask]: [Boot; 3]) {
        *self = Self { last: Some(last), due: Some(due), ask: Some(ask) };
    }

    /// What a later process is to know; `alive`: the last evidence, if that is all there is.
    pub(super) fn kept(&self, alive: Option<Boot>) -> Option<[Boot; 3]> {
        Some([self.last.max(alive)?, self.due?, self.ask?])
    }

    /// A listen; the next within `floor`. True where it came over `grace` after its time.
    pub(super) fn note(&mut self, now: Boot, floor: i64, grace: i64) -> bool {
        let late = self.due.is_some_and(|due| now > due + grace);
        let ask = self.ask.filter(|ask| *ask >= now + floor / 2).unwrap_or(now + floor);
        let due = ask.max(now + floor);
        *self = Self { last: Some(now), due: Some(due), ask: Some(ask) };
        late
    }

    /// A scan was asked for: not again at once if nothing comes of it.
    pub(super) fn asked(&mut self, now: Boot, floor: i64) {
        self.due = self.due.or(Some(now + floor));
        self.ask = Some(now + floor);
    }

    /// Nobody wishes to listen.
    pub(super) fn end(&mut self) {
        *self = Self::default();
    }

    /// When a scan is to be started because no listen came.
    pub(super) fn ask_at(&self) -> Option<Boot> {
        self.ask
    }

    /// A listen is wanted by now, or was.
    pub(super) fn is_due(&self, now: Boot) -> bool {
        self.due.is_some_and(|due| due <= now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_listen_is_late_when_it_came_beyond_its_grace() {
        let mut listens = Listens::default();
        assert!(!listens.note(5, 100, 10), "nothing was due before the first");
        assert_eq!(listens.ask_at(), Some(105));
        assert!(!listens.note(115, 100, 10));
        assert!(listens.note(226, 100, 10));
        assert!(!listens.note(260, 100, 10));
        assert_eq!(listens.kept(None), Some([260, 360, 326]), "the timer stays");
        assert!(!listens.note(277, 100, 10));
        assert_eq!(listens.ask_at(), Some(377), "moved before it is too early");
        listens.end();
        assert!(!listens.note(9_999, 100, 10), "time in which nobody wished to listen is not late");
    }

    #[test]
    fn an_answer_that_does_not_come_is_late_all_the_same() {
        let mut listens = Listens::default();
        let _ = listens.note(0, 100, 10);
        listens.asked(100, 100);
        assert_eq!((listens.ask_at(), listens.is_due(100)), (Some(200), true));
        assert!(listens.note(150, 100, 10));
    }
}
