package review

import (
	"fmt"
	"strings"
	"time"

	"shidian/internal/calendar"
	"shidian/internal/clock"
	"shidian/internal/ledger"
	"shidian/internal/store"
)

// Departure is something of a panel that did not go the ordinary way: for the supervisor.
type Departure struct {
	At          time.Time
	Account     string // who acted
	Sort        string // 重新抽取
	Application string // its id, "" when it concerns the panel as a whole
	Expert      string // the name of the one whom it concerns, "" none; where there is one, Reason is personal too
	Facts       string
	Reason      string
}

// DeparturesOf lists a panel's, the first first: redraws and draws that were given up, experts who did not come, exclusions
// taken back, the date moved, scores changed or void, relations found late, sheets missing at the end, the panel dropped.
// When it was and who did it is the ledger's word; why is the rows'.
func DeparturesOf(t *store.Tx, p Panel) ([]Departure, error) {
	entries, err := ledger.History(t, Object(p.ID))
	if err != nil {
		return nil, err
	}
	w, err := wordsOf(t, p)
	if err != nil {
		return nil, err
	}
	var all []Departure
	for _, e := range entries {
		for _, row := range e.Rows {
			d, is := w[e.Act+" "+row.Table+" "+row.Key]
			if !is {
				continue
			}
			d.At, d.Account = clock.FromMicros(e.At), e.Account
			all = append(all, d)
			break // the first row is the one that the act is about
		}
	}
	return all, nil
}

// words are what a panel's rows tell, by act, table and key as an entry of the ledger names them.
type words map[string]Departure

// wordsOf reads what a panel's rows say, each under the act and the row that an entry names.
func wordsOf(t *store.Tx, p Panel) (words, error) {
	w := words{}
	experts, err := Experts(t, true)
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	for _, e := range experts {
		names[e.ID] = e.Name
	}
	for _, read := range []func(*store.Tx, Panel, map[string]string) error{w.draws, w.lifted, w.sheets, w.relations, w.whole} {
		if err := read(t, p, names); err != nil {
			return nil, err
		}
	}
	return w, nil
}

// draws are the draws after the first, those that were given up, and the experts of each who did not come.
func (w words) draws(t *store.Tx, p Panel, _ map[string]string) error {
	draws, err := Draws(t, p.ID)
	for _, d := range draws {
		key, facts := fmt.Sprintf("%s/%d", p.ID, d.N), fmt.Sprintf("第%d次抽取", d.N)
		w[rowRedraw.Name+" draw "+key] = Departure{Sort: rowRedraw.Title, Facts: facts, Reason: d.Reason}
		w[rowDropDraw.Name+" draw_dropped "+key] = Departure{Sort: rowDropDraw.Title, Facts: facts, Reason: d.Dropped}
		seats, err := selectSeatsOf(t, p.ID, d.N)
		if err != nil {
			return err
		}
		for _, s := range seats {
			if s.State == SeatRefused {
				w[rowSeatRefused.Name+" seat "+key+"/"+s.Expert.ID] = Departure{Sort: rowSeatRefused.Title, Expert: s.Expert.Name,
					Facts: fmt.Sprintf("%s第%d位，由备选递补", facts, s.Place), Reason: s.Reason}
			}
		}
	}
	return err
}

func (w words) lifted(t *store.Tx, p Panel, _ map[string]string) error {
	lifted, err := LiftedOf(t, p.ID)
	for _, x := range lifted {
		w[rowLift.Name+" exclusion "+p.ID+"/"+x.Expert.ID+"/"+x.Application] = Departure{Sort: rowLift.Title, Expert: x.Expert.Name,
			Application: x.Application, Facts: "原为" + string(x.Ground) + "：" + x.Evidence, Reason: x.Lifted}
	}
	return err
}

// sheets are the scores that were submitted once more, and those that an expert made void by declaring a relation.
func (w words) sheets(t *store.Tx, p Panel, names map[string]string) error {
	all, err := selectSheets(t, p.ID)
	for i, s := range all {
		d := Departure{Sort: "改动评分", Expert: names[s.Expert], Application: s.Application}
		if s.N > 1 {
			d.Facts = fmt.Sprintf("第%d次提交，总分 %d → %d", s.N, all[i-1].Total, s.Total)
			w[rowScore.Name+" opinion "+s.key()], w[rowTypeIn.Name+" opinion "+s.key()] = d, d
		}
		d.Sort, d.Facts, d.Reason = "评分作废", fmt.Sprintf("本人申明回避，原总分 %d", s.Total), s.VoidReason
		w[rowDeclare.Name+" opinion "+s.key()] = d
	}
	return err
}

func (w words) relations(t *store.Tx, p Panel, names map[string]string) error {
	sheets, err := Sheets(t, p.ID)
	if err != nil {
		return err
	}
	facts := map[string]string{}
	for _, s := range sheets {
		if !s.Counts() {
			facts[s.Expert+"/"+s.Application] = fmt.Sprintf("评分作废，原总分 %d", s.Total)
		}
	}
	relations, err := Relations(t, p.ID)
	for _, r := range relations {
		key := r.Expert + "/" + r.Application
		d := Departure{Sort: "事后发现的关系", Expert: names[r.Expert], Application: r.Application, Facts: facts[key], Reason: r.What}
		if d.Facts == "" {
			d.Facts = "还没有评分，不再由他评"
		}
		w[rowLate.Name+" relation "+p.ID+"/"+key] = d
	}
	return err
}

// whole is what concerns the panel as a whole: the date, the end, and that it was dropped.
func (w words) whole(t *store.Tx, p Panel, _ map[string]string) error {
	extensions, err := ExtensionsOf(t, p.ID)
	if err != nil {
		return err
	}
	for i, e := range extensions {
		w[fmt.Sprintf("%s panel_extension %s/%d", rowExtend.Name, p.ID, i+1)] = Departure{Sort: rowExtend.Title, Reason: e.Reason,
			Facts: strings.Join([]string{calendar.Show(e.Before, e.At), calendar.Show(e.Until, e.At)}, " → ")}
	}
	if c, closed, err := ClosingOf(t, p.ID); err != nil {
		return err
	} else if closed && c.Missing > 0 {
		w[rowClose.Name+" closing "+p.ID] = Departure{Sort: "缺评分而结束", Facts: fmt.Sprintf("缺%d份评分", c.Missing), Reason: c.Reason}
	}
	d, dropped, err := DroppingOf(t, p.ID)
	if dropped {
		w[rowDrop.Name+" panel_dropped "+p.ID] = Departure{Sort: rowDrop.Title, Facts: "组内的申报书另行组建评审组", Reason: d.Reason}
	}
	return err
}
