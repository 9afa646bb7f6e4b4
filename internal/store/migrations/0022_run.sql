-- The room run: a pilot, of an application that was released.
-- +goose Up
CREATE TABLE pilot (
	id TEXT PRIMARY KEY,
	cohort TEXT NOT NULL REFERENCES cohort (id),
	application TEXT NOT NULL UNIQUE REFERENCES application (id),
	unit TEXT NOT NULL REFERENCES unit (id),
	contents TEXT NOT NULL,
	from_day TEXT NOT NULL,
	until_day TEXT NOT NULL,
	state TEXT NOT NULL,
	opened_at BIGINT NOT NULL,
	salt TEXT NOT NULL
);

-- +goose Down
DROP TABLE pilot;
