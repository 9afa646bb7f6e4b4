-- The use of a case by others 推广应用.
-- +goose Up

-- A unit's statement that it uses a case that came of another's pilot. since_day: since when; how and outcome: its words.
-- count, counted: how many of what, where that can be counted, 0 and '' else. proof: words; files: hashes as JSON. state:
-- stated, confirmed, refused, withdrawn. reason: why the office refused it, or why the unit took it back.
CREATE TABLE adoption (
	id TEXT PRIMARY KEY,
	of_case TEXT NOT NULL REFERENCES spread_case (id),
	unit TEXT NOT NULL REFERENCES unit (id),
	unit_name TEXT NOT NULL,
	since_day TEXT NOT NULL,
	how TEXT NOT NULL,
	outcome TEXT NOT NULL,
	count BIGINT NOT NULL,
	counted TEXT NOT NULL,
	proof TEXT NOT NULL,
	files TEXT NOT NULL,
	state TEXT NOT NULL,
	at BIGINT NOT NULL,
	account TEXT NOT NULL,
	answered_at BIGINT NOT NULL,
	answered_by TEXT NOT NULL,
	reason TEXT NOT NULL,
	salt TEXT NOT NULL
);
CREATE INDEX adoption_case ON adoption (of_case);
CREATE INDEX adoption_unit ON adoption (unit);
CREATE INDEX adoption_state ON adoption (state);

-- +goose Down
DROP TABLE adoption;
