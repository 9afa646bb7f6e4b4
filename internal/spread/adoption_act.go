package spread

import (
	"context"
	"slices"
	"strings"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/fault"
	"shidian/internal/notify"
	"shidian/internal/run"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// Adopting is what a unit states of its use of a case.
type Adopting struct {
	Case    string
	Since   string // 2022-03-01
	How     string
	Outcome string
	Count   string // as it was typed
	Counted string
	Proof   string
	Files   []string // hashes
}

// Adopt states that the actor's unit uses a case of another (J5). The office checks it.
func (r *Room) Adopt(ctx context.Context, actor access.Actor, x Adopting) (string, error) {
	if err := r.stored("files", x.Files...); err != nil {
		return "", err
	}
	id := store.NewID()
	_, err := r.Door.Do(ctx, actor, rowAdopt, AdoptionObject(id), func(t *act.Tx) error {
		c, pilot, err := locked(t.Tx, x.Case)
		if err != nil {
			return err
		}
		if err := t.Allow(mayAdopt(actor, c)); err != nil {
			return err
		}
		if !c.Public() && !MayReadWork(actor, pilot).Allowed {
			return fault.NotFound()
		}
		before, err := adoptedBefore(t.Tx, c.ID, actor)
		if err != nil {
			return err
		}
		if err := UseAllowed(c.Public(), before); err != nil {
			return err
		}
		if wrong := WrongAdoption(x, calendar.DayOf(t.Now())); len(wrong) > 0 {
			return fault.Invalid("推广应用还不能填报，请先补正以下各处。", wrong...)
		}
		a, err := adoptionOf(t.Tx, actor, x)
		if err != nil {
			return err
		}
		a.ID = id
		if err := insertAdoption(t, a); err != nil {
			return err
		}
		if err := run.ForgetDraft(t.Tx, c.Pilot, AdoptionDraft(c.ID, actor.Unit)); err != nil {
			return err
		}
		if err := tellOffice(t.Tx, "推广应用待核实："+a.UnitName, "请对照佐证材料核实。", AdoptionLink(id)); err != nil {
			return err
		}
		return t.Move("", AdoptionStated)
	})
	return id, err
}

// adoptedBefore are the states of what an actor's unit has stated of a case already.
func adoptedBefore(t *store.Tx, of string, actor access.Actor) (states []act.State, err error) {
	all, err := selectAdoptionsOf(t, of)
	for _, a := range all {
		if actor.Of(a.Unit) {
			states = append(states, a.State)
		}
	}
	return states, err
}

// adoptionOf is the statement with the name that the actor's unit bears today.
func adoptionOf(t *store.Tx, actor access.Actor, x Adopting) (a Adoption, err error) {
	u, err := unit.Get(t, actor.Unit, t.Now())
	if err != nil {
		return a, err
	}
	a = Adoption{Case: x.Case, Unit: u.ID, UnitName: u.Name, How: strings.TrimSpace(x.How), Outcome: strings.TrimSpace(x.Outcome), Counted: strings.TrimSpace(x.Counted),
		Proof: strings.TrimSpace(x.Proof), Files: x.Files, State: AdoptionStated, At: t.Now(), Account: actor.Account}
	if a.Count, _ = CountOf(x.Count); a.Count == 0 {
		a.Counted = ""
	}
	a.Since, err = calendar.ParseDay(x.Since)
	return a, err
}

// CheckAdoption confirms a use, or does not and says why (J5). Both units are told.
func (r *Room) CheckAdoption(ctx context.Context, actor access.Actor, id string, confirms bool, reason string) error {
	to := AdoptionRefused
	if confirms {
		to = AdoptionConfirmed
	}
	return r.adoption(ctx, actor, rowCheckAdoption, id, func(l AdoptionLine, pilot run.Case) access.Verdict { return mayCheck(actor, pilot) }, func(t *act.Tx, l AdoptionLine) error {
		if err := CheckAllowed(l.Of.Public(), confirms, reason); err != nil {
			return err
		}
		if confirms {
			reason = ""
		}
		if err := answerAdoption(t, l, to, reason); err != nil {
			return err
		}
		if !confirms {
			return tellUnit(t.Tx, l.Unit, adopters, "推广应用未予核实", "“"+l.Title+"”的推广应用未予核实："+strings.TrimSpace(reason)+"。可以补正后重新填报。", AdoptionLink(id))
		}
		if err := tellUnit(t.Tx, l.Unit, adopters, "推广应用已核实", "“"+l.Title+"”的推广应用已核实，单位名称在案例页面显示。", AdoptionLink(id)); err != nil {
			return err
		}
		return tellUnit(t.Tx, l.Of.Unit, unitPeople, "案例得到推广应用", l.UnitName+"应用了“"+l.Title+"”，已核实。", AdoptionLink(id))
	})
}

// WithdrawAdoption takes back what the actor's unit has stated, and says why (J5).
func (r *Room) WithdrawAdoption(ctx context.Context, actor access.Actor, id, reason string) error {
	may := func(l AdoptionLine, pilot run.Case) access.Verdict {
		return MayWithdrawAdoption(actor, l.Adoption, pilot)
	}
	return r.adoption(ctx, actor, rowWithdrawAdoption, id, may, func(t *act.Tx, l AdoptionLine) error {
		if wrong := unsaid(reason, "请写明撤回的理由。", mostAdopted); wrong != "" {
			return fault.InvalidField("reason", wrong)
		}
		confirmed := l.State == AdoptionConfirmed
		if err := answerAdoption(t, l, AdoptionWithdrawn, reason); err != nil || !confirmed {
			return err
		}
		if err := tellUnit(t.Tx, l.Of.Unit, unitPeople, "推广应用已撤回", l.UnitName+"撤回了对“"+l.Title+"”的推广应用。", AdoptionLink(id)); err != nil {
			return err
		}
		return tellOffice(t.Tx, "推广应用已撤回："+l.UnitName, "已核实的推广应用由填报的单位撤回。", AdoptionLink(id))
	})
}

// adoption performs an act on a statement, locked with its case.
func (r *Room) adoption(ctx context.Context, actor access.Actor, row act.Row, id string, may func(AdoptionLine, run.Case) access.Verdict, work func(*act.Tx, AdoptionLine) error) error {
	_, err := r.Door.Do(ctx, actor, row, AdoptionObject(id), func(t *act.Tx) error {
		l, err := orNotFound(selectAdoption(t.Tx, id))
		if err != nil {
			return err
		}
		_, pilot, err := locked(t.Tx, l.Case)
		if err != nil {
			return err
		}
		if l, err = orNotFound(selectAdoption(t.Tx, id)); err != nil {
			return err
		}
		if err := t.Allow(may(l, pilot)); err != nil {
			return err
		}
		if !slices.Contains(row.From, l.State) {
			return fault.Conflict("J5", "这份推广应用现在是“"+AdoptionTitles[l.State]+"”，不能办理“"+row.Title+"”。请刷新页面查看。")
		}
		return work(t, l)
	})
	return err
}

func answerAdoption(t *act.Tx, l AdoptionLine, to act.State, reason string) error {
	from := l.State
	l.State, l.Reason, l.AnsweredAt, l.AnsweredBy = to, strings.TrimSpace(reason), t.Now(), t.Actor.Account
	if err := updateAdoption(t, l.Adoption, t.Because(l.Reason)); err != nil {
		return err
	}
	return t.Move(from, to)
}

// stored refuses hashes that are none of the file store's, under the field's key.
func (r *Room) stored(key string, hashes ...string) error {
	for _, h := range hashes {
		if r.Files.Check(h) != nil {
			return fault.InvalidField(key, "没有找到上传的文件，请重新选择。")
		}
	}
	return nil
}

// tellUnit puts a word into the inboxes of a unit's people, or of the one's that came in its place, who may act now.
func tellUnit(t *store.Tx, of string, roles []access.Role, title, text, link string) error {
	stands, err := unit.SuccessorOf(t, of, t.Now())
	if err != nil {
		return err
	}
	accounts, err := unit.AccountsOf(t, stands, roles...)
	return tellAccounts(t, accounts, err, title, text, link)
}

// tellOffice puts a word into the inboxes of the office's handlers.
func tellOffice(t *store.Tx, title, text, link string) error {
	accounts, err := unit.AccountsWith(t, handlers...)
	return tellAccounts(t, accounts, err, title, text, link)
}

func tellAccounts(t *store.Tx, accounts []unit.Account, err error, title, text, link string) error {
	for _, a := range accounts {
		if err == nil && a.Usable(t.Now()) {
			err = notify.Send(t, notify.Message{Account: a.ID, Kind: "spread", Title: title, Text: text, Link: link})
		}
	}
	return err
}
