package doctor

// The invariants from the decision to the pilots, as queries.
const (
	selectedWithoutDecision = named + `WHERE a.state = 'selected' AND NOT EXISTS (SELECT 1 FROM decision_line l JOIN decision d ON d.id = l.decision
		WHERE l.application = a.id AND d.state = 'decided' AND d.matter IN ('建议名单', '备选递补') AND l.outcome IN ('agreed', 'fewer')) ORDER BY a.id`

	selectedWithoutNotice = named + `WHERE a.state = 'selected' AND NOT EXISTS (SELECT 1 FROM notice_line l JOIN public_notice n ON n.id = l.notice
		WHERE l.application = a.id AND l.state = 'standing' AND n.state = 'released') ORDER BY a.id`

	releasedWithObjection = `SELECT o.number FROM objection o JOIN public_notice n ON n.id = o.notice
		WHERE n.state = 'released' AND o.state <> 'closed' ORDER BY o.number`

	pilotWithoutRelease = named + `JOIN pilot p ON p.application = a.id WHERE a.state <> 'selected'
		OR NOT EXISTS (SELECT 1 FROM release r WHERE r.cohort = p.cohort) ORDER BY a.id`

	selectedWithoutPilot = named + `WHERE a.state = 'selected' AND NOT EXISTS (SELECT 1 FROM pilot p WHERE p.application = a.id) ORDER BY a.id`

	handledByWhomItConcerns = `SELECT number FROM objection WHERE handler <> '' AND handler = concerns ORDER BY number`
)
