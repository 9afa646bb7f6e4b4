package spread

import (
	"slices"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/ledger"
	"shidian/internal/run"
	"shidian/internal/store"
)

// ExchangeKind is what an activity is.
type ExchangeKind string

// The kinds of activities (观摩交流, R4).
const (
	ExchangeVisit ExchangeKind = "visit"
	ExchangeTalk  ExchangeKind = "talk"
)

// ExchangeKinds are all, in the order in which they are offered.
var ExchangeKinds = []ExchangeKind{ExchangeVisit, ExchangeTalk}

// ExchangeKindTitles are their names on the screen.
var ExchangeKindTitles = map[ExchangeKind]string{ExchangeVisit: "观摩", ExchangeTalk: "交流"}

// Where an activity stands.
const (
	ExchangeAnnounced act.State = "announced"  // 已通知
	ExchangeCalledOff act.State = "called_off" // 已取消
	ExchangeSummedUp  act.State = "summed_up"  // 已汇总
)

// ExchangeTitles are the states' names on the screen.
var ExchangeTitles = map[act.State]string{ExchangeAnnounced: "已通知", ExchangeCalledOff: "已取消", ExchangeSummedUp: "已汇总"}

// Exchange is an activity at which a cohort's pilots see each other's work or talk of it.
type Exchange struct {
	ID       string
	Title    string
	Kind     ExchangeKind
	Cohorts  []string
	From     calendar.Day
	Until    calendar.Day
	Hours    string
	Place    string
	Host     string // the pilot at which it takes place; "" for none
	Words    string
	AnswerBy calendar.Day
	State    act.State
	By       string // the unit whose people announced it
	At       time.Time
	Account  string
	Reason   string // why it was called off
	Summary  string
	Files    []string
	EndedAt  time.Time // called off or summed up; zero before
	EndedBy  string
}

// ExchangeAnswer is what a pilot's unit answered last.
type ExchangeAnswer struct {
	Exchange string
	Pilot    string
	Coming   bool
	People   int
	Note     string
	At       time.Time
	Account  string
}

// ExchangeObject is an activity's name in the ledger.
func ExchangeObject(id string) string { return "exchange/" + id }

// ExchangeLink is an activity's page.
func ExchangeLink(id string) string { return "/exchanges/" + id }

// ExchangeLine is a pilot that is invited, with what its unit answered and with how many people it was there.
type ExchangeLine struct {
	run.Case
	Answered bool
	Answer   ExchangeAnswer
	Attended int // 0: not, or not known yet
}

// ExchangeRoll is an activity with the pilots that are invited.
type ExchangeRoll struct {
	Exchange
	Host  run.Case // zero for none
	Lines []ExchangeLine
}

// People are how many come, and of how many pilots; silent is how many have not answered.
func (r ExchangeRoll) People() (pilots, people, silent int) {
	for _, l := range r.Lines {
		switch {
		case !l.Answered:
			silent++
		case l.Answer.Coming:
			pilots, people = pilots+1, people+l.Answer.People
		}
	}
	return pilots, people, silent
}

// Attended are how many were there, and of how many pilots.
func (r ExchangeRoll) Attended() (pilots, people int) {
	for _, l := range r.Lines {
		if l.Attended > 0 {
			pilots, people = pilots+1, people+l.Attended
		}
	}
	return pilots, people
}

// everybody sees all pilots, for what the program itself invites.
var everybody = access.Actor{Roles: []access.Role{access.Supervisor}}

// ExchangeByID reads an activity with the pilots that the reader may see of those invited; NotFound where he has no part in it.
func ExchangeByID(t *store.Tx, actor access.Actor, id string) (r ExchangeRoll, err error) {
	e, err := orNotFound(selectExchange(t, id))
	if err != nil {
		return r, err
	}
	if r, err = rollOf(t, e); err != nil {
		return r, err
	}
	if MaySeeExchanges(actor).Allowed || r.hosts(actor) {
		return r, nil
	}
	r.Lines = slices.DeleteFunc(r.Lines, func(l ExchangeLine) bool { return !takesPart(actor, l.Case) })
	if len(r.Lines) > 0 {
		return r, nil
	}
	// Whoever finds it in his list reads it, though his pilot was not at work any more and has nothing to answer.
	listed, err := Exchanges(t, actor)
	if err == nil && !slices.ContainsFunc(listed, func(one Exchange) bool { return one.ID == id }) {
		err = access.Hide().Err()
	}
	return r, err
}

// hosts tells whether an actor is of the unit at which an activity takes place.
func (r ExchangeRoll) hosts(a access.Actor) bool {
	return r.Host.ID != "" && run.MaySpeak(a, r.Host).Allowed
}

// takesPart tells whether an actor reads of an activity for the sake of a pilot: its people, and who recommended it.
func takesPart(a access.Actor, c run.Case) bool {
	return a.Has(access.Clerk, access.Head, access.Recommender) && run.MayRead(a, c).Allowed
}

// rollOf reads the pilots of an activity: those invited that are at work, and those that answered or were there. The one at
// which it takes place is none of them.
func rollOf(t *store.Tx, e Exchange) (r ExchangeRoll, err error) {
	r.Exchange = e
	if e.Host != "" {
		if r.Host, err = run.CaseOf(t, e.Host); err != nil {
			return r, err
		}
	}
	answers, err := selectExchangeAnswers(t, e.ID)
	if err != nil {
		return r, err
	}
	attended, err := selectAttendance(t, e.ID)
	if err != nil {
		return r, err
	}
	for _, id := range e.Cohorts {
		c, err := call.Get(t, id)
		if err != nil {
			return r, err
		}
		cases, err := run.Cases(t, everybody, c)
		if err != nil {
			return r, err
		}
		for _, one := range cases {
			l := ExchangeLine{Case: one, Attended: attended[one.ID]}
			l.Answer, l.Answered = answers[one.ID]
			if one.ID != e.Host && (run.Living(one.State) || l.Answered || l.Attended > 0) {
				r.Lines = append(r.Lines, l)
			}
		}
	}
	return r, nil
}

// OfExchange is an activity as a pilot's page names it.
type OfExchange struct {
	Exchange
	Answered bool
	Answer   ExchangeAnswer
	Attended int
}

// ExchangesOf are the activities of a pilot: those it is invited to and that are to come, those it hosts, those it was at.
func ExchangesOf(t *store.Tx, c run.Case) (of []OfExchange, err error) {
	all, err := selectExchanges(t)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	answers, err := selectAnswersOfPilot(t, c.ID)
	if err != nil {
		return nil, err
	}
	attended, err := selectAttendanceOfPilot(t, c.ID)
	for _, e := range all {
		one := OfExchange{Exchange: e, Attended: attended[e.ID]}
		one.Answer, one.Answered = answers[e.ID]
		invited := e.State == ExchangeAnnounced && run.Living(c.State) && slices.Contains(e.Cohorts, c.Cohort.ID)
		if invited || one.Attended > 0 || e.Host == c.ID || one.Answered && e.State == ExchangeCalledOff {
			of = append(of, one)
		}
	}
	return of, err
}

// Invitable are the cohorts in which a pilot is at work, and the pilots at work at which an actor may have an activity.
func Invitable(t *store.Tx, actor access.Actor) (cohorts []call.Cohort, hosts []run.Case, err error) {
	all, err := run.AllCases(t, everybody)
	for _, c := range all {
		if !run.Living(c.State) {
			continue
		}
		if !slices.ContainsFunc(cohorts, func(one call.Cohort) bool { return one.ID == c.Cohort.ID }) {
			cohorts = append(cohorts, c.Cohort)
		}
		if mayHost(actor, c).Allowed {
			hosts = append(hosts, c)
		}
	}
	return cohorts, hosts, err
}

// MaySumUp tells whether an actor may sum an activity up now, before anything of the form is taken in.
func MaySumUp(t *store.Tx, actor access.Actor, id string) error {
	r, err := ExchangeByID(t, actor, id)
	if err != nil {
		return err
	}
	if err := MayOrganise(actor, r.Exchange).Err(); err != nil {
		return err
	}
	return SumUpAllowed(r.State, r.Until, calendar.DayOf(t.Now()))
}

// organisers are those who announce activities: the office, and the departments that follow pilots.
var organisers = []access.Role{access.Handler, access.Department}

// MaySeeExchanges judges who sees all activities and who comes: the office, the departments and the supervisor (R4, R5).
func MaySeeExchanges(a access.Actor) access.Verdict {
	if a.Has(access.Handler, access.Approver, access.Department, access.Supervisor) {
		return access.Allow()
	}
	return access.Hide()
}

// MayListExchanges judges who has a list of activities: those, and the pilots' people and recommenders.
func MayListExchanges(a access.Actor) access.Verdict {
	if a.Has(access.Clerk, access.Head, access.Recommender) {
		return access.Allow()
	}
	return MaySeeExchanges(a)
}

// MayAnnounceExchange judges who announces an activity: the office any, a department one at a pilot that it follows.
func MayAnnounceExchange(a access.Actor) access.Verdict {
	if a.Has(organisers...) {
		return access.Allow()
	}
	return hiddenUnless(MaySeeExchanges(a), "R4", "由主办单位的经办人或者联系部室通知。")
}

// mayHost judges at which pilot an actor may have an activity.
func mayHost(a access.Actor, host run.Case) access.Verdict {
	if a.Has(access.Handler) || host.ID != "" && a.Has(access.Department) && a.Of(host.Department) {
		return access.Allow()
	}
	return access.Deny("R4", "联系部室只组织到所联系单位的观摩交流，请选择一个本部室联系的单位作为承办单位；其他的请办公室组织。")
}

// MayOrganise judges who calls an activity off and sums it up: the office, or the department that announced it.
func MayOrganise(a access.Actor, e Exchange) access.Verdict {
	if a.Has(access.Handler) || a.Has(access.Department) && a.Of(e.By) {
		return access.Allow()
	}
	return access.Deny("R4", "由组织这次活动的部室或者主办单位的经办人办理。")
}

// MaySeeRoll judges who sees who comes: the organisers, and the unit at which it takes place.
func MaySeeRoll(a access.Actor, r ExchangeRoll) bool {
	return MaySeeExchanges(a).Allowed || r.hosts(a)
}

var (
	rowAnnounceExchange = act.Row{Name: "spread.announce_exchange", Title: "通知观摩交流", Who: organisers, From: []act.State{""}, To: []act.State{ExchangeAnnounced},
		Guard: "没有名称、类型、日期、地点、邀请的批次、回复截止日期；日期已过；回复截止不在活动以前；批次没有在实施的单位；联系部室组织到不是自己联系的单位（R4、R5）"}
	rowAnswerExchange = act.Row{Name: "spread.answer_exchange", Title: "回复观摩交流", Who: unitPeople, From: []act.State{ExchangeAnnounced},
		To: []act.State{ExchangeAnnounced}, Guard: "没有邀请；已过回复截止；已取消；参加而没有人数（R4）"}
	rowCallOffExchange = act.Row{Name: "spread.call_off_exchange", Title: "取消观摩交流", Who: organisers, From: []act.State{ExchangeAnnounced},
		To: []act.State{ExchangeCalledOff}, Guard: "没有理由；活动已过（R4）"}
	rowSumUpExchange = act.Row{Name: "spread.sum_up_exchange", Title: "汇总观摩交流", Who: organisers, From: []act.State{ExchangeAnnounced},
		To: []act.State{ExchangeSummedUp}, Guard: "活动还没有到；没有写明情况（R4）"}
)

// exchangeRows are the acts about exchange activities.
var exchangeRows = []act.Row{rowAnnounceExchange, rowAnswerExchange, rowCallOffExchange, rowSumUpExchange}

var exchangeCovers = []ledger.Cover{
	{Table: "exchange", Key: []string{"id"}, Columns: []string{"title", "kind", "cohorts", "from_day", "until_day", "hours", "place", "host", "words", "answer_by", "state",
		"by_unit", "at", "account", "reason", "summary", "files", "ended_at", "ended_by", "salt"}},
	{Table: "exchange_answer", Key: []string{"exchange", "pilot"}, Columns: []string{"coming", "people", "note", "at", "account", "salt"}},
	{Table: "exchange_attendance", Key: []string{"exchange", "pilot"}, Columns: []string{"people", "salt"}},
}

// inOrderOfDays puts what is to come first, the nearest at the top, then what is over, the newest at the top.
func inOrderOfDays(all []Exchange, today calendar.Day) {
	slices.SortStableFunc(all, func(a, b Exchange) int {
		switch pastA, pastB := a.Until.Before(today), b.Until.Before(today); {
		case pastA && pastB:
			return b.From.Sub(a.From)
		case pastA:
			return 1
		case pastB:
			return -1
		}
		return a.From.Sub(b.From)
	})
}
