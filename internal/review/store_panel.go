package review

import (
	"crypto/rand"
	"encoding/json"
	"fmt"

	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/clock"
	"shidian/internal/store"
)

const selectPanelColumns = `SELECT p.id, p.cohort, p.name, p.criteria, p.per_bid, p.substitutes, p.blind = TRUE, p.combine, p.ties,
	p.comment_below, p.marked_beyond, p.scoring_until, p.state, COALESCE(g.stage, 0), COALESCE(g.line, 0), COALESCE(g.share, 0),
	COALESCE(r.secret, '') FROM panel p LEFT JOIN panel_stage g ON g.panel = p.id LEFT JOIN panel_order r ON r.panel = p.id`

func scanPanel(row store.Scanner) (p Panel, err error) {
	var criteria, ties string
	var until int64
	err = row.Scan(&p.ID, &p.Cohort, &p.Name, &criteria, &p.PerBid, &p.Substitutes, &p.Blind, &p.Combine, &ties,
		&p.CommentBelow, &p.MarkedBeyond, &until, &p.State, &p.Stage, &p.Line, &p.Share, &p.secret)
	if err != nil {
		return p, err
	}
	p.ScoringUntil = clock.FromMicros(until)
	if err := json.Unmarshal([]byte(criteria), &p.Criteria); err != nil {
		return p, fmt.Errorf("criteria of panel %s: %w", p.ID, err)
	}
	if err := json.Unmarshal([]byte(ties), &p.Ties); err != nil {
		return p, fmt.Errorf("ties of panel %s: %w", p.ID, err)
	}
	return p, nil
}

func selectPanel(t *store.Tx, id string) (Panel, bool, error) {
	return store.One(t, scanPanel, selectPanelColumns+" WHERE p.id = $1", id)
}

// lockPanel takes the panel's row for this transaction: two acts on one panel stand one behind the other.
func lockPanel(t *store.Tx, id string) (Panel, error) {
	if _, err := t.Exec("UPDATE panel SET state = state WHERE id = $1", id); err != nil {
		return Panel{}, err
	}
	return PanelOf(t, id)
}

func selectPanels(t *store.Tx, cohort string) ([]Panel, error) {
	return store.Rows(t, scanPanel, selectPanelColumns+" WHERE p.cohort = $1 OR $1 = '' ORDER BY p.id", cohort)
}

func selectPanelsOfAccount(t *store.Tx, account string) ([]Panel, error) {
	return store.Rows(t, scanPanel, selectPanelColumns+` JOIN seat s ON s.panel = p.id WHERE s.account = $1 AND s.main = TRUE
		AND s.state <> 'refused' AND s.draw = (SELECT MAX(d.n) FROM draw d WHERE d.panel = p.id) ORDER BY p.id`, account)
}

// savePanel writes a panel as it stands now.
func savePanel(t *act.Tx, p Panel) error {
	criteria, err := json.Marshal(p.Criteria)
	if err != nil {
		return err
	}
	ties, err := json.Marshal(p.Ties)
	if err != nil {
		return err
	}
	_, err = t.Exec(`INSERT INTO panel (id, cohort, name, criteria, per_bid, substitutes, blind, combine, ties, comment_below,
		marked_beyond, scoring_until, state, salt) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
		ON CONFLICT (id) DO UPDATE SET name = excluded.name, criteria = excluded.criteria, per_bid = excluded.per_bid,
		substitutes = excluded.substitutes, blind = excluded.blind, combine = excluded.combine, ties = excluded.ties,
		comment_below = excluded.comment_below, marked_beyond = excluded.marked_beyond, scoring_until = excluded.scoring_until,
		state = excluded.state, salt = excluded.salt`,
		p.ID, p.Cohort, p.Name, string(criteria), p.PerBid, p.Substitutes, p.Blind, string(p.Combine), string(ties), p.CommentBelow,
		p.MarkedBeyond, clock.Micros(p.ScoringUntil), string(p.State), rand.Text())
	t.Touch("panel", p.ID)
	return err
}

// insertStage writes which stage a panel is of; of a review with one stage there is nothing to write.
func insertStage(t *act.Tx, p Panel) error {
	if p.Stage == OnlyStage {
		return nil
	}
	_, err := t.Exec("INSERT INTO panel_stage (panel, stage, line, share, salt) VALUES ($1, $2, $3, $4, $5)", p.ID, p.Stage, int64(p.Line),
		p.Share, rand.Text())
	t.Touch("panel_stage", p.ID)
	return err
}

// insertOrder makes the secret by which a blind panel's applications are shuffled.
func insertOrder(t *act.Tx, panel string) error {
	_, err := t.Exec("INSERT INTO panel_order (panel, secret) VALUES ($1, $2)", panel, rand.Text())
	t.Touch("panel_order", panel)
	return err
}

func insertBid(t *act.Tx, b Bid) error {
	_, err := t.Exec("INSERT INTO panel_bid (panel, application, version) VALUES ($1, $2, $3)", b.Panel, b.Application.ID, b.Version)
	t.Touch("panel_bid", b.Panel+"/"+b.Application.ID)
	return err
}

func deleteBid(t *act.Tx, b Bid) error {
	_, err := t.Exec("DELETE FROM panel_bid WHERE panel = $1 AND application = $2", b.Panel, b.Application.ID)
	t.Touch("panel_bid", b.Panel+"/"+b.Application.ID)
	return err
}

// selectTaken are the applications of a cohort that are in a panel that has not ended.
func selectTaken(t *store.Tx, cohort string) ([]string, error) {
	return store.Rows(t, store.Scalar[string], `SELECT b.application FROM panel_bid b JOIN panel p ON p.id = b.panel
		WHERE p.cohort = $1 AND p.state NOT IN ('closed', 'dropped')`, cohort)
}

// selectBids reads a panel's applications, all at once.
func selectBids(t *store.Tx, panel string) ([]Bid, error) {
	bids, err := store.Rows(t, func(row store.Scanner) (b Bid, err error) {
		err = row.Scan(&b.Panel, &b.Application.ID, &b.Version)
		return b, err
	}, `SELECT b.panel, b.application, b.version FROM panel_bid b JOIN application a ON a.id = b.application
		WHERE b.panel = $1 ORDER BY a.number`, panel)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(bids))
	for i, b := range bids {
		ids[i] = b.Application.ID
	}
	applications, err := apply.ByIDs(t, ids)
	for i, id := range ids {
		bids[i].Application = applications[id]
	}
	return bids, err
}

// selectSizes counts the applications of every panel.
func selectSizes(t *store.Tx) (map[string]int, error) {
	type size struct {
		panel string
		n     int
	}
	rows, err := store.Rows(t, func(row store.Scanner) (s size, err error) {
		err = row.Scan(&s.panel, &s.n)
		return s, err
	}, "SELECT panel, COUNT(*) FROM panel_bid GROUP BY panel")
	sizes := make(map[string]int, len(rows))
	for _, s := range rows {
		sizes[s.panel] = s.n
	}
	return sizes, err
}

func selectExclusions(t *store.Tx, panel, which string) ([]Exclusion, error) {
	return store.Rows(t, func(row store.Scanner) (x Exclusion, err error) {
		var at int64
		err = row.Scan(append(x.Expert.into(), &x.Panel, &x.Application, &x.Ground, &x.Evidence, &x.Lifted, &at)...)
		x.At = clock.FromMicros(at)
		return x, err
	}, "SELECT "+expertColumns+`, x.panel, x.application, x.ground, x.evidence, x.lifted, x.at FROM exclusion x
		JOIN expert e ON e.id = x.expert WHERE x.panel = $1 AND `+which+" ORDER BY e.id, x.application", panel)
}

// saveExclusion registers an exclusion or takes it back; one that was taken back may be registered again.
func saveExclusion(t *act.Tx, x Exclusion, salt string) error {
	_, err := t.Exec(`INSERT INTO exclusion (panel, expert, application, ground, evidence, lifted, at, account, salt)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (panel, expert, application) DO UPDATE SET ground = excluded.ground,
		evidence = excluded.evidence, lifted = excluded.lifted, at = excluded.at, account = excluded.account, salt = excluded.salt`,
		x.Panel, x.Expert.ID, x.Application, string(x.Ground), x.Evidence, x.Lifted, clock.Micros(x.At), t.Actor.Account, salt)
	t.Touch("exclusion", x.Panel+"/"+x.Expert.ID+"/"+x.Application)
	return err
}

// selectUnlettered are the rows of panel_bid in panels of the second stage whose application has no submitted sheet in a
// closed letter panel of the cohort.
func selectUnlettered(t *store.Tx) ([]string, error) {
	return store.Rows(t, store.Scalar[string], `SELECT b.panel || '/' || b.application FROM panel_bid b JOIN panel_stage g ON g.panel = b.panel
		JOIN panel p ON p.id = b.panel WHERE g.stage = 2 AND NOT EXISTS (SELECT 1 FROM opinion o JOIN panel_stage h ON h.panel = o.panel
		JOIN panel q ON q.id = o.panel WHERE h.stage = 1 AND q.state = 'closed' AND q.cohort = p.cohort AND o.application = b.application)
		ORDER BY b.panel, b.application`)
}
