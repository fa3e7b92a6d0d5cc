//! Counts by network and kind.

use findmesh_proto::State;

use super::super::seen::Seen;

/// Intervals that are kept of each form: the first ones.
const MOST_INTERVALS: usize = 1 << 16;

/// One network's adverts of one kind.
pub(super) struct Form {
    pub(super) network: &'static str,
    pub(super) kind: &'static str,
    pub(super) adverts: u64,
    pub(super) separated: u64,
    pub(super) near_owner: u64,
    /// Times that a sender changed what it is recognised by and kept its address.
    pub(super) changes: u64,
    /// Between two such changes of one sender, seconds.
    pub(super) intervals: Vec<f32>,
}

/// A form's place in the list. There are a few dozen.
pub(super) type FormIndex = u8;

/// Something changed: whether at all, and seconds since it had changed before.
pub(super) struct Rotated {
    pub(super) changed: bool,
    pub(super) after: Option<f32>,
}

/// All forms that were met, in the order of their first adverts.
#[derive(Default)]
pub(super) struct Forms {
    list: Vec<Form>,
}

impl Forms {
    /// Counts an advert; tells its form.
    pub(super) fn count(&mut self, seen: &Seen<'_>) -> FormIndex {
        let (network, kind) = (seen.network(), seen.kind());
        let known = self.list.iter().position(|form| form.network == network && form.kind == kind);
        let index = known.unwrap_or_else(|| {
            self.list.push(Form::new(network, kind));
            self.list.len() - 1
        });
        if let Some(form) = self.list.get_mut(index) {
            form.adverts += 1;
            form.separated += u64::from(seen.state() == State::Separated);
            form.near_owner += u64::from(seen.state() == State::NearOwner);
        }
        FormIndex::try_from(index).unwrap_or(FormIndex::MAX)
    }

    pub(super) fn rotated(&mut self, form: FormIndex, rotated: Rotated) {
        let Some(form) = self.list.get_mut(usize::from(form)) else {
            return;
        };
        form.changes += u64::from(rotated.changed);
        form.intervals.extend(rotated.after.filter(|_| form.intervals.len() < MOST_INTERVALS));
    }

    pub(super) fn get(&self, form: FormIndex) -> Option<&Form> {
        self.list.get(usize::from(form))
    }

    /// With their indices, those with the most adverts first.
    pub(super) fn by_adverts(&self) -> Vec<(FormIndex, &Form)> {
        let mut forms: Vec<_> = (0..=FormIndex::MAX).zip(&self.list).collect();
        forms.sort_by_key(|(_, form)| std::cmp::Reverse(form.adverts));
        forms
    }
}

impl Form {
    const fn new(network: &'static str, kind: &'static str) -> Self {
        Self { network, kind, adverts: 0, separated: 0, near_owner: 0, changes: 0, intervals: Vec::new() }
    }
}

/// The middle; the lower one of two.
pub(super) fn median(values: &mut [f32]) -> Option<f32> {
    let middle = values.len().checked_sub(1)? / 2;
    Some(*values.select_nth_unstable_by(middle, f32::total_cmp).1)
}
