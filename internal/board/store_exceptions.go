package board

import (
	"fmt"
	"strings"

	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/clock"
	"shidian/internal/programme"
	"shidian/internal/run"
	"shidian/internal/store"
)

// overruns are the recommendations beyond the places that the province decided or still has to.
func overruns(t *store.Tx, c call.Cohort) ([]Exception, error) {
	return store.Rows(t, func(row store.Scanner) (Exception, error) {
		var id, number, city, answer, account string
		var asked, answered int64
		var agreed bool
		e := Exception{Sort: "超出名额推荐"}
		err := row.Scan(&id, &e.Subject, &number, &city, &e.Reason, &asked, &agreed, &answer, &answered, &account)
		e.by = account
		e.At, e.Facts = clock.FromMicros(asked), city+"推荐，待研究"
		switch {
		case answered != 0 && agreed:
			e.At, e.Facts, e.by = clock.FromMicros(answered), city+"推荐，同意："+answer, apply.Object(id)
		case answered != 0:
			e.At, e.Facts, e.by = clock.FromMicros(answered), city+"推荐，不同意："+answer, apply.Object(id)
		}
		e.URL = "/applications/" + id
		return e, err
	}, `SELECT a.id, a.unit_name, a.number, a.city_name, o.reason, o.at, COALESCE(d.agreed, FALSE), COALESCE(d.reason, ''), COALESCE(d.at, 0), o.account
		FROM overrun o JOIN application a ON a.id = o.application LEFT JOIN overrun_answer d ON d.application = o.application
		WHERE a.cohort = $1 ORDER BY o.at, a.id`, c.ID)
}

// lateDoors are the personal dates after the deadline, for a proven fault of the system.
func lateDoors(t *store.Tx, c call.Cohort) ([]Exception, error) {
	return store.Rows(t, func(row store.Scanner) (Exception, error) {
		var id, evidence string
		var at, until int64
		e := Exception{Sort: "逾期补报"}
		err := row.Scan(&id, &e.Subject, &e.Reason, &evidence, &at, &until)
		e.At = clock.FromMicros(at)
		e.Facts = "补报期限：" + calendar.Show(clock.FromMicros(until), e.At) + "；证明材料 SHA-256 " + evidence
		e.by, e.URL = apply.Object(id), "/applications/"+id
		return e, err
	}, `SELECT a.id, a.unit_name, l.reason, l.evidence, l.at, l.until FROM late_door l JOIN application a ON a.id = l.application
		WHERE a.cohort = $1 ORDER BY l.at, l.id`, c.ID)
}

// takenLate are the applications that were accepted although the program found that something came after the deadline: on what
// ground stands beside the item about the time (A5).
func takenLate(t *store.Tx, c call.Cohort) (all []Exception, err error) {
	for _, item := range c.Programme.Stages.Accept.Items {
		if item.Known != programme.KnownInTime {
			continue
		}
		some, err := store.Rows(t, func(row store.Scanner) (Exception, error) {
			var id string
			var at int64
			e := Exception{Sort: "晚到而受理", Facts: "“" + item.Name + "”按符合受理"}
			err := row.Scan(&id, &e.Subject, &e.Reason, &at, &e.by)
			e.At, e.URL = clock.FromMicros(at), "/accept/"+id
			return e, err
		}, `SELECT a.id, a.unit_name, i.note, i.at, i.account FROM check_item i JOIN application a ON a.id = i.application
			JOIN check_conclusion k ON k.application = i.application AND k.version = i.version AND k.outcome = 'accepted'
			WHERE a.cohort = $1 AND i.item = $2 AND i.result = 'passed' AND i.note <> '' ORDER BY i.at, a.id`, c.ID, item.Key)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return all, nil
}

// typedIn are the forms that the office typed in for a unit (代录, A4).
func typedIn(t *store.Tx, c call.Cohort) ([]Exception, error) {
	return store.Rows(t, func(row store.Scanner) (Exception, error) {
		var id string
		var at int64
		var sure bool
		e := Exception{Sort: "代录", Reason: "纸质或邮件报送"}
		err := row.Scan(&id, &e.Subject, &at, &sure, &e.by)
		e.At, e.Facts, e.URL = clock.FromMicros(at), "申报单位尚未确认", "/applications/"+id
		if sure {
			e.Facts = "申报单位已确认"
		}
		return e, err
	}, `SELECT a.id, a.unit_name, a.started_at, a.confirmed, COALESCE((SELECT l.account FROM ledger_entry l
		WHERE l.object = 'application/' || a.id AND l.act = 'apply.type_in' ORDER BY l.n LIMIT 1), '')
		FROM application a WHERE a.cohort = $1 AND a.typed_in ORDER BY a.started_at, a.id`, c.ID)
}

// oldPapers are the papers that came in of a version no longer in force.
func oldPapers(t *store.Tx, c call.Cohort) ([]Exception, error) {
	return store.Rows(t, func(row store.Scanner) (Exception, error) {
		var id string
		var at int64
		var version, copies int
		e := Exception{Sort: "旧版纸质件"}
		err := row.Scan(&id, &e.Subject, &version, &copies, &e.Reason, &at, &e.by)
		e.At, e.Facts, e.URL = clock.FromMicros(at), fmt.Sprintf("收到第%d版 %d 份，登记为旧版，待补现行版本", version, copies), "/applications/"+id
		return e, err
	}, `SELECT a.id, a.unit_name, p.version, p.copies, p.note, p.at, p.account FROM paper_received p JOIN application a ON a.id = p.application
		WHERE p.cohort = $1 AND p.standing = 'old' AND NOT EXISTS (SELECT 1 FROM paper_mistaken m WHERE m.paper = p.id) ORDER BY p.at, p.id`, c.ID)
}

// mistakenPapers are registrations at the counter that were marked as wrong.
func mistakenPapers(t *store.Tx, c call.Cohort) ([]Exception, error) {
	return store.Rows(t, func(row store.Scanner) (Exception, error) {
		var id string
		var at int64
		var copies int
		e := Exception{Sort: "纸质件登记错误"}
		err := row.Scan(&id, &e.Subject, &copies, &e.Reason, &at, &e.by)
		e.At, e.Facts, e.URL = clock.FromMicros(at), fmt.Sprintf("登记的 %d 份注明错误，不再计算，单位已收到消息", copies), "/applications/"+id
		return e, err
	}, `SELECT a.id, a.unit_name, p.copies, m.reason, m.at, m.account FROM paper_mistaken m JOIN paper_received p ON p.id = m.paper
		JOIN application a ON a.id = p.application WHERE p.cohort = $1 ORDER BY m.at, m.paper`, c.ID)
}

// selectPeople names every account, for a page of the house's own.
func selectPeople(t *store.Tx) (map[string]string, error) {
	type person struct{ id, unit, roles, name string }
	rows, err := store.Rows(t, func(row store.Scanner) (p person, err error) {
		err = row.Scan(&p.id, &p.unit, &p.roles, &p.name)
		return p, err
	}, `SELECT a.id, e.short, a.roles, a.name FROM account a JOIN unit_era e ON e.unit = a.unit
		WHERE e.from_at = (SELECT MAX(x.from_at) FROM unit_era x WHERE x.unit = a.unit) ORDER BY a.id`)
	names := map[string]string{}
	for _, p := range rows {
		names[p.id] = personOf(p.unit, p.roles, p.name)
	}
	return names, err
}

// deed is an act of two persons on an object, at the instant when it was confirmed.
type deed struct {
	act, object string
	at          int64
}

// two are who proposed a deed and who confirmed it.
type two struct{ proposer, decider string }

// selectConfirmed are all deeds of the acts behind exceptions, with their two persons.
func selectConfirmed(t *store.Tx) (map[deed]two, error) {
	type row struct {
		deed
		two
	}
	args, marks := []any{confirmed}, []string(nil)
	for _, name := range actsOf {
		args = append(args, name)
		marks = append(marks, fmt.Sprintf("$%d", len(args)))
	}
	rows, err := store.Rows(t, func(s store.Scanner) (r row, err error) {
		err = s.Scan(&r.act, &r.object, &r.at, &r.proposer, &r.decider)
		return r, err
	}, "SELECT act, object, decided_at, proposer, decider FROM proposal WHERE state = $1 AND act IN ("+strings.Join(marks, ", ")+")", args...)
	all := make(map[deed]two, len(rows))
	for _, r := range rows {
		all[r.deed] = r.two
	}
	return all, err
}

// excused are the half years of which no report is asked.
func excused(t *store.Tx, c call.Cohort) ([]Exception, error) {
	return store.Rows(t, func(row store.Scanner) (Exception, error) {
		e := Exception{Sort: "免报"}
		var pilot string
		var at int64
		err := row.Scan(&pilot, &e.Subject, &e.Facts, &e.Reason, &at, &e.by)
		e.At, e.URL = clock.FromMicros(at), run.Link(pilot)
		return e, err
	}, `SELECT p.id, a.unit_name, s.title, r.reason, r.at, r.account FROM half_report r JOIN stocktaking s ON s.id = r.stocktaking
		JOIN pilot p ON p.id = r.pilot JOIN application a ON a.id = p.application WHERE p.cohort = $1 AND r.state = 'excused' ORDER BY r.at, p.id`, c.ID)
}

// changed are the changes that were agreed to; one of the plan alone is none.
func changed(t *store.Tx, c call.Cohort) ([]Exception, error) {
	return store.Rows(t, func(row store.Scanner) (e Exception, err error) {
		var id, kind string
		var at int64
		err = row.Scan(&id, &e.Subject, &kind, &e.Facts, &e.Reason, &at)
		e.At, e.Sort, e.by, e.URL = clock.FromMicros(at), changeSorts[kind], run.ChangeObject(id), "/changes/"+id
		return e, err
	}, `SELECT h.id, a.unit_name, h.kind, h.answer, h.reason, h.answered_at FROM pilot_change h JOIN pilot p ON p.id = h.pilot
		JOIN application a ON a.id = p.application WHERE p.cohort = $1 AND h.state = 'agreed' AND h.kind <> 'plan' ORDER BY h.answered_at, h.id`, c.ID)
}
