-- The room spread: the cases worth copying.
-- +goose Up

-- A case that came of a pilot, with the unit's names as they were when it was begun. office: the office writes it. state:
-- draft, handed_in, returned, checked, published, taken_down, dropped: where the newest version n stands. shown: the version
-- that is public, 0 for none, since shown_at. down: why it was taken down or dropped.
CREATE TABLE spread_case (
	id TEXT PRIMARY KEY,
	pilot TEXT NOT NULL REFERENCES pilot (id),
	cohort TEXT NOT NULL REFERENCES cohort (id),
	unit TEXT NOT NULL REFERENCES unit (id),
	unit_name TEXT NOT NULL,
	kind TEXT NOT NULL,
	city TEXT NOT NULL,
	city_name TEXT NOT NULL,
	office BOOLEAN NOT NULL,
	state TEXT NOT NULL,
	n BIGINT NOT NULL,
	shown BIGINT NOT NULL,
	begun_at BIGINT NOT NULL,
	shown_at BIGINT NOT NULL,
	down TEXT NOT NULL,
	salt TEXT NOT NULL
);
CREATE INDEX spread_case_pilot ON spread_case (pilot);
CREATE INDEX spread_case_state ON spread_case (state);
CREATE INDEX spread_case_shown ON spread_case (shown_at) WHERE shown > 0;

-- A version of a case as it was handed in. contents: ,3,5,. body: what it says, with its pictures, as JSON; words: all of it in
-- small letters, for the search. returned: what is to be mended, as JSON; cleared: what looks like personal data and may be
-- public, as JSON.
CREATE TABLE spread_version (
	id TEXT NOT NULL REFERENCES spread_case (id),
	n BIGINT NOT NULL,
	title TEXT NOT NULL,
	contents TEXT NOT NULL,
	body TEXT NOT NULL,
	words TEXT NOT NULL,
	at BIGINT NOT NULL,
	account TEXT NOT NULL,
	returned TEXT NOT NULL,
	cleared TEXT NOT NULL,
	answered_at BIGINT NOT NULL,
	answered_by TEXT NOT NULL,
	salt TEXT NOT NULL,
	PRIMARY KEY (id, n)
);

-- +goose Down
DROP TABLE spread_version;
DROP TABLE spread_case;
