-- The dossier: what was taken out of the house for the archive, by whom, with which check file.
-- +goose Up

-- file is the hash of the ZIP, list that of the check file in it, head_size and head_root the record of acts that it
-- quotes, taken_at the moment of which the record is; '' and 0 until it is ready.
CREATE TABLE dossier (
	id TEXT PRIMARY KEY,
	cohort TEXT NOT NULL REFERENCES cohort (id),
	account TEXT NOT NULL REFERENCES account (id),
	state TEXT NOT NULL,
	at BIGINT NOT NULL,
	taken_at BIGINT NOT NULL,
	file TEXT NOT NULL,
	size BIGINT NOT NULL,
	files BIGINT NOT NULL,
	list TEXT NOT NULL,
	head_size BIGINT NOT NULL,
	head_root TEXT NOT NULL
);
CREATE INDEX dossier_cohort ON dossier (cohort, at, id);

-- +goose Down
DROP TABLE dossier;
