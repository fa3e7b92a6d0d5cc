-- Version 3: private zones, and where the phone stayed.

-- `id` is a keyed hash of the zone's name; `sealed` under the one data key that outlives days (`day` -1), and always
-- of one length.
CREATE TABLE zones (
    id     BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    day    INTEGER NOT NULL CHECK (day = -1),
    sealed BLOB    NOT NULL
) STRICT, WITHOUT ROWID;

-- One row a UTC day, which is `id`, too; `sealed` under the data key of `day`, so that what goes with the day's key is
-- all of it.
CREATE TABLE dwell (
    id     BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    day    INTEGER NOT NULL,
    sealed BLOB    NOT NULL
) STRICT, WITHOUT ROWID;
