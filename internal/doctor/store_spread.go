package doctor

// The invariants of what comes of the pilots, as queries.
const (
	ofCase = ofPilot + `JOIN spread_case c ON c.pilot = p.id `

	ownCaseUsed = ofCase + `JOIN adoption u ON u.of_case = c.id WHERE u.state IN ('stated', 'confirmed') AND u.unit = c.unit ORDER BY u.id`

	recommendedByOne = ofCase + `JOIN upward u ON u.of_case = c.id WHERE u.n > (SELECT COUNT(*) FROM proposal o WHERE o.object = 'upward/' || c.id
		AND o.act = 'spread.recommend' AND o.state = 'confirmed' AND o.proposer <> o.decider) ORDER BY c.id`

	answeredAfterTheEnd = named + `JOIN pilot p ON p.application = a.id JOIN exchange_answer w ON w.pilot = p.id JOIN exchange x ON x.id = w.exchange
		WHERE x.state = 'called_off' AND w.at > x.ended_at ORDER BY a.id`
)
