//! Erasing everything, and the proof of it (docs/finder.md §4).

use crate::calendar::rfc3339;
use crate::json;

/// What was erased, and what a search of the files found of it afterwards.
///
/// The search looks for every piece of eight bytes of every row, as it lay in the files, and for the same in the clear:
/// keys, addresses, places, labels. That it finds what is there is shown by the same search before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErasureProof {
    /// When, milliseconds since the Unix epoch.
    pub wall_ms: i64,
    /// Rows that went, by table.
    pub rows: Vec<(String, u64)>,
    /// Wrapped keys that went.
    pub keys: u64,
    /// The key that wrapped them was renewed: a copy of the files from before does not open any more.
    pub wrapping_key_renewed: bool,
    /// Pieces of rows that were looked for …
    pub needles: u64,
    /// … that stood in the files before …
    pub found_before: u64,
    /// … and after.
    pub found_after: u64,
    /// Pieces in the clear that were looked for …
    pub clear_needles: u64,
    /// … that stood in the files before: 0 where everything was sealed …
    pub clear_before: u64,
    /// … and after.
    pub clear_after: u64,
    /// Files that were searched after the erasure, with their bytes.
    pub files: Vec<(String, u64)>,
    /// First bytes of wrapped keys that stood in the files: whoever kept a copy finds them there, and nobody finds them
    /// now. Without the key that wrapped them they say nothing, of nobody. Nothing of a report is among them: it would
    /// tell the relay's rows apart.
    pub samples: Vec<[u8; 8]>,
}

impl ErasureProof {
    /// Nothing that was looked for is left.
    pub const fn holds(&self) -> bool {
        self.found_after == 0 && self.clear_after == 0
    }

    /// As JSON.
    pub fn to_json(&self) -> String {
        json::document(|proof| {
            proof.text("erased", &rfc3339(self.wall_ms));
            proof.flag("holds", self.holds());
            proof
                .object("rows", |rows| self.rows.iter().for_each(|(table, count)| rows.count(table, *count)));
            proof.count("keys", self.keys);
            proof.flag("wrapping_key_renewed", self.wrapping_key_renewed);
            proof.object("search", |search| self.write_search(search));
            proof.list("files", &self.files, |file, (name, bytes)| {
                file.text("name", name);
                file.count("bytes", *bytes);
            });
            proof.text("repeat", &self.how_to_repeat());
        })
    }

    fn write_search(&self, search: &mut json::Object<'_>) {
        search.count("needles", self.needles);
        search.count("found_before", self.found_before);
        search.count("found_after", self.found_after);
        search.count("clear_needles", self.clear_needles);
        search.count("clear_before", self.clear_before);
        search.count("clear_after", self.clear_after);
    }

    /// How a person repeats the search: commands of any Unix, in the folder of the files, that read them and nothing else.
    pub fn how_to_repeat(&self) -> String {
        let hex = |sample: &[u8; 8]| sample.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        let samples: Vec<String> = self.samples.iter().map(hex).collect();
        let (Some((file, _)), false) = (self.files.first(), samples.is_empty()) else {
            return "no files, or no keys in them: there is nothing to search".to_owned();
        };
        let samples = samples.join("|");
        format!("cat {file}* | od -An -v -tx1 | tr -d ' \\n' | grep -c -E '{samples}' (0: none is left)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proof_holds_only_where_nothing_was_found_and_says_how_to_repeat_it() {
        let proof = ErasureProof {
            files: vec![("findmesh.sqlite".into(), 4096)],
            samples: vec![[0xAB; 8], [1, 2, 3, 4, 5, 6, 7, 8]],
            ..ErasureProof::default()
        };
        assert!(proof.holds());
        assert!(!ErasureProof { found_after: 1, ..proof.clone() }.holds());
        assert!(!ErasureProof { clear_after: 1, ..proof.clone() }.holds());
        assert!(proof.how_to_repeat().contains("abababababababab|0102030405060708"));
        let read: serde_json::Value = serde_json::from_str(&proof.to_json()).unwrap();
        assert_eq!((read["holds"].as_bool(), &read["erased"]), (Some(true), &"1970-01-01T00:00:00Z".into()));
    }
}
