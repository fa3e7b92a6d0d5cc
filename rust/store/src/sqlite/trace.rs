//! What lies in the file, and the search of the files for it.

use std::fs::File;
use std::io::{Seek, SeekFrom};

use rusqlite::Connection;
use rusqlite::types::ValueRef;

use super::SqliteStore;
use super::convert::from_io;
use crate::StoreError;
use crate::trace::{Finds, Needles, Search, Traces};

const TABLES: &str = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name";
const SCHEMA: &str = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL";
const KEYS: &str = "SELECT wrapped FROM data_keys UNION ALL SELECT wrapped FROM hash_key";

/// Every row of every table, also of those that later versions add.
pub(super) fn traces(db: &Connection) -> Result<Traces, StoreError> {
    let mut traces = Traces::default();
    for table in texts(db, TABLES)? {
        let rows = take_table(db, &table, &mut traces.needles)?;
        if rows > 0 {
            traces.rows.push((table, rows));
        }
    }
    for sql in texts(db, SCHEMA)? {
        traces.needles.leave_out(sql.as_bytes());
    }
    let mut keys = db.prepare(KEYS)?;
    traces.wrapped_keys = keys.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(traces)
}

fn texts(db: &Connection, sql: &str) -> Result<Vec<String>, StoreError> {
    let mut select = db.prepare(sql)?;
    let rows = select.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn take_table(db: &Connection, table: &str, needles: &mut Needles) -> Result<u64, StoreError> {
    // The name is one that the schema gave, and ours are plain words.
    let mut select = db.prepare(&format!("SELECT * FROM \"{table}\""))?;
    let columns = select.column_count();
    let (mut rows, mut count) = (select.query([])?, 0);
    while let Some(row) = rows.next()? {
        count += 1;
        for column in 0..columns {
            if let ValueRef::Text(bytes) | ValueRef::Blob(bytes) = row.get_ref(column)? {
                needles.add(bytes);
            }
        }
    }
    Ok(count)
}

impl SqliteStore {
    /// The file, its log, and damaged files that were set aside.
    pub(super) fn search_files(&mut self, needles: &Needles) -> Result<Search, StoreError> {
        let (mut search, mut finds) = (Search::default(), Finds::default());
        let main = self.files.main().to_owned();
        for path in self.files.all()? {
            let bytes = if path == main {
                finds.read(needles, self.main_file()?)
            } else {
                File::open(&path).and_then(|file| finds.read(needles, file))
            };
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            search.files.push((name, bytes.map_err(|e| from_io(&e))?));
        }
        search.found = finds.count();
        Ok(search)
    }

    /// From its beginning. The handle stays: closing one gives away the locks that SQLite holds through another.
    fn main_file(&mut self) -> Result<&File, StoreError> {
        if self.reader.is_none() {
            self.reader = Some(File::open(self.files.main()).map_err(|e| from_io(&e))?);
        }
        let file = self.reader.as_mut().ok_or_else(|| StoreError::Io("no file".into()))?;
        let _begin = file.seek(SeekFrom::Start(0)).map_err(|e| from_io(&e))?;
        Ok(file)
    }
}
