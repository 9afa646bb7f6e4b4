package pages

import (
	"net/url"

	"shidian/internal/unit"
)

// DemoPerson is one card of the demo's log-in page.
type DemoPerson struct {
	Account string // id
	Unit    string // short name
	Kind    string // of the unit
	Role    string // 填报人、负责人
	Name    string
}

// DemoEnter is where a card posts its account (and back). Only the demo routes it.
const DemoEnter = "/demo/enter"

type demoGroup struct {
	Title  string
	People []DemoPerson
}

// groupsOf puts the cards in the order of the notice: counties, cities, other applicants, the province.
func groupsOf(people []DemoPerson) []demoGroup {
	order := []string{unit.County, unit.City, unit.Society, unit.Enterprise, unit.Office, unit.Department, unit.Experts, unit.Supervision, unit.Finance}
	titles := map[string]string{unit.Society: "省级学会与直属企事业科协", unit.Enterprise: "省级学会与直属企事业科协",
		unit.Department: "部室、专家、监督、财务", unit.Experts: "部室、专家、监督、财务", unit.Supervision: "部室、专家、监督、财务", unit.Finance: "部室、专家、监督、财务"}
	var groups []demoGroup
	for _, kind := range order {
		title := titles[kind]
		if title == "" {
			title = unit.KindTitles[kind]
		}
		for _, person := range people {
			if person.Kind != kind {
				continue
			}
			if len(groups) == 0 || groups[len(groups)-1].Title != title {
				groups = append(groups, demoGroup{Title: title})
			}
			last := &groups[len(groups)-1]
			last.People = append(last.People, person)
		}
	}
	return groups
}

func backQuery(back string) string { return url.Values{"back": {back}}.Encode() }
