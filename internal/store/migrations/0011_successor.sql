-- Units that ended and the one that came in their place: 蓬莱市, 长岛县 -> 蓬莱区.
-- +goose Up
CREATE TABLE unit_successor (
	unit TEXT PRIMARY KEY REFERENCES unit (id),
	successor TEXT NOT NULL REFERENCES unit (id),
	at BIGINT NOT NULL,
	reason TEXT NOT NULL,
	salt TEXT NOT NULL
);
CREATE INDEX unit_successor_successor ON unit_successor (successor);

-- +goose Down
DROP TABLE unit_successor;
