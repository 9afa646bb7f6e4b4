package house

import (
	"context"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"shidian/bench/load"
	"shidian/internal/clock"
	"shidian/internal/recommend"
	"shidian/internal/store"
)

// Plain asks for a page that is not packed.
func Plain(p *Person, host, path string) []byte {
	return load.Request("GET", path, host, nil, "Accept: text/html", "Cookie: "+p.Cookie)
}

var onDesk = regexp.MustCompile(`"/recommend/([0-9a-f-]{36})"`)

// ToOpen finds on a city's desk the applications that it leads to, each once.
func ToOpen(page string) (ids []string) {
	for _, found := range onDesk.FindAllStringSubmatch(page, -1) {
		if !slices.Contains(ids, found[1]) {
			ids = append(ids, found[1])
		}
	}
	return ids
}

var version = regexp.MustCompile(`name="version" value="(\d+)"`)

// ToEndorse finds on an application's page which version waits for the city's recommendation; false: none.
func ToEndorse(page, id string) (seen string, waits bool) {
	found := version.FindStringSubmatch(page)
	if found == nil || !strings.Contains(page, `"/recommend/`+id+`/endorse"`) {
		return "", false
	}
	return found[1], true
}

// Endorse recommends the version that was seen.
func Endorse(p *Person, host, id, seen string) []byte {
	return p.post(host, "/recommend/"+id+"/endorse", url.Values{"version": {seen}, "opinion": {"情况属实，同意推荐。"}})
}

// Endorsed judges the answer to Endorse.
func Endorsed(a load.Answer) error {
	if a.Status != 303 {
		return load.Wrong(a, "endorsement")
	}
	return nil
}

// Endorsements reads beside the running house which applications are recommended.
func Endorsements(r *Running) (map[string]bool, error) {
	ctx := context.Background()
	db, err := store.Open(ctx, r.database(), new(clock.Clock))
	if err != nil {
		return nil, err
	}
	defer db.Close()
	all := map[string]bool{}
	err = db.Read(ctx, func(t *store.Tx) error {
		for _, p := range r.People.Applicants {
			line, err := recommend.LineOf(t, p.Application)
			if err != nil {
				return err
			}
			all[p.Application] = line.Endorsement != nil
		}
		return nil
	})
	return all, err
}
