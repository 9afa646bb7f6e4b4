-- The room evaluate: what was found of a pilot at the midterm, after rectifying and at the end; what the unit put right; the
-- loss of the status with the hearing before it.
-- +goose Up

-- One look at a pilot. kind: midterm, second, final. conclusion: passed, failed; '' of a final one. sheet: what was found
-- by criterion, as JSON; items: what is to be put right, as JSON; until_day: by when, '' for none. total: of the sheet's
-- points in hundredths. proposed: the grade by the thresholds, grade: the one put before the body. scan: hash of the signed
-- sheet. state: open, agreed, struck: what the body decided of a final one.
CREATE TABLE evaluation (
	pilot TEXT NOT NULL REFERENCES pilot (id),
	n BIGINT NOT NULL,
	kind TEXT NOT NULL,
	conclusion TEXT NOT NULL,
	sheet TEXT NOT NULL,
	experts TEXT NOT NULL,
	words TEXT NOT NULL,
	items TEXT NOT NULL,
	until_day TEXT NOT NULL,
	early TEXT NOT NULL,
	total BIGINT NOT NULL,
	proposed TEXT NOT NULL,
	grade TEXT NOT NULL,
	reason TEXT NOT NULL,
	scan TEXT NOT NULL,
	state TEXT NOT NULL,
	decision TEXT NOT NULL,
	at BIGINT NOT NULL,
	account TEXT NOT NULL,
	salt TEXT NOT NULL,
	PRIMARY KEY (pilot, n)
);

-- What a unit reports that it has put right, item by item, as JSON. asks: '1' where it asks for the second look at once.
CREATE TABLE rectification (
	pilot TEXT NOT NULL REFERENCES pilot (id),
	n BIGINT NOT NULL,
	items TEXT NOT NULL,
	asks TEXT NOT NULL,
	at BIGINT NOT NULL,
	account TEXT NOT NULL,
	salt TEXT NOT NULL,
	PRIMARY KEY (pilot, n)
);

-- A loss of the status that was proposed: what the unit was asked for and until when, what it stated, what the body decided
-- (state: asked, agreed, struck; again_day: the new date where it refused), and the document that was issued.
CREATE TABLE loss (
	id TEXT PRIMARY KEY,
	pilot TEXT NOT NULL REFERENCES pilot (id),
	state TEXT NOT NULL,
	words TEXT NOT NULL,
	until_day TEXT NOT NULL,
	asked_at BIGINT NOT NULL,
	asked_by TEXT NOT NULL,
	statement TEXT NOT NULL,
	files TEXT NOT NULL,
	stated_at BIGINT NOT NULL,
	stated_by TEXT NOT NULL,
	decision TEXT NOT NULL,
	again_day TEXT NOT NULL,
	number TEXT NOT NULL,
	signer TEXT NOT NULL,
	dated TEXT NOT NULL,
	issued TEXT NOT NULL,
	announced_at BIGINT NOT NULL,
	salt TEXT NOT NULL
);
CREATE INDEX loss_pilot ON loss (pilot, asked_at);

-- +goose Down
DROP TABLE loss;
DROP TABLE rectification;
DROP TABLE evaluation;
