-- Letters that wait until the office has read them, and what became of them. body is the text as the act wrote it,
-- sent the text as it went out ('' until then).
-- +goose Up
CREATE TABLE outbox_letter (
	id TEXT PRIMARY KEY,
	cohort TEXT NOT NULL,
	unit TEXT NOT NULL,
	roles TEXT NOT NULL,
	kind TEXT NOT NULL,
	title TEXT NOT NULL,
	body TEXT NOT NULL,
	link TEXT NOT NULL,
	cause TEXT NOT NULL,
	state TEXT NOT NULL,
	held_at BIGINT NOT NULL,
	done_at BIGINT NOT NULL,
	sent TEXT NOT NULL,
	reason TEXT NOT NULL,
	salt TEXT NOT NULL
);
CREATE INDEX outbox_letter_state ON outbox_letter (state, held_at);

-- A letter's text as the office edits it before sending: a draft, outside the ledger.
CREATE TABLE outbox_draft (
	letter TEXT PRIMARY KEY REFERENCES outbox_letter (id),
	body TEXT NOT NULL,
	editor TEXT NOT NULL,
	saved_at BIGINT NOT NULL
);

-- +goose Down
DROP TABLE outbox_draft;
DROP TABLE outbox_letter;
