package doctor

// The invariants of the evaluations, as queries.
const (
	ofPilot = named + `JOIN pilot p ON p.application = a.id `

	rectifyingWithoutLook = ofPilot + `WHERE p.state IN ('rectifying', 'loss_proposed', 'disqualified') AND NOT EXISTS (SELECT 1 FROM evaluation e
		WHERE e.pilot = p.id AND e.kind = 'midterm' AND e.conclusion = 'failed') ORDER BY a.id`

	lostWithoutHearing = ofPilot + `WHERE p.state = 'disqualified' AND NOT EXISTS (SELECT 1 FROM loss s JOIN decision d ON d.id = s.decision
		JOIN decision_line l ON l.decision = d.id WHERE s.pilot = p.id AND s.asked_at > 0 AND d.state = 'decided' AND l.application = a.id
		AND l.outcome = 'agreed') ORDER BY a.id`

	gradedWithoutDecision = ofPilot + `JOIN evaluation e ON e.pilot = p.id WHERE e.kind = 'final' AND e.state = 'agreed' AND NOT EXISTS (SELECT 1
		FROM decision d JOIN decision_line l ON l.decision = d.id WHERE d.id = e.decision AND d.state = 'decided' AND l.application = a.id
		AND l.outcome = 'agreed') ORDER BY a.id`

	endedWithoutGrade = ofPilot + `WHERE p.state = 'ended' AND NOT EXISTS (SELECT 1 FROM evaluation e WHERE e.pilot = p.id AND e.kind = 'final'
		AND e.state = 'agreed') ORDER BY a.id`
)
