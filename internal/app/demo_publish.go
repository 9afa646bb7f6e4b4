package app

import (
	"context"
	"fmt"
	"time"

	"shidian/internal/access"
	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/clock"
	"shidian/internal/decide"
	"shidian/internal/programme"
	"shidian/internal/publish"
	"shidian/internal/store"
)

// The scene "notice": Wednesday 24 June 2020, the third of five counted days, with two objections. The scene "release":
// Monday 6 July 2020, the list is released, the results are told, the pilots stand.
var (
	noticeDrafted  = time.Date(2020, 6, 19, 15, 0, 0, 0, clock.Zone)
	noticeUp       = time.Date(2020, 6, 22, 9, 0, 0, 0, clock.Zone)
	noticeObjected = time.Date(2020, 6, 23, 10, 0, 0, 0, clock.Zone)
	noticeLetter   = time.Date(2020, 6, 24, 8, 30, 0, 0, clock.Zone)
	noticeBegins   = time.Date(2020, 6, 24, 9, 0, 0, 0, clock.Zone)
	noticeStruck   = time.Date(2020, 6, 24, 16, 0, 0, 0, clock.Zone)
	noticeAnswered = time.Date(2020, 6, 28, 10, 0, 0, 0, clock.Zone)
	noticeFilled   = time.Date(2020, 6, 28, 16, 0, 0, 0, clock.Zone)
	noticeSecond   = time.Date(2020, 6, 29, 9, 0, 0, 0, clock.Zone)
	noticeOver     = time.Date(2020, 7, 6, 8, 30, 0, 0, clock.Zone)
	releaseUp      = time.Date(2020, 7, 6, 9, 0, 0, 0, clock.Zone)
	releaseTold    = time.Date(2020, 7, 6, 10, 0, 0, 0, clock.Zone)
)

// untilNotice is told from the second panel's draw to the third day of the public notice.
func (s *story) untilNotice() []step {
	steps := append(append(s.scoring(), s.listing()...), s.deciding()...)
	return append(append(steps, s.noticing()...), step{noticeBegins, nil})
}

// untilRelease is told from the objections to the moment when everybody knows his result.
func (s *story) untilRelease() []step { return append(s.objecting(), s.releasing()...) }

// noticing puts the granted lines on notice from Monday 22 June; two objections come.
func (s *story) noticing() []step {
	return []step{{noticeDrafted, s.draftList}, {noticeUp, s.putUp}, {noticeObjected, s.object}, {noticeLetter, s.objectByLetter}}
}

// objecting answers both; who is struck is followed by one of the reserve, with a notice of his own.
func (s *story) objecting() []step {
	return []step{{noticeStruck, s.sustain}, {noticeAnswered, s.reject}, {noticeFilled, s.fill}, {noticeSecond, s.putUp}, {noticeOver, nil}}
}

// releasing publishes the list by two persons, and lets the letters out.
func (s *story) releasing() []step {
	return []step{{releaseUp, s.release}, {releaseTold, s.sendLetters}}
}

func (s *story) draftList(ctx context.Context) error {
	d, err := s.list(ctx)
	if err == nil {
		err = s.draftNotice(ctx, d.ID, s.day(time.June, 22))
	}
	return err
}

func (s *story) draftNotice(ctx context.Context, decision string, from calendar.Day) error {
	_, err := s.Publish.Draft(ctx, s.handler, publish.Drafting{Decision: decision, From: from.String(), OfficePhone: "0531-00000001（演示）",
		DisciplinePhone: "0531-00000002（演示）"})
	return err
}

// notice is the newest notice.
func (s *story) notice(ctx context.Context) (n publish.Notice, err error) {
	err = s.DB.Read(ctx, func(t *store.Tx) error {
		all, err := publish.Of(t, s.cohort.ID)
		if err == nil {
			n = all[0]
		}
		return err
	})
	return n, err
}

// putUp registers the newest notice with its paper and the page of the official site, by two persons.
func (s *story) putUp(ctx context.Context) error {
	n, err := s.notice(ctx)
	if err != nil {
		return err
	}
	pdf, err := s.Publish.NoticeFile(ctx, s.handler, n.ID, false)
	if err != nil {
		return err
	}
	x := publish.Starting{Notice: n.ID, Signer: "（演示签发人）", SiteURL: fmt.Sprintf("https://www.example.cn/gongshi/%d.html", n.N)}
	if x.Issued, err = s.keep(pdf); err != nil {
		return err
	}
	if x.Snapshot, err = s.stored("网站页面快照", fmt.Sprintf("第%d次公示在官方网站登出的页面。（演示）", n.N)); err != nil {
		return err
	}
	proposal, err := s.Publish.Start(ctx, s.handler, x)
	return s.confirm(ctx, proposal, err)
}

// object: somebody objects by the public form to the last line; the approver names who looks into it.
func (s *story) object(ctx context.Context) error {
	n, err := s.notice(ctx)
	if err != nil {
		return err
	}
	evidence, err := s.stored("证据材料", "申报书所列的培训活动没有开展的说明。（演示）")
	if err != nil {
		return err
	}
	_, err = s.Publish.Object(ctx, access.Actor{}, publish.Words{Notice: n.ID, Application: n.Lines[len(n.Lines)-1].Application, Who: "person",
		Name: "某群众（演示）", Phone: "13800000091", Text: "申报书所列的工作基础与事实不符，请核查。（演示）", Evidence: []string{evidence}})
	if err != nil {
		return err
	}
	o, err := s.objection(ctx, 1)
	if err != nil {
		return err
	}
	return s.Publish.Assign(ctx, s.approver, o.ID, s.handler.Account, "")
}

// objectByLetter: a unit writes a letter with its seal about the whole list; the office types it in.
func (s *story) objectByLetter(ctx context.Context) error {
	n, err := s.notice(ctx)
	if err != nil {
		return err
	}
	letter, err := s.stored("异议书", "某单位对评审结果的异议，加盖公章。（演示）")
	if err != nil {
		return err
	}
	_, err = s.Publish.TypeIn(ctx, s.handler, publish.Words{Notice: n.ID, Who: "unit", Name: "某单位（演示）", Phone: "0531-00000003", Way: "信函",
		Received: s.Clock.Now().Add(-time.Hour), Text: "认为县级科协入选偏少。（演示）", Evidence: []string{letter}})
	return err
}

// objection is the n-th of the cohort's first notice.
func (s *story) objection(ctx context.Context, n int) (o publish.Objection, err error) {
	err = s.DB.Read(ctx, func(t *store.Tx) error {
		notices, err := publish.Of(t, s.cohort.ID)
		if err != nil {
			return err
		}
		all, err := publish.Objections(t, notices[len(notices)-1].ID)
		if err == nil {
			o = all[n-1]
		}
		return err
	})
	return o, err
}

// sustain: the first objection is found right, and the line is struck by two persons.
func (s *story) sustain(ctx context.Context) error {
	o, err := s.objection(ctx, 1)
	if err != nil {
		return err
	}
	err = s.Publish.Find(ctx, s.handler, o.ID, publish.Answered{Outcome: publish.Sustained, Strikes: true, Found: "经查阅原始材料，所列培训活动没有开展。（演示）",
		Answer: "您反映的情况属实，已将该单位从公示名单中撤下。（演示）"})
	if err != nil {
		return err
	}
	proposal, err := s.Publish.Strike(ctx, s.handler, publish.Striking{Notice: o.Notice, Application: o.Application, Reason: "经核查，申报材料与事实不符。（演示）"})
	return s.confirm(ctx, proposal, err)
}

// reject: the second objection is found wrong.
func (s *story) reject(ctx context.Context) error {
	o, err := s.objection(ctx, 2)
	if err != nil {
		return err
	}
	if err := s.Publish.Assign(ctx, s.approver, o.ID, s.handler.Account, ""); err != nil {
		return err
	}
	return s.Publish.Find(ctx, s.handler, o.ID, publish.Answered{Outcome: publish.Rejected, Found: "名单按评审名次研究确定，没有类别比例的规定。（演示）",
		Answer: "名单按评审标准和研究决定产生，程序符合通知要求。（演示）"})
}

// fill: the first of the reserve comes up by a decision, and its notice is drafted.
func (s *story) fill(ctx context.Context) error {
	d, err := s.list(ctx)
	if err != nil {
		return err
	}
	x := decide.Taken{Decision: store.NewID(), Cohort: s.cohort.ID, Matter: programme.MatterReserve}
	for _, l := range d.Lines {
		if l.Outcome == decide.Reserve && x.Lines == nil {
			x.Lines = []decide.TakenLine{{Application: l.Application, Outcome: decide.Agreed}}
		}
	}
	if err := s.record(ctx, x, s.day(time.June, 28), 7); err != nil {
		return err
	}
	return s.draftNotice(ctx, x.Decision, s.day(time.June, 29))
}

// release registers the released list by two persons: its pilots stand, and the letters wait.
func (s *story) release(ctx context.Context) error {
	pdf, err := s.Publish.ReleaseFile(ctx, s.handler, s.cohort.ID, false)
	if err != nil {
		return err
	}
	reg := call.Registration{Number: fmt.Sprintf("鲁科协演示〔%d〕2号", s.year), Signer: "（演示签发人）", Dated: programme.Day(s.day(time.July, 6).String())}
	if reg.Issued, err = s.keep(pdf); err != nil {
		return err
	}
	proposal, err := s.Publish.Release(ctx, s.handler, s.cohort.ID, reg)
	return s.confirm(ctx, proposal, err)
}
