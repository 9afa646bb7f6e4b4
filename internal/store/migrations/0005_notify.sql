-- Messages to people. They are no acts: an act causes them, and reading one is a mark.
-- +goose Up
CREATE TABLE message (
	id TEXT PRIMARY KEY,
	account TEXT NOT NULL,
	kind TEXT NOT NULL,
	title TEXT NOT NULL,
	body TEXT NOT NULL,
	link TEXT NOT NULL,
	at BIGINT NOT NULL,
	read_at BIGINT NOT NULL,
	mailed_at BIGINT NOT NULL
);
CREATE INDEX message_account ON message (account, at);
CREATE INDEX message_unread ON message (account, read_at);

-- +goose Down
DROP TABLE message;
