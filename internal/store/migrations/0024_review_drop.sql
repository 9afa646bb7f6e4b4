-- The room review, ways back: a draw that is given up, a panel that is dropped, a date until which is scored that is moved (C1).
-- +goose Up

-- A draw that was begun and given up before its last number: its number is used up.
CREATE TABLE draw_dropped (
	panel TEXT NOT NULL,
	n BIGINT NOT NULL,
	reason TEXT NOT NULL,
	at BIGINT NOT NULL,
	account TEXT NOT NULL,
	salt TEXT NOT NULL,
	PRIMARY KEY (panel, n)
);

-- A panel that was formed by mistake, or has nothing left to review.
CREATE TABLE panel_dropped (
	panel TEXT PRIMARY KEY REFERENCES panel (id),
	reason TEXT NOT NULL,
	at BIGINT NOT NULL,
	account TEXT NOT NULL,
	salt TEXT NOT NULL
);

-- A panel's end of scoring was moved, n from 1; until_before is what it was.
CREATE TABLE panel_extension (
	panel TEXT NOT NULL REFERENCES panel (id),
	n BIGINT NOT NULL,
	until_before BIGINT NOT NULL,
	until BIGINT NOT NULL,
	reason TEXT NOT NULL,
	at BIGINT NOT NULL,
	account TEXT NOT NULL,
	salt TEXT NOT NULL,
	PRIMARY KEY (panel, n)
);

-- +goose Down
DROP TABLE panel_extension;
DROP TABLE panel_dropped;
DROP TABLE draw_dropped;
