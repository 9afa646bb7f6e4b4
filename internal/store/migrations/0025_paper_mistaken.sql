-- Registrations at the counter that were wrong: the row stays and counts for nothing.
-- +goose Up

CREATE TABLE paper_mistaken (
	paper TEXT PRIMARY KEY REFERENCES paper_received (id),
	reason TEXT NOT NULL,
	at BIGINT NOT NULL,
	account TEXT NOT NULL,
	salt TEXT NOT NULL
);

-- +goose Down

DROP TABLE paper_mistaken;
