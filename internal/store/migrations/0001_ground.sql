-- The ground: what every room stands on.
-- +goose Up
CREATE TABLE setting (
	key TEXT PRIMARY KEY,
	value TEXT NOT NULL
);

-- The ledger 办理记录: one row per act, never changed. bytes is exactly what was hashed.
CREATE TABLE ledger_head (
	one BIGINT PRIMARY KEY,
	size BIGINT NOT NULL
);
INSERT INTO ledger_head (one, size) VALUES (1, 0);
CREATE TABLE ledger_entry (
	n BIGINT PRIMARY KEY,
	at BIGINT NOT NULL,
	account TEXT NOT NULL,
	act TEXT NOT NULL,
	object TEXT NOT NULL,
	bytes BYTEA NOT NULL
);
CREATE INDEX ledger_entry_object ON ledger_entry (object, n);
CREATE TABLE ledger_hash (
	idx BIGINT PRIMARY KEY,
	hash BYTEA NOT NULL
);

-- Grave acts that wait for a second person.
CREATE TABLE proposal (
	id TEXT PRIMARY KEY,
	act TEXT NOT NULL,
	object TEXT NOT NULL,
	params TEXT NOT NULL,
	reason TEXT NOT NULL,
	state TEXT NOT NULL,
	proposer TEXT NOT NULL,
	proposed_at BIGINT NOT NULL,
	decider TEXT NOT NULL,
	decided_at BIGINT NOT NULL,
	answer TEXT NOT NULL,
	salt TEXT NOT NULL
);
CREATE INDEX proposal_state ON proposal (state, proposed_at);
CREATE INDEX proposal_object ON proposal (object, act, state);

-- Refused attempts of signed-in people: a plain table, not part of the tree.
CREATE TABLE refusal (
	id TEXT PRIMARY KEY,
	at BIGINT NOT NULL,
	account TEXT NOT NULL,
	act TEXT NOT NULL,
	object TEXT NOT NULL,
	kind BIGINT NOT NULL,
	rule TEXT NOT NULL
);
CREATE INDEX refusal_account ON refusal (account, at);

-- What falls due on the business clock.
CREATE TABLE due (
	id TEXT PRIMARY KEY,
	at BIGINT NOT NULL,
	kind TEXT NOT NULL,
	object TEXT NOT NULL,
	done_at BIGINT NOT NULL
);
CREATE INDEX due_open ON due (done_at, at, id);
CREATE INDEX due_object ON due (object, kind);

-- +goose Down
DROP TABLE due;
DROP TABLE refusal;
DROP TABLE proposal;
DROP TABLE ledger_hash;
DROP TABLE ledger_entry;
DROP TABLE ledger_head;
DROP TABLE setting;
