package accept

import (
	"fmt"
	"strings"
	"time"

	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// Hint is what the program found for an item: a proposed result (none where it cannot tell) and the words for it. A
// person decides.
type Hint struct {
	Result Result
	Words  string
	Late   bool // it came after the deadline: whoever takes it as in time has to say on what ground (A5)
}

// facts are what the program knows of an application, for the hints.
type facts struct {
	a      apply.Application
	first  time.Time // when its first version came in
	last   apply.Version
	dates  call.Dates
	late   bool      // a late door was open for it
	until  time.Time // by when paper comes in time; zero: always
	papers []Paper
}

// Hints looks up what is known for each item of an application, by the item's key.
func Hints(t *store.Tx, p *programme.Programme, a apply.Application) (map[string]Hint, error) {
	f := facts{a: a}
	versions, err := apply.Versions(t, a.ID)
	if err != nil || len(versions) == 0 {
		return nil, err
	}
	f.last, f.first = versions[0], versions[len(versions)-1].At
	if f.dates, err = call.DatesFor(t, a.Cohort, ""); err != nil {
		return nil, err
	}
	doors, err := apply.LateDoors(t, a.ID)
	if err != nil {
		return nil, err
	}
	f.late = len(doors) > 0
	if f.papers, err = Papers(t, a.ID); err != nil {
		return nil, err
	}
	concluded, err := Conclusions(t, a.ID)
	if err != nil {
		return nil, err
	}
	if f.until = f.dates.Paper; !f.until.IsZero() {
		f.until = PaperUntil(f.dates.Paper, concluded)
	}
	hints := map[string]Hint{}
	for _, item := range ItemsFor(p, a.Kind) {
		hints[item.Key] = hint(p, item.Known, f)
	}
	return hints, nil
}

// hint is what is known for one word of the programme.
func hint(p *programme.Programme, known programme.Known, f facts) Hint {
	switch known {
	case programme.KnownScope:
		return scope(p, f.a)
	case programme.KnownInTime:
		return inTime(p, f)
	case programme.KnownEndorsed:
		if f.a.Direct() {
			return Hint{Result: Passed, Words: "直接申报，不需要推荐"}
		}
		return Hint{Result: Passed, Words: f.a.CityName + "已审核推荐"}
	case programme.KnownPlace:
		return Hint{Result: Passed, Words: "已经推荐，占用名额或者超出已经研究同意"}
	case programme.KnownContents:
		if len(f.a.Contents) == 0 {
			return Hint{Result: Mendable, Words: "没有选择" + p.Called().Contents}
		}
		return Hint{Result: Passed, Words: fmt.Sprintf("申报%d项%s", len(f.a.Contents), p.Called().Contents)}
	case programme.KnownFilled:
		if n := len(apply.Missing(p, f.a.Kind, f.last.Values)); n > 0 {
			return Hint{Result: Mendable, Words: fmt.Sprintf("有%d个空项", n)}
		}
		return Hint{Result: Passed, Words: "没有空项"}
	case programme.KnownPaper:
		return sealedCopies(p, f)
	case programme.KnownSame:
		return sameVersion(f)
	}
	return Hint{}
}

func scope(p *programme.Programme, a apply.Application) Hint {
	kind, known := p.Kind(a.Kind)
	if !known {
		return Hint{Words: "类别不在申报范围内"}
	}
	return Hint{Result: Passed, Words: "类别：" + kind.Name}
}

// inTime: nobody is judged late by the program; what speaks against it is said.
func inTime(p *programme.Programme, f facts) Hint {
	words := []string{"电子版" + shortMoment(f.first) + "收到"}
	result := Passed
	if apply.Late(f.first, f.dates.Electronic) {
		if !f.late {
			return Hint{Words: words[0] + "，晚于截止时间", Late: true}
		}
		words[0] += "（逾期补报）"
	}
	if p.Paper == nil {
		return Hint{Result: result, Words: words[0]}
	}
	day, came := firstPaper(p, f.papers)
	switch {
	case !came:
		return Hint{Words: words[0] + "；纸质件还没有收到"}
	case !f.until.IsZero() && !day.Start().Before(f.until):
		return Hint{Words: words[0] + "；纸质件" + calendar.ShowDay(day, f.first) + string(p.Settings.InTimeBy.Value) + "，晚于截止时间", Late: true}
	}
	return Hint{Result: result, Words: words[0] + "；纸质件" + calendar.ShowDay(day, f.first) + string(p.Settings.InTimeBy.Value)}
}

// firstPaper is the day on which the first paper of any version came (or was posted): what a supplement replaced later
// does not make an application late.
func firstPaper(p *programme.Programme, papers []Paper) (day calendar.Day, came bool) {
	for _, one := range papers {
		if one.Standing == PaperMistaken {
			continue
		}
		at := one.Received
		if p.Settings.InTimeBy.Value == programme.Posted && !one.Posted.IsZero() {
			at = one.Posted
		}
		if !came || at.Before(day) {
			day, came = at, true
		}
	}
	return day, came
}

func sealedCopies(p *programme.Programme, f facts) Hint {
	if p.Paper == nil {
		return Hint{Result: Passed, Words: "不要求纸质件"}
	}
	tally := TallyOf(p, f.a, f.papers, f.dates.Paper)
	owed := tally.Owed(p.Paper)
	switch {
	case tally.Copies+tally.Old == 0:
		return Hint{Words: "还没有收到纸质件"}
	case owed > 0:
		return Hint{Result: Mendable, Words: fmt.Sprintf("现行版本收到%d份，其中盖章%d份，还缺%d份", tally.Copies, tally.Sealed, owed)}
	}
	return Hint{Result: Passed, Words: fmt.Sprintf("现行版本收到%d份，其中盖章%d份", tally.Copies, tally.Sealed)}
}

func sameVersion(f facts) Hint {
	var old []string
	for _, one := range f.papers {
		switch one.Today(f.a) {
		case PaperInForce:
			return Hint{Result: Passed, Words: fmt.Sprintf("收到的是现行第%d版", one.Version)}
		case PaperOld:
			old = append(old, fmt.Sprintf("第%d版", one.Version))
		}
	}
	if len(old) > 0 {
		return Hint{Result: Mendable, Words: fmt.Sprintf("收到的是%s，现行是第%d版，须按现行版本补交", strings.Join(old, "、"), f.a.Version)}
	}
	return Hint{Words: "还没有收到纸质件"}
}
