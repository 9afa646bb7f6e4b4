package kill_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"shidian/internal/apply"
	"shidian/internal/store"
)

type people struct {
	list    []*person
	answers atomic.Int64 // acknowledged saves and submits, of all
}

// after returns once so many more have been acknowledged: the moment of the kill. Or when everybody has stopped.
func (p *people) after(answers int, stopped <-chan struct{}) {
	until := p.answers.Load() + int64(answers)
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for p.answers.Load() < until {
		select {
		case <-tick.C:
		case <-stopped:
			return
		}
	}
}

// person is somebody who types and submits, and writes down what was answered.
type person struct {
	account, application string

	client *http.Client
	base   string // hash of the field's text as last known
	sent   int    // the newest text that was sent: it may be there or not
	acked  int    // the newest text that was acknowledged: it, or a newer one that was sent, must be there

	versions     int // acknowledged submits
	versionsSent int
	saves        int
	draft        bool // whether the last known state is a draft
}

// field is the one they type into.
const field = "work_plan"

var filler = strings.Repeat("健全三长发挥作用长效机制，扩大基层组织覆盖面，推动科协资源下沉。", 300)

func text(n int) string { return fmt.Sprintf("%d：%s", n, filler) }

func (p *people) counts() (saves, submits int) {
	for _, person := range p.list {
		saves += person.saves
		submits += person.versions
	}
	return saves, submits
}

// work lets everybody work against one server until it is killed.
func (p *people) work(ctx context.Context, address string) {
	var wg sync.WaitGroup
	for _, person := range p.list {
		wg.Add(1)
		go func() {
			defer wg.Done()
			person.work(ctx, "http://"+address, &p.answers)
		}()
	}
	wg.Wait()
}

// work saves three times, submits, takes back, and so on, until an answer does not come any more.
func (p *person) work(ctx context.Context, base string, answers *atomic.Int64) {
	if p.client == nil {
		jar, _ := cookiejar.New(nil)
		p.client = &http.Client{Jar: jar, Timeout: 20 * time.Second,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	}
	if p.post(ctx, base+"/test/enter", url.Values{"account": {p.account}}) != http.StatusOK || !p.look(ctx, base) {
		return
	}
	at := base + "/applications/" + p.application
	for ctx.Err() == nil {
		if !p.draft {
			if p.post(ctx, at+"/take-back", nil) != http.StatusSeeOther {
				return
			}
			p.draft = true
		}
		for range 3 {
			if !p.save(ctx, at) {
				return
			}
			answers.Add(1)
		}
		p.versionsSent++
		if p.post(ctx, at+"/submit", url.Values{"head": {"1"}, "head_name": {"演示"}, "secrecy": {"1"}, "secrecy_name": {"演示"}}) != http.StatusSeeOther {
			return
		}
		p.versions, p.draft = p.versionsSent, false
		answers.Add(1)
	}
}

// look learns from the database through the server what became of what was not answered.
func (p *person) look(ctx context.Context, base string) bool {
	req, _ := http.NewRequestWithContext(ctx, http.MethodGet, base+"/applications/"+p.application, nil)
	res, err := p.client.Do(req)
	if err != nil {
		return false
	}
	defer res.Body.Close()
	page, err := io.ReadAll(res.Body)
	p.draft = !bytes.Contains(page, []byte("/take-back"))
	return err == nil && res.StatusCode == http.StatusOK
}

func (p *person) save(ctx context.Context, at string) bool {
	next := max(p.sent, p.acked) + 1
	body, _ := json.Marshal(map[string]any{"account": p.account, "changes": []apply.Change{{Key: field, Text: text(next), Base: p.base}}})
	req, _ := http.NewRequestWithContext(ctx, http.MethodPut, at+"/fields", bytes.NewReader(body))
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "application/json")
	p.sent = next
	res, err := p.client.Do(req)
	if err != nil {
		return false
	}
	defer res.Body.Close()
	var answer struct {
		Hashes    map[string]string `json:"hashes"`
		Conflicts []apply.Conflict  `json:"conflicts"`
	}
	if res.StatusCode != http.StatusOK || json.NewDecoder(res.Body).Decode(&answer) != nil {
		return false
	}
	if len(answer.Conflicts) > 0 {
		p.base = answer.Conflicts[0].TheirHash // what was sent but not answered had arrived: type over it
		return true
	}
	p.base, p.acked = answer.Hashes[field], next
	p.saves++
	return true
}

func (p *person) post(ctx context.Context, to string, form url.Values) int {
	req, _ := http.NewRequestWithContext(ctx, http.MethodPost, to, strings.NewReader(form.Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res, err := p.client.Do(req)
	if err != nil {
		return 0
	}
	defer res.Body.Close()
	if _, err := io.Copy(io.Discard, res.Body); err != nil {
		return 0
	}
	return res.StatusCode
}

// hold checks that what was acknowledged is there.
func (p *person) hold(t *store.Tx) error {
	d, err := apply.DraftOf(t, p.application)
	if err != nil {
		return err
	}
	var n int
	if _, err := fmt.Sscanf(d.Values[field].Text, "%d：", &n); err != nil && p.acked > 0 {
		return fmt.Errorf("%s: the acknowledged text %d is gone", p.application, p.acked)
	}
	if n < p.acked || n > p.sent {
		return fmt.Errorf("%s: text %d is there, acknowledged was %d, sent %d", p.application, n, p.acked, p.sent)
	}
	if n > 0 && d.Values[field].Text != text(n) {
		return fmt.Errorf("%s: text %d is not as it was typed", p.application, n)
	}
	if d.Application.Version < p.versions || d.Application.Version > p.versionsSent {
		return fmt.Errorf("%s: version %d is there, acknowledged was %d, sent %d", p.application, d.Application.Version, p.versions, p.versionsSent)
	}
	p.versionsSent, p.versions = d.Application.Version, d.Application.Version
	return nil
}
