package board

import (
	"encoding/json"
	"fmt"
	"time"

	"shidian/internal/access"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/clock"
	"shidian/internal/decide"
	"shidian/internal/publish"
	"shidian/internal/store"
)

// published are the departures from the list to the release (C1, C3): who was passed over, what was struck or stopped,
// the objections that were answered, and, for the supervisor alone, how many reports came.
func published(t *store.Tx, actor access.Actor, c call.Cohort) ([]Exception, error) {
	all, err := passedOver(t, c)
	if err != nil {
		return nil, err
	}
	notices, err := publish.Of(t, c.ID)
	if err != nil {
		return nil, err
	}
	units, err := noticed(t, notices)
	if err != nil {
		return nil, err
	}
	for _, n := range notices {
		for _, read := range []func(*store.Tx, access.Actor, publish.Notice, map[string]apply.Application) ([]Exception, error){strikes, objected} {
			some, err := read(t, actor, n, units)
			if err != nil {
				return nil, err
			}
			all = append(all, some...)
		}
	}
	reported, err := reported(t, actor, notices)
	return append(all, reported...), err
}

// noticed reads the applications of all lines of some notices at once.
func noticed(t *store.Tx, notices []publish.Notice) (map[string]apply.Application, error) {
	var ids []string
	for _, n := range notices {
		for _, l := range n.Lines {
			ids = append(ids, l.Application)
		}
	}
	return apply.ByIDs(t, ids)
}

func passedOver(t *store.Tx, c call.Cohort) (all []Exception, err error) {
	decisions, err := decide.Of(t, c.ID)
	for _, d := range decisions {
		if d.PassedOver == "" {
			continue
		}
		e := Exception{At: d.ListedAt, Sort: "名次在前未列入", Subject: string(d.Matter), Facts: fmt.Sprintf("名单%d个单位", len(d.Lines)), Reason: d.PassedOver, URL: "/decide/" + d.ID, by: d.Account}
		if d.State == decide.Decided {
			e.Facts += "，" + d.Body + d.Session + "研究"
			e.by, e.decided = decide.Object(d.ID), d.DecidedAt
		}
		all = append(all, e)
	}
	return all, err
}

// strikes are the lines that were struck from a notice, and its end before its time.
func strikes(t *store.Tx, _ access.Actor, n publish.Notice, units map[string]apply.Application) ([]Exception, error) {
	type strike struct {
		publish.Striking
		at time.Time
	}
	list, err := store.Rows(t, func(row store.Scanner) (s strike, err error) {
		var params string
		var at int64
		if err = row.Scan(&params, &at); err == nil {
			s.at, err = clock.FromMicros(at), json.Unmarshal([]byte(params), &s.Striking)
		}
		return s, err
	}, "SELECT params, decided_at FROM proposal WHERE object = $1 AND act IN ($2, $3) AND state = $4 ORDER BY decided_at, id",
		publish.Object(n.ID), actsOf["从公示名单撤下"], actsOf["终止公示"], confirmed)
	all := make([]Exception, len(list))
	for i, s := range list {
		all[i] = Exception{At: s.at, Sort: "终止公示", Subject: "整个名单", Facts: fmt.Sprintf("%d个单位", len(n.Lines)), Reason: s.Reason, URL: "/publish/" + n.ID, by: publish.Object(n.ID)}
		if s.Application != "" {
			all[i].Sort, all[i].Subject, all[i].Facts = "从公示名单撤下", units[s.Application].UnitName, "公示中"
		}
	}
	return all, err
}

// objected are the objections with their handlers and what was found, those that wait too; whom one complains of does not
// see it here either.
func objected(t *store.Tx, actor access.Actor, n publish.Notice, units map[string]apply.Application) (all []Exception, err error) {
	objections, err := publish.Objections(t, n.ID)
	for _, o := range objections {
		if err != nil || !publish.MayReadObjection(actor, o).Allowed {
			continue
		}
		e := Exception{At: o.At, Sort: "异议", Subject: "整个名单", Facts: "异议" + o.Number, Reason: o.Found, URL: "/objections/" + o.ID, by: o.Handler}
		switch o.State {
		case publish.Closed:
			e.At, e.Facts = o.ClosedAt, e.Facts+"，"+publish.FindingTitles[o.Outcome]
		case publish.Assigned:
			e.Facts += "，正在核查"
		default:
			e.Facts += "，尚未指定经办人"
		}
		if o.Strikes {
			e.Facts += "，须撤下"
		}
		if o.Application != "" {
			e.Subject = units[o.Application].UnitName
		}
		all = append(all, e)
	}
	return all, err
}

// reported counts the reports of wrongdoing, for the supervisor alone.
func reported(t *store.Tx, actor access.Actor, notices []publish.Notice) ([]Exception, error) {
	if !publish.MayReadReports(actor).Allowed {
		return nil, nil
	}
	reports, err := publish.Reports(t)
	count, last := 0, time.Time{}
	for _, r := range reports {
		for _, n := range notices {
			if n.ID == r.Notice {
				count++
				if r.At.After(last) {
					last = r.At
				}
			}
		}
	}
	if count == 0 {
		return nil, err
	}
	return []Exception{{At: last, Sort: "违纪举报", Subject: "公示", Facts: fmt.Sprintf("收到%d件，内容见“违纪举报”", count)}}, err
}
