-- The room apply: the order of the list of what came in, and its counts by state, each from an index alone.
-- +goose Up
CREATE INDEX application_order ON application (cohort, (CASE WHEN number = '' THEN 1 ELSE 0 END), number, id);
CREATE INDEX application_count ON application (cohort, state, version, typed_in, confirmed, unit, id);

-- +goose Down
DROP INDEX application_count;
DROP INDEX application_order;
