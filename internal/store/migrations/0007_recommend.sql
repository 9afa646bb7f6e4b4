-- The room recommend: what a recommender (a county's city) says of an application, and the places it has (A6, A7).
-- +goose Up

-- One row for each place taken. The primary key lets one number be taken once, whoever clicks at the same moment;
-- n above the quota's cap stands only beside an overrun_answer that agreed. Freed by removing the row.
CREATE TABLE place (
	cohort TEXT NOT NULL REFERENCES cohort (id),
	quota TEXT NOT NULL,
	holder TEXT NOT NULL,
	n BIGINT NOT NULL,
	application TEXT NOT NULL REFERENCES application (id),
	PRIMARY KEY (cohort, quota, holder, n),
	UNIQUE (application, quota)
);

-- The recommendation of an application: the opinion for the form's box, or pen: the box is left to be written by hand.
-- version is the one that it is about; rank is its place in the recommender's order, smaller first.
CREATE TABLE endorsement (
	application TEXT PRIMARY KEY REFERENCES application (id),
	version BIGINT NOT NULL,
	recommender TEXT NOT NULL,
	opinion TEXT NOT NULL,
	pen BOOLEAN NOT NULL,
	rank BIGINT NOT NULL,
	at BIGINT NOT NULL,
	account TEXT NOT NULL,
	salt TEXT NOT NULL
);
CREATE INDEX endorsement_recommender ON endorsement (recommender, rank);

-- A recommendation beyond the places, with the recommender's reason.
CREATE TABLE overrun (
	application TEXT PRIMARY KEY REFERENCES application (id),
	version BIGINT NOT NULL,
	reason TEXT NOT NULL,
	at BIGINT NOT NULL,
	account TEXT NOT NULL,
	salt TEXT NOT NULL
);

-- What the province answered to it.
CREATE TABLE overrun_answer (
	application TEXT PRIMARY KEY REFERENCES application (id),
	agreed BOOLEAN NOT NULL,
	reason TEXT NOT NULL,
	at BIGINT NOT NULL,
	account TEXT NOT NULL,
	salt TEXT NOT NULL
);

-- An application that its recommender does not recommend, and why.
CREATE TABLE declined (
	application TEXT PRIMARY KEY REFERENCES application (id),
	version BIGINT NOT NULL,
	reason TEXT NOT NULL,
	at BIGINT NOT NULL,
	account TEXT NOT NULL,
	salt TEXT NOT NULL
);

-- The form with the recommender's opinion in its box, rendered once for a version; hash is the stored file's.
CREATE TABLE endorsed_paper (
	application TEXT NOT NULL REFERENCES application (id),
	n BIGINT NOT NULL,
	hash TEXT NOT NULL,
	size BIGINT NOT NULL,
	rendered_at BIGINT NOT NULL,
	PRIMARY KEY (application, n)
);
CREATE INDEX endorsed_paper_hash ON endorsed_paper (hash);

-- +goose Down
DROP TABLE endorsed_paper;
DROP TABLE declined;
DROP TABLE overrun_answer;
DROP TABLE overrun;
DROP TABLE endorsement;
DROP TABLE place;
