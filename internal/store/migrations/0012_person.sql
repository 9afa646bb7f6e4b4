-- The room apply: persons whom a unit nominates, and files that belong to a field of the form.
-- +goose Up

-- slot is '' for a unit's own application and the application's id for a person's: a unit has one application of its
-- own in a cohort, and one for each person whom it nominates.
ALTER TABLE application ADD COLUMN slot TEXT NOT NULL DEFAULT '';

-- subject is the person's name, '' for a unit's own application: personal data, for lists. Until the first submit it
-- follows the draft; after it, it is the name in the last frozen version and goes when that version's personal part goes.
ALTER TABLE application ADD COLUMN subject TEXT NOT NULL DEFAULT '';

DROP INDEX application_one;
CREATE UNIQUE INDEX application_one ON application (cohort, unit, slot) WHERE state <> 'withdrawn';

-- field is the field of the form that a file belongs to; '' for the attachments behind the form.
ALTER TABLE attachment ADD COLUMN field TEXT NOT NULL DEFAULT '';

-- Numbers are counted for each programme's prefix.
UPDATE application_counter SET year = 'SD-' || year;

-- +goose Down
UPDATE application_counter SET year = SUBSTR(year, 4) WHERE year LIKE 'SD-%';
ALTER TABLE attachment DROP COLUMN field;
DROP INDEX application_one;
CREATE UNIQUE INDEX application_one ON application (cohort, unit) WHERE state <> 'withdrawn';
ALTER TABLE application DROP COLUMN subject;
ALTER TABLE application DROP COLUMN slot;
