package house

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"sync"
	"time"

	"shidian/internal/access"
	"shidian/internal/app"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/clock"
	"shidian/internal/files"
	"shidian/internal/paper"
	"shidian/internal/programme"
	"shidian/internal/store"
	"shidian/internal/unit"
	"shidian/programmes"
)

// furnisher does the acts that must have been done before the deadline hour.
type furnisher struct {
	*app.House
	ctx    context.Context
	root   unit.Unit
	cohort call.Cohort
	codes  map[string]string // one-time code by login
	people People
	mu     sync.Mutex
}

// furnish fills a new installation: the shipped programme, published today with three weeks to go, the regions, n
// applicants (counties first, then societies) with a form that lacks only its long texts, four cities and the office.
func furnish(ctx context.Context, c app.Config, n int) (*furnisher, error) {
	h, err := app.Open(ctx, c, slog.New(slog.DiscardHandler))
	if err != nil {
		return nil, err
	}
	f := &furnisher{House: h, ctx: ctx, codes: map[string]string{}}
	for _, step := range []struct {
		what string
		do   func() error
	}{{"units", f.units}, {"office", f.office}, {"call", f.call}, {"applicants", func() error { return f.applicants(n) }}, {"cities", f.cities}} {
		if err := step.do(); err != nil {
			h.Close()
			return nil, fmt.Errorf("%s: %w", step.what, err)
		}
	}
	return f, h.Close()
}

func (f *furnisher) units() (err error) {
	if f.root, err = f.Unit.EnsureRoot(f.ctx); err != nil {
		return err
	}
	_, err = f.Unit.LoadRegions(f.ctx, access.SystemActor, f.Clock.Now())
	return err
}

func (f *furnisher) office() error {
	for login, role := range map[string]access.Role{"handler": access.Handler, "approver": access.Approver} {
		person, err := f.issue(f.root.ID, login, role)
		if err != nil {
			return err
		}
		if role == access.Handler {
			f.people.Office = person
		}
	}
	return nil
}

// issue opens an account. Its one-time code is spent over HTTP later.
func (f *furnisher) issue(unitID, login string, roles ...access.Role) (*Person, error) {
	slip, err := f.Unit.Issue(f.ctx, access.SystemActor, unit.NewAccount{Unit: unitID, Login: login, Name: "演示" + login, Roles: roles})
	if err != nil {
		return nil, fmt.Errorf("account %s: %w", login, err)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.codes[login] = slip.Code
	return &Person{Login: login, Account: slip.Account.ID, Bases: map[string]string{}}, nil
}

func (f *furnisher) actor(account string) (actor access.Actor, err error) {
	err = f.DB.Read(f.ctx, func(t *store.Tx) (err error) { actor, err = unit.ActorOf(t, account); return err })
	actor.Fresh = true
	return actor, err
}

// call drafts the shipped notice with dates around today, registers it by two persons and so publishes it.
func (f *furnisher) call() error {
	handler, err := f.actor(f.people.Office.Account)
	if err != nil {
		return err
	}
	p, notice, err := shipped()
	if err != nil {
		return err
	}
	now := f.Clock.Now()
	id, err := f.Call.Open(f.ctx, handler, p, notice, now.Year())
	if err != nil {
		return err
	}
	if err := f.Call.Save(f.ctx, handler, id, datedText(p, notice, now)); err != nil {
		return err
	}
	if err := f.register(handler, id, p, now); err != nil {
		return err
	}
	f.people.Notice = id
	return f.DB.Read(f.ctx, func(t *store.Tx) (err error) { f.cohort, err = call.Get(t, id); return err })
}

func (f *furnisher) register(handler access.Actor, id string, p *programme.Programme, now time.Time) error {
	pdf, err := paper.PDF(apply.BlankPaper(p), f.Fonts) // any PDF stands in for the issued one
	if err != nil {
		return err
	}
	blob, err := f.Files.Put(bytes.NewReader(pdf), files.AttachmentLimit, files.PDF)
	if err != nil {
		return err
	}
	proposal, err := f.Call.Register(f.ctx, handler, id, call.Registration{Issued: blob.Hash, Signer: "（演示签发人）",
		Number: "鲁科协发〔" + strconv.Itoa(now.Year()) + "〕13号", Dated: programme.Day(now.Format("2006-01-02"))})
	if err != nil {
		return err
	}
	var approver unit.Account
	err = f.DB.Read(f.ctx, func(t *store.Tx) error {
		all, err := unit.AccountsWith(t, access.Approver)
		if err == nil {
			approver = all[0]
		}
		return err
	})
	if err != nil {
		return err
	}
	actor, err := f.actor(approver.ID)
	if err != nil {
		return err
	}
	_, err = f.Door.Confirm(f.ctx, actor, proposal)
	return err
}

func shipped() (*programme.Programme, *programme.Notice, error) {
	raw, err := programmes.Files.ReadFile(programmes.ReformPilot)
	if err != nil {
		return nil, nil, err
	}
	p, err := programme.Load(raw)
	if err != nil {
		return nil, nil, err
	}
	if raw, err = programmes.Files.ReadFile(programmes.ReformPilotNotice); err != nil {
		return nil, nil, err
	}
	n, err := programme.LoadNotice(raw)
	return p, n, err
}

// Sample is Chinese prose of the field, for the frequencies of the generated text.
func Sample() string {
	all := ""
	for _, name := range []string{programmes.ReformPilot, programmes.ReformPilotNotice} {
		raw, err := programmes.Files.ReadFile(name)
		if err != nil {
			panic(err) // embedded
		}
		all += string(raw)
	}
	return all
}

// datedText is the shipped notice, open since yesterday and for three weeks more.
func datedText(p *programme.Programme, notice *programme.Notice, now time.Time) call.Text {
	text := call.FirstText(p, notice, now.Year())
	day := now.In(clock.Zone).Truncate(24 * time.Hour)
	at := map[programme.Event]time.Time{programme.Opens: day.AddDate(0, 0, -1), programme.ElectronicUntil: day.AddDate(0, 0, 21),
		programme.PaperUntil: day.AddDate(0, 0, 21)}
	for event, instant := range at {
		kind, _ := p.Date(event)
		for i := range text.Dates {
			if text.Dates[i].Kind == kind.Key {
				text.Dates[i].At = programme.Moment(instant.In(clock.Zone).Format("2006-01-02T15:04"))
			}
		}
	}
	last := at[programme.ElectronicUntil].In(clock.Zone).Add(-time.Minute).Format("1月2日")
	for i := range text.Notice.Body {
		text.Notice.Body[i].Text = strings.ReplaceAll(text.Notice.Body[i].Text, "5月18日", last)
	}
	return text
}

// applicants opens an account for each, two at a time, for that is what the hashes cost, and begins its application.
func (f *furnisher) applicants(n int) error {
	units, err := f.applying(n)
	if err != nil {
		return err
	}
	people, errs := make([]*Person, n), make([]error, n)
	var wg sync.WaitGroup
	gate := make(chan struct{}, 2)
	for i, u := range units {
		gate <- struct{}{}
		wg.Go(func() {
			people[i], errs[i] = f.applicant(u, fmt.Sprintf("unit%04d", i))
			<-gate
		})
	}
	wg.Wait()
	f.people.Applicants = people
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// applying are n units that may apply: the counties of the regions, and as many societies as are wanting.
func (f *furnisher) applying(n int) (units []unit.Unit, err error) {
	err = f.DB.Read(f.ctx, func(t *store.Tx) error {
		units, err = unit.List(t, unit.Filter{Kind: unit.County}, t.Now())
		return err
	})
	units = units[:min(n/2, len(units))]
	for i := len(units); err == nil && i < n; i++ {
		name := fmt.Sprintf("山东省演示第%d学会", i)
		var id string
		id, err = f.Unit.Add(f.ctx, access.SystemActor, unit.NewUnit{Kind: unit.Society, Name: name, Short: name})
		units = append(units, unit.Unit{ID: id, Kind: unit.Society, Name: name})
	}
	return units, err
}

func (f *furnisher) applicant(u unit.Unit, login string) (*Person, error) {
	person, err := f.issue(u.ID, login, access.Clerk, access.Head)
	if err != nil {
		return nil, err
	}
	actor, err := f.actor(person.Account)
	if err != nil {
		return nil, err
	}
	if person.Application, err = f.FillDemoForm(f.ctx, actor, f.cohort); err != nil {
		return nil, fmt.Errorf("application of %s: %w", login, err)
	}
	return person, f.DB.Read(f.ctx, func(t *store.Tx) error {
		d, err := apply.DraftOf(t, person.Application)
		for _, key := range LongFields {
			person.Bases[key] = d.Values[key].Hash
		}
		return err
	})
}

func (f *furnisher) cities() error {
	var units []unit.Unit
	err := f.DB.Read(f.ctx, func(t *store.Tx) (err error) {
		units, err = unit.List(t, unit.Filter{Kind: unit.City}, t.Now())
		return err
	})
	if err != nil {
		return err
	}
	for i, u := range units[:4] {
		person, err := f.issue(u.ID, fmt.Sprintf("city%d", i), access.Recommender)
		if err != nil {
			return err
		}
		f.people.Cities = append(f.people.Cities, person)
	}
	return nil
}
