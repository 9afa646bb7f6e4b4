-- The room apply: of a draft's field the hash stands before the text. SQLite follows a long text's chain of pages to
-- whatever stands behind it, and every save asks for the hash.
-- +goose Up
CREATE TABLE draft_by_hash (
	application TEXT NOT NULL REFERENCES application (id),
	field TEXT NOT NULL,
	hash TEXT NOT NULL,
	editor TEXT NOT NULL,
	at BIGINT NOT NULL,
	text TEXT NOT NULL,
	PRIMARY KEY (application, field)
);
INSERT INTO draft_by_hash (application, field, hash, editor, at, text) SELECT application, field, hash, editor, at, text FROM draft;
DROP TABLE draft;
ALTER TABLE draft_by_hash RENAME TO draft;

-- +goose Down
CREATE TABLE draft_by_text (
	application TEXT NOT NULL REFERENCES application (id),
	field TEXT NOT NULL,
	text TEXT NOT NULL,
	hash TEXT NOT NULL,
	editor TEXT NOT NULL,
	at BIGINT NOT NULL,
	PRIMARY KEY (application, field)
);
INSERT INTO draft_by_text (application, field, text, hash, editor, at) SELECT application, field, text, hash, editor, at FROM draft;
DROP TABLE draft;
ALTER TABLE draft_by_text RENAME TO draft;
