-- The room run: who follows a pilot, what is in its way, and what is asked to be changed.
-- +goose Up

-- What was noted of a contact, a visit or an exchange. kind: contact, visit, exchange. unit: whose people noted it.
CREATE TABLE pilot_note (
	id TEXT PRIMARY KEY,
	pilot TEXT NOT NULL REFERENCES pilot (id),
	kind TEXT NOT NULL,
	day TEXT NOT NULL,
	words TEXT NOT NULL,
	unit TEXT NOT NULL REFERENCES unit (id),
	at BIGINT NOT NULL,
	account TEXT NOT NULL,
	salt TEXT NOT NULL
);
CREATE INDEX pilot_note_pilot ON pilot_note (pilot, day);

-- A problem that the pilot's unit raised, the n-th of the pilot. state: open, answered, escalated, closed; since is from
-- when on it has been there. outcome: what came of it, '' until it is closed.
CREATE TABLE pilot_problem (
	id TEXT PRIMARY KEY,
	pilot TEXT NOT NULL REFERENCES pilot (id),
	n BIGINT NOT NULL,
	title TEXT NOT NULL,
	state TEXT NOT NULL,
	raised_at BIGINT NOT NULL,
	since BIGINT NOT NULL,
	outcome TEXT NOT NULL,
	salt TEXT NOT NULL,
	UNIQUE (pilot, n)
);
CREATE INDEX pilot_problem_state ON pilot_problem (state, since);

-- What was said of a problem, in its order. what: raised, answered, escalated, closed.
CREATE TABLE problem_step (
	problem TEXT NOT NULL REFERENCES pilot_problem (id),
	n BIGINT NOT NULL,
	what TEXT NOT NULL,
	words TEXT NOT NULL,
	unit TEXT NOT NULL REFERENCES unit (id),
	at BIGINT NOT NULL,
	account TEXT NOT NULL,
	salt TEXT NOT NULL,
	PRIMARY KEY (problem, n)
);

-- Who leads a pilot and who is asked about it, from the n-th change on. Before the first it is the plan that says so.
CREATE TABLE pilot_person (
	pilot TEXT NOT NULL REFERENCES pilot (id),
	n BIGINT NOT NULL,
	leader TEXT NOT NULL,
	leader_post TEXT NOT NULL,
	leader_phone TEXT NOT NULL,
	department TEXT NOT NULL,
	contact TEXT NOT NULL,
	contact_post TEXT NOT NULL,
	contact_phone TEXT NOT NULL,
	at BIGINT NOT NULL,
	account TEXT NOT NULL,
	salt TEXT NOT NULL,
	PRIMARY KEY (pilot, n)
);

-- A change that a pilot's unit asked for, the n-th of the pilot. kind: contents, plan, extension, withdrawal. state: asked,
-- agreed, refused, taken_back. was and wanted are both versions as JSON. evidence: a file's hash, '' for none.
CREATE TABLE pilot_change (
	id TEXT PRIMARY KEY,
	pilot TEXT NOT NULL REFERENCES pilot (id),
	n BIGINT NOT NULL,
	kind TEXT NOT NULL,
	state TEXT NOT NULL,
	was TEXT NOT NULL,
	wanted TEXT NOT NULL,
	reason TEXT NOT NULL,
	evidence TEXT NOT NULL,
	at BIGINT NOT NULL,
	account TEXT NOT NULL,
	answer TEXT NOT NULL,
	answered_at BIGINT NOT NULL,
	answered_by TEXT NOT NULL,
	salt TEXT NOT NULL,
	UNIQUE (pilot, n)
);
CREATE INDEX pilot_change_state ON pilot_change (state, at);

-- +goose Down
DROP TABLE pilot_change;
DROP TABLE pilot_person;
DROP TABLE problem_step;
DROP TABLE pilot_problem;
DROP TABLE pilot_note;
