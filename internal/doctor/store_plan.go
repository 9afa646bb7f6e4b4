package doctor

// The invariants of the pilots' plans, as queries.
const (
	runningWithoutPlan = named + `JOIN pilot p ON p.application = a.id WHERE p.state IN ('running', 'midterm_passed', 'rectifying', 'loss_proposed', 'final')
		AND NOT EXISTS (SELECT 1 FROM plan v WHERE v.pilot = p.id AND v.state = 'approved') ORDER BY a.id`

	// A pilot that was withdrawn or terminated meanwhile may leave a plan that nobody judges any more.
	planUnjudged = named + `JOIN pilot p ON p.application = a.id LEFT JOIN plan v ON v.pilot = p.id AND v.state = 'submitted'
		WHERE p.state = 'plan_submitted' AND v.pilot IS NULL OR p.state NOT IN ('plan_submitted', 'withdrawn', 'terminated') AND v.pilot IS NOT NULL ORDER BY a.id`
)
