-- Instants (..._at) are 100-nanosecond ticks since 1970 in UTC: datetime(x / 10000000, 'unixepoch') shows one.
-- Days (..._day) count from 0001-01-01 as day zero: date(x - 719162 + 2440587.5) shows one. Money (..._minor) is in minor units.

CREATE TABLE accounts (
  no INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  ledger_id TEXT NOT NULL,
  customer TEXT NOT NULL,
  version INTEGER NOT NULL,        -- commits so far
  hash BLOB NOT NULL,              -- of the last commit
  parts_sum INTEGER NOT NULL,      -- exclusive or of the sums of its parts
  run_at INTEGER,
  wake_at INTEGER,
  name TEXT NOT NULL,
  customer_key TEXT NOT NULL,      -- lower case, for searches
  name_key TEXT NOT NULL,
  standing TEXT NOT NULL,
  oldest_due_day INTEGER,
  open_items INTEGER NOT NULL,
  open_tasks INTEGER NOT NULL
) STRICT;
CREATE INDEX accounts_due ON accounts (wake_at, ledger_id) WHERE wake_at IS NOT NULL;
CREATE INDEX accounts_listed ON accounts (ledger_id, customer, oldest_due_day, customer_key, name_key);
CREATE INDEX accounts_flagged ON accounts (ledger_id, customer) WHERE standing <> 'good';

-- An account's state: part 0 is its head, part n + 1 the chunk n of its items. The key is the account's number times 2^20 plus the part,
-- so that an account lies together and is read in one go.
CREATE TABLE parts (
  at INTEGER PRIMARY KEY,
  sum INTEGER NOT NULL,            -- of key and bytes
  bytes TEXT NOT NULL
) STRICT;

CREATE TABLE commits (
  no INTEGER PRIMARY KEY,
  account_no INTEGER NOT NULL REFERENCES accounts (no),
  version INTEGER NOT NULL,
  hash BLOB NOT NULL,              -- SHA-256 over the previous hash and the bytes
  bytes TEXT NOT NULL,
  UNIQUE (account_no, version)
) STRICT;

CREATE TABLE balances (
  account_no INTEGER NOT NULL REFERENCES accounts (no),
  currency TEXT NOT NULL,
  open_minor INTEGER NOT NULL,
  PRIMARY KEY (account_no, currency)
) STRICT, WITHOUT ROWID;

CREATE TABLE markers (
  account_no INTEGER NOT NULL REFERENCES accounts (no),
  marker TEXT NOT NULL,
  PRIMARY KEY (account_no, marker)
) STRICT, WITHOUT ROWID;

CREATE TABLE messages (
  no INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  account_no INTEGER NOT NULL REFERENCES accounts (no),
  ledger_id TEXT NOT NULL,
  state TEXT NOT NULL,
  reserved_at INTEGER NOT NULL,
  message TEXT NOT NULL,
  demanded TEXT,
  outcome TEXT,
  text_version INTEGER             -- the account's version whose commit holds the last text
) STRICT;
CREATE INDEX messages_listed ON messages (ledger_id, state, reserved_at, id);
CREATE INDEX messages_of_account ON messages (account_no);

CREATE TABLE message_texts (
  no INTEGER PRIMARY KEY,
  message_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  text TEXT NOT NULL,
  UNIQUE (message_id, version)
) STRICT;

CREATE TABLE tasks (
  account_no INTEGER NOT NULL REFERENCES accounts (no),
  task_id TEXT NOT NULL,
  ledger_id TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  task TEXT NOT NULL,
  PRIMARY KEY (account_no, task_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX tasks_oldest ON tasks (opened_at);
CREATE INDEX tasks_of_ledger ON tasks (ledger_id, opened_at);

CREATE TABLE contact_addresses (
  address TEXT NOT NULL,
  account_no INTEGER NOT NULL REFERENCES accounts (no),
  PRIMARY KEY (address, account_no)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_addresses_of_account ON contact_addresses (account_no);

CREATE TABLE grants (
  message_id TEXT PRIMARY KEY,
  person TEXT NOT NULL,
  person_day INTEGER NOT NULL,
  spends INTEGER NOT NULL,
  ledger_id TEXT NOT NULL,
  channel TEXT NOT NULL,
  ledger_day INTEGER NOT NULL,
  granted_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX grants_of_person ON grants (person, person_day) WHERE spends = 1;

CREATE TABLE daily_counts (
  ledger_id TEXT NOT NULL,
  channel TEXT NOT NULL,
  ledger_day INTEGER NOT NULL,
  granted INTEGER NOT NULL,
  PRIMARY KEY (ledger_id, channel, ledger_day)
) STRICT, WITHOUT ROWID;

CREATE TABLE opt_words (
  address TEXT NOT NULL,
  said_at INTEGER NOT NULL,
  is_out INTEGER NOT NULL,
  via TEXT NOT NULL,
  PRIMARY KEY (address, said_at, is_out)
) STRICT, WITHOUT ROWID;

CREATE TABLE ledgers (
  id TEXT PRIMARY KEY,
  ledger TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE feeds (
  ledger_id TEXT NOT NULL,
  feed_id TEXT NOT NULL,
  accepted_at INTEGER NOT NULL,
  source TEXT NOT NULL,
  items INTEGER NOT NULL,
  implausible TEXT,
  PRIMARY KEY (ledger_id, feed_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX feeds_newest ON feeds (ledger_id, accepted_at);

CREATE TABLE safe_mode (
  no INTEGER PRIMARY KEY,
  from_at INTEGER NOT NULL,
  to_at INTEGER,
  reason TEXT NOT NULL
) STRICT;

CREATE TABLE runs (
  ledger_id TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  run TEXT NOT NULL,
  PRIMARY KEY (ledger_id, started_at)
) STRICT, WITHOUT ROWID;

CREATE TABLE packs (
  content_id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  first_used_at INTEGER NOT NULL,
  content BLOB NOT NULL
) STRICT;

CREATE TABLE audit (
  ledger_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  hash BLOB NOT NULL,              -- SHA-256 over the previous hash and the entry
  entry TEXT NOT NULL,
  PRIMARY KEY (ledger_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE inbox (
  no INTEGER PRIMARY KEY,
  source TEXT NOT NULL,
  event_id TEXT NOT NULL,
  ledger_id TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  headers TEXT NOT NULL,
  state INTEGER NOT NULL,          -- 0 pending, 1 applied, 2 ignored, 3 parked
  attempts INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  reason TEXT,
  body BLOB NOT NULL,
  UNIQUE (source, event_id)
) STRICT;
CREATE INDEX inbox_due ON inbox (due_at) WHERE state = 0;
CREATE INDEX inbox_listed ON inbox (state, received_at);

CREATE TABLE inbox_counts (
  state INTEGER PRIMARY KEY,
  events INTEGER NOT NULL
) STRICT;
INSERT INTO inbox_counts VALUES (0, 0), (1, 0), (2, 0), (3, 0);
