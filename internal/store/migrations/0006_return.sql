-- The room apply: an application sent back by item, and the late door for one applicant.
-- +goose Up

-- An application sent back for named fields until a personal date. items are [{"key","reason"}]; version is the one
-- that was sent back, answered the version that came in its place (0: none yet).
CREATE TABLE application_return (
	id TEXT PRIMARY KEY,
	application TEXT NOT NULL REFERENCES application (id),
	version BIGINT NOT NULL,
	unit TEXT NOT NULL,
	at BIGINT NOT NULL,
	until BIGINT NOT NULL,
	items TEXT NOT NULL,
	salt TEXT NOT NULL,
	answered BIGINT NOT NULL
);
CREATE INDEX application_return_application ON application_return (application, at);

-- A late door (逾期补报): one application may still be submitted until then, for a proven fault of the system.
-- evidence is a stored file's hash.
CREATE TABLE late_door (
	id TEXT PRIMARY KEY,
	application TEXT NOT NULL REFERENCES application (id),
	at BIGINT NOT NULL,
	until BIGINT NOT NULL,
	reason TEXT NOT NULL,
	evidence TEXT NOT NULL,
	salt TEXT NOT NULL
);
CREATE INDEX late_door_application ON late_door (application, at);

-- +goose Down
DROP TABLE late_door;
DROP TABLE application_return;
