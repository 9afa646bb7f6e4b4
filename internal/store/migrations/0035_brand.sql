-- The brand programme and its money, in the room spread.
-- +goose Up

-- A pilot that a body took into the brand programme. look: which of its looks the body saw.
CREATE TABLE spread_brand (
	pilot TEXT PRIMARY KEY REFERENCES pilot (id),
	decision TEXT NOT NULL REFERENCES decision (id),
	look BIGINT NOT NULL,
	at BIGINT NOT NULL,
	salt TEXT NOT NULL
);

-- What a pilot is to be given, all amounts in fen. state: drawn, agreed, struck, replaced, dropped. words: what it is for as a
-- whole; answer: why it was dropped, or not agreed to. decided_on: the day of the session.
CREATE TABLE spread_funding (
	id TEXT PRIMARY KEY,
	pilot TEXT NOT NULL REFERENCES spread_brand (pilot),
	n BIGINT NOT NULL,
	state TEXT NOT NULL,
	total BIGINT NOT NULL,
	words TEXT NOT NULL,
	at BIGINT NOT NULL,
	account TEXT NOT NULL,
	decision TEXT NOT NULL,
	decided_on TEXT NOT NULL,
	answer TEXT NOT NULL,
	salt TEXT NOT NULL,
	UNIQUE (pilot, n)
);

-- What the money is for, and in which parts it is paid. terms: what has to be so before the part is paid.
CREATE TABLE spread_funding_line (
	funding TEXT NOT NULL REFERENCES spread_funding (id),
	n BIGINT NOT NULL,
	what TEXT NOT NULL,
	amount BIGINT NOT NULL,
	salt TEXT NOT NULL,
	PRIMARY KEY (funding, n)
);
CREATE TABLE spread_instalment (
	funding TEXT NOT NULL REFERENCES spread_funding (id),
	n BIGINT NOT NULL,
	amount BIGINT NOT NULL,
	by_day TEXT NOT NULL,
	terms TEXT NOT NULL,
	salt TEXT NOT NULL,
	PRIMARY KEY (funding, n)
);

-- What was paid, as the voucher says. reversed_at: when it was found mistaken, 0 for never; why: in words; instead: the payment
-- that was registered in its place, '' for none.
CREATE TABLE spread_payment (
	id TEXT PRIMARY KEY,
	funding TEXT NOT NULL REFERENCES spread_funding (id),
	instalment BIGINT NOT NULL,
	amount BIGINT NOT NULL,
	on_day TEXT NOT NULL,
	voucher TEXT NOT NULL,
	proof TEXT NOT NULL,
	at BIGINT NOT NULL,
	account TEXT NOT NULL,
	reversed_at BIGINT NOT NULL,
	reversed_by TEXT NOT NULL,
	why TEXT NOT NULL,
	instead TEXT NOT NULL,
	salt TEXT NOT NULL
);
CREATE INDEX spread_payment_funding ON spread_payment (funding);

-- What the unit states that it used since it stated something last. state: reported, confirmed, returned, replaced. files: the
-- proofs, as JSON; answer: what is to be mended.
CREATE TABLE spread_spending (
	id TEXT PRIMARY KEY,
	funding TEXT NOT NULL REFERENCES spread_funding (id),
	n BIGINT NOT NULL,
	state TEXT NOT NULL,
	words TEXT NOT NULL,
	files TEXT NOT NULL,
	at BIGINT NOT NULL,
	account TEXT NOT NULL,
	answered_at BIGINT NOT NULL,
	answered_by TEXT NOT NULL,
	answer TEXT NOT NULL,
	salt TEXT NOT NULL,
	UNIQUE (funding, n)
);
CREATE TABLE spread_spending_line (
	spending TEXT NOT NULL REFERENCES spread_spending (id),
	line BIGINT NOT NULL,
	amount BIGINT NOT NULL,
	words TEXT NOT NULL,
	salt TEXT NOT NULL,
	PRIMARY KEY (spending, line)
);

-- +goose Down
DROP TABLE spread_spending_line;
DROP TABLE spread_spending;
DROP TABLE spread_payment;
DROP TABLE spread_instalment;
DROP TABLE spread_funding_line;
DROP TABLE spread_funding;
DROP TABLE spread_brand;
