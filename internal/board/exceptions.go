package board

import (
	"sort"
	"strings"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/call"
	"shidian/internal/clock"
	"shidian/internal/store"
)

// Exception is one departure from the rule, with its reason and who approved it.
type Exception struct {
	At       time.Time
	Sort     string // 超出名额推荐
	Subject  string // the unit, or the whole cohort
	Facts    string // what was allowed, and until when
	Reason   string
	Proposed string // who proposed or did it: unit's role and name
	Approved string // who approved it, "" where one person may do it
	URL      string

	by      string    // of an act of two persons the object that was proposed about; else the account that acted
	decided time.Time // of such an act when it was confirmed, where that is not At
}

// Listed says what sorts of exceptions there are, for the page and its paper.
const Listed = "超出名额推荐、逾期补报、延期、晚到而受理、代录、旧版和登记错误的纸质件，以及评审中的重新抽取、作废、专家不能参加、撤销回避、事后发现的关系、改动评分、缺评分而结束、更改截止日期，研究和公示中的名次在前未列入、撤下、终止公示、异议和举报件数，实施中的免报、延长周期、中途撤回、调整内容，评估中的提前再次评估、取消资格、建议等级和分数线不同"

// MayExceptions tells who sees the exceptions: the supervisor and the auditor, and the office whose acts they are.
func MayExceptions(actor access.Actor) access.Verdict {
	if actor.Has(access.Supervisor, access.Auditor, access.Handler, access.Approver) {
		return access.Allow()
	}
	return access.Hide()
}

// ExceptionsOf lists every exception of a cohort, the oldest first: overruns (A7), late doors, extensions and what came late and was taken all the same (A5),
// forms that the office typed in (A4), papers of old versions, what departed from the ordinary in the review (C1), and
// from the list to the release (C3), while the pilots work (R1, R2), and in the evaluations (J1, J2).
func ExceptionsOf(t *store.Tx, actor access.Actor, cohort string) (call.Cohort, []Exception, error) {
	if err := MayExceptions(actor).Err(); err != nil {
		return call.Cohort{}, nil, err
	}
	c, err := call.GetPublished(t, cohort)
	if err != nil {
		return c, nil, err
	}
	var all []Exception
	for _, read := range []func(*store.Tx, call.Cohort) ([]Exception, error){overruns, lateDoors, extensions, takenLate, typedIn, oldPapers, mistakenPapers} {
		some, err := read(t, c)
		if err != nil {
			return c, nil, err
		}
		all = append(all, some...)
	}
	for _, read := range []func(*store.Tx, access.Actor, call.Cohort) ([]Exception, error){reviews, published, working, evaluated} {
		some, err := read(t, actor, c)
		if err != nil {
			return c, nil, err
		}
		all = append(all, some...)
	}
	if err := seconds(t, all); err != nil {
		return c, nil, err
	}
	for i := range all {
		if !actor.Has(access.Handler, access.Approver) {
			all[i].URL = ""
		}
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].At.Before(all[j].At) })
	return c, all, nil
}

// actsOf are the acts of two persons behind the sorts of exceptions.
var actsOf = map[string]string{"超出名额推荐": "recommend.overrun", "逾期补报": "apply.late", "延期": "call.extend",
	"从公示名单撤下": "publish.strike", "终止公示": "publish.stop", "名次在前未列入": "decide.record", "延长周期": "run.decide_change", "中途撤回": "run.decide_change",
	"调整内容": "run.decide_change"}

// seconds fills in who proposed and who approved, from the confirmed proposals.
func seconds(t *store.Tx, all []Exception) error {
	people, err := selectPeople(t)
	if err != nil {
		return err
	}
	done, err := selectConfirmed(t)
	if err != nil {
		return err
	}
	for i, e := range all {
		name, grave := actsOf[e.Sort]
		if _, account := people[e.by]; account || !grave {
			all[i].Proposed, all[i].Approved = people[e.by], ""
			continue
		}
		at := e.At
		if !e.decided.IsZero() {
			at = e.decided
		}
		pair := done[deed{name, e.by, clock.Micros(at)}]
		all[i].Proposed, all[i].Approved = people[pair.proposer], people[pair.decider]
	}
	return nil
}

// extensions are the deadlines that were put off for all (延期通知).
func extensions(t *store.Tx, c call.Cohort) ([]Exception, error) {
	list, err := call.Extensions(t, c.ID)
	all := make([]Exception, len(list))
	for i, e := range list {
		all[i] = Exception{At: e.At, Sort: "延期", Subject: "全体申报单位", Facts: strings.Join(e.Lines(c.Programme), "；") + "（" + e.Number + "）",
			Reason: e.Reason, by: c.Object(), URL: "/notices/" + c.ID}
	}
	return all, err
}

// personOf names an account: 省科协办公室 经办 某某.
func personOf(unitName, roles, name string) string {
	var titles []string
	for _, role := range strings.Split(roles, ",") {
		if title := access.Titles[access.Role(role)]; title != "" {
			titles = append(titles, title)
		}
	}
	return strings.TrimSpace(unitName + " " + strings.Join(titles, "、") + " " + name)
}

// confirmed is the state of a proposal that was carried out.
const confirmed = string(act.Confirmed)
