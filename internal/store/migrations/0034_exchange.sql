-- The exchange activities of cohorts 观摩交流.
-- +goose Up

-- An activity. kind: visit, talk. cohorts: ,c1,c2,: whose pilots are invited. host: the pilot at which it takes place, '' for
-- none. answer_by: the last day for answers. state: announced, called_off, summed_up. by_unit: whose people announced it.
-- reason: why it was called off. summary, files: what is said of it afterwards, with hashes as JSON.
CREATE TABLE exchange (
	id TEXT PRIMARY KEY,
	title TEXT NOT NULL,
	kind TEXT NOT NULL,
	cohorts TEXT NOT NULL,
	from_day TEXT NOT NULL,
	until_day TEXT NOT NULL,
	hours TEXT NOT NULL,
	place TEXT NOT NULL,
	host TEXT NOT NULL,
	words TEXT NOT NULL,
	answer_by TEXT NOT NULL,
	state TEXT NOT NULL,
	by_unit TEXT NOT NULL REFERENCES unit (id),
	at BIGINT NOT NULL,
	account TEXT NOT NULL,
	reason TEXT NOT NULL,
	summary TEXT NOT NULL,
	files TEXT NOT NULL,
	ended_at BIGINT NOT NULL,
	ended_by TEXT NOT NULL,
	salt TEXT NOT NULL
);
CREATE INDEX exchange_state ON exchange (state);

-- What a pilot's unit answered last: whether it comes, with how many people.
CREATE TABLE exchange_answer (
	exchange TEXT NOT NULL REFERENCES exchange (id),
	pilot TEXT NOT NULL REFERENCES pilot (id),
	coming BOOLEAN NOT NULL,
	people BIGINT NOT NULL,
	note TEXT NOT NULL,
	at BIGINT NOT NULL,
	account TEXT NOT NULL,
	salt TEXT NOT NULL,
	PRIMARY KEY (exchange, pilot)
);

-- With how many people a pilot was there.
CREATE TABLE exchange_attendance (
	exchange TEXT NOT NULL REFERENCES exchange (id),
	pilot TEXT NOT NULL REFERENCES pilot (id),
	people BIGINT NOT NULL,
	salt TEXT NOT NULL,
	PRIMARY KEY (exchange, pilot)
);
CREATE INDEX exchange_attendance_pilot ON exchange_attendance (pilot);

-- +goose Down
DROP TABLE exchange_attendance;
DROP TABLE exchange_answer;
DROP TABLE exchange;
