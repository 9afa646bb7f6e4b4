package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"time"

	"shidian/bench/house"
	"shidian/bench/load"
)

// sceneResult is what a deadline hour gave.
type sceneResult struct {
	engine   string
	counts   map[string]*load.Measured
	seconds  float64
	cores    float64
	memory   int64
	texts    int // acknowledged texts that were read back
	versions int // acknowledged submits that were read back
	endorsed int // acknowledged recommendations that were read back
	found    time.Duration
}

// hour is a deadline hour under way. One second of it stands for a minute or so: people type a text every fifth of a
// second to second and a half, in place of every 2 to 15 s.
type hour struct {
	h     *house.Running
	forms house.Forms // of 20 to 60 KB
	end   time.Time
	began time.Time
	mu    sync.Mutex
	parts map[string]*load.Measured

	endorsed []string // applications whose recommendation was acknowledged
}

// scenes plays the deadline hour on both engines.
func (r *runner) scenes() error {
	for _, engine := range []string{"sqlite", "postgres"} {
		if !r.wants("scene-" + engine) {
			continue
		}
		result, err := r.play(engine)
		if err != nil {
			return fmt.Errorf("the deadline hour on %s: %w", engine, err)
		}
		r.notes.scene = append(r.notes.scene, result)
	}
	return nil
}

func (r *runner) play(engine string) (*sceneResult, error) {
	t, err := r.template(engine)
	if err != nil {
		return nil, err
	}
	h, err := t.Open(r.ctx)
	if err != nil {
		return nil, err
	}
	defer h.Drop()
	if err := r.drafts(h); err != nil {
		return nil, err
	}
	now := time.Now()
	hour := &hour{h: h, began: now, end: now.Add(r.scene), parts: map[string]*load.Measured{},
		forms: house.NewForms(load.NewWriter(house.Sample(), 3), 12, 20<<10, 60<<10)}
	measured := h.Watch()
	typists, err := hour.everybody(r.ctx)
	if err != nil {
		return nil, err
	}
	result := &sceneResult{engine: engine, counts: hour.parts, seconds: time.Since(now).Seconds()}
	result.cores, result.memory = measured()
	h.Kill() // as a power cut ends it; what was answered must be there
	again, err := t.Again(h)
	if err != nil {
		return nil, err
	}
	defer again.Kill()
	start := time.Now()
	result.endorsed = len(hour.endorsed)
	err = errors.Join(hour.readBack(again, typists, result), hour.stillEndorsed(again))
	result.found = time.Since(start)
	return result, err
}

// typist is an applicant, with what was acknowledged to him.
type typist struct {
	*house.Person
	rng       *rand.Rand
	texts     map[string]string   // acknowledged, by field
	submitted []map[string]string // acknowledged, by submit
	draft     bool
}

// everybody lets all take part until the hour is over: applicants, cities, the office, the public.
func (s *hour) everybody(ctx context.Context) ([]*typist, error) {
	var typists []*typist
	var wg sync.WaitGroup
	errs := make(chan error, len(s.h.People.Applicants)+20)
	goes := func(work func(c *load.Conn) error) {
		wg.Go(func() {
			c, err := load.Dial(s.h.Addr)
			if err == nil {
				err = work(c)
				c.Close()
			}
			if err != nil {
				errs <- err
			}
		})
	}
	for i, p := range s.h.People.Applicants {
		one := &typist{Person: p, rng: rand.New(rand.NewPCG(uint64(i), 9)), texts: map[string]string{}, draft: true}
		typists = append(typists, one)
		goes(func(c *load.Conn) error { return s.typing(ctx, c, one, i) })
	}
	for _, city := range s.h.People.Cities {
		goes(func(c *load.Conn) error { return s.endorsing(func() bool { return s.over(ctx) }, c, city) })
	}
	goes(func(c *load.Conn) error {
		return s.reads(ctx, c, "office reads", s.h.People.Office, "/applications", 200*time.Millisecond)
	})
	for i := range 8 {
		path := []string{"/", "/notices", "/notices/" + s.h.People.Notice}[i%3]
		goes(func(c *load.Conn) error { return s.reads(ctx, c, "public reads", nil, path, 100*time.Millisecond) })
	}
	wg.Wait()
	close(errs)
	return typists, errors.Join(<-errs, ctx.Err())
}

// do sends a request and counts it under a name.
func (s *hour) do(c *load.Conn, name string, raw []byte, judge func(load.Answer) error) error {
	sent := time.Now()
	a, err := c.Do(raw)
	took := time.Since(sent)
	if err == nil {
		err = judge(a)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	part := s.parts[name]
	if part == nil {
		part = &load.Measured{}
		s.parts[name] = part
	}
	part.Latency.Add(took)
	return err
}

func (s *hour) over(ctx context.Context) bool { return ctx.Err() != nil || !time.Now().Before(s.end) }

// reads looks at a page again and again.
func (s *hour) reads(ctx context.Context, c *load.Conn, name string, p *house.Person, path string, every time.Duration) error {
	for ; !s.over(ctx); time.Sleep(every) {
		if err := s.do(c, name, house.Page(p, s.h.Addr, path), house.Shown); err != nil {
			return err
		}
	}
	return nil
}

// typing is an applicant's hour: he logs in again (one in ten), types, uploads, prints, and submits, most in the last third.
func (s *hour) typing(ctx context.Context, c *load.Conn, t *typist, i int) error {
	if i%10 == 0 {
		if err := s.logIn(t); err != nil {
			return err
		}
	}
	whole := s.end.Sub(s.began)
	at := s.began.Add(time.Duration((0.3 + 0.65*(1-t.rng.Float64()*t.rng.Float64())) * float64(whole)))
	uploads, prints := i%3 == 0, i%3 == 1
	for n := 0; !s.over(ctx); n++ {
		time.Sleep(time.Duration(200+t.rng.IntN(1300)) * time.Millisecond)
		if err := s.save(c, t, n); err != nil {
			return err
		}
		var err error
		switch {
		case uploads && n == 3:
			err = s.do(c, "uploads", house.Upload(t.Person, s.h.Addr, 200<<10, i), house.Shown)
		case prints && n == 4:
			err = s.do(c, "draft prints", house.Page(t.Person, s.h.Addr, "/applications/"+t.Application+"/draft.pdf"), house.Shown)
		case t.draft && time.Now().After(at):
			err = s.submit(c, t)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *hour) logIn(t *typist) (err error) {
	sent := time.Now()
	t.Cookie, err = house.LogIn(s.h.Addr, t.Login)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.parts["log-ins"] == nil {
		s.parts["log-ins"] = &load.Measured{}
	}
	s.parts["log-ins"].Latency.Add(time.Since(sent))
	return err
}

// save sends one field, and the whole form at first and now and then.
func (s *hour) save(c *load.Conn, t *typist, n int) error {
	texts := s.forms.Texts(t.rng.IntN(12))
	if n%10 != 0 {
		key := house.LongFields[t.rng.IntN(len(house.LongFields))]
		texts = map[string]string{key: texts[key]}
	}
	if err := s.do(c, "saves", house.Save(t.Person, s.h.Addr, texts, t.Bases), house.Saved); err != nil {
		return err
	}
	for key, hash := range house.Hashes(texts) {
		t.Bases[key], t.texts[key] = hash, texts[key]
	}
	return nil
}

func (s *hour) submit(c *load.Conn, t *typist) error {
	err := s.do(c, "submits", house.Submit(t.Person, s.h.Addr), func(a load.Answer) error { return house.Led(a, "/receipt") })
	if err != nil {
		return err
	}
	t.draft = false
	frozen := map[string]string{}
	for key, text := range t.texts {
		frozen[key] = text
	}
	t.submitted = append(t.submitted, frozen)
	return nil
}

// readBack holds what stands, after the kill, against every acknowledged text and submit.
func (s *hour) readBack(h *house.Running, typists []*typist, result *sceneResult) error {
	c, err := load.Dial(h.Addr)
	if err != nil {
		return err
	}
	defer c.Close()
	var lost []string
	for _, t := range typists {
		texts, err := house.Read(c, h.Addr, t.Person)
		if err != nil {
			return err
		}
		for key, text := range t.texts {
			if result.texts++; texts[key] != text {
				lost = append(lost, t.Name()+" "+key)
			}
		}
	}
	frozen, err := house.Versions(h)
	if err != nil {
		return err
	}
	for _, t := range typists {
		for i, want := range t.submitted {
			result.versions++
			got := frozen[t.Application][i+2] // version 1 is the preparation's
			for key, text := range want {
				if got[key] != text {
					lost = append(lost, fmt.Sprintf("%s version %d %s", t.Name(), i+2, key))
				}
			}
		}
	}
	if len(lost) > 0 {
		return fmt.Errorf("LOST although acknowledged: %s", strings.Join(lost, ", "))
	}
	return nil
}

func (r *runner) sceneTable(b *strings.Builder) {
	for _, s := range r.notes.scene {
		fmt.Fprintf(b, "\n## The deadline hour on %s, in %.0f s\n\n", s.engine, s.seconds)
		b.WriteString("Everybody at once: applicants type (one save every 0.2-1.5 s each, in place of 2-15 s; forms of 20-60 KB), upload, print drafts,\n" +
			"log in again, submit, most of them in the last third; cities recommend what came in while they have places; the office and the public read. Nobody waits for the server longer than it takes.\n\n" +
			"| what | all | a second | p50 ms | p99 ms | p99.9 ms |\n|---|---|---|---|---|---|\n")
		for _, name := range []string{"saves", "submits", "uploads", "draft prints", "log-ins", "endorsements", "city reads", "office reads", "public reads"} {
			if m := s.counts[name]; m != nil {
				n := m.Latency.Count()
				fmt.Fprintf(b, "| %s | %s | %s | %s | %s | %s |\n", name, thousands(n), number(float64(n)/s.seconds),
					number(ms(m.Latency.Quantile(.5))), number(ms(m.Latency.Quantile(.99))), number(ms(m.Latency.Quantile(.999))))
			}
		}
		fmt.Fprintf(b, "\nServer: %.2f cores, %d MB. Then it was killed (SIGKILL) and started again, and all %s acknowledged texts, %s submits\n"+
			"and %d recommendations were read back and compared within %.1f s: none lost.\n", s.cores, s.memory>>20, thousands(int64(s.texts)), thousands(int64(s.versions)),
			s.endorsed, s.found.Seconds())
	}
}
