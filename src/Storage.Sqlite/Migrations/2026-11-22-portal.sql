-- The customer's own pages. Secrets are kept as their SHA-256 or under a seal alone. Instants (..._at) as in the first migration.

CREATE TABLE portal_links (
  hash TEXT PRIMARY KEY,
  id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  ledger_id TEXT NOT NULL,
  contact_id TEXT,
  purpose TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  revoked_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX portal_links_of ON portal_links (account_id, created_at);

CREATE TABLE portal_sessions (
  id TEXT PRIMARY KEY,
  state TEXT NOT NULL,             -- JSON
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX portal_sessions_over ON portal_sessions (expires_at);

CREATE TABLE portal_sendings (
  address TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (address, at)
) STRICT, WITHOUT ROWID;

CREATE TABLE portal_evidence (
  account_id TEXT NOT NULL,
  id TEXT NOT NULL,
  file TEXT NOT NULL,              -- JSON
  content BLOB NOT NULL,
  PRIMARY KEY (account_id, id)
) STRICT;
