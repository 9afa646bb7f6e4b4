package publish

import (
	"crypto/rand"
	"encoding/json"

	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/clock"
	"shidian/internal/store"
)

const selectNotice = `SELECT id, cohort, decision, n, state, from_day, until_day, until_at, days, working, first_day, office_phone,
	discipline_phone, site_url, snapshot, signer, issued, at, account FROM public_notice`

func scanNotice(row store.Scanner) (Notice, error) {
	var n Notice
	var from, until string
	var untilAt, at int64
	err := row.Scan(&n.ID, &n.Cohort, &n.Decision, &n.N, &n.State, &from, &until, &untilAt, &n.Period.N, &n.Period.Working, &n.Period.FirstDay,
		&n.OfficePhone, &n.DisciplinePhone, &n.SiteURL, &n.Snapshot, &n.Signer, &n.Issued, &at, &n.Account)
	if err != nil {
		return n, err
	}
	n.UntilAt, n.At = clock.FromMicros(untilAt), clock.FromMicros(at)
	if n.From, err = calendar.ParseDay(from); err != nil {
		return n, err
	}
	n.Until, err = calendar.ParseDay(until)
	return n, err
}

// lockNotice reads a notice and keeps it from everybody else until the transaction ends.
func lockNotice(t *store.Tx, id string) (Notice, error) {
	if _, err := t.Exec("UPDATE public_notice SET state = state WHERE id = $1", id); err != nil {
		return Notice{}, err
	}
	return Get(t, id)
}

func insertNotice(t *act.Tx, n Notice) error {
	_, err := t.Exec(`INSERT INTO public_notice (id, cohort, decision, n, state, from_day, until_day, until_at, days, working, first_day,
		office_phone, discipline_phone, site_url, snapshot, signer, issued, at, account, salt)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)`,
		n.ID, n.Cohort, n.Decision, n.N, string(n.State), n.From.String(), n.Until.String(), clock.Micros(n.UntilAt), n.Period.N, n.Period.Working,
		n.Period.FirstDay, n.OfficePhone, n.DisciplinePhone, n.SiteURL, n.Snapshot, n.Signer, n.Issued, clock.Micros(n.At), n.Account, rand.Text())
	t.Touch("public_notice", n.ID)
	return err
}

func updateNotice(t *act.Tx, n Notice) error {
	_, err := t.Exec(`UPDATE public_notice SET state = $2, from_day = $3, until_day = $4, until_at = $5, office_phone = $6, discipline_phone = $7,
		site_url = $8, snapshot = $9, signer = $10, issued = $11, at = $12, account = $13 WHERE id = $1`,
		n.ID, string(n.State), n.From.String(), n.Until.String(), clock.Micros(n.UntilAt), n.OfficePhone, n.DisciplinePhone, n.SiteURL, n.Snapshot,
		n.Signer, n.Issued, clock.Micros(n.At), n.Account)
	t.Touch("public_notice", n.ID)
	return err
}

func selectLines(t *store.Tx, notice string) ([]Line, error) {
	return store.Rows(t, func(row store.Scanner) (Line, error) {
		var l Line
		var contents, state string
		if err := row.Scan(&l.Application, &l.N, &contents, &state, &l.Reason); err != nil {
			return l, err
		}
		l.Struck = state == lineStruck
		return l, json.Unmarshal([]byte(contents), &l.Contents)
	}, "SELECT application, n, contents, state, reason FROM notice_line WHERE notice = $1 ORDER BY n", notice)
}

const (
	lineStanding = "standing"
	lineStruck   = "struck"
)

func insertLine(t *act.Tx, notice string, l Line) error {
	contents, err := json.Marshal(l.Contents)
	if err != nil {
		return err
	}
	_, err = t.Exec(`INSERT INTO notice_line (notice, application, n, contents, state, reason, salt) VALUES ($1, $2, $3, $4, $5, '', $6)`,
		notice, l.Application, l.N, string(contents), lineStanding, rand.Text())
	t.Touch("notice_line", notice+"/"+l.Application)
	return err
}

func strikeLine(t *act.Tx, notice, application, reason, salt string) error {
	_, err := t.Exec("UPDATE notice_line SET state = $3, reason = $4, salt = $5 WHERE notice = $1 AND application = $2",
		notice, application, lineStruck, reason, salt)
	t.Touch("notice_line", notice+"/"+application)
	return err
}

func selectReleases(t *store.Tx, cohort string) ([]Release, error) {
	return store.Rows(t, func(row store.Scanner) (Release, error) {
		var r Release
		var dated string
		var at int64
		err := row.Scan(&r.ID, &r.Cohort, &r.Number, &r.Signer, &dated, &r.Issued, &at)
		if err == nil {
			r.At = clock.FromMicros(at)
			r.Dated, err = calendar.ParseDay(dated)
		}
		return r, err
	}, "SELECT id, cohort, number, signer, dated, issued, at FROM release WHERE cohort = $1 ORDER BY at DESC, id DESC", cohort)
}

func insertRelease(t *act.Tx, r Release) error {
	_, err := t.Exec(`INSERT INTO release (id, cohort, number, signer, dated, issued, at, account, salt) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		r.ID, r.Cohort, r.Number, r.Signer, r.Dated.String(), r.Issued, clock.Micros(r.At), t.Actor.Account, rand.Text())
	t.Touch("release", r.ID)
	return err
}

// NumberTaken finds a release that bears a number already.
func NumberTaken(t *store.Tx, number string) (bool, error) {
	_, taken, err := store.One(t, store.Scalar[string], "SELECT id FROM release WHERE number = $1 LIMIT 1", number)
	return taken, err
}

// reasonRows are salt and words of the strikes of an application.
func reasonRows(t *store.Tx, application string) ([][2]string, error) {
	return store.Rows(t, func(row store.Scanner) (pair [2]string, err error) {
		err = row.Scan(&pair[0], &pair[1])
		return pair, err
	}, "SELECT salt, reason FROM notice_line WHERE application = $1 AND state = $2", application, lineStruck)
}
