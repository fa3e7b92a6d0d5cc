-- Version 1.
--
-- Rules for every later file: it is applied once, in one transaction, and never edited after a release;
-- a new network or consent purpose is a new schema version, so that an older library says "too new"
-- instead of misreading a row. `CHECK` and `STRICT` are what the check at every open verifies.

-- Sealed reports only. `id` begins with the time, so rows written together lie together.
CREATE TABLE queue (
    id             BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    network        INTEGER NOT NULL CHECK (network BETWEEN 1 AND 3),
    key_hash       BLOB    NOT NULL CHECK (length(key_hash) = 16),
    address_hash   BLOB             CHECK (length(address_hash) = 16),
    repeat         INTEGER NOT NULL CHECK (repeat IN (0, 1)),
    queued_wall_ms INTEGER NOT NULL,
    due_wall_ms    INTEGER NOT NULL,
    attempts       INTEGER NOT NULL CHECK (attempts BETWEEN 0 AND 4294967295),
    size           INTEGER NOT NULL CHECK (size BETWEEN 0 AND 4294967295),
    lookup_id      BLOB    NOT NULL,
    body           BLOB    NOT NULL
) STRICT, WITHOUT ROWID;

-- Sightings that wait for a fix; `sealed` under the data key of `day`.
CREATE TABLE pending (
    id     BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    day    INTEGER NOT NULL,
    sealed BLOB    NOT NULL
) STRICT, WITHOUT ROWID;

-- What is remembered of keys, by keyed hash; `sealed` under the data key of `day`.
CREATE TABLE seen (
    id     BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    day    INTEGER NOT NULL,
    sealed BLOB    NOT NULL
) STRICT, WITHOUT ROWID;

-- Wrapped by the key encryption key; a deleted row erases its day.
CREATE TABLE data_keys (
    day     INTEGER NOT NULL PRIMARY KEY,
    wrapped BLOB    NOT NULL
) STRICT;

-- The phone's key for keyed hashes, wrapped like the data keys; one row at most.
CREATE TABLE hash_key (
    only    INTEGER NOT NULL PRIMARY KEY CHECK (only = 1),
    wrapped BLOB    NOT NULL
) STRICT;

CREATE TABLE consent (
    line         INTEGER NOT NULL PRIMARY KEY,
    purpose      TEXT    NOT NULL,
    granted      INTEGER NOT NULL CHECK (granted IN (0, 1)),
    text_version TEXT    NOT NULL,
    locale       TEXT    NOT NULL,
    wall_ms      INTEGER NOT NULL,
    how          TEXT    NOT NULL
) STRICT;

-- Holds its one row only inside the transaction that erases everything.
CREATE TABLE erasing (
    only INTEGER NOT NULL PRIMARY KEY CHECK (only = 1)
) STRICT;

CREATE TRIGGER consent_is_never_changed BEFORE UPDATE ON consent
BEGIN
    SELECT RAISE(ABORT, 'the consent ledger is append only');
END;

CREATE TRIGGER consent_is_never_removed BEFORE DELETE ON consent
WHEN NOT EXISTS (SELECT 1 FROM erasing)
BEGIN
    SELECT RAISE(ABORT, 'the consent ledger is append only');
END;

CREATE TABLE counters (
    day   INTEGER NOT NULL,
    name  TEXT    NOT NULL,
    count INTEGER NOT NULL CHECK (count >= 0),
    PRIMARY KEY (day, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE settings (
    name  TEXT NOT NULL PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;
