-- The room accept: the formal check by item, what came of it, the second look, papers at the counter, corrections, calls.
-- +goose Up

-- An item of the formal check as an act concluded it, for one version. result: passed, mendable, fatal.
CREATE TABLE check_item (
	application TEXT NOT NULL REFERENCES application (id),
	version BIGINT NOT NULL,
	item TEXT NOT NULL,
	result TEXT NOT NULL,
	note TEXT NOT NULL,
	at BIGINT NOT NULL,
	account TEXT NOT NULL,
	salt TEXT NOT NULL,
	PRIMARY KEY (application, version, item)
);

-- The same while it is being filled in: no act.
CREATE TABLE check_draft (
	application TEXT NOT NULL REFERENCES application (id),
	version BIGINT NOT NULL,
	item TEXT NOT NULL,
	result TEXT NOT NULL,
	note TEXT NOT NULL,
	at BIGINT NOT NULL,
	account TEXT NOT NULL,
	PRIMARY KEY (application, version, item)
);

-- What came of a check. outcome: accepted, supplement, paper, rejected, reversed, upheld. until: of a supplement.
CREATE TABLE check_conclusion (
	id TEXT PRIMARY KEY,
	application TEXT NOT NULL REFERENCES application (id),
	version BIGINT NOT NULL,
	outcome TEXT NOT NULL,
	reason TEXT NOT NULL,
	until BIGINT NOT NULL,
	at BIGINT NOT NULL,
	account TEXT NOT NULL,
	salt TEXT NOT NULL
);
CREATE INDEX check_conclusion_application ON check_conclusion (application, at);

-- The second look that a unit asked for, once.
CREATE TABLE check_again (
	application TEXT PRIMARY KEY REFERENCES application (id),
	reason TEXT NOT NULL,
	head_name TEXT NOT NULL,
	at BIGINT NOT NULL,
	account TEXT NOT NULL,
	answered_at BIGINT NOT NULL,
	answer TEXT NOT NULL,
	salt TEXT NOT NULL
);

-- What came in at the counter. standing: in_force, old, foreign, as it was on that day; a foreign paper belongs to no
-- application and to version 0. Days are written 2020-05-16, '' where unknown.
CREATE TABLE paper_received (
	id TEXT PRIMARY KEY,
	cohort TEXT NOT NULL REFERENCES cohort (id),
	application TEXT NOT NULL,
	version BIGINT NOT NULL,
	standing TEXT NOT NULL,
	copies BIGINT NOT NULL,
	sealed BIGINT NOT NULL,
	seal TEXT NOT NULL,
	pages BIGINT NOT NULL,
	posted_on TEXT NOT NULL,
	received_on TEXT NOT NULL,
	courier TEXT NOT NULL,
	note TEXT NOT NULL,
	at BIGINT NOT NULL,
	account TEXT NOT NULL,
	salt TEXT NOT NULL
);
CREATE INDEX paper_received_application ON paper_received (application, at);
CREATE INDEX paper_received_cohort ON paper_received (cohort, at);

-- Telephone numbers and addresses of mail that were put right: personal, each with what stood there.
CREATE TABLE correction (
	id TEXT PRIMARY KEY,
	application TEXT NOT NULL REFERENCES application (id),
	items TEXT NOT NULL,
	at BIGINT NOT NULL,
	account TEXT NOT NULL,
	salt TEXT NOT NULL
);
CREATE INDEX correction_application ON correction (application, at);

-- Who was told by telephone, and about what.
CREATE TABLE phoned (
	id TEXT PRIMARY KEY,
	cohort TEXT NOT NULL REFERENCES cohort (id),
	unit TEXT NOT NULL REFERENCES unit (id),
	matter TEXT NOT NULL,
	at BIGINT NOT NULL,
	account TEXT NOT NULL,
	salt TEXT NOT NULL
);
CREATE INDEX phoned_cohort ON phoned (cohort, unit, matter, at);

-- +goose Down
DROP TABLE phoned;
DROP TABLE correction;
DROP TABLE paper_received;
DROP TABLE check_again;
DROP TABLE check_conclusion;
DROP TABLE check_draft;
DROP TABLE check_item;
