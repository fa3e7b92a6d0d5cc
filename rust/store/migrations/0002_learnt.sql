-- Version 2: what was learnt of the clocks of one's own tags.

-- `id` is a keyed hash of the tag's name; `sealed` under the one data key that outlives days (`day` -1), so that a row
-- tells neither which tag it is of nor when it was heard.
CREATE TABLE learnt (
    id     BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    day    INTEGER NOT NULL CHECK (day = -1),
    sealed BLOB    NOT NULL
) STRICT, WITHOUT ROWID;
