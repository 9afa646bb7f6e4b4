package house

import (
	"context"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"

	"shidian/bench/load"
	"shidian/internal/app"
)

// Who was put into the tables submits as everybody does, and a city finds and recommends what its county submitted.
func TestWhoJoinedSubmitsAndACityRecommends(t *testing.T) {
	ctx := context.Background()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	config := app.Config{Dir: t.TempDir(), Brand: "试点"}
	must(config.Complete())
	f, err := furnish(ctx, config, 4)
	must(err)
	h, err := app.Open(ctx, config, slog.New(slog.DiscardHandler))
	must(err)
	defer h.Close()
	server := httptest.NewServer(h.Handler(nil))
	defer server.Close()
	r := &Running{Server: load.Server{Addr: strings.TrimPrefix(server.URL, "http://")}, Dir: config.Dir, People: &f.people}

	crowd, err := Crowd(ctx, r, 3)
	must(err)
	if handed := load.Once(r.Server, Handing(r.Addr, crowd, 2)); handed.First != nil || handed.Latency.Count() != 3 {
		t.Fatalf("%d submitted, %v", handed.Latency.Count(), handed.First)
	}

	county, city := f.people.Applicants[0], f.people.Cities[0]
	for _, p := range []*Person{county, city} {
		p.Cookie, err = FirstLogIn(r.Addr, p.Login, f.codes[p.Login])
		must(err)
	}
	must(load.Once(r.Server, Handing(r.Addr, []*Person{county}, 1)).First)
	c, err := load.Dial(r.Addr)
	must(err)
	defer c.Close()
	ask := func(raw []byte, judge func(load.Answer) error) string {
		t.Helper()
		a, err := c.Do(raw)
		must(err)
		must(judge(a))
		return string(a.Body)
	}
	if found := ToOpen(ask(Plain(city, r.Addr, "/recommend"), Shown)); len(found) != 1 || found[0] != county.Application {
		t.Fatalf("the city's desk leads to %v", found)
	}
	page := ask(Plain(city, r.Addr, "/recommend/"+county.Application), Shown)
	seen, waits := ToEndorse(page, county.Application)
	if seen != "1" || !waits {
		t.Fatalf("version %q waits: %v", seen, waits)
	}
	ask(Endorse(city, r.Addr, county.Application, seen), Endorsed)
	if all, err := Endorsements(r); err != nil || !all[county.Application] || len(all) != 4 {
		t.Errorf("%v, %v", all, err)
	}
}
