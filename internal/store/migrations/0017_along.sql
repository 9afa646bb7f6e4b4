-- Some acts carry other things along than their own object: a list that goes on notice, its applications. The entry's
-- bytes say so; this is the way back from a thing to those entries.
-- +goose Up
CREATE TABLE ledger_along (
	object TEXT NOT NULL,
	n BIGINT NOT NULL REFERENCES ledger_entry (n),
	PRIMARY KEY (object, n)
);

-- +goose Down
DROP TABLE ledger_along;
