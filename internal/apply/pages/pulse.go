package pages

import (
	"net/http"
	"sort"
	"strconv"
	"sync"
	"time"

	"shidian/internal/access"
	"shidian/internal/apply"
	"shidian/internal/clock"
	"shidian/internal/kit"
)

// other is a colleague who has the same sheet open, and the field he is in ("" for none).
type other struct {
	Name  string `json:"name"`
	Field string `json:"field"`
}

// changedField is a field that somebody else saved.
type changedField struct {
	Key  string `json:"key"`
	Text string `json:"text"`
	Hash string `json:"hash"`
}

// Pulse answers an open sheet every few seconds: GET /applications/{id}/pulse?account=&field=&since=.
func (p *Pages) Pulse(w http.ResponseWriter, r *http.Request) error {
	if err := signedIn(r.Context()); err != nil {
		return err
	}
	actor, query := kit.Actor(r.Context()), r.URL.Query()
	if query.Get("account") != actor.Account {
		return answerForeign(w)
	}
	m, d, err := p.draftOf(r)
	if err != nil {
		return err
	}
	since, _ := strconv.ParseInt(query.Get("since"), 10, 64)
	return kit.JSON(w, http.StatusOK, map[string]any{
		"since":   micros(latest(d, clock.FromMicros(since))),
		"others":  p.present.meet(m.ID, actor, query.Get("field"), m.Now),
		"changed": changedSince(d, clock.FromMicros(since)),
		"closed":  m.Closed(),
		"moved":   movedWords(m),
	})
}

// changedSince lists what was saved at or after the instant; the script drops what it knows by its hash.
func changedSince(d apply.Draft, since time.Time) []changedField {
	list := []changedField{}
	for key, v := range d.Values {
		if !v.At.Before(since) {
			list = append(list, changedField{key, v.Text, v.Hash})
		}
	}
	sort.Slice(list, func(i, j int) bool { return list[i].Key < list[j].Key })
	return list
}

func latest(d apply.Draft, since time.Time) time.Time {
	for _, v := range d.Values {
		if v.At.After(since) {
			since = v.At
		}
	}
	return since
}

// movedWords says to an open sheet that the application is no longer being written.
func movedWords(m matter) string {
	if apply.Editable(m.State) {
		return ""
	}
	if m.State == apply.StateWithdrawn {
		return "本申报已经撤回，现在填写的内容不会提交。"
	}
	return "本申报材料第" + strconv.Itoa(m.Version) + "版已经提交（" + m.Title() + "）。您现在填写的内容另存为下一版的草稿，一个字也不会丢；截止前取回修改，或者被退回修改后，可以接着用。"
}

// presence knows who has which sheet open. It is kept in memory: losing it loses nothing.
type presence struct {
	mu   sync.Mutex
	open map[string]map[string]seen // by application, by account
}

type seen struct {
	name, field string
	at          time.Time
}

// away is how long after the last pulse somebody counts as gone: three pulses.
const away = 45 * time.Second

func newPresence() *presence { return &presence{open: map[string]map[string]seen{}} }

// meet notes that the actor has the sheet open and gives the others who have.
func (p *presence) meet(id string, actor access.Actor, field string, now time.Time) []other {
	p.mu.Lock()
	defer p.mu.Unlock()
	here := p.open[id]
	if here == nil {
		here = map[string]seen{}
		p.open[id] = here
	}
	here[actor.Account] = seen{actor.Name, field, now}
	others := []other{}
	for account, s := range here {
		if now.Sub(s.at) > away {
			delete(here, account)
		} else if account != actor.Account {
			others = append(others, other{s.name, s.field})
		}
	}
	sort.Slice(others, func(i, j int) bool { return others[i].Name < others[j].Name })
	return others
}
