package doctor

// The invariants of the half years, as queries.
const (
	reportOf = named + `JOIN pilot p ON p.application = a.id JOIN half_report r ON r.pilot = p.id JOIN stocktaking s ON s.id = r.stocktaking `

	reportUnasked = reportOf + `WHERE s.cohorts NOT LIKE '%,' || p.cohort || ',%' OR p.opened_at > s.at ORDER BY a.id`

	reportBeforeCall = reportOf + `WHERE r.at < s.at ORDER BY a.id`

	reportTwice = reportOf + `WHERE r.state <> 'replaced' AND EXISTS (SELECT 1 FROM half_report o WHERE o.stocktaking = r.stocktaking AND o.pilot = r.pilot
		AND o.n > r.n AND o.state <> 'replaced') ORDER BY a.id`

	excusedWithoutReason = reportOf + `WHERE r.state = 'excused' AND r.reason = '' ORDER BY a.id`

	stocktakingTwice = `SELECT s.title FROM stocktaking s WHERE EXISTS (SELECT 1 FROM stocktaking o JOIN cohort c ON s.cohorts LIKE '%,' || c.id || ',%'
		AND o.cohorts LIKE '%,' || c.id || ',%' WHERE o.id < s.id AND o.from_day <= s.until_day AND s.from_day <= o.until_day) ORDER BY s.id`
)
