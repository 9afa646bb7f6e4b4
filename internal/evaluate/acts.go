package evaluate

import (
	"context"
	"fmt"
	"slices"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/clock"
	"shidian/internal/fault"
	"shidian/internal/files"
	"shidian/internal/ledger"
	"shidian/internal/notify"
	"shidian/internal/paper"
	"shidian/internal/run"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// Room is the room's acts and what they need.
type Room struct {
	Door  *act.Door
	Files *files.Store
	Fonts *paper.Fonts
	Years calendar.Years // the official calendar, for rectifying within working days
	// Lost is called by the decision that takes the status from a pilot, with where it then stands: what is public of it is taken
	// down along. It is set by app.
	Lost func(t *act.Tx, p run.Pilot) error
}

// New makes the room, and says at the door how its act of two persons is performed.
func New(door *act.Door, blobs *files.Store, fonts *paper.Fonts, years calendar.Years) *Room {
	r := &Room{Door: door, Files: blobs, Fonts: fonts, Years: years, Lost: func(*act.Tx, run.Pilot) error { return nil }}
	door.Second(rowAnnounce, r.announce)
	return r
}

var (
	handlers   = []access.Role{access.Handler}
	office     = []access.Role{access.Handler, access.Approver}
	unitPeople = []access.Role{access.Clerk, access.Head}
)

// The rows of the table of acts.
var (
	rowMidterm = act.Row{Name: "evaluate.midterm", Title: "中期评估", Who: handlers, From: []act.State{run.Running},
		To:    []act.State{run.MidtermPassed, run.Rectifying},
		Guard: "有一项没有评估意见；有一项未达到而结论是通过；没有通过而没有整改事项；还不到中期；没有半年报告（J1）"}
	rowRectified = act.Row{Name: "evaluate.rectified", Title: "报送整改情况", Who: unitPeople, From: []act.State{run.Rectifying}, To: []act.State{run.Rectifying},
		Guard: "有一项没有写明整改情况或者佐证（J1）"}
	rowSecond = act.Row{Name: "evaluate.second_look", Title: "整改后再次评估", Who: handlers, From: []act.State{run.Rectifying},
		To:    []act.State{run.MidtermPassed, run.LossProposed},
		Guard: "有一项没有评估意见；整改期限没有到，单位也没有申请提前评估（J1）"}
	rowHear = act.Row{Name: "evaluate.hear", Title: "请单位陈述", Who: handlers, From: []act.State{run.LossProposed}, To: []act.State{run.LossProposed},
		Guard: "没有写明陈述什么、到哪一天；单位已经陈述（J1）"}
	rowState = act.Row{Name: "evaluate.state", Title: "陈述意见", Who: unitPeople, From: []act.State{run.LossProposed}, To: []act.State{run.LossProposed},
		Guard: "没有请单位陈述；期限已过；没有写明意见（J1）"}
	rowAnnounce = act.Row{Name: "evaluate.announce", Title: "登记取消资格的通知", Who: handlers, Two: true, From: []act.State{run.Disqualified},
		To: []act.State{run.Disqualified}, Guard: "没有文号、签发人、成文日期、印发件；已经登记（J1）"}
	rowFinal = act.Row{Name: "evaluate.final", Title: "终期评估", Who: handlers, From: []act.State{run.MidtermPassed, run.Running, run.Final},
		To:    []act.State{run.Final},
		Guard: "没有通过中期评估；周期没有满；有半年报告没有报送也没有免报；有一项没有得分；建议的等级和分数线不同而没有理由；等级已经研究（J2）"}
)

// Acts is the room's part of the table of acts.
func Acts() []act.Row {
	return []act.Row{rowMidterm, rowRectified, rowSecond, rowHear, rowState, rowAnnounce, rowFinal}
}

// Covers are the room's tables that are bound to the ledger.
func Covers() []ledger.Cover {
	return []ledger.Cover{
		{Table: "evaluation", Key: []string{"pilot", "n"}, Columns: []string{"kind", "conclusion", "sheet", "experts", "words", "items", "until_day", "early",
			"total", "proposed", "grade", "reason", "scan", "state", "decision", "at", "account", "salt"}},
		{Table: "rectification", Key: []string{"pilot", "n"}, Columns: []string{"items", "asks", "at", "account", "salt"}},
		{Table: "loss", Key: []string{"id"}, Columns: []string{"pilot", "state", "words", "until_day", "asked_at", "asked_by", "statement", "files", "stated_at",
			"stated_by", "decision", "again_day", "number", "signer", "dated", "issued", "announced_at", "salt"}},
	}
}

// Checks are the room's further proofs: every paper that rows refer to is in the files.
func Checks(blobs *files.Store) []ledger.Check {
	return []ledger.Check{{Table: "evaluation", Run: func(t *store.Tx, found func(key, what string)) error {
		hashes, err := Blobs(t)
		for _, hash := range hashes {
			if blobs.Check(hash) != nil {
				found(hash, "评估表、佐证材料或者印发件不在文件库中，或者已被改动")
			}
		}
		return err
	}}}
}

// on performs an act on a pilot: locked, read with all that was found of it, and judged by the policy that the act asks.
func (r *Room) on(ctx context.Context, actor access.Actor, row act.Row, id string, may func(access.Actor, run.Case) access.Verdict, work func(*act.Tx, Evaluation) error) error {
	_, err := r.Door.Do(ctx, actor, row, run.Object(id), func(t *act.Tx) error {
		e, err := locked(t.Tx, id)
		if err != nil {
			return err
		}
		if err := t.Allow(may(actor, e.Case)); err != nil {
			return err
		}
		if !slices.Contains(row.From, e.State) {
			return notNow(row, e.State)
		}
		return work(t, e)
	})
	return err
}

// notNow refuses an act upon a pilot that stands elsewhere.
func notNow(row act.Row, s act.State) error {
	return fault.Conflict("", fmt.Sprintf("这个单位现在是“%s”，不能办理“%s”。请刷新页面查看。", run.StateTitles[s], row.Title))
}

func locked(t *store.Tx, id string) (Evaluation, error) {
	if _, err := run.Lock(t, id); err != nil {
		return Evaluation{}, err
	}
	return Of(t, id)
}

// Of reads everything that was found of a pilot; NotFound when there is none.
func Of(t *store.Tx, id string) (e Evaluation, err error) {
	if e.Case, err = run.CaseOf(t, id); err != nil {
		return e, err
	}
	if e.Looks, err = looksOf(t, id); err != nil {
		return e, err
	}
	if e.Rectified, err = rectificationsOf(t, id); err != nil {
		return e, err
	}
	e.Losses, err = lossesOf(t, id)
	return e, err
}

// In reads everything that was found of a cohort's pilots that the actor may see; a few queries, however many there are.
func In(t *store.Tx, actor access.Actor, c call.Cohort) ([]Evaluation, error) {
	cases, err := run.Cases(t, actor, c)
	if err != nil || len(cases) == 0 {
		return nil, err
	}
	looks, err := looksIn(t, c.ID)
	if err != nil {
		return nil, err
	}
	mended, err := rectificationsIn(t, c.ID)
	if err != nil {
		return nil, err
	}
	losses, err := lossesIn(t, c.ID)
	if err != nil {
		return nil, err
	}
	all, at := make([]Evaluation, len(cases)), map[string]*Evaluation{}
	for i, one := range cases {
		all[i].Case = one
		at[one.ID] = &all[i]
	}
	for _, l := range looks {
		if e := at[l.Pilot]; e != nil {
			e.Looks = append(e.Looks, l)
		}
	}
	for _, m := range mended {
		if e := at[m.Pilot]; e != nil {
			e.Rectified = append(e.Rectified, m)
		}
	}
	for _, l := range losses {
		if e := at[l.Pilot]; e != nil {
			e.Losses = append(e.Losses, l)
		}
	}
	return all, nil
}

// kept refuses hashes that are none of the file store's, under the field's key.
func (r *Room) kept(key string, hashes ...string) error {
	for _, h := range hashes {
		if h != "" && r.Files.Check(h) != nil {
			return fault.InvalidField(key, "没有找到上传的文件，请重新选择。")
		}
	}
	return nil
}

// say tells a pilot's unit at once: a time that it is given runs from the same day, and its state is on its pages.
func say(t *store.Tx, c run.Case, title, text string) error {
	stands, err := unit.SuccessorOf(t, c.Pilot.Unit, t.Now())
	if err != nil {
		return err
	}
	accounts, err := unit.AccountsOf(t, stands, access.Clerk, access.Head)
	for _, a := range accounts {
		if err == nil && a.Usable(t.Now()) {
			err = notify.Send(t, notify.Message{Account: a.ID, Kind: "evaluate", Title: title, Text: text, Link: Link(c.ID)})
		}
	}
	return err
}

// hold puts a letter to a pilot's unit into the outbox: a cohort's grades are read before they are sent, all at one moment.
func hold(t *act.Tx, c run.Case, cause, title, text string) error {
	stands, err := unit.SuccessorOf(t.Tx, c.Pilot.Unit, t.Now())
	if err != nil {
		return err
	}
	return notify.Hold(t, notify.Letter{Cohort: c.Cohort.ID, Unit: stands, Title: title, Text: text, Link: Link(c.ID), Cause: cause})
}

// tellOffice puts a word into the inboxes of the office's handlers.
func tellOffice(t *store.Tx, c run.Case, title, text string) error {
	accounts, err := unit.AccountsWith(t, access.Handler)
	for _, a := range accounts {
		if err == nil && a.Usable(t.Now()) {
			err = notify.Send(t, notify.Message{Account: a.ID, Kind: "evaluate", Title: title, Text: text, Link: Link(c.ID)})
		}
	}
	return err
}

func dayWords(d calendar.Day) string {
	if d.IsZero() {
		return "　　年　月　日"
	}
	return d.Start().In(clock.Zone).Format("2006年1月2日")
}
