//! Both stores against the suite.
#![allow(missing_docs, clippy::cast_possible_truncation, unused_results)]

mod common;

mod sqlite {
    use super::common::Home;
    use findmesh_store::{SqliteStore, Store};
    use findmesh_testkit::conformance::Subject;

    struct InFile {
        // In this order: the store closes before its directory goes.
        store: Option<SqliteStore>,
        home: Home,
    }

    impl InFile {
        fn new() -> Self {
            let home = Home::new();
            Self { store: Some(home.open()), home }
        }
    }

    impl Subject for InFile {
        fn store(&mut self) -> &mut dyn Store {
            self.store.as_mut().unwrap()
        }

        fn reopen(&mut self) {
            self.store = None;
            self.store = Some(self.home.open());
        }

        fn break_sealing(&mut self, broken: bool) -> bool {
            if broken {
                self.home.vault.go_unavailable()
            } else {
                self.home.vault.come_back()
            }
            true
        }
    }

    findmesh_testkit::store_conformance!(InFile::new);
}

mod memory {
    use findmesh_store::{MemoryStore, Store};
    use findmesh_testkit::conformance::Subject;
    use findmesh_testkit::seeded_entropy;

    struct InMemory(MemoryStore);

    impl InMemory {
        fn new() -> Self {
            Self(MemoryStore::new(seeded_entropy(1)))
        }
    }

    impl Subject for InMemory {
        fn store(&mut self) -> &mut dyn Store {
            &mut self.0
        }

        fn reopen(&mut self) {
            self.0 = self.0.clone();
        }

        fn break_sealing(&mut self, _broken: bool) -> bool {
            false
        }
    }

    findmesh_testkit::store_conformance!(InMemory::new);
}
