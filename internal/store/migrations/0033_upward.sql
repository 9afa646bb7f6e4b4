-- Cases that are recommended to the body above 向上推荐.
-- +goose Up

-- The nth recommendation of a case. version: of the case, as it was public then. body: the body it was recommended to.
-- figures: what the program knew then of targets, grade and uses, as JSON. number, dated: of the letter that was sent, ''
-- until it is registered. outcome: in words, since answered_at; answered_on: the day of the
-- answer, '' before.
CREATE TABLE upward (
	of_case TEXT NOT NULL REFERENCES spread_case (id),
	n BIGINT NOT NULL,
	version BIGINT NOT NULL,
	body TEXT NOT NULL,
	reason TEXT NOT NULL,
	novelty TEXT NOT NULL,
	copying TEXT NOT NULL,
	figures TEXT NOT NULL,
	state TEXT NOT NULL,
	at BIGINT NOT NULL,
	account TEXT NOT NULL,
	number TEXT NOT NULL,
	dated TEXT NOT NULL,
	outcome TEXT NOT NULL,
	answered_on TEXT NOT NULL,
	answered_at BIGINT NOT NULL,
	answered_by TEXT NOT NULL,
	salt TEXT NOT NULL,
	PRIMARY KEY (of_case, n)
);

-- +goose Down
DROP TABLE upward;
