-- The words of a recommendation that a confirmation replaced: a row for each, as it stood.
-- +goose Up

CREATE TABLE endorsement_before (
	application TEXT NOT NULL REFERENCES application (id),
	version BIGINT NOT NULL,
	opinion TEXT NOT NULL,
	pen BOOLEAN NOT NULL,
	at BIGINT NOT NULL,
	account TEXT NOT NULL,
	salt TEXT NOT NULL,
	PRIMARY KEY (application, version)
);

-- +goose Down

DROP TABLE endorsement_before;
