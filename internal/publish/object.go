package publish

import (
	"context"
	"crypto/rand"
	"fmt"
	"strings"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/call"
	"shidian/internal/clock"
	"shidian/internal/fault"
	"shidian/internal/notify"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// perHour bounds what strangers may send about one notice.
const perHour = 60

// Receipt is what an objector takes away: the code is shown once and kept nowhere.
type Receipt struct{ Number, Code string }

// Object takes an objection by the public form (C3), from anybody.
func (r *Room) Object(ctx context.Context, actor access.Actor, x Words) (Receipt, error) {
	x.Way = Online
	return r.take(ctx, actor, rowObject, x)
}

// TypeIn takes an objection that came by letter, call or in person, at the instant it came.
func (r *Room) TypeIn(ctx context.Context, actor access.Actor, x Words) (Receipt, error) {
	return r.take(ctx, actor, rowTypeIn, x)
}

func (r *Room) take(ctx context.Context, actor access.Actor, row act.Row, x Words) (receipt Receipt, err error) {
	id, code := store.NewID(), rand.Text()
	_, err = r.Door.Do(ctx, actor, row, ObjectionObject(id), func(t *act.Tx) error {
		n, err := lockPublic(t, x.Notice)
		if err != nil {
			return err
		}
		if x.Way == Online {
			x.Received = t.Now()
		} else if err := t.Allow(mayWork(actor)); err != nil {
			return err
		}
		o, err := r.objection(t, n, id, x)
		if err != nil {
			return err
		}
		receipt = Receipt{o.Number, code}
		if err := insertObjection(t, o, codeHash(code)); err != nil {
			return err
		}
		if err := tellOffice(t.Tx, n, o); err != nil {
			return err
		}
		return t.Move("", Open)
	})
	return receipt, err
}

// lockPublic keeps a notice that the public sees, so that numbers are given one after the other.
func lockPublic(t *act.Tx, id string) (Notice, error) {
	n, err := lockNotice(t.Tx, id)
	if err == nil && n.State == Draft {
		err = fault.NotFound()
	}
	return n, err
}

func (r *Room) objection(t *act.Tx, n Notice, id string, x Words) (o Objection, err error) {
	if err := MayObject(n, x.Received); err != nil {
		return o, err
	}
	c, err := call.Get(t.Tx, n.Cohort)
	if err != nil {
		return o, err
	}
	wrong := WrongObjection(x, c.Programme.Stages.Publish.ObjectionBasis)
	if _, has := n.Line(x.Application); x.Application != "" && !has {
		wrong = append(wrong, fault.Field{Key: "application", Message: "请在公示名单中选择。"})
	}
	if len(wrong) > 0 {
		return o, fault.Invalid("异议还没有提交，请先补正以下各处。", wrong...)
	}
	all, err := notTooMany(t, n, x.Way)
	return Objection{ID: id, Notice: n.ID, Number: fmt.Sprintf("%d-%d-%03d", c.Year, n.N, all+1), Application: x.Application, Who: x.Who,
		Name: strings.TrimSpace(x.Name), Phone: strings.TrimSpace(x.Phone), Words: x.Text, Evidence: x.Evidence, Way: x.Way, Received: x.Received,
		At: t.Now(), State: Open}, err
}

// notTooMany counts what a notice got, and refuses more from strangers than a person could have to say.
func notTooMany(t *act.Tx, n Notice, way string) (all int, err error) {
	all, recent, err := received(t.Tx, n.ID, clock.Micros(t.Now().Add(-time.Hour)))
	if err == nil && way == Online && recent >= perHour {
		err = fault.TooMany("现在提交的人太多，请过一会儿再提交，或者电话联系："+n.OfficePhone+"。", t.Now().Add(time.Hour))
	}
	return all, err
}

func tellOffice(t *store.Tx, n Notice, o Objection) error {
	accounts, err := unit.AccountsWith(t, access.Handler, access.Approver)
	for _, a := range accounts {
		if err == nil {
			err = notify.Send(t, notify.Message{Account: a.ID, Kind: "publish", Title: "收到异议" + o.Number, Text: "请指定经办人核查，公示期满、异议全部答复后才能发布。",
				Link: "/publish/" + n.ID})
		}
	}
	return err
}

// Assign names who handles an objection, and whom of the office it complains of, if anybody (C3).
func (r *Room) Assign(ctx context.Context, actor access.Actor, id, handler, concerns string) error {
	return r.handle(ctx, actor, rowAssign, id, func(t *act.Tx, o Objection) (Objection, error) {
		if err := t.Allow(mayWork(actor)); err != nil {
			return o, err
		}
		if err := MayAssign(o, actor.Account, handler, concerns); err != nil {
			return o, err
		}
		a, err := unit.AccountByID(t.Tx, handler)
		if err != nil {
			return o, err
		}
		if !a.Usable(t.Now()) || !(access.Actor{Roles: a.Roles}).Has(office...) {
			return o, fault.InvalidField("handler", "请在办公室人员中指定经办人。")
		}
		o.State, o.Handler, o.Concerns = Assigned, handler, concerns
		return o, notify.Send(t.Tx, notify.Message{Account: handler, Kind: "publish", Title: "请核查异议" + o.Number, Text: "您被指定为经办人，请核查并答复。",
			Link: "/objections/" + o.ID})
	})
}

// Answered is what the handler found of an objection.
type Answered struct {
	Outcome       Finding
	Found, Answer string
	Strikes       bool // the line has to be struck
}

// Find closes an objection with finding, answer and effect; only the named handler does (C3).
func (r *Room) Find(ctx context.Context, actor access.Actor, id string, x Answered) error {
	return r.handle(ctx, actor, rowFind, id, func(t *act.Tx, o Objection) (Objection, error) {
		if err := t.Allow(mayFind(actor, o)); err != nil {
			return o, err
		}
		if wrong := WrongFinding(o, x.Outcome, x.Found, x.Answer, x.Strikes); len(wrong) > 0 {
			return o, fault.Invalid("异议还不能答复，请先补正以下各处。", wrong...)
		}
		o.State, o.Outcome, o.Found, o.Answer, o.Strikes, o.ClosedAt = Closed, x.Outcome, x.Found, x.Answer, x.Strikes, t.Now()
		return o, nil
	})
}

// handle runs an act of the office upon an objection.
func (r *Room) handle(ctx context.Context, actor access.Actor, row act.Row, id string, work func(*act.Tx, Objection) (Objection, error)) error {
	_, err := r.Door.Do(ctx, actor, row, ObjectionObject(id), func(t *act.Tx) error {
		o, err := lockObjection(t.Tx, id)
		if err != nil {
			return err
		}
		if err := t.Allow(MayReadObjection(actor, o)); err != nil {
			return err
		}
		from := o.State
		if o, err = work(t, o); err != nil {
			return err
		}
		if err := updateObjection(t, o); err != nil {
			return err
		}
		return t.Move(from, o.State)
	})
	return err
}

// Report takes a report of wrongdoing for the supervisor alone. Whoever is logged in is nobody here: it may be anonymous.
func (r *Room) Report(ctx context.Context, notice, words string) error {
	id := store.NewID()
	_, err := r.Door.Do(ctx, access.Actor{}, rowReport, "report/"+id, func(t *act.Tx) error {
		n, err := lockPublic(t, notice)
		if err != nil {
			return err
		}
		if strings.TrimSpace(words) == "" || len([]rune(words)) > maxWords {
			return fault.InvalidField("report", "请写明要反映的情况，4000 字以内。")
		}
		if _, err := notTooMany(t, n, Online); err != nil {
			return err
		}
		if err := insertReport(t, Report{ID: id, Notice: n.ID, Words: words, At: t.Now()}); err != nil {
			return err
		}
		if err := tellSupervisors(t.Tx); err != nil {
			return err
		}
		return t.Move("", Kept)
	})
	return err
}

func tellSupervisors(t *store.Tx) error {
	accounts, err := unit.AccountsWith(t, access.Supervisor)
	for _, a := range accounts {
		if err == nil {
			err = notify.Send(t, notify.Message{Account: a.ID, Kind: "publish", Title: "收到违纪举报", Text: "只有监督人员可以查看。", Link: "/reports"})
		}
	}
	return err
}
