package dossier

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"shidian/internal/call"
	"shidian/internal/files"
	"shidian/internal/spread"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// Spread is the part of the room spread: the cases that ever were public with their pictures, how they were used and recommended,
// the brand programme with its money, and the activities. What bodies decided of them stands among the decisions.
func Spread(blobs *files.Store) Later {
	return Later{Dir: "10推广", Title: "推广", Things: spread.Things, Items: func(t *store.Tx, c call.Cohort, at time.Time) ([]Item, error) {
		s := &spreading{Record: &Record{Cohort: c, At: at}, t: t, blobs: blobs}
		for _, part := range []func() error{s.cases, s.brand, s.exchanges} {
			if err := part(); err != nil {
				return nil, err
			}
		}
		return s.items, nil
	}}
}

// spreading gathers the part.
type spreading struct {
	*Record
	t     *store.Tx
	blobs *files.Store
	items []Item
}

func (s *spreading) add(item Item) { s.items = append(s.items, item) }

// facts is a paper of names and values under a name.
func (s *spreading) facts(unit, name string, facts [][2]string) Paper {
	doc := s.factsPaper(unit, name, s.Cohort.Title(), facts)
	return Paper{Name: name, Set: &doc}
}

// proofs are stored files behind a paper.
func proofs(name string, hashes []string) (papers []Paper) {
	for i, hash := range hashes {
		papers = append(papers, Paper{Name: fmt.Sprintf("%s%d", name, i+1), Hash: hash})
	}
	return papers
}

func (s *spreading) cases() error {
	all, err := spread.LetOutOf(s.t, s.Cohort)
	for i, one := range all {
		if err != nil {
			return err
		}
		s.letOut(one)
		if i+1 == len(all) || all[i+1].ID != one.ID {
			err = s.after(one)
		}
	}
	return err
}

// letOut is a version that was public: as a paper, as the data that its acts fixed, and its pictures.
func (s *spreading) letOut(one spread.LetOut) {
	note := "公开"
	switch n := one.Version.N; {
	case one.Shown == 0:
		note = "已撤下：" + one.Down
	case one.Shown != n:
		note = "已由后一版代替"
	}
	name, printed, pictures := fmt.Sprintf("案例第%d版", one.Version.N), one.Article, []string{}
	printed.Version.Body.Pictures = nil
	for _, p := range one.Version.Body.Pictures {
		pictures = append(pictures, p.Large)
		if f, err := s.blobs.Get(p.Large); err == nil { // one that is lost is said to be, and the paper is kept without it
			printed.Version.Body.Pictures = append(printed.Version.Body.Pictures, p)
			_ = f.Close()
		}
	}
	doc := spread.CasePaper(printed, s.blobs.Bytes)
	s.add(Item{By: one.UnitName, Title: fmt.Sprintf("典型案例《%s》（第%d版）", one.Version.Body.Title, one.Version.N), Date: one.At, Note: note, Folder: s.folder(one),
		Papers: append([]Paper{{Name: name, Set: &doc}, {Name: name + "数据", Ext: ".json", Write: text(string(one.Version.Frozen()))}}, proofs(name+"图片", pictures)...)})
}

// folder is a case's own.
func (s *spreading) folder(one spread.LetOut) string {
	return "案例 " + one.Version.Body.Title + " " + one.UnitName
}

// after is what became of a case: who used it, and its recommendations with their form.
func (s *spreading) after(one spread.LetOut) error {
	uses, err := spread.AdoptionsOfPilot(s.t, one.Pilot)
	if err != nil {
		return err
	}
	n := 0
	for _, a := range slices.Backward(uses) {
		if a.Case != one.ID || a.State != spread.AdoptionConfirmed {
			continue
		}
		n++
		name := fmt.Sprintf("推广应用%d", n)
		count := ""
		if a.Count > 0 {
			count = fmt.Sprint(a.Count) + a.Counted
		}
		papers := []Paper{s.facts(a.UnitName, name, [][2]string{{"案例", a.Title}, {"应用起始日期", day(a.Since)}, {"应用方式", a.How}, {"成效", a.Outcome},
			{"数量", count}, {"佐证", a.Proof}, {"填报时间", moment(a.At)}, {"核实时间", moment(a.AnsweredAt)}})}
		s.add(Item{By: a.UnitName, Title: "应用典型案例《" + a.Title + "》的情况", Date: a.AnsweredAt, Note: "已核实", Folder: s.folder(one),
			Papers: append(papers, proofs(name+"佐证", a.Files)...)})
	}
	return s.upward(one)
}

func (s *spreading) upward(one spread.LetOut) error {
	c, err := spread.UpwardOf(s.t, everything, one.ID)
	if err != nil {
		return err
	}
	for _, u := range c.All {
		v, err := spread.VersionOf(s.t, one.ID, u.Version)
		if err != nil {
			return err
		}
		c.Body = v.Body
		doc := spread.UpwardPaper(c, u)
		s.add(Item{By: s.Cohort.Programme.Organiser.Name, Number: u.Number, Title: doc.Title, Date: u.At, Note: strings.TrimSuffix(spread.UpwardTitles[u.State]+"："+u.Outcome, "："),
			Folder: s.folder(one), Papers: []Paper{{Name: fmt.Sprintf("推荐函和推荐表%d（代拟稿）", u.N), Set: &doc}}})
	}
	return nil
}

// brand is what the pilots of the brand programme were given and used, with the proofs, and the ledger of all of it.
func (s *spreading) brand() error {
	all, err := spread.BrandIn(s.t, everything, s.Cohort)
	if err != nil || len(all) == 0 {
		return err
	}
	office := s.Cohort.Programme.Organiser.Office
	for _, b := range all {
		folder := "经费 " + b.Application.Number + " " + b.Application.UnitName
		s.add(Item{By: office, Title: b.Application.UnitName + "纳入" + s.Cohort.Programme.Stages.Spread.Brand, Date: b.At, Note: "研究决定见“研究决定”部分", Folder: folder,
			Papers: []Paper{s.facts(b.Application.UnitName, "纳入品牌培育", [][2]string{{"纳入时间", moment(b.At)}, {"编号", b.Application.Number}})}})
		for _, f := range b.Fundings {
			s.funding(b, f, folder)
		}
	}
	s.add(Item{By: office, Title: s.Cohort.Title() + "品牌培育经费台账", Date: s.At, Papers: []Paper{{Name: "经费台账", Ext: ".xlsx",
		Write: func(w io.Writer) error { return spread.WriteBrandLedger(w, all, s.At) }}}})
	return nil
}

func (s *spreading) funding(b spread.Branded, f spread.Funding, folder string) {
	name := fmt.Sprintf("第%d次经费", f.N)
	facts := [][2]string{{"总额", f.Total.String()}, {"说明", f.Words}}
	for _, l := range f.Lines {
		facts = append(facts, [2]string{fmt.Sprintf("用途%d", l.N), l.What + "　" + l.Amount.String()})
	}
	for _, i := range f.Instalments {
		facts = append(facts, [2]string{fmt.Sprintf("第%d笔", i.N), i.Amount.String() + "，" + day(i.By) + "前　" + i.Terms})
	}
	var papers []Paper
	for i, p := range f.Payments {
		line := day(p.On) + "　" + p.Amount.String() + "　凭证" + p.Voucher
		if !p.Stands() {
			line += "　已冲正：" + p.Why
		}
		facts = append(facts, [2]string{fmt.Sprintf("拨付（第%d笔）", p.Instalment), line})
		papers = append(papers, Paper{Name: fmt.Sprintf("%s拨付凭证%d", name, i+1), Hash: p.Proof})
	}
	for _, u := range f.Spendings {
		for _, l := range u.Lines {
			line, _ := f.Line(l.Line)
			facts = append(facts, [2]string{fmt.Sprintf("第%d次使用（%s）", u.N, spread.SpendingTitles[u.State]), line.What + "　" + l.Amount.String() + "　" + l.Words})
		}
		papers = append(papers, proofs(fmt.Sprintf("%s第%d次使用证明", name, u.N), u.Files)...)
	}
	s.add(Item{By: s.Cohort.Programme.Organiser.Office, Title: b.Application.UnitName + "品牌培育" + name, Date: f.At, Note: spread.FundingTitles[f.State], Folder: folder,
		Papers: append([]Paper{s.facts(b.Application.UnitName, name, facts)}, papers...)})
}

// exchanges are the activities to which the cohort was invited: as announced, who came, and what came of them.
func (s *spreading) exchanges() error {
	all, err := spread.Exchanges(s.t, everything)
	if err != nil {
		return err
	}
	for _, e := range slices.Backward(all) {
		if !slices.Contains(e.Cohorts, s.Cohort.ID) {
			continue
		}
		roll, err := spread.ExchangeByID(s.t, everything, e.ID)
		if err != nil {
			return err
		}
		by, err := unit.Get(s.t, e.By, e.At)
		if err != nil {
			return err
		}
		facts := [][2]string{{"类型", spread.ExchangeKindTitles[e.Kind]}, {"日期", day(e.From) + "至" + day(e.Until) + "　" + e.Hours}, {"地点", e.Place}, {"安排", e.Words},
			{"通知时间", moment(e.At)}, {"结果", spread.ExchangeTitles[e.State]}, {"取消的理由", e.Reason}, {"活动情况", e.Summary}}
		s.add(Item{By: by.Name, Title: spread.ExchangeKindTitles[e.Kind] + "：" + e.Title, Date: e.At, Note: spread.ExchangeTitles[e.State], Folder: "观摩交流 " + e.Title,
			Papers: append([]Paper{s.facts(by.Name, "观摩交流", facts), {Name: "参加情况", Ext: ".xlsx", Write: roll.Write}}, proofs("活动材料", e.Files)...)})
	}
	return nil
}
