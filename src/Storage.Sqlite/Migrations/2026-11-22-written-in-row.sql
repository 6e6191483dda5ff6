-- The head of an account moves into its row, behind everything that lists read: a commit that changes no item then writes one row instead of two, and
-- touches no page of items. Its sum stands beside it; parts_sum covers the chunks alone from here on. (SQLite has no exclusive or: a ^ b is (a | b) - (a & b).)
ALTER TABLE accounts ADD COLUMN head_sum INTEGER NOT NULL DEFAULT 0;
ALTER TABLE accounts ADD COLUMN head TEXT NOT NULL DEFAULT '';
UPDATE accounts SET head_sum = p.sum, head = p.bytes, parts_sum = (parts_sum | p.sum) - (parts_sum & p.sum)
  FROM parts p WHERE p.at = accounts.no << 20;
DELETE FROM parts WHERE (at & 1048575) = 0;

-- A message's id begins with chance, so every index over it is written at random places. One such index is needed to list in order and a short one to find by
-- id alone; that an id comes once is held within its account, whose own id is part of every message's.
CREATE TABLE messages_of_state (
  no INTEGER PRIMARY KEY,
  account_no INTEGER NOT NULL REFERENCES accounts (no),
  id TEXT NOT NULL,
  ledger_id TEXT NOT NULL,
  state TEXT NOT NULL,
  reserved_at INTEGER NOT NULL,
  message TEXT NOT NULL,
  demanded TEXT,
  outcome TEXT,
  text_version INTEGER             -- the account's version whose commit holds the last text
) STRICT;
INSERT INTO messages_of_state (no, account_no, id, ledger_id, state, reserved_at, message, demanded, outcome, text_version)
  SELECT no, account_no, id, ledger_id, state, reserved_at, message, demanded, outcome, text_version FROM messages;
DROP TABLE messages;
ALTER TABLE messages_of_state RENAME TO messages;
CREATE UNIQUE INDEX messages_of_account ON messages (account_no, id);
CREATE INDEX messages_by_id ON messages (substr(id, 1, 9));
CREATE INDEX messages_listed ON messages (ledger_id, state, reserved_at, id);
