//! Sets of epochs, as the few ranges that they are made of.

/// Sorted, apart from each other, each `first..=last`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Spans(Vec<(u32, u32)>);

impl Spans {
    pub(crate) fn contains(&self, epoch: u32) -> bool {
        self.0.iter().any(|(first, last)| (*first..=*last).contains(&epoch))
    }

    pub(crate) fn len(&self) -> usize {
        self.0.iter().map(|(first, last)| (last - first) as usize + 1).sum()
    }

    /// Adds `first..=last`; nothing where that is empty.
    pub(crate) fn add(&mut self, first: u32, last: u32) {
        if first > last {
            return;
        }
        let (mut first, mut last) = (first, last);
        self.0.retain(|(a, b)| {
            let touches = *a <= last.saturating_add(1) && first <= b.saturating_add(1);
            if touches {
                (first, last) = (first.min(*a), last.max(*b));
            }
            !touches
        });
        let at = self.0.partition_point(|(a, _)| *a < first);
        self.0.insert(at, (first, last));
    }

    pub(crate) fn add_all(&mut self, other: &Self) {
        other.0.iter().for_each(|(first, last)| self.add(*first, *last));
    }

    /// What is in both.
    pub(crate) fn meet(&self, other: &Self) -> Self {
        let pairs = self.0.iter().flat_map(|a| other.0.iter().map(move |b| (a.0.max(b.0), a.1.min(b.1))));
        let mut met = Self::default();
        pairs.for_each(|(first, last)| met.add(first, last));
        met
    }

    /// What is here and not in `other`.
    pub(crate) fn without(&self, other: &Self) -> Self {
        let mut left = Self::default();
        for (first, last) in &self.0 {
            let mut from = Some(*first);
            for (a, b) in other.0.iter().filter(|(a, b)| a <= last && b >= first) {
                if let Some(from) = from.filter(|from| from < a) {
                    left.add(from, a - 1);
                }
                from = b.checked_add(1);
            }
            if let Some(from) = from {
                left.add(from, *last);
            }
        }
        left
    }

    /// The ranges, ascending.
    pub(crate) fn ranges(&self) -> impl Iterator<Item = (u32, u32)> {
        self.0.iter().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn spans(ranges: &[(u32, u32)]) -> Spans {
        let mut spans = Spans::default();
        ranges.iter().for_each(|(first, last)| spans.add(*first, *last));
        spans
    }

    fn set(ranges: &[(u32, u32)]) -> BTreeSet<u32> {
        ranges.iter().flat_map(|(first, last)| *first..=*last).collect()
    }

    fn ranges() -> impl Strategy<Value = Vec<(u32, u32)>> {
        prop::collection::vec((0_u32..60, 0_u32..60), 0..6)
    }

    fn listed(spans: &Spans) -> Vec<u32> {
        spans.ranges().flat_map(|(first, last)| first..=last).collect()
    }

    #[test]
    fn neighbours_join_and_the_ends_of_numbers_hold() {
        assert_eq!(spans(&[(4, 5), (1, 3), (7, 9)]), Spans(vec![(1, 5), (7, 9)]));
        let top = spans(&[(u32::MAX - 1, u32::MAX), (0, 0)]);
        assert_eq!(top.without(&spans(&[(0, 0)])), Spans(vec![(u32::MAX - 1, u32::MAX)]));
        assert_eq!(
            top.without(&spans(&[(u32::MAX, u32::MAX)])),
            Spans(vec![(0, 0), (u32::MAX - 1, u32::MAX - 1)])
        );
    }

    proptest! {
        #[test]
        fn spans_are_sets(a in ranges(), b in ranges()) {
            let (x, y) = (spans(&a), spans(&b));
            let (p, q) = (set(&a), set(&b));
            prop_assert_eq!(x.len(), p.len());
            prop_assert_eq!(listed(&x), p.iter().copied().collect::<Vec<_>>());
            prop_assert_eq!(listed(&x.meet(&y)), p.intersection(&q).copied().collect::<Vec<_>>());
            prop_assert_eq!(listed(&x.without(&y)), p.difference(&q).copied().collect::<Vec<_>>());
            prop_assert!((0..61).all(|n| x.contains(n) == p.contains(&n)));
            let mut both = x.clone();
            both.add_all(&y);
            prop_assert_eq!(listed(&both), p.union(&q).copied().collect::<Vec<_>>());
        }
    }
}
