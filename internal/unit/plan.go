package unit

import (
	"slices"
	"strings"
	"time"

	"shidian/internal/clock"
)

// The columns of a list of units, in the order of the template. A county's parent is its city; for all others it is
// the province and may stay empty.
const (
	ColName   = "单位全称"
	ColShort  = "单位简称"
	ColKind   = "单位类别"
	ColRegion = "行政区划代码"
	ColParent = "上级单位"
	ColFrom   = "设立日期"
)

// Columns are the columns of the template.
var Columns = []string{ColName, ColShort, ColKind, ColRegion, ColParent, ColFrom}

// Line is one row of a list of units, as it was typed.
type Line struct {
	Row    int // as the spreadsheet numbers it
	Name   string
	Short  string
	Kind   string // a kind's title
	Region string
	Parent string // full or short name
	From   string // 2020-05-12, 2020年5月12日 or 2020/5/12; may be empty
}

// BadRow is a row that stops the import, or a column of it, and why.
type BadRow struct {
	Row    int
	Column string // "" when it is about the whole row
	Why    string
}

// Plan is what an import would do. Nothing is written while Bad is not empty.
type Plan struct {
	Lines []Line
	New   []NewUnit // in an order in which a parent comes before its children; Parent is an id
	IDs   []string  // the ids that New will get
	Same  int       // rows that are there already, as they are
	Bad   []BadRow
}

// planner walks a list once for the cities and others, once for the counties below them.
type planner struct {
	plan   *Plan
	root   Unit
	byName map[string]Unit // full and short names
	byCode map[string]Unit
	rows   map[string]int // full names of the list, and the row where they stand
	newID  func() string
}

// planImport holds a list against the units that stand at this instant. It writes nothing.
func planImport(lines []Line, there []Unit, newID func() string) Plan {
	p := planner{plan: &Plan{Lines: lines}, byName: map[string]Unit{}, byCode: map[string]Unit{}, rows: map[string]int{}, newID: newID}
	for _, u := range there {
		p.know(u)
		if u.Kind == Office {
			p.root = u
		}
	}
	for _, counties := range []bool{false, true} {
		for _, line := range lines {
			if (kindOf(line.Kind) == County) == counties {
				p.take(line)
			}
		}
	}
	p.plan.sort()
	return *p.plan
}

// sort puts the bad rows in the order of the list.
func (p *Plan) sort() { slices.SortStableFunc(p.Bad, func(a, b BadRow) int { return a.Row - b.Row }) }

func (p *planner) know(u Unit) {
	p.byName[u.Name] = u
	if _, taken := p.byName[u.Short]; !taken {
		p.byName[u.Short] = u
	}
	if u.Region != "" && u.Kind != Office {
		p.byCode[u.Region] = u
	}
}

func kindOf(title string) string {
	for kind, t := range KindTitles {
		if t == title {
			return kind
		}
	}
	return ""
}

// take judges one row and, when it is right, adds it to what will be made.
func (p *planner) take(line Line) {
	bad := len(p.plan.Bad)
	complain := func(column, why string) {
		if why != "" {
			p.plan.Bad = append(p.plan.Bad, BadRow{line.Row, column, why})
		}
	}
	n := NewUnit{Kind: kindOf(line.Kind), Region: line.Region, Name: line.Name, Short: line.Short}
	if n.Short == "" {
		n.Short = shortName(n.Name)
	}
	complain(ColName, mendText(ColName, n.Name, maxName))
	if n.Name != "" {
		complain(ColShort, mendText(ColShort, n.Short, maxShort))
	}
	if n.Kind == "" || n.Kind == Office {
		complain(ColKind, "“"+line.Kind+"”不是可导入的类别，请填："+strings.Join(kindChoices(), "、")+"。")
		return
	}
	if why := regionFits(n.Kind, n.Region); why != "" {
		complain(ColRegion, why)
		n.Region = "" // one complaint of a column is enough
	}
	parent, why := p.parentOf(n, line)
	complain(ColParent, why)
	n.Parent = parent.ID
	n.From, why = dayOf(line.From)
	complain(ColFrom, why)
	same := p.twice(n, line, complain)
	switch {
	case len(p.plan.Bad) > bad:
	case same:
		p.plan.Same++
	default:
		id := p.newID()
		p.plan.New, p.plan.IDs = append(p.plan.New, n), append(p.plan.IDs, id)
		p.know(Unit{ID: id, Kind: n.Kind, Region: n.Region, Name: n.Name, Short: n.Short, Parent: n.Parent})
	}
}

// twice looks for the unit in the list and in what is there; same tells that it is there just so.
func (p *planner) twice(n NewUnit, line Line, complain func(column, why string)) (same bool) {
	if row, listed := p.rows[n.Name]; listed && n.Name != "" {
		complain(ColName, "与第 "+itoa(row)+" 行重名，请删去其中一行；同名不同地的，请在名称中写明所属市。")
		return false
	}
	p.rows[n.Name] = line.Row
	u, there := p.byName[n.Name]
	there = there && u.Name == n.Name
	if holder, taken := p.byCode[n.Region]; taken && !(there && holder.ID == u.ID) {
		complain(ColRegion, "代码已属于“"+holder.Name+"”。如是更名，请在该单位的页面办理更名。")
		return false
	}
	if !there {
		return false
	}
	if u.Kind != n.Kind || u.Region != n.Region || u.Parent != n.Parent {
		complain(ColName, "已有这个单位，但类别、代码或上级单位与表中不同。如需变更，请在该单位的页面办理。")
		return false
	}
	return true
}

// parentOf finds the unit above by its name, or for a county without one by its code.
func (p *planner) parentOf(n NewUnit, line Line) (Unit, string) {
	parent := p.root
	switch {
	case line.Parent != "":
		found, known := p.byName[line.Parent]
		if !known {
			return Unit{}, "没有“" + line.Parent + "”这个单位，表中也没有。请核对名称，或先导入它。"
		}
		parent = found
	case n.Kind == County && len(n.Region) == 6:
		found, known := p.byCode[n.Region[:4]+"00"]
		if !known {
			return Unit{}, "请填写所属的市科协。"
		}
		parent = found
	case n.Kind == County:
		return Unit{}, "请填写所属的市科协。"
	}
	return parent, parentFits(n.Kind, parent.Kind)
}

func kindChoices() []string {
	var titles []string
	for _, kind := range Kinds {
		if kind != Office {
			titles = append(titles, KindTitles[kind])
		}
	}
	return titles
}

// dayOf reads a date as people write it; empty is no date.
func dayOf(text string) (time.Time, string) {
	if text == "" {
		return time.Time{}, ""
	}
	plain := strings.NewReplacer("年", "-", "月", "-", "日", "", "/", "-", ".", "-").Replace(text)
	at, err := time.ParseInLocation("2006-1-2", plain, clock.Zone)
	if err != nil || at.Year() < 1900 || at.Year() > 2100 {
		return time.Time{}, "“" + text + "”不是日期，请写成 2020-05-12。"
	}
	return at, ""
}
