-- Who may come in. Secrets are kept as their SHA-256 alone. Instants (..._at) as in the first migration.

CREATE TABLE api_keys (
  prefix TEXT PRIMARY KEY,
  hash TEXT NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  ledgers TEXT NOT NULL,           -- ids, one a line; empty: every ledger
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  revoked_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE staff (
  name TEXT PRIMARY KEY,
  role TEXT NOT NULL,
  ledgers TEXT NOT NULL,           -- ids, one a line; empty: every ledger
  is_active INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sign_in_tokens (
  hash TEXT PRIMARY KEY,
  person TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  spent_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX sign_in_tokens_of ON sign_in_tokens (person);

CREATE TABLE sessions (
  hash TEXT PRIMARY KEY,
  person TEXT NOT NULL,
  seal_key TEXT NOT NULL,
  began_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_of ON sessions (person);
