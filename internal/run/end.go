package run

import (
	"fmt"

	"shidian/internal/act"
	"shidian/internal/decide"
	"shidian/internal/notify"
	"shidian/internal/store"
)

// causeEnd is the cause of the letters that tell the end before time.
const causeEnd = "终止"

// Ending is what a decision to end pilots before their time does (终止): those that are at work can be ended, who is agreed
// to be ended is told by a letter.
func (r *Room) Ending() decide.Later {
	return decide.Later{Lines: livingOf, May: mayEnd, Carry: r.end, Words: "同意终止的，工作即行终止，不能恢复；给单位的信进入“待阅发信件”。"}
}

// livingOf are a cohort's pilots at work, as a body is shown them.
func livingOf(t *store.Tx, cohort string) (lines []decide.Ranked, err error) {
	pilots, err := Of(t, cohort)
	for _, p := range pilots {
		if Living(p.State) {
			lines = append(lines, decide.Ranked{Application: p.Application, Notes: StateTitles[p.State]})
		}
	}
	return lines, err
}

func mayEnd(t *store.Tx, application string) error {
	p, err := ByApplication(t, application)
	if err != nil {
		return err
	}
	return MayGoOn(p.State)
}

func (r *Room) end(t *act.Tx, d decide.Decision) error {
	for _, l := range d.Granted() {
		p, err := ByApplication(t.Tx, l.Application)
		if err != nil {
			return err
		}
		c, err := lockCase(t.Tx, p.ID)
		if err != nil {
			return err
		}
		if err := MayGoOn(c.State); err != nil {
			return err
		}
		if err := r.lose(t, c.Pilot, Terminated); err != nil {
			return err
		}
		if err := notify.Hold(t, endLetter(c, d, l)); err != nil {
			return err
		}
	}
	return nil
}

// lose moves a pilot to an end at which it has no status any more.
func (r *Room) lose(t *act.Tx, p Pilot, to act.State) error {
	if err := MoveAlong(t, p, to); err != nil {
		return err
	}
	p.State = to
	return r.Lost(t, p)
}

// endLetter tells a unit that its work was ended, by whom, and why.
func endLetter(c Case, d decide.Decision, l decide.Line) notify.Letter {
	text := fmt.Sprintf("贵单位承担的%s（%s），经%s（%s）研究决定终止。", c.Cohort.Title(), c.Application.Number, d.Body, d.Session)
	if l.Reason != "" {
		text += "理由：" + l.Reason + "。"
	}
	return notify.Letter{Cohort: c.Cohort.ID, Unit: c.Pilot.Unit, Title: "终止通知", Text: text + "已有的成果和材料请妥善保存。", Link: Link(c.ID), Cause: causeEnd}
}
