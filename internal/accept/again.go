package accept

import (
	"context"
	"encoding/json"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/notify"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// AskWindow is until when a not accepted unit may ask for a second look. told is when it learned of it, from the letter
// as it left the outbox; zero: the letter still waits there, and nothing has begun to run.
func (r *Room) AskWindow(t *store.Tx, a apply.Application) (told, until time.Time, err error) {
	letter, found, err := notify.LetterAbout(t, link(a.ID), causeRejected)
	if err != nil || !found || letter.Done.IsZero() {
		return time.Time{}, time.Time{}, err
	}
	c, err := call.Get(t, a.Cohort)
	if err != nil {
		return time.Time{}, time.Time{}, err
	}
	until, err = r.End(letter.Done, c.Programme.Stages.Accept.ReviewAgain.Value)
	return letter.Done, until, err
}

// AskAgain asks for the second look (复核): a head, or a clerk with the name of the head who agreed.
func (r *Room) AskAgain(ctx context.Context, actor access.Actor, id, reason, headName string) error {
	_, err := r.Door.Do(ctx, actor, rowAskAgain, apply.Object(id), func(t *act.Tx) error {
		a, err := apply.Lock(t.Tx, id)
		if err != nil {
			return err
		}
		if _, err := apply.See(t.Tx, actor, id); err != nil {
			return err
		}
		if err := t.Allow(mayAsk(actor, a)); err != nil {
			return err
		}
		_, asked, err := AgainOf(t.Tx, id)
		if err != nil {
			return err
		}
		told, until, err := r.AskWindow(t.Tx, a)
		if err != nil {
			return err
		}
		if err := MayAskAgain(a, asked, told, until, t.Now(), reason, headName, actor.Has(access.Head)); err != nil {
			return err
		}
		again := Again{Application: id, Reason: reason, HeadName: headName, At: t.Now(), Account: actor.Account}
		if err := insertAgain(t, again, t.Because(reason)); err != nil {
			return err
		}
		return tellOffice(t.Tx, a, "申请复核："+a.UnitName, a.UnitName+"对不予受理（"+a.Number+"）申请复核，请办理。")
	})
	return err
}

// tellOffice tells the handlers.
func tellOffice(t *store.Tx, a apply.Application, title, text string) error {
	accounts, err := unit.AccountsWith(t, access.Handler)
	if err != nil {
		return err
	}
	ids := make([]string, len(accounts))
	for i, account := range accounts {
		ids[i] = account.ID
	}
	return apply.Tell(t, ids, a, title, text)
}

// SecondAnswer is what is proposed as the answer to a second look.
type SecondAnswer struct {
	Application string `json:"application"`
	Accept      bool   `json:"accept"`
	Answer      string `json:"answer"`
}

// Object is the application that it is about.
func (a SecondAnswer) Object() string { return apply.Object(a.Application) }

// ProposeAnswer proposes the answer to a second look; an approver confirms it.
func (r *Room) ProposeAnswer(ctx context.Context, actor access.Actor, id string, accept bool, answer string) (string, error) {
	return r.Door.Propose(ctx, actor, rowAnswerAgain, apply.Object(id), SecondAnswer{id, accept, answer}, answer)
}

// ProposedAnswer reads what was proposed, for the approver's page.
func ProposedAnswer(params json.RawMessage) (in SecondAnswer, err error) {
	return in, json.Unmarshal(params, &in)
}

func (r *Room) answerAgain(t *act.Tx, params json.RawMessage) error {
	in, err := act.Proposed[SecondAnswer](t, params)
	if err != nil {
		return err
	}
	a, err := apply.Lock(t.Tx, in.Application)
	if err != nil {
		return err
	}
	again, asked, err := AgainOf(t.Tx, a.ID)
	if err != nil {
		return err
	}
	if err := MayAnswerAgain(a, again, asked, in.Answer); err != nil {
		return err
	}
	if err := updateAgain(t, a.ID, in.Answer); err != nil {
		return err
	}
	c, err := call.Get(t.Tx, a.Cohort)
	if err != nil {
		return err
	}
	u := under{Application: a, p: c.Programme}
	if !in.Accept {
		if err := record(t, u, Conclusion{Outcome: Upheld, Reason: in.Answer}); err != nil {
			return err
		}
		if err := t.Move(a.State, a.State); err != nil {
			return err
		}
		return hold(t, u, "复核", "复核结果：维持不予受理", "经复核，贵单位的申报（"+a.Number+"）维持不予受理。复核意见："+in.Answer)
	}
	if err := record(t, u, Conclusion{Outcome: Reversed, Reason: in.Answer}); err != nil {
		return err
	}
	if err := apply.SetState(t, a, apply.StateAccepted); err != nil {
		return err
	}
	if r.Retaken != nil {
		if err := r.Retaken(t, a, "复核后受理："+in.Answer); err != nil {
			return err
		}
	}
	return hold(t, u, "复核", "复核结果：予以受理", "经复核，贵单位的申报（"+a.Number+"）予以受理。复核意见："+in.Answer)
}
