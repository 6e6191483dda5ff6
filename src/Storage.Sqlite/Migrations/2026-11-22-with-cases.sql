-- Requests, disputes and complaints of an account: how many it holds, so that a report reads only the accounts that have any.
ALTER TABLE accounts ADD COLUMN cases INTEGER NOT NULL DEFAULT 0;
