-- Syncs held for a person because they would turn over an implausible share of a ledger. Instants (..._at) as in the first migration.

CREATE TABLE sync_holds (
  ledger_id TEXT NOT NULL,
  feed_id TEXT NOT NULL,
  held_at INTEGER NOT NULL,
  hold TEXT NOT NULL,
  PRIMARY KEY (ledger_id, feed_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX sync_holds_oldest ON sync_holds (ledger_id, held_at, feed_id);
