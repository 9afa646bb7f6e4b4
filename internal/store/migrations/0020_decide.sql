-- The room decide: what a body decided, line by line. The suggested list is such a decision before it is taken.
-- +goose Up

-- state: listed, decided, dropped. passed_over: why a better placed one is not on the list. on_date: the day of the
-- session, "" before. excerpt: hash of the excerpt (决定摘录).
CREATE TABLE decision (
	id TEXT PRIMARY KEY,
	cohort TEXT NOT NULL REFERENCES cohort (id),
	matter TEXT NOT NULL,
	body TEXT NOT NULL,
	state TEXT NOT NULL,
	session TEXT NOT NULL,
	on_date TEXT NOT NULL,
	excerpt TEXT NOT NULL,
	passed_over TEXT NOT NULL,
	listed_at BIGINT NOT NULL,
	decided_at BIGINT NOT NULL,
	account TEXT NOT NULL,
	salt TEXT NOT NULL
);
CREATE INDEX decision_cohort ON decision (cohort, listed_at, id);

-- score, spread and notes are what the body was shown. outcome: "" before it decided; agreed, fewer, struck, reserve.
CREATE TABLE decision_line (
	decision TEXT NOT NULL REFERENCES decision (id),
	application TEXT NOT NULL REFERENCES application (id),
	place BIGINT NOT NULL,
	score TEXT NOT NULL,
	spread TEXT NOT NULL,
	notes TEXT NOT NULL,
	outcome TEXT NOT NULL,
	contents TEXT NOT NULL,
	reason TEXT NOT NULL,
	salt TEXT NOT NULL,
	PRIMARY KEY (decision, application)
);
CREATE INDEX decision_line_application ON decision_line (application, decision);

-- Who left the room, and for which lines.
CREATE TABLE decision_left (
	decision TEXT NOT NULL REFERENCES decision (id),
	n BIGINT NOT NULL,
	who TEXT NOT NULL,
	about TEXT NOT NULL,
	salt TEXT NOT NULL,
	PRIMARY KEY (decision, n)
);

-- +goose Down
DROP TABLE decision_left;
DROP TABLE decision_line;
DROP TABLE decision;
