//! How well scores order.

/// The chance that a pair of one finder scores above a pair of two, equal scores counting half: 0.5 says nothing.
/// `None` without a pair of either kind.
pub(super) fn auc(mut scored: Vec<(f64, bool)>) -> Option<f64> {
    scored.sort_unstable_by(|one, other| one.0.total_cmp(&other.0));
    let (mut below, mut won) = (0_u64, 0.0);
    let mut same_total = 0_u64;
    for tie in scored.chunk_by(|one, other| one.0.total_cmp(&other.0).is_eq()) {
        let same = tie.iter().filter(|(_, same)| *same).count() as u64;
        let other = tie.len() as u64 - same;
        won += same as f64 * (below as f64 + other as f64 / 2.0);
        (below, same_total) = (below + other, same_total + same);
    }
    (same_total > 0 && below > 0).then(|| won / (same_total as f64 * below as f64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_is_what_counts() {
        assert_eq!(auc(vec![(1.0, false), (2.0, true), (3.0, true)]), Some(1.0));
        assert_eq!(auc(vec![(1.0, true), (2.0, false)]), Some(0.0));
        assert_eq!(auc(vec![(1.0, true), (1.0, false), (1.0, false)]), Some(0.5));
        assert_eq!(auc(vec![(1.0, false), (2.0, true), (3.0, false), (4.0, true)]), Some(0.75));
        assert_eq!(auc(vec![(1.0, true)]), None);
    }
}
