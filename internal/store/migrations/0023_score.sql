-- The room review, scoring: pledges, relations, sheets, and how a panel was closed (C1).
-- +goose Up

-- An expert accepted his seat and signed the pledge (承诺书).
CREATE TABLE pledge (
	panel TEXT NOT NULL REFERENCES panel (id),
	expert TEXT NOT NULL REFERENCES expert (id),
	at BIGINT NOT NULL,
	account TEXT NOT NULL,
	PRIMARY KEY (panel, expert)
);

-- A relation between an expert and an application that came up after the draw: he does not score it. late: the office
-- registered it, the expert did not declare it.
CREATE TABLE relation (
	panel TEXT NOT NULL REFERENCES panel (id),
	expert TEXT NOT NULL REFERENCES expert (id),
	application TEXT NOT NULL REFERENCES application (id),
	what TEXT NOT NULL,
	late BOOLEAN NOT NULL,
	at BIGINT NOT NULL,
	account TEXT NOT NULL,
	salt TEXT NOT NULL,
	PRIMARY KEY (panel, expert, application)
);

-- An expert's sheet of one application; a revision appends with the next n, from 1, and the last one counts. scan is the
-- file of the signed paper that it was typed in from, '' when the expert entered it himself.
CREATE TABLE opinion (
	panel TEXT NOT NULL REFERENCES panel (id),
	expert TEXT NOT NULL REFERENCES expert (id),
	application TEXT NOT NULL REFERENCES application (id),
	n BIGINT NOT NULL,
	comment TEXT NOT NULL,
	total BIGINT NOT NULL,
	state TEXT NOT NULL,
	void_reason TEXT NOT NULL,
	scan TEXT NOT NULL,
	at BIGINT NOT NULL,
	account TEXT NOT NULL,
	salt TEXT NOT NULL,
	PRIMARY KEY (panel, expert, application, n)
);

-- The points of a sheet by criterion.
CREATE TABLE score (
	panel TEXT NOT NULL,
	expert TEXT NOT NULL,
	application TEXT NOT NULL,
	n BIGINT NOT NULL,
	criterion TEXT NOT NULL,
	points BIGINT NOT NULL,
	salt TEXT NOT NULL,
	PRIMARY KEY (panel, expert, application, n, criterion)
);

-- A paper sheet as the first person typed it; the second one's is compared with it. points is canonical JSON.
CREATE TABLE typed_sheet (
	panel TEXT NOT NULL REFERENCES panel (id),
	expert TEXT NOT NULL REFERENCES expert (id),
	application TEXT NOT NULL REFERENCES application (id),
	points TEXT NOT NULL,
	comment TEXT NOT NULL,
	at BIGINT NOT NULL,
	account TEXT NOT NULL,
	salt TEXT NOT NULL,
	PRIMARY KEY (panel, expert, application)
);

-- Why a panel was closed although sheets were missing, '' when none were.
CREATE TABLE closing (
	panel TEXT PRIMARY KEY REFERENCES panel (id),
	missing BIGINT NOT NULL,
	reason TEXT NOT NULL,
	at BIGINT NOT NULL,
	account TEXT NOT NULL,
	salt TEXT NOT NULL
);

-- What an expert has typed and not submitted yet.
CREATE TABLE score_draft (
	panel TEXT NOT NULL,
	expert TEXT NOT NULL,
	application TEXT NOT NULL,
	points TEXT NOT NULL,
	comment TEXT NOT NULL,
	at BIGINT NOT NULL,
	PRIMARY KEY (panel, expert, application)
);

-- +goose Down
DROP TABLE score_draft;
DROP TABLE closing;
DROP TABLE typed_sheet;
DROP TABLE score;
DROP TABLE opinion;
DROP TABLE relation;
DROP TABLE pledge;
