-- The room review, the draw: experts, panels, exclusions, draws before witnesses, and the seats that come out of them (C1).
-- +goose Up

-- The pool. last_service is a day as 2020-05-12, '' unknown; account is the last one that was issued, '' never drawn.
CREATE TABLE expert (
	id TEXT PRIMARY KEY,
	name TEXT NOT NULL,
	employer TEXT NOT NULL,
	field TEXT NOT NULL,
	title TEXT NOT NULL,
	phone TEXT NOT NULL,
	email TEXT NOT NULL,
	inhouse BOOLEAN NOT NULL,
	last_service TEXT NOT NULL,
	account TEXT NOT NULL,
	state TEXT NOT NULL,
	salt TEXT NOT NULL
);
CREATE INDEX expert_account ON expert (account);

-- A list of experts that was checked and waits to be imported.
CREATE TABLE expert_upload (
	account TEXT PRIMARY KEY,
	source TEXT NOT NULL,
	lines TEXT NOT NULL,
	at BIGINT NOT NULL
);

-- A panel. criteria and ties are canonical JSON, copied from the programme and fixed by the act that freezes; '' before.
CREATE TABLE panel (
	id TEXT PRIMARY KEY,
	cohort TEXT NOT NULL REFERENCES cohort (id),
	name TEXT NOT NULL,
	criteria TEXT NOT NULL,
	per_bid BIGINT NOT NULL,
	substitutes BIGINT NOT NULL,
	blind BOOLEAN NOT NULL,
	combine TEXT NOT NULL,
	ties TEXT NOT NULL,
	comment_below BIGINT NOT NULL,
	marked_beyond BIGINT NOT NULL,
	scoring_until BIGINT NOT NULL,
	state TEXT NOT NULL,
	salt TEXT NOT NULL
);
CREATE INDEX panel_cohort ON panel (cohort);

-- The applications of a panel, each in the version that is reviewed.
CREATE TABLE panel_bid (
	panel TEXT NOT NULL REFERENCES panel (id),
	application TEXT NOT NULL REFERENCES application (id),
	version BIGINT NOT NULL,
	PRIMARY KEY (panel, application)
);
CREATE INDEX panel_bid_application ON panel_bid (application);

-- An expert kept from one application, or ('') from the whole panel. lifted is why it was taken back, '' while it stands.
CREATE TABLE exclusion (
	panel TEXT NOT NULL REFERENCES panel (id),
	expert TEXT NOT NULL REFERENCES expert (id),
	application TEXT NOT NULL,
	ground TEXT NOT NULL,
	evidence TEXT NOT NULL,
	lifted TEXT NOT NULL,
	at BIGINT NOT NULL,
	account TEXT NOT NULL,
	salt TEXT NOT NULL,
	PRIMARY KEY (panel, expert, application)
);

-- A draw; n counts from 1, and a redraw appends with its reason. pool_text is what pool_hash is the SHA-256 of;
-- seed and file are '' until the last witness's number is in. file is the published draw.json.
CREATE TABLE draw (
	panel TEXT NOT NULL REFERENCES panel (id),
	n BIGINT NOT NULL,
	reason TEXT NOT NULL,
	pool_text TEXT NOT NULL,
	pool_hash TEXT NOT NULL,
	seed TEXT NOT NULL,
	file TEXT NOT NULL,
	begun_at BIGINT NOT NULL,
	drawn_at BIGINT NOT NULL,
	account TEXT NOT NULL,
	salt TEXT NOT NULL,
	PRIMARY KEY (panel, n)
);

-- A draw's witnesses in their order; number is '' until it is entered, and shown to nobody before all are in.
CREATE TABLE draw_witness (
	panel TEXT NOT NULL,
	draw BIGINT NOT NULL,
	n BIGINT NOT NULL,
	account TEXT NOT NULL,
	body TEXT NOT NULL,
	number TEXT NOT NULL,
	at BIGINT NOT NULL,
	salt TEXT NOT NULL,
	PRIMARY KEY (panel, draw, n)
);
CREATE INDEX draw_witness_account ON draw_witness (account);

-- The frozen pool of a draw: the salt behind each published code. Insiders hold these.
CREATE TABLE draw_code (
	panel TEXT NOT NULL,
	draw BIGINT NOT NULL,
	expert TEXT NOT NULL,
	code TEXT NOT NULL,
	salt TEXT NOT NULL,
	PRIMARY KEY (panel, draw, expert)
);

-- Who was drawn, in the order of the draw from 1; main or substitute.
CREATE TABLE seat (
	panel TEXT NOT NULL,
	draw BIGINT NOT NULL,
	expert TEXT NOT NULL REFERENCES expert (id),
	place BIGINT NOT NULL,
	main BOOLEAN NOT NULL,
	account TEXT NOT NULL,
	reason TEXT NOT NULL,
	state TEXT NOT NULL,
	salt TEXT NOT NULL,
	PRIMARY KEY (panel, draw, expert)
);
CREATE INDEX seat_account ON seat (account);

-- +goose Down
DROP TABLE seat;
DROP TABLE draw_code;
DROP TABLE draw_witness;
DROP TABLE draw;
DROP TABLE exclusion;
DROP TABLE panel_bid;
DROP TABLE panel;
DROP TABLE expert_upload;
DROP TABLE expert;
