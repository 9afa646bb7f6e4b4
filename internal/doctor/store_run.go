package doctor

// The invariants of the pilots at work, as queries. Those of a pilot give the number of its application.
const (
	pilotNamed = named + "JOIN pilot p ON p.application = a.id "

	problemWithoutOutcome = pilotNamed + `JOIN pilot_problem x ON x.pilot = p.id WHERE x.state = 'closed' AND x.outcome = ''
		OR x.state = 'closed' AND NOT EXISTS (SELECT 1 FROM problem_step s WHERE s.problem = x.id AND s.what = 'closed') ORDER BY a.number`

	changeByOne = pilotNamed + `JOIN pilot_change x ON x.pilot = p.id WHERE x.state IN ('agreed', 'refused') AND NOT EXISTS (SELECT 1 FROM proposal o
		WHERE o.object = 'change/' || x.id AND o.act = 'run.decide_change' AND o.state = 'confirmed' AND o.proposer <> o.decider) ORDER BY a.number`

	withdrawnWithoutChange = pilotNamed + `WHERE p.state = 'withdrawn' AND NOT EXISTS (SELECT 1 FROM pilot_change x
		WHERE x.pilot = p.id AND x.kind = 'withdrawal' AND x.state = 'agreed') ORDER BY a.number`

	terminatedWithoutDecision = pilotNamed + `WHERE p.state = 'terminated' AND NOT EXISTS (SELECT 1 FROM decision_line l JOIN decision d ON d.id = l.decision
		WHERE l.application = a.id AND d.state = 'decided' AND d.matter = '终止试点' AND l.outcome = 'agreed') ORDER BY a.number`
)
