-- The room run: the plan, the half years, the contact department. What an older pilot lacks is added as tables of its own.
-- +goose Up

-- What is being written for a pilot and not handed in yet: a plan, a half year's report. No act. what: "plan",
-- "report/<stocktaking>", "change/<kind>"; body is the form as JSON.
CREATE TABLE work_draft (
	pilot TEXT NOT NULL REFERENCES pilot (id),
	what TEXT NOT NULL,
	body TEXT NOT NULL,
	account TEXT NOT NULL,
	at BIGINT NOT NULL,
	PRIMARY KEY (pilot, what)
);

-- A version of the plan as it was handed in. state: submitted, returned, approved (in force, or once). returned
-- is what is to be mended, item by item, as JSON; until_at the date for it. paper is the hash of the PDF of the plan in
-- force, '' until it is rendered.
CREATE TABLE plan (
	pilot TEXT NOT NULL REFERENCES pilot (id),
	n BIGINT NOT NULL,
	state TEXT NOT NULL,
	body TEXT NOT NULL,
	at BIGINT NOT NULL,
	account TEXT NOT NULL,
	returned TEXT NOT NULL,
	until_at BIGINT NOT NULL,
	answered_at BIGINT NOT NULL,
	answered_by TEXT NOT NULL,
	paper TEXT NOT NULL,
	salt TEXT NOT NULL,
	PRIMARY KEY (pilot, n)
);

-- A half year's stocktaking (调度) of all living pilots of some cohorts, whose ids stand in cohorts as ,a,b,. state: open,
-- closed. from_day and until_day: the half year that is reported on. due_at: until when.
CREATE TABLE stocktaking (
	id TEXT PRIMARY KEY,
	title TEXT NOT NULL,
	cohorts TEXT NOT NULL,
	from_day TEXT NOT NULL,
	until_day TEXT NOT NULL,
	due_at BIGINT NOT NULL,
	words TEXT NOT NULL,
	state TEXT NOT NULL,
	at BIGINT NOT NULL,
	account TEXT NOT NULL,
	remarks TEXT NOT NULL,
	salt TEXT NOT NULL
);

-- A pilot's report of a half year, or why none is asked of it. state: submitted, replaced, excused. serves: what it is
-- besides a half year's report, '', midterm or final. milestones, done, behind: how many of the plan's it tells of, and of
-- them those reached and those behind, so that overviews need not read the bodies.
CREATE TABLE half_report (
	stocktaking TEXT NOT NULL REFERENCES stocktaking (id),
	pilot TEXT NOT NULL REFERENCES pilot (id),
	n BIGINT NOT NULL,
	state TEXT NOT NULL,
	serves TEXT NOT NULL,
	body TEXT NOT NULL,
	milestones BIGINT NOT NULL DEFAULT 0,
	done BIGINT NOT NULL DEFAULT 0,
	behind BIGINT NOT NULL DEFAULT 0,
	reason TEXT NOT NULL,
	at BIGINT NOT NULL,
	account TEXT NOT NULL,
	salt TEXT NOT NULL,
	PRIMARY KEY (stocktaking, pilot, n)
);
CREATE INDEX half_report_pilot ON half_report (pilot, at);

-- The contact department of a pilot, and its person there ('' where none is named).
CREATE TABLE pilot_contact (
	pilot TEXT PRIMARY KEY REFERENCES pilot (id),
	department TEXT NOT NULL REFERENCES unit (id),
	person TEXT NOT NULL,
	at BIGINT NOT NULL,
	account TEXT NOT NULL,
	salt TEXT NOT NULL
);
CREATE INDEX pilot_contact_department ON pilot_contact (department);

CREATE INDEX pilot_cohort ON pilot (cohort, state);
CREATE INDEX pilot_unit ON pilot (unit);
-- The order of the list: the newest cohort first.
CREATE INDEX pilot_order ON pilot (cohort DESC, id);
CREATE INDEX unit_kind ON unit (kind);

-- +goose Down
DROP INDEX unit_kind;
DROP INDEX pilot_order;
DROP INDEX pilot_unit;
DROP INDEX pilot_cohort;
DROP TABLE pilot_contact;
DROP TABLE half_report;
DROP TABLE stocktaking;
DROP TABLE plan;
DROP TABLE work_draft;
