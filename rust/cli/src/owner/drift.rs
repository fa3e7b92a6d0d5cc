//! A tag whose clock fell behind: one common offset of its reports (docs/formats.md §2).

use super::judge::{OwnerFix, key_life};

/// How far a tag's clock is behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Drift {
    /// Seconds; negative: ahead.
    pub(crate) seconds: i64,
}

/// Offsets under which a report lies inside its key's life.
#[derive(Clone, Copy, Debug)]
struct Span {
    from: i64,
    to: i64,
}

/// The offset that agrees with most reports; of several, the one next to none. `None` without reports.
pub(crate) fn common(fixes: &[OwnerFix], provisioned_day: u32) -> Option<Drift> {
    let spans = fixes.iter().map(|fix| {
        let (begin, end) = key_life(i64::from(provisioned_day) + i64::from(fix.day));
        let seen = i64::from(fix.report.time);
        Span { from: seen - end, to: seen - begin }
    });
    most_agreed(spans.collect()).map(|seconds| Drift { seconds })
}

/// Most spans overlap at the beginning of one of them; from there to the next end all offsets are as good.
fn most_agreed(spans: Vec<Span>) -> Option<i64> {
    let mut begins: Vec<i64> = spans.iter().map(|span| span.from).collect();
    let mut ends: Vec<i64> = spans.iter().map(|span| span.to).collect();
    begins.sort_unstable();
    ends.sort_unstable();
    let candidates = begins.iter().map(|&from| {
        let begun = begins.partition_point(|&other| other <= from);
        let ended = ends.partition_point(|&other| other < from);
        let to = ends.get(ended).copied().unwrap_or(from);
        (begun - ended, 0_i64.clamp(from, to.max(from)))
    });
    let best = candidates.max_by_key(|&(agreed, offset)| (agreed, std::cmp::Reverse(offset.abs())));
    best.map(|(_, offset)| offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(from: i64, to: i64) -> Span {
        Span { from, to }
    }

    #[test]
    fn the_offset_of_most_reports_wins() {
        assert_eq!(most_agreed(vec![]), None);
        assert_eq!(most_agreed(vec![span(10, 20)]), Some(10));
        assert_eq!(most_agreed(vec![span(10, 20), span(15, 30), span(100, 110)]), Some(15));
        assert_eq!(most_agreed(vec![span(-20, -10), span(-15, -5)]), Some(-10));
    }

    #[test]
    fn of_equals_the_one_next_to_none() {
        assert_eq!(most_agreed(vec![span(50, 60), span(10, 20)]), Some(10));
        assert_eq!(most_agreed(vec![span(-5, 5), span(100, 200)]), Some(0));
    }
}
