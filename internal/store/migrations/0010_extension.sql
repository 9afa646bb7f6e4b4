-- The room call: deadlines put off for all (延期通知).
-- +goose Up

-- An extension as registered and published: number n of the cohort. moved is [{"kind","before","at"}], canonical JSON.
CREATE TABLE extension (
	cohort TEXT NOT NULL REFERENCES cohort (id),
	n BIGINT NOT NULL,
	number TEXT NOT NULL,
	signer TEXT NOT NULL,
	dated TEXT NOT NULL,
	issued TEXT NOT NULL,
	reason TEXT NOT NULL,
	moved TEXT NOT NULL,
	published_at BIGINT NOT NULL,
	salt TEXT NOT NULL,
	PRIMARY KEY (cohort, n)
);

-- The extension that the office works on: a draft, outside the ledger.
CREATE TABLE extension_draft (
	cohort TEXT PRIMARY KEY REFERENCES cohort (id),
	body TEXT NOT NULL,
	editor TEXT NOT NULL,
	saved_at BIGINT NOT NULL
);

-- +goose Down
DROP TABLE extension_draft;
DROP TABLE extension;
