-- The room apply: applications, their drafts, frozen versions and papers.
-- +goose Up

-- One application (申报书) of a unit in a cohort. contents are the chosen numbers of the last version, ",1,3,".
-- saved_at and revision belong to the draft: they change with every save and are bound to nothing.
CREATE TABLE application (
	id TEXT PRIMARY KEY,
	cohort TEXT NOT NULL REFERENCES cohort (id),
	definition TEXT NOT NULL REFERENCES definition (hash),
	unit TEXT NOT NULL REFERENCES unit (id),
	unit_name TEXT NOT NULL,
	kind TEXT NOT NULL,
	city TEXT NOT NULL,
	city_name TEXT NOT NULL,
	number TEXT NOT NULL,
	state TEXT NOT NULL,
	version BIGINT NOT NULL,
	contents TEXT NOT NULL,
	typed_in BOOLEAN NOT NULL,
	confirmed BOOLEAN NOT NULL,
	started_at BIGINT NOT NULL,
	submitted_at BIGINT NOT NULL,
	salt TEXT NOT NULL,
	saved_at BIGINT NOT NULL,
	revision BIGINT NOT NULL
);
CREATE UNIQUE INDEX application_one ON application (cohort, unit) WHERE state <> 'withdrawn';
CREATE UNIQUE INDEX application_number ON application (number) WHERE number <> '';
CREATE INDEX application_state ON application (cohort, state, number);
CREATE INDEX application_unit ON application (unit);
CREATE INDEX application_city ON application (city, cohort);
CREATE INDEX application_submitted ON application (cohort, submitted_at, id);

-- The last number given in a year: SD-2020-0137 is 137.
CREATE TABLE application_counter (
	year TEXT PRIMARY KEY,
	last BIGINT NOT NULL
);

-- The draft: a row per field.
CREATE TABLE draft (
	application TEXT NOT NULL REFERENCES application (id),
	field TEXT NOT NULL,
	text TEXT NOT NULL,
	hash TEXT NOT NULL,
	editor TEXT NOT NULL,
	at BIGINT NOT NULL,
	PRIMARY KEY (application, field)
);

-- A file of the draft, by its content's hash. from_version is the first version it belongs to, to_version the last;
-- 0: it is still in the draft.
CREATE TABLE attachment (
	id TEXT PRIMARY KEY,
	application TEXT NOT NULL REFERENCES application (id),
	name TEXT NOT NULL,
	hash TEXT NOT NULL,
	size BIGINT NOT NULL,
	type TEXT NOT NULL,
	pages BIGINT NOT NULL,
	place BIGINT NOT NULL,
	from_version BIGINT NOT NULL,
	to_version BIGINT NOT NULL
);
CREATE INDEX attachment_application ON attachment (application, place);
CREATE INDEX attachment_hash ON attachment (hash);

-- Accounts of other units invited to write the draft.
CREATE TABLE application_writer (
	application TEXT NOT NULL REFERENCES application (id),
	account TEXT NOT NULL REFERENCES account (id),
	invited_at BIGINT NOT NULL,
	PRIMARY KEY (application, account)
);
CREATE INDEX application_writer_account ON application_writer (account);

-- A frozen version: body and personal part are canonical JSON, the personal one under a salt of its own.
CREATE TABLE application_version (
	application TEXT NOT NULL REFERENCES application (id),
	n BIGINT NOT NULL,
	number TEXT NOT NULL,
	body TEXT NOT NULL,
	body_hash TEXT NOT NULL,
	personal TEXT NOT NULL,
	salt TEXT NOT NULL,
	personal_hash TEXT NOT NULL,
	hash TEXT NOT NULL,
	code TEXT NOT NULL,
	at BIGINT NOT NULL,
	submitter TEXT NOT NULL,
	PRIMARY KEY (application, n)
);
CREATE INDEX application_version_code ON application_version (code);

-- The paper of a version, rendered once and kept by hash.
CREATE TABLE application_paper (
	application TEXT NOT NULL REFERENCES application (id),
	n BIGINT NOT NULL,
	hash TEXT NOT NULL,
	size BIGINT NOT NULL,
	rendered_at BIGINT NOT NULL,
	PRIMARY KEY (application, n)
);
CREATE INDEX application_paper_hash ON application_paper (hash);

-- The words of a reason that an act had to give; the ledger has their salted hash.
CREATE TABLE application_reason (
	id TEXT PRIMARY KEY,
	application TEXT NOT NULL REFERENCES application (id),
	act TEXT NOT NULL,
	words TEXT NOT NULL,
	head_name TEXT NOT NULL,
	salt TEXT NOT NULL,
	at BIGINT NOT NULL
);
CREATE INDEX application_reason_application ON application_reason (application, at);

-- +goose Down
DROP TABLE application_reason;
DROP TABLE application_paper;
DROP TABLE application_version;
DROP TABLE application_writer;
DROP TABLE attachment;
DROP TABLE draft;
DROP TABLE application_counter;
DROP TABLE application;
