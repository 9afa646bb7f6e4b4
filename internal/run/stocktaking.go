package run

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/fault"
	"shidian/internal/jobs"
	"shidian/internal/notify"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// Stocktake asks all living pilots of the chosen cohorts for a report: one act for all, however many cohorts overlap (R2, N3).
// Units and departments are told; reminders are put down. It gives the stocktaking's id.
func (r *Room) Stocktake(ctx context.Context, actor access.Actor, x Calling) (string, error) {
	id := store.NewID()
	_, err := r.Door.Do(ctx, actor, rowStocktake, StocktakingObject(id), func(t *act.Tx) error {
		x.Cohorts = slices.Compact(slices.Sorted(slices.Values(x.Cohorts)))
		for _, c := range x.Cohorts {
			if _, err := call.Get(t.Tx, c); err != nil {
				return err
			}
		}
		if err := keepPilots(t.Tx, x.Cohorts); err != nil {
			return err
		}
		if err := mayCall(t.Tx, x); err != nil {
			return err
		}
		s := Stocktaking{ID: id, Title: strings.TrimSpace(x.Title), Cohorts: x.Cohorts, From: x.Half.From, Until: x.Half.Until,
			DueAt: calendar.EndOfDay(x.Due), Words: strings.TrimSpace(x.Words), State: StocktakingOpen, At: t.Now(), Account: actor.Account}
		if err := insertStocktaking(t, s); err != nil {
			return err
		}
		if err := s.remind(t.Tx); err != nil {
			return err
		}
		if err := tellCalled(t.Tx, s); err != nil {
			return err
		}
		return t.Move("", StocktakingOpen)
	})
	return id, err
}

// MayTakeStock judges who sees the stocktakings: the office, those who follow or recommended a pilot, the supervisor and the
// finance. Of the pilots each sees those that he may see.
func MayTakeStock(a access.Actor) access.Verdict {
	if a.Has(access.Handler, access.Approver, access.Department, access.Recommender, access.Supervisor, access.Finance) {
		return access.Allow()
	}
	return access.Hide()
}

// MayCallPhones tells who sees the phones of the pilots' contacts: those who call them.
func MayCallPhones(a access.Actor) bool {
	return a.Has(access.Handler, access.Approver, access.Department, access.Recommender)
}

// MayWriteReport judges who sees the draft of a pilot's report and writes it: the people of its unit.
func MayWriteReport(a access.Actor, c Case) access.Verdict { return mayReport(a, c) }

// MayExcuse tells who excuses a pilot and closes a stocktaking: the handlers of the office.
func MayExcuse(a access.Actor) bool { return a.Has(handlers...) }

func mayCall(t *store.Tx, x Calling) error {
	working, err := selectAlive(t)
	if err != nil {
		return err
	}
	living := map[string]int{}
	for _, a := range working {
		living[a.cohort] = a.many
	}
	before, err := Stocktakings(t)
	if err != nil {
		return err
	}
	if wrong := WrongCalling(x, living, before, t.Now()); len(wrong) > 0 {
		return fault.Invalid("调度还不能布置，请先改正以下各处。", wrong...)
	}
	return nil
}

// Excuse says that no report is asked of a pilot this time, and why; its unit is told (R2).
func (r *Room) Excuse(ctx context.Context, actor access.Actor, stocktaking, pilot, reason string) error {
	return r.on(ctx, actor, rowExcuse, pilot, mayDirect, func(t *act.Tx, c Case) error {
		s, err := lockStocktaking(t.Tx, stocktaking)
		if err != nil {
			return err
		}
		if err := MayReport(s, c.Pilot); err != nil {
			return err
		}
		if reason = strings.TrimSpace(reason); reason == "" {
			return fault.InvalidField("reason", "请写明免报的理由。")
		}
		before, err := selectOfPilot(t.Tx, stocktaking, pilot)
		if err != nil {
			return err
		}
		if counting, has := counts(before); has {
			return fault.Conflict("R2", "这个单位"+StandingTitles[StandingOf(counting, c.State)]+"，不需要再办理免报。")
		}
		x := Report{Stocktaking: stocktaking, Pilot: pilot, N: len(before) + 1, State: ReportExcused, Reason: reason, At: t.Now(), Account: actor.Account}
		if err := insertReport(t, x, t.Because(reason)); err != nil {
			return err
		}
		if err := tell(t.Tx, c.Pilot.Unit, unitPeople, c, s.Title+"调度免报", "这次调度您单位不需要报送。理由："+reason); err != nil {
			return err
		}
		return t.Move(c.State, c.State)
	})
}

// CloseStocktaking ends a stocktaking, with what the office says in its summary; who has not reported stays so (R2).
func (r *Room) CloseStocktaking(ctx context.Context, actor access.Actor, id, remarks string) error {
	_, err := r.Door.Do(ctx, actor, rowClose, StocktakingObject(id), func(t *act.Tx) error {
		s, err := lockStocktaking(t.Tx, id)
		if err != nil {
			return err
		}
		if s.State != StocktakingOpen {
			return fault.Conflict("R2", "这次调度已经汇总。")
		}
		s.State, s.Remarks = StocktakingClosed, strings.TrimSpace(remarks)
		if err := updateStocktaking(t, s); err != nil {
			return err
		}
		for _, kind := range []string{dueStocktakingSoon, dueStocktakingLast, dueStocktakingOver} {
			if err := jobs.Drop(t.Tx, kind, StocktakingObject(id)); err != nil {
				return err
			}
		}
		return t.Move(StocktakingOpen, StocktakingClosed)
	})
	return err
}

func lockStocktaking(t *store.Tx, id string) (Stocktaking, error) {
	if err := keepStocktaking(t, id); err != nil {
		return Stocktaking{}, err
	}
	return orNotFound(StocktakingOf(t, id))
}

// counts is the report or the excuse that counts among those of a pilot for one stocktaking.
func counts(all []Report) (Report, bool) {
	for _, r := range all {
		if r.State != ReportReplaced {
			return r, true
		}
	}
	return Report{}, false
}

// tellCalled tells every pilot's unit what is asked of it, and the departments that follow them.
func tellCalled(t *store.Tx, s Stocktaking) error {
	owing, err := selectOwing(t, s)
	if err != nil {
		return err
	}
	until := calendar.Show(s.DueAt, t.Now())
	text := "请在" + until + "报送" + s.Period() + "的工作进展情况。"
	if s.Words != "" {
		text += "\n" + s.Words
	}
	if err := tellPilots(t, s, owing, "请报送"+s.Title+"调度情况", text); err != nil {
		return err
	}
	departments, err := selectFollowers(t, s.Cohorts)
	words := make([]told, len(departments))
	for i, d := range departments {
		words[i] = told{d, notify.Message{Title: s.Title + "调度已布置", Text: "您部室联系的单位在" + until + "报送，请跟踪了解进展，协调解决问题。", Link: StocktakingLink(s.ID)}}
	}
	if err != nil {
		return err
	}
	return tellAll(t, []access.Role{access.Department}, words)
}

// Period is the time that is reported on, in words.
func (s Stocktaking) Period() string { return longDay(s.From) + "至" + longDay(s.Until) }

// tellPilots puts a word about a stocktaking into the inboxes of the pilots' people, each with the way to its own report.
func tellPilots(t *store.Tx, s Stocktaking, pilots []Pilot, title, text string) error {
	words := make([]told, len(pilots))
	for i, p := range pilots {
		words[i] = told{p.Unit, notify.Message{Title: title, Text: text, Link: ReportLink(p.ID, s.ID)}}
	}
	return tellAll(t, unitPeople, words)
}

// told is a word to a unit's people.
type told struct {
	unit    string
	message notify.Message
}

// tellAll puts words into the inboxes of the people of many units, or of those that came in their place, in a few queries.
func tellAll(t *store.Tx, roles []access.Role, words []told) error {
	successors, err := unit.Successors(t, t.Now())
	if err != nil {
		return err
	}
	accounts, err := unit.AccountsWith(t, roles...)
	if err != nil {
		return err
	}
	people := map[string][]string{}
	for _, a := range accounts {
		if a.Usable(t.Now()) {
			people[a.Unit] = append(people[a.Unit], a.ID)
		}
	}
	for _, w := range words {
		for _, account := range people[cmp.Or(successors[w.unit], w.unit)] {
			w.message.Account, w.message.Kind = account, "run"
			if err := notify.Send(t, w.message); err != nil {
				return err
			}
		}
	}
	return nil
}
