package call

import (
	"context"
	"fmt"
	"strings"

	"shidian/internal/fault"
	"shidian/internal/jobs"
	"shidian/internal/notify"
	"shidian/internal/store"
)

// Due says what happens when a cohort's dates fall due.
func (r *Room) Due(sweep *jobs.Sweep) {
	sweep.On(DueOpens, r.remind(r.addressed, opensWords))
	sweep.On(DueSoon, r.remind(r.begun, soonWords))
	sweep.On(DueLastDay, r.remind(r.begun, lastDayWords))
	r.dueRoles(sweep)
	sweep.On(DueClosed, func(ctx context.Context, due jobs.Due) error {
		err := r.Close(ctx, strings.TrimPrefix(due.Object, Object("")))
		if fault.Is(err, fault.KindConflict) {
			return nil // the deadline was put off meanwhile: its own due comes
		}
		return err
	})
}

// remind sends one message to each receiver, once per due instant. Nothing pushes: it says the date and the way.
func (r *Room) remind(receivers func(*store.Tx, Cohort) ([]string, error), say func(Cohort, Dates) (title, text string)) func(context.Context, jobs.Due) error {
	return r.once(func(t *store.Tx, c Cohort, d Dates, _ string) error {
		accounts, err := receivers(t, c)
		if err != nil {
			return err
		}
		title, text := say(c, d)
		return tell(t, accounts, title, text, "/notices/"+c.ID)
	}, Published)
}

func tell(t *store.Tx, accounts []string, title, text, link string) error {
	for _, account := range accounts {
		if err := notify.Send(t, notify.Message{Account: account, Kind: "reminder", Title: title, Text: text, Link: link}); err != nil {
			return err
		}
	}
	return nil
}

func opensWords(c Cohort, d Dates) (string, string) {
	n := c.Programme.Called()
	return c.Title() + "开始" + n.Act, fmt.Sprintf("%s已发布（%s）。%s自愿，截止时间为%s。通知全文和%s样式见链接。", c.Title(), c.Number, n.Act, deadline(d.Electronic), n.Form)
}

func soonWords(c Cohort, d Dates) (string, string) {
	n, paper := c.Programme.Called(), ""
	if c.Programme.Paper != nil {
		paper = "，纸质版同时送达"
	}
	return c.Title() + n.Act + "将于" + lastDay(d.Electronic) + "截止",
		fmt.Sprintf("您单位的%s还在草稿中。如继续%s，请于%s提交%s；不再%s的，不需要办理任何手续。", n.Form, n.Act, deadline(d.Electronic), paper, n.Act)
}

func lastDayWords(c Cohort, d Dates) (string, string) {
	n := c.Programme.Called()
	return c.Title() + n.Act + "今天截止",
		fmt.Sprintf("您单位的%s还在草稿中。如继续%s，请于%s提交；截止后草稿仍可查看、导出，不能再提交。", n.Form, n.Act, deadline(d.Electronic))
}

// tellCorrected brings word of a correction to all whom the notice went to and who work with it.
func (r *Room) tellCorrected(t *store.Tx, c Cohort, v Version) error {
	all, err := r.concerned(t, c)
	if err != nil {
		return err
	}
	return tell(t, distinct(all), c.Title()+"通知有更正", "更正说明："+v.Note, "/notices/"+c.ID)
}

// tellClosed tells the office that the window is over.
func (r *Room) tellClosed(t *store.Tx, c Cohort) error {
	accounts, err := handlers(t)
	if err != nil {
		return err
	}
	return tell(t, accounts, c.Title()+c.Programme.Called().Act+"已截止", "电子版提交窗口已经关闭。请核对已收材料，办理后续环节。", "/cohorts/"+c.ID)
}
