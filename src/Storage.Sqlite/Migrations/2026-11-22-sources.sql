-- What feeds the ledgers. Instants (..._at) as in the first migration.

CREATE TABLE connections (
  ledger_id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,        -- writes so far: two hosts never replace each other's tokens
  connection TEXT NOT NULL         -- the tokens in it are encrypted
) STRICT, WITHOUT ROWID;

CREATE TABLE source_objects (
  ledger_id TEXT NOT NULL,
  object_key TEXT NOT NULL,        -- kind and the source's id: invoice:39
  customer TEXT NOT NULL,
  PRIMARY KEY (ledger_id, object_key)
) STRICT, WITHOUT ROWID;
