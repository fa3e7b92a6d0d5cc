-- Rows stand in the order of their key: without row ids nothing tells which of two came first.
-- `hour` is the only time that is kept.
CREATE TABLE report (
    network   INTEGER NOT NULL,
    lookup_id BLOB    NOT NULL,
    body_hash BLOB    NOT NULL,
    body      BLOB    NOT NULL,
    hour      INTEGER NOT NULL,
    PRIMARY KEY (network, lookup_id, body_hash)
) STRICT, WITHOUT ROWID;

-- Retention walks days of arrival.
CREATE INDEX report_day ON report (hour / 24);

-- One row: the key of the ranks by which full hours are sampled.
CREATE TABLE sampling (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    salt BLOB NOT NULL
) STRICT;
