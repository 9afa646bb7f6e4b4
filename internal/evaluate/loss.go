package evaluate

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/decide"
	"shidian/internal/fault"
	"shidian/internal/publish"
	"shidian/internal/run"
	"shidian/internal/store"
)

// Hear asks the unit to state its view before a body decides the loss of its status (J1); asked again before it answered,
// the words and the date are changed.
func (r *Room) Hear(ctx context.Context, actor access.Actor, pilot, words, until string) error {
	return r.on(ctx, actor, rowHear, pilot, mayJudge, func(t *act.Tx, e Evaluation) error {
		if wrong := WrongHearing(words, until, calendar.DayOf(t.Now())); len(wrong) > 0 {
			return fault.Invalid("还不能请单位陈述，请先补正以下各处。", wrong...)
		}
		day, err := calendar.ParseDay(until)
		if err != nil {
			return err
		}
		l, open := e.Hearing()
		if open && !l.StatedAt.IsZero() {
			return fault.Conflict("J1", "单位已经陈述意见，可以提请研究。")
		}
		l.Words, l.Until = strings.TrimSpace(words), day
		if open {
			err = updateLoss(t, l)
		} else {
			err = insertLoss(t, Loss{ID: store.NewID(), Pilot: e.ID, State: LossAsked, Words: l.Words, Until: day, AskedAt: t.Now(), AskedBy: actor.Account})
		}
		if err != nil {
			return err
		}
		text := fmt.Sprintf("%s（%s）整改后仍未达到要求，拟提请研究取消%s资格。请在%s24:00前陈述意见：%s", e.Cohort.Title(), e.Application.Number,
			e.Programme().Called().Selected, dayWords(day), l.Words)
		if err := say(t.Tx, e.Case, "请陈述意见", short(text)); err != nil {
			return err
		}
		return t.Move(e.State, e.State)
	})
}

// short keeps a letter within what the outbox takes.
func short(text string) string {
	const most = 1900
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return string([]rune(text)[:most]) + "……（全文见页面）"
}

// State takes the unit's view (J1); stated again before the day is over, the newest stands, unless its page had not shown the
// one before.
func (r *Room) State(ctx context.Context, actor access.Actor, pilot, upon, statement string, files []string) error {
	if err := r.kept("files", files...); err != nil {
		return err
	}
	return r.on(ctx, actor, rowState, pilot, mayAnswer, func(t *act.Tx, e Evaluation) error {
		l, open := e.Hearing()
		if !open {
			return fault.Conflict("J1", "还没有请贵单位陈述意见。")
		}
		if err := MayState(l, calendar.DayOf(t.Now())); err != nil {
			return err
		}
		if err := e.older(DraftStatement, upon); err != nil {
			return err
		}
		if statement = strings.TrimSpace(statement); statement == "" || utf8.RuneCountInString(statement) > 10*mostWords {
			return fault.InvalidField("statement", fmt.Sprintf("请写明陈述的意见，不超过%d字。没有意见的，写“没有意见”。", 10*mostWords))
		}
		l.Statement, l.Files, l.StatedAt, l.StatedBy = statement, files, t.Now(), actor.Account
		if err := updateLoss(t, l); err != nil {
			return err
		}
		if err := run.ForgetDraft(t.Tx, e.ID, DraftStatement); err != nil {
			return err
		}
		if err := tellOffice(t.Tx, e.Case, e.Application.UnitName+"已陈述意见", "可以提请研究。"); err != nil {
			return err
		}
		return t.Move(e.State, e.State)
	})
}

// DraftStatement is what the draft of a statement is kept under.
const DraftStatement = "statement"

// LaterLoss is what this room makes of a decision about the loss of the status.
func (r *Room) LaterLoss() decide.Later {
	return decide.Later{Lines: lossLines, May: mayDecideLoss, Carry: r.carryLoss,
		Words: "同意的，取消资格，由办公室起草通知、登记文号后公布；不同意的，单位回到限期整改，整改期限从决定之日重新起算。"}
}

func lossLines(t *store.Tx, cohort string) (lines []decide.Ranked, err error) {
	return linesOf(t, cohort, run.LossProposed, func(e Evaluation) (decide.Ranked, bool) {
		l, asked := e.Hearing()
		note := "已陈述意见"
		if l.StatedAt.IsZero() {
			note = "到期没有陈述意见"
		}
		return decide.Ranked{Notes: note, Basis: l.ID}, asked && MayDecideLoss(e.State, l, calendar.DayOf(t.Now())) == nil
	})
}

// linesOf are the lines for a cohort's pilots in a state.
func linesOf(t *store.Tx, cohort string, state act.State, line func(Evaluation) (decide.Ranked, bool)) (lines []decide.Ranked, err error) {
	c, err := call.Get(t, cohort)
	if err != nil {
		return nil, err
	}
	all, err := In(t, everything, c)
	for _, e := range all {
		if e.State != state {
			continue
		}
		if one, can := line(e); can {
			one.Application = e.Application.ID
			lines = append(lines, one)
		}
	}
	return lines, err
}

// about reads what was found of the pilot that an application became.
func about(t *store.Tx, application string) (Evaluation, error) {
	p, err := run.ByApplication(t, application)
	if err != nil {
		return Evaluation{}, err
	}
	return locked(t, p.ID)
}

func mayDecideLoss(t *store.Tx, application string) error {
	e, err := about(t, application)
	if err != nil {
		return err
	}
	l, _ := e.Loss()
	return MayDecideLoss(e.State, l, calendar.DayOf(t.Now()))
}

func (r *Room) carryLoss(t *act.Tx, d decide.Decision) error {
	for _, line := range d.Lines {
		e, err := about(t.Tx, line.Application)
		if err != nil {
			return err
		}
		l, _ := e.Hearing()
		l.Decision, l.State = d.ID, Agreed
		to, title := run.Disqualified, "取消"+e.Programme().Called().Selected+"资格"
		text := fmt.Sprintf("%s（%s）经%s研究，决定取消贵单位的%s资格，正式通知另行印发。感谢贵单位所做的工作，欢迎以后继续参与。", e.Cohort.Title(), e.Application.Number, d.Body,
			e.Programme().Called().Selected)
		if line.Outcome == decide.Struck {
			l.State = Struck
			if l.Again, err = r.rectifyBy(e.Programme().Stages.Evaluate, d.On); err != nil {
				return err
			}
			to, title = run.Rectifying, "继续整改"
			text = fmt.Sprintf("%s（%s）经%s研究，贵单位继续整改，期限到%s。", e.Cohort.Title(), e.Application.Number, d.Body, dayWords(l.Again))
		}
		if err := updateLoss(t, l); err != nil {
			return err
		}
		if err := say(t.Tx, e.Case, title, text); err != nil {
			return err
		}
		if err := run.MoveAlong(t, e.Pilot, to); err != nil {
			return err
		}
		if e.Pilot.State = to; to == run.Disqualified {
			if err := r.Lost(t, e.Pilot); err != nil {
				return err
			}
		}
	}
	return nil
}

// Announcing is what is registered of the document that says who lost the status.
type Announcing struct {
	Pilot string `json:"pilot"`
	call.Registration
}

// Object is the pilot that it is about.
func (x Announcing) Object() string { return run.Object(x.Pilot) }

// Papers are what the approver reads before he confirms.
func (x Announcing) Papers() []act.Paper {
	return []act.Paper{{Name: "正式印发件", Hash: x.Issued}}
}

// AnnouncingIn reads what was proposed, for the approver's page.
func AnnouncingIn(params json.RawMessage) (x Announcing, err error) {
	return x, json.Unmarshal(params, &x)
}

// Announce proposes to register the document that was issued (J1); an approver confirms it, and it is public.
func (r *Room) Announce(ctx context.Context, actor access.Actor, x Announcing) (string, error) {
	if err := r.kept("issued", x.Issued); err != nil {
		return "", err
	}
	return r.Door.Propose(ctx, actor, rowAnnounce, x.Object(), x, "")
}

func (r *Room) announce(t *act.Tx, params json.RawMessage) error {
	x, err := act.Proposed[Announcing](t, params)
	if err != nil {
		return err
	}
	e, err := locked(t.Tx, x.Pilot)
	if err != nil {
		return err
	}
	if err := t.Allow(mayJudge(t.Actor, e.Case)); err != nil {
		return err
	}
	l, _ := e.Loss()
	if e.State != run.Disqualified || l.State != Agreed || l.Announced() {
		return fault.Conflict("J1", "没有待登记的取消资格通知，请刷新页面查看。")
	}
	if err := registrable(t, x.Registration); err != nil {
		return err
	}
	if l.Dated, err = calendar.ParseDay(string(x.Dated)); err != nil {
		return err
	}
	l.Number, l.Signer, l.Issued, l.AnnouncedAt = x.Number, x.Signer, x.Issued, t.Now()
	t.Froze(unhex(x.Issued))
	if err := updateLoss(t, l); err != nil {
		return err
	}
	return t.Move(e.State, e.State)
}

// registrable lists what a registration lacks, and refuses a number that another paper bears.
func registrable(t *act.Tx, x call.Registration) error {
	wrong := call.Unregistered(x, 1, t.Now())
	for _, taken := range []func() (bool, error){
		func() (bool, error) { return call.NumberTaken(t.Tx, x.Number, "") },
		func() (bool, error) { return publish.NumberTaken(t.Tx, x.Number) },
		func() (bool, error) { return numberTaken(t.Tx, x.Number) },
	} {
		is, err := taken()
		if err != nil {
			return err
		}
		if is {
			wrong = append(wrong, fault.Field{Key: "number", Message: "这个文号已用于另一份文件，请核对。"})
			break
		}
	}
	if len(wrong) > 0 {
		return fault.Invalid("还不能登记，请先补正以下各处。", wrong...)
	}
	return nil
}
