-- Version 4: a queued report's age does not depend on what the wall clock was set to.

-- Time that the phone is known to have run, milliseconds since this file began to count, when the report was queued. A
-- report of an older version counts from the migration on.
ALTER TABLE queue ADD COLUMN queued_lived_ms INTEGER NOT NULL DEFAULT 0;
