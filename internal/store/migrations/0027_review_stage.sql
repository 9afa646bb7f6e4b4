-- The room review: two stages, letter review (函评), then panel (会评); the order of a blind panel (C1).
-- +goose Up

-- Which stage a panel is of, where the programme has two: 1 letter, 2 panel; of a review with one stage there is no row.
-- line is the lowest combined letter score with which an application came into it, in hundredths of a point, fixed when
-- the panel was formed; share is how much of the final score the letter review is, in per cent. Both are 0 of a letter
-- panel.
CREATE TABLE panel_stage (
	panel TEXT PRIMARY KEY REFERENCES panel (id),
	stage BIGINT NOT NULL,
	line BIGINT NOT NULL,
	share BIGINT NOT NULL,
	salt TEXT NOT NULL
);

-- The secret by which the applications of a blind panel are shuffled: an applicant knows his application's id and must not
-- be able to work out its number from it. Made when the criteria are fixed.
CREATE TABLE panel_order (
	panel TEXT PRIMARY KEY REFERENCES panel (id),
	secret TEXT NOT NULL
);

-- +goose Down
DROP TABLE panel_order;
DROP TABLE panel_stage;
