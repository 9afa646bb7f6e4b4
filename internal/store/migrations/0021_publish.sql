-- The room publish: the public notice with its lines, objections, reports of wrongdoing, the release.
-- +goose Up

-- A public notice (公示) is of one decision: the list, or a reserve that came up (补充公示). state: draft, running,
-- released, stopped. from_day, until_day: the counted days, first and last; until_at: the end of the last.
CREATE TABLE public_notice (
	id TEXT PRIMARY KEY,
	cohort TEXT NOT NULL REFERENCES cohort (id),
	decision TEXT NOT NULL REFERENCES decision (id),
	n BIGINT NOT NULL,
	state TEXT NOT NULL,
	from_day TEXT NOT NULL,
	until_day TEXT NOT NULL,
	until_at BIGINT NOT NULL,
	days BIGINT NOT NULL,
	working BOOLEAN NOT NULL,
	first_day BOOLEAN NOT NULL,
	office_phone TEXT NOT NULL,
	discipline_phone TEXT NOT NULL,
	site_url TEXT NOT NULL,
	snapshot TEXT NOT NULL,
	signer TEXT NOT NULL,
	issued TEXT NOT NULL,
	at BIGINT NOT NULL,
	account TEXT NOT NULL,
	salt TEXT NOT NULL,
	UNIQUE (cohort, n)
);

-- state: standing, struck.
CREATE TABLE notice_line (
	notice TEXT NOT NULL REFERENCES public_notice (id),
	application TEXT NOT NULL REFERENCES application (id),
	n BIGINT NOT NULL,
	contents TEXT NOT NULL,
	state TEXT NOT NULL,
	reason TEXT NOT NULL,
	salt TEXT NOT NULL,
	PRIMARY KEY (notice, application)
);
CREATE INDEX notice_line_application ON notice_line (application, notice);

-- code_hash: of the query code, which only the objector has. application: "" where the whole list is meant. evidence:
-- hashes joined by commas. state: open, assigned, closed. outcome: sustained, rejected.
CREATE TABLE objection (
	id TEXT PRIMARY KEY,
	notice TEXT NOT NULL REFERENCES public_notice (id),
	number TEXT NOT NULL,
	code_hash TEXT NOT NULL UNIQUE,
	application TEXT NOT NULL,
	who TEXT NOT NULL,
	name TEXT NOT NULL,
	phone TEXT NOT NULL,
	words TEXT NOT NULL,
	evidence TEXT NOT NULL,
	way TEXT NOT NULL,
	received BIGINT NOT NULL,
	at BIGINT NOT NULL,
	state TEXT NOT NULL,
	concerns TEXT NOT NULL,
	handler TEXT NOT NULL,
	outcome TEXT NOT NULL,
	finding TEXT NOT NULL,
	answer TEXT NOT NULL,
	strikes BOOLEAN NOT NULL,
	closed_at BIGINT NOT NULL,
	salt TEXT NOT NULL,
	UNIQUE (notice, number)
);

-- Reports of wrongdoing (违纪举报): only the supervisor reads them.
CREATE TABLE report (
	id TEXT PRIMARY KEY,
	notice TEXT NOT NULL REFERENCES public_notice (id),
	words TEXT NOT NULL,
	at BIGINT NOT NULL,
	salt TEXT NOT NULL
);

CREATE TABLE release (
	id TEXT PRIMARY KEY,
	cohort TEXT NOT NULL REFERENCES cohort (id),
	number TEXT NOT NULL,
	signer TEXT NOT NULL,
	dated TEXT NOT NULL,
	issued TEXT NOT NULL,
	at BIGINT NOT NULL,
	account TEXT NOT NULL,
	salt TEXT NOT NULL
);

-- +goose Down
DROP TABLE release;
DROP TABLE report;
DROP TABLE objection;
DROP TABLE notice_line;
DROP TABLE public_notice;
