-- The room call: cohorts, their notices, the letters of the cities and the answers of the counties.
-- +goose Up

-- A programme's definition, canonical JSON under its SHA-256. Never changed: a cohort keeps the one it was opened with.
CREATE TABLE definition (
	hash TEXT PRIMARY KEY,
	programme TEXT NOT NULL,
	name TEXT NOT NULL,
	body TEXT NOT NULL
);

-- One cohort (批次) of a programme. number, dated and signer are those of the version in force; version 0: not yet published.
CREATE TABLE cohort (
	id TEXT PRIMARY KEY,
	definition TEXT NOT NULL REFERENCES definition (hash),
	year BIGINT NOT NULL,
	state TEXT NOT NULL,
	version BIGINT NOT NULL,
	number TEXT NOT NULL,
	opened_at BIGINT NOT NULL,
	published_at BIGINT NOT NULL
);
CREATE INDEX cohort_state ON cohort (state, year);

-- The dates in force, by the programme's kinds of date. They move only with a new version of the notice.
CREATE TABLE cohort_date (
	cohort TEXT NOT NULL REFERENCES cohort (id),
	kind TEXT NOT NULL,
	at BIGINT NOT NULL,
	PRIMARY KEY (cohort, kind)
);

-- The notice as registered and published: version n with its text (canonical JSON) and the issued PDF by hash.
CREATE TABLE notice_version (
	cohort TEXT NOT NULL REFERENCES cohort (id),
	n BIGINT NOT NULL,
	number TEXT NOT NULL,
	signer TEXT NOT NULL,
	dated TEXT NOT NULL,
	issued TEXT NOT NULL,
	note TEXT NOT NULL,
	body TEXT NOT NULL,
	body_hash TEXT NOT NULL,
	published_at BIGINT NOT NULL,
	salt TEXT NOT NULL,
	PRIMARY KEY (cohort, n)
);

-- The text that the office works on: a draft, outside the ledger.
CREATE TABLE notice_draft (
	cohort TEXT PRIMARY KEY REFERENCES cohort (id),
	body TEXT NOT NULL,
	editor TEXT NOT NULL,
	saved_at BIGINT NOT NULL
);

-- A city's letter that passes the notice on (转发), version n, with its inner date.
CREATE TABLE pass_letter (
	cohort TEXT NOT NULL REFERENCES cohort (id),
	city TEXT NOT NULL,
	n BIGINT NOT NULL,
	inner_at BIGINT NOT NULL,
	asks BOOLEAN NOT NULL,
	body TEXT NOT NULL,
	body_hash TEXT NOT NULL,
	sent_at BIGINT NOT NULL,
	salt TEXT NOT NULL,
	PRIMARY KEY (cohort, city, n)
);

-- The letter that a city works on: a draft, outside the ledger.
CREATE TABLE pass_draft (
	cohort TEXT NOT NULL REFERENCES cohort (id),
	city TEXT NOT NULL,
	body TEXT NOT NULL,
	saved_at BIGINT NOT NULL,
	PRIMARY KEY (cohort, city)
);

-- Whether a county means to apply (意向摸底), as it answered its city.
CREATE TABLE intention (
	cohort TEXT NOT NULL REFERENCES cohort (id),
	county TEXT NOT NULL,
	city TEXT NOT NULL,
	answer TEXT NOT NULL,
	answered_at BIGINT NOT NULL,
	salt TEXT NOT NULL,
	PRIMARY KEY (cohort, county)
);
CREATE INDEX intention_city ON intention (cohort, city);

-- Reminders that went out, so that a sweep that runs again after a crash sends none twice.
CREATE TABLE reminder (
	cohort TEXT NOT NULL REFERENCES cohort (id),
	kind TEXT NOT NULL,
	at BIGINT NOT NULL,
	PRIMARY KEY (cohort, kind, at)
);

-- +goose Down
DROP TABLE reminder;
DROP TABLE intention;
DROP TABLE pass_draft;
DROP TABLE pass_letter;
DROP TABLE notice_draft;
DROP TABLE notice_version;
DROP TABLE cohort_date;
DROP TABLE cohort;
DROP TABLE definition;
