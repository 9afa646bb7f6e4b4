package accept

import (
	"context"
	"fmt"
	"strings"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/fault"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// Register enters a paper at the counter: never refused for what it is (A4, A5). Its standing is found out here. A
// foreign paper has no application; what it is goes into the note.
func (r *Room) Register(ctx context.Context, actor access.Actor, in Paper) (Paper, error) {
	_, err := r.Door.Do(ctx, actor, rowRegister, in.object(), func(t *act.Tx) error {
		if err := t.Allow(mayCheck(actor)); err != nil {
			return err
		}
		a, p, err := paperFor(t, &in)
		if err != nil {
			return err
		}
		if err := wrongPaper(p, a.Kind, in, calendar.DayOf(t.Now())); err != nil {
			return err
		}
		in.ID, in.At, in.Account, in.Standing = store.NewID(), t.Now(), actor.Account, StandingOf(a, in.Version)
		if err := insertPaper(t, in, t.Because(in.Note)); err != nil {
			return err
		}
		return tellPaper(t, p, a, in)
	})
	return in, err
}

// paperFor finds what the paper is of, and fills in its cohort.
func paperFor(t *act.Tx, in *Paper) (a apply.Application, p *programme.Programme, err error) {
	if in.Application != "" {
		if a, err = apply.Lock(t.Tx, in.Application); err != nil {
			return a, nil, err
		}
		in.Cohort = a.Cohort
	} else {
		in.Version = 0
	}
	c, err := call.GetPublished(t.Tx, in.Cohort)
	return a, c.Programme, err
}

// tellPaper tells the unit what came, and what is still owed.
func tellPaper(t *act.Tx, p *programme.Programme, a apply.Application, in Paper) error {
	if a.ID == "" {
		return nil
	}
	text := fmt.Sprintf("%s收到%s（%s）第%d版纸质件%d份。", p.Organiser.Office, p.Called().Form, a.Number, in.Version, in.Copies)
	if in.Standing == PaperOld {
		return apply.TellUnit(t.Tx, a, "纸质件已收到", text+fmt.Sprintf("这不是现行版本，请按第%d版重新打印、盖章后补交。", a.Version))
	}
	owed, err := owedNow(t.Tx, p, a)
	if err != nil {
		return err
	}
	return apply.TellUnit(t.Tx, a, "纸质件已收到", text+owed)
}

// owedNow says how many copies are still to come; "" where none is.
func owedNow(t *store.Tx, p *programme.Programme, a apply.Application) (string, error) {
	papers, err := Papers(t, a.ID)
	if err != nil {
		return "", err
	}
	if owed := TallyOf(p, a, papers, t.Now()).Owed(p.Paper); owed > 0 {
		return fmt.Sprintf("还缺%d份，请补齐。", owed), nil
	}
	return "", nil
}

// Limits of one envelope: beyond them it is a slip of the keys.
const (
	mostCopies = 20
	mostPages  = 2000
)

// wrongPaper says what was typed wrongly; nothing here depends on what the paper is.
func wrongPaper(p *programme.Programme, kind string, in Paper, today calendar.Day) error {
	var fields []fault.Field
	add := func(key, what string) { fields = append(fields, fault.Field{Key: key, Message: what}) }
	if in.Copies < 1 || in.Copies > mostCopies {
		add("copies", fmt.Sprintf("请填写收到几份，1至%d。", mostCopies))
	}
	if in.Sealed < 0 || in.Sealed > in.Copies {
		add("sealed", "盖章的份数不能多于收到的份数。")
	}
	if in.Pages < 0 || in.Pages > mostPages {
		add("pages", fmt.Sprintf("请填写每份的页数，不超过%d；没有清点的留空。", mostPages))
	}
	if in.Sealed > 0 && in.Seal == SealNone {
		add("seal", "请选择盖的是哪个单位的章。")
	}
	if in.Seal == SealHost && !p.Paper.MaySealByHost(kind) {
		add("seal", "这一类单位须盖本单位公章；只见到依托单位公章的，盖章份数请填 0，并在备注里写明。")
	}
	if in.Received.IsZero() || today.Before(in.Received) {
		add("received", "请填写收到的日期，不能晚于今天。")
	}
	if !in.Posted.IsZero() && in.Received.Before(in.Posted) {
		add("posted", "寄出的日期不能晚于收到的日期。")
	}
	if in.Application == "" && strings.TrimSpace(in.Note) == "" {
		add("note", "请写明这是什么材料、从哪里寄来，便于退还。")
	}
	if what := tooLong(in.Note); what != "" {
		add("note", what)
	}
	if programme.Count(in.Courier) > 40 {
		add("courier", "快递单号不超过40个字符。")
	}
	if len(fields) > 0 {
		return fault.Invalid("登记前还有内容需要补充。", fields...)
	}
	return nil
}

// PaperOf finds what a paper may be of, by part of a unit's name or of a number, in cohorts that ask for paper: of each
// cohort by number.
func PaperOf(t *store.Tx, cohorts []call.Cohort, text string) ([]apply.Application, error) {
	var found []apply.Application
	for _, c := range cohorts {
		some, err := apply.Every(t, apply.Filter{Cohort: c.ID, Search: text})
		if err != nil {
			return nil, err
		}
		found = append(found, some...)
	}
	return found, nil
}
