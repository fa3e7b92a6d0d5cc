//! What every [`Store`] must do: one suite, run by each of them through [`store_conformance!`](crate::store_conformance).

mod basics;
mod erasure;
mod history;
mod model;

pub use basics::*;
pub use erasure::*;
pub use history::any_history_equals_the_model;
pub use model::Model;

use findmesh_core::Change;
use findmesh_store::Store;

/// A store under test, empty at first.
pub trait Subject {
    /// The store.
    fn store(&mut self) -> &mut dyn Store;

    /// Closes the store and opens it again, as a new process would.
    fn reopen(&mut self);

    /// Makes commits that hold a `PutPending` of a new day fail, or work again; `false` where this store never fails.
    fn break_sealing(&mut self, broken: bool) -> bool;
}

/// Runs the suite as tests of the calling file; `$factory` is a function that makes an empty [`Subject`].
#[macro_export]
macro_rules! store_conformance {
    ($factory:expr) => {
        $crate::store_conformance! { $factory;
            a_new_store_is_empty
            the_queue_comes_back_in_order
            a_second_enqueue_changes_nothing
            retries_are_kept_and_removed_rows_gone
            pending_sightings_are_replaced_and_removed
            remembered_keys_are_replaced_and_forgotten_by_day
            counters_add_up_and_stop_at_the_top
            settings_are_replaced
            the_ledger_keeps_its_order
            what_was_learnt_of_tags_is_replaced_and_forgotten
            zones_are_replaced_and_removed
            dwell_is_replaced_and_forgotten_by_day
            rewrapping_changes_nothing
            a_failed_commit_leaves_nothing
            the_hash_key_stays
            a_withdrawal_erases_the_crowd_and_nothing_else
            what_follows_an_erasure_in_its_commit_stays
            retention_is_14_and_30_days
            retention_is_as_asked
            erasing_all_leaves_nothing
        }

        #[test]
        fn any_history_equals_the_model() {
            $crate::conformance::any_history_equals_the_model($factory);
        }
    };
    ($factory:expr; $($check:ident)+) => {
        $(
            #[test]
            fn $check() {
                $crate::conformance::$check(&mut $factory());
            }
        )+
    };
}

/// Commits, or fails the test.
pub(crate) fn commit(subject: &mut impl Subject, changes: &[Change]) {
    subject.store().commit(changes).unwrap_or_else(|error| panic!("commit: {error}"));
}

/// The model and the store say the same, before and after a restart.
pub(crate) fn assert_same(subject: &mut impl Subject, model: &Model) {
    model.assert_matches(subject.store());
    subject.reopen();
    model.assert_matches(subject.store());
}

/// Commits to the store and the model, and compares.
pub(crate) fn commit_and_compare(subject: &mut impl Subject, model: &mut Model, changes: &[Change]) {
    commit(subject, changes);
    model.commit(changes);
    assert_same(subject, model);
}
