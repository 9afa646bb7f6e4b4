package doctor

// The invariants of the brand programme's money, as queries.
const (
	ofFunding = ofPilot + `JOIN spread_funding f ON f.pilot = p.id `

	fundingWithoutDecision = ofFunding + `WHERE f.state = 'agreed' AND NOT EXISTS (SELECT 1 FROM decision d JOIN decision_line l ON l.decision = d.id
		WHERE d.id = f.decision AND d.state = 'decided' AND l.application = a.id AND l.outcome = 'agreed') ORDER BY a.id`

	fundingUnequal = ofFunding + `WHERE f.total <> (SELECT COALESCE(SUM(x.amount), 0) FROM spread_funding_line x WHERE x.funding = f.id)
		OR f.total <> (SELECT COALESCE(SUM(x.amount), 0) FROM spread_instalment x WHERE x.funding = f.id) ORDER BY a.id`

	paidBeyondAgreed = ofFunding + `WHERE EXISTS (SELECT 1 FROM spread_payment x WHERE x.funding = f.id AND x.reversed_at = 0 AND (f.state <> 'agreed' OR NOT EXISTS (SELECT 1
		FROM spread_instalment i WHERE i.funding = f.id AND i.n = x.instalment AND i.amount >= (SELECT SUM(y.amount) FROM spread_payment y WHERE y.funding = f.id
		AND y.instalment = i.n AND y.reversed_at = 0)))) ORDER BY a.id`

	usedBeyondPaid = ofFunding + `WHERE (SELECT COALESCE(SUM(l.amount), 0) FROM spread_spending_line l JOIN spread_spending s ON s.id = l.spending WHERE s.funding = f.id
		AND s.state IN ('reported', 'confirmed')) > (SELECT COALESCE(SUM(x.amount), 0) FROM spread_payment x WHERE x.funding = f.id AND x.reversed_at = 0) ORDER BY a.id`
)
