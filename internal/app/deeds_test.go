package app

import (
	"errors"
	"fmt"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/clock"
	"shidian/internal/unit"
)

// deed is one line of permissions.txt as the program does it. object makes what it is done to, anew after each time
// that it was done; nil: nothing is needed.
type deed struct {
	object func(*town) string
	try    func(w *town, who, object string) error
}

// deeds are all lines of permissions.txt.
var deeds = map[string]deed{}

func init() {
	for _, some := range []map[string]deed{unitDeeds, accountDeeds, callDeeds, applyDeeds, writingDeeds, readingDeeds, roomDeeds, outboxDeeds, returnDeeds, recommendDeeds, acceptDeeds, publishDeeds, reviewDeeds, dossierDeeds} {
		for name, d := range some {
			deeds[name] = d
		}
	}
}

var errAtTheDoor = errors.New("let in")

// atTheDoor tries whether the door lets somebody in to an act that only the program itself performs, or whose work
// needs a secret; the work itself is shown in the room's tests.
func atTheDoor(name string) deed {
	return deed{try: func(w *town, who, _ string) error {
		for _, row := range Acts() {
			if row.Name == name {
				_, err := w.Door.Do(ctx, w.people[who], row, "account/"+w.people[who].Account, func(*act.Tx) error { return errAtTheDoor })
				if errors.Is(err, errAtTheDoor) {
					err = nil
				}
				return err
			}
		}
		return errors.New("no such act")
	}}
}

var serial int

// name is a name that nobody has yet.
func name(of string) string {
	serial++
	return fmt.Sprintf("%s%d", of, serial)
}

var unitDeeds = map[string]deed{
	"unit.add: society":        {try: add(unit.Society, "")},
	"unit.add: county":         {try: add(unit.County, "甲市科协")},
	"unit.add: department":     {try: add(unit.Department, "")},
	"unit.rename: society":     {newUnit(unit.Society, ""), rename},
	"unit.rename: county":      {newUnit(unit.County, "甲市科协"), rename},
	"unit.move: county":        {newUnit(unit.County, "甲市科协"), move},
	"unit.close: society":      {newUnit(unit.Society, ""), closeUnit},
	"unit.close: department":   {newUnit(unit.Department, ""), closeUnit},
	"unit.merge: counties":     {newUnit(unit.County, "甲市科协"), merge},
	"unit.merge: departments":  {newUnit(unit.Department, ""), merge},
	"unit.import: departments": {try: importDepartments},
}

func add(kind, parent string) func(*town, string, string) error {
	return func(w *town, who, _ string) error {
		_, err := w.Unit.Add(ctx, w.people[who], w.aUnit(kind, parent))
		return err
	}
}

func (w *town) aUnit(kind, parent string) unit.NewUnit {
	n := unit.NewUnit{Kind: kind, Name: name("新设科学技术协会"), From: time.Date(2020, 5, 1, 0, 0, 0, 0, clock.Zone)}
	if parent != "" {
		n.Parent = w.unit(parent).ID
	}
	return n
}

func newUnit(kind, parent string) func(*town) string {
	return func(w *town) string {
		id, err := w.Unit.Add(ctx, access.SystemActor, w.aUnit(kind, parent))
		w.must(err)
		return id
	}
}

func rename(w *town, who, id string) error {
	return w.Unit.Rename(ctx, w.people[who], id, name("更名科学技术协会"), "", w.Clock.Now())
}

func move(w *town, who, id string) error {
	return w.Unit.Reparent(ctx, w.people[who], id, w.people["other"].Unit, w.Clock.Now())
}

func closeUnit(w *town, who, id string) error { return w.Unit.Close(ctx, w.people[who], id) }

// merge puts a new unit in the place of one.
func merge(w *town, who, id string) error {
	_, err := w.Unit.Merge(ctx, w.people[who], unit.Merge{Ends: []string{id}, Name: name("合并科学技术协会"), From: time.Date(2020, 5, 2, 0, 0, 0, 0, clock.Zone), Reason: "机构调整"})
	return err
}

// importDepartments uploads a list and applies it; who may not upload has none to apply.
func importDepartments(w *town, who, _ string) error {
	if w.people[who].SignedIn() {
		lines := []unit.Line{{Row: 2, Name: name("导入部室"), Short: name("部室"), Kind: unit.KindTitles[unit.Department]}}
		plan, err := w.Unit.Check(ctx, w.people[who], "名单.xlsx", lines)
		if err != nil {
			return err
		}
		if len(plan.Bad) > 0 {
			return fmt.Errorf("%+v", plan.Bad)
		}
		_, err = w.Unit.Apply(ctx, w.people[who])
		return err
	}
	_, err := w.Unit.LoadRegions(ctx, w.people[who], w.Clock.Now())
	return err
}

var accountDeeds = map[string]deed{
	"unit.issue: county's clerk":     issueDeed("甲县科协", access.Clerk),
	"unit.issue: society's clerk":    issueDeed("省甲学会", access.Clerk),
	"unit.issue: city's recommender": issueDeed("甲市科协", access.Recommender),
	"unit.issue: department":         issueDeed("甲部室", access.Department),
	"unit.issue: supervisor":         issueDeed("机关纪委", access.Supervisor),
	"unit.issue: expert":             issueDeed("评审专家组", access.Expert),
	"unit.issue: office handler":     issueDeed("", access.Handler),
	"unit.issue: auditor":            issueDeed("机关纪委", access.Auditor),
	"unit.amend: county's clerk":     {fixed("甲县科协", access.Clerk), amend(access.Clerk)},
	"unit.amend: society's clerk":    {fixed("省甲学会", access.Clerk), amend(access.Clerk)},
	"unit.amend: office handler":     {fixed("", access.Handler), amend(access.Handler)},
	"unit.reset: county's clerk":     {fixed("甲县科协", access.Clerk), reset},
	"unit.reset: society's clerk":    {fixed("省甲学会", access.Clerk), reset},
	"unit.reset: office handler":     {fixed("", access.Handler), reset},
	"unit.stop: county's clerk":      {account("甲县科协", access.Clerk), stop},
	"unit.stop: society's clerk":     {account("省甲学会", access.Clerk), stop},
	"unit.stop: office handler":      {account("", access.Handler), stop},
	"unit.stop: oneself":             {try: func(w *town, who, _ string) error { return stop(w, who, w.people[who].Account) }},
	"unit.begin: oneself":            atTheDoor("unit.begin"),
	"unit.password: oneself":         atTheDoor("unit.password"),
	"unit.own: oneself": {try: func(w *town, who, _ string) error {
		return w.Unit.SetOwn(ctx, w.people[who], unit.Own{Name: w.people[who].Name, Email: "lianxi@example.org.cn"})
	}},
}

func (w *town) anAccount(short string, role access.Role) unit.NewAccount {
	n := unit.NewAccount{Login: name("try"), Name: name("某某"), Roles: []access.Role{role}}
	if role == access.Expert {
		n.To = w.Clock.Now().AddDate(0, 6, 0)
	}
	n.Unit = w.people["handler"].Unit
	if short != "" {
		n.Unit = w.unit(short).ID
	}
	return n
}

func issueDeed(short string, role access.Role) deed {
	return deed{try: func(w *town, who, _ string) error {
		_, err := w.Unit.Issue(ctx, w.people[who], w.anAccount(short, role))
		return err
	}}
}

func account(short string, role access.Role) func(*town) string {
	return func(w *town) string {
		slip, err := w.Unit.Issue(ctx, access.SystemActor, w.anAccount(short, role))
		w.must(err)
		return slip.Account.ID
	}
}

// fixed is one account of the sort for all, for deeds that leave it as usable as before.
func fixed(short string, role access.Role) func(*town) string {
	return func(w *town) string {
		key := short + string(role)
		if w.fixed[key] == "" {
			w.fixed[key] = account(short, role)(w)
		}
		return w.fixed[key]
	}
}

func amend(role access.Role) func(*town, string, string) error {
	return func(w *town, who, id string) error {
		return w.Unit.Amend(ctx, w.people[who], id, unit.Amendment{Name: name("改名"), Roles: []access.Role{role}})
	}
}

func reset(w *town, who, id string) error {
	_, err := w.Unit.Reset(ctx, w.people[who], id)
	return err
}

func stop(w *town, who, id string) error { return w.Unit.Stop(ctx, w.people[who], id) }

var applyDeeds = map[string]deed{
	"apply.start":             {try: start},
	"apply.type_in":           {try: typeIn},
	"apply.confirm: typed in": {typedIn, func(w *town, who, id string) error { return w.Apply.ConfirmTypedIn(ctx, w.people[who], id) }},
	"apply.invite: draft": {draft, func(w *town, who, id string) error {
		return w.Apply.AddWriter(ctx, w.people[who], id, "qiye", "甲企业填报人")
	}},
	"apply.uninvite: draft": {draft, func(w *town, who, id string) error {
		return w.Apply.RemoveWriter(ctx, w.people[who], id, w.people["writer"].Account)
	}},
	"apply.submit: draft":        {draft, submit},
	"apply.take_back: submitted": {submitted, func(w *town, who, id string) error { return w.Apply.TakeBack(ctx, w.people[who], id) }},
	"apply.withdraw: draft":      {draft, withdraw},
	"apply.withdraw: submitted":  {submitted, withdraw},
	"apply.paper: by hand":       atTheDoor("apply.paper"),
}

// start begins in the second cohort, and withdraws again.
func start(w *town, who, _ string) error {
	id, err := w.Apply.Start(ctx, w.people[who], w.second.ID)
	if err == nil {
		w.must(withdraw(w, who, id))
	}
	return err
}

func typeIn(w *town, who, _ string) error {
	id, err := w.Apply.TypeIn(ctx, w.people[who], w.second.ID, w.people["clerk"].Unit)
	if err == nil {
		w.must(withdraw(w, "clerk", id))
	}
	return err
}

func submit(w *town, who, id string) error {
	_, err := w.Apply.Submit(ctx, w.people[who], id, signed)
	return err
}

func withdraw(w *town, who, id string) error {
	return w.Apply.Withdraw(ctx, w.people[who], id, "今年力量不足", "某甲")
}
