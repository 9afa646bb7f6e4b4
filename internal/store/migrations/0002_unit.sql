-- Units, people, how they log in.
-- +goose Up
CREATE TABLE unit (
	id TEXT PRIMARY KEY,
	kind TEXT NOT NULL,
	region TEXT NOT NULL,
	from_at BIGINT NOT NULL,
	to_at BIGINT NOT NULL
);
CREATE INDEX unit_region ON unit (region);

-- Names and parents, each from an instant until the next row's.
CREATE TABLE unit_era (
	unit TEXT NOT NULL REFERENCES unit (id),
	from_at BIGINT NOT NULL,
	name TEXT NOT NULL,
	short TEXT NOT NULL,
	parent TEXT NOT NULL,
	PRIMARY KEY (unit, from_at)
);
CREATE INDEX unit_era_parent ON unit_era (parent);

CREATE TABLE account (
	id TEXT PRIMARY KEY,
	unit TEXT NOT NULL REFERENCES unit (id),
	login TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL,
	phone TEXT NOT NULL,
	email TEXT NOT NULL,
	roles TEXT NOT NULL,
	from_at BIGINT NOT NULL,
	to_at BIGINT NOT NULL,
	state TEXT NOT NULL,
	salt TEXT NOT NULL
);
CREATE INDEX account_unit ON account (unit, login);

-- What opens an account: the password's hash, or the one-time code's while a slip is out (wall clock).
CREATE TABLE credential (
	account TEXT PRIMARY KEY REFERENCES account (id),
	password TEXT NOT NULL,
	code TEXT NOT NULL,
	code_until BIGINT NOT NULL,
	changed_at BIGINT NOT NULL,
	salt TEXT NOT NULL
);

-- Sessions: no acts, and so no ledger (wall clock). token is the hash of what the cookie holds.
CREATE TABLE session (
	token TEXT PRIMARY KEY,
	id TEXT NOT NULL,
	account TEXT NOT NULL,
	device TEXT NOT NULL,
	created_at BIGINT NOT NULL,
	seen_at BIGINT NOT NULL,
	expires_at BIGINT NOT NULL,
	data TEXT NOT NULL
);
CREATE INDEX session_account ON session (account);
CREATE INDEX session_expires ON session (expires_at);

-- A list of units that was uploaded and checked, until it is applied: one per account.
CREATE TABLE unit_upload (
	account TEXT PRIMARY KEY,
	at BIGINT NOT NULL,
	source TEXT NOT NULL,
	lines TEXT NOT NULL
);

-- +goose Down
DROP TABLE unit_upload;
DROP TABLE session;
DROP TABLE credential;
DROP TABLE account;
DROP TABLE unit_era;
DROP TABLE unit;
