-- Version 3: private zones, and where the phone stayed.

-- `id` is a keyed hash of the zone's name; `sealed` under the one data key that outlives days (`day` -1).
CREATE TABLE zones (
    id     BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    day    INTEGER NOT NULL CHECK (day = -1),
    sealed BLOB    NOT NULL
) STRICT, WITHOUT ROWID;

-- One row a UTC day, `id` is a keyed hash of it; `sealed` under the data key of `day`, which goes with it.
CREATE TABLE dwell (
    id     BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    day    INTEGER NOT NULL,
    sealed BLOB    NOT NULL
) STRICT, WITHOUT ROWID;
