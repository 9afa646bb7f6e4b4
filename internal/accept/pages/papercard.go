package pages

import (
	"github.com/a-h/templ"

	"shidian/internal/accept"
	"shidian/internal/access"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/kit/components"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// sentView is what came of an application's paper, and what is still owed.
type sentView struct {
	accept.Owing
	Programme *programme.Programme
	Papers    []accept.Paper
}

// Card is what this room adds to an application's own page: its paper, from the first submission on; nil where the
// programme wants none.
func Card(t *store.Tx, _ access.Actor, a apply.Application) (templ.Component, error) {
	if a.Version == 0 {
		return nil, nil
	}
	c, err := call.Get(t, a.Cohort)
	if err != nil || c.Programme.Paper == nil {
		return nil, err
	}
	v := sentView{Programme: c.Programme}
	v.Owing, v.Papers, err = accept.PaperOwed(t, c.Programme, a)
	return sentPaper(v), err
}

// words say what is in, and what has to come until when.
func (v sentView) words() string {
	text := "现行版本（第" + n(v.Application.Version) + "版）已登记" + n(v.Tally.Copies) + "份"
	if v.Programme.Paper.Sealed {
		text += "，其中盖章" + n(v.Tally.Sealed) + "份"
	}
	switch {
	case v.Owed == 0 && v.Tally.Owed(v.Programme.Paper) == 0:
		return text + "，已经收齐。"
	case v.Owed == 0: // sent back, or ended: nothing is waited for now
		return text + "。"
	case v.Until.IsZero():
		return text + "，还缺" + n(v.Owed) + "份。"
	case v.Late:
		return text + "，还缺" + n(v.Owed) + "份，期限（" + components.Before(v.Until) + "）已过，请尽快补齐。"
	}
	return text + "，还缺" + n(v.Owed) + "份，请在" + components.Before(v.Until) + "补齐。"
}

func (v sentView) table() components.Table {
	t := components.Table{Caption: "已登记的纸质件", Columns: []components.Column{{Title: "收到", Kind: "short"}, {Title: "认定", Kind: "short"},
		{Title: "版次", Kind: "short"}, {Title: "份数", Kind: "short"}, {Title: "快递单号"}}}
	for _, one := range v.Papers {
		standing := one.Today(v.Application)
		t.Rows = append(t.Rows, components.Row{Cells: []templ.Component{components.Text(one.Received.String()), components.Badge(accept.StandingTitles[standing], standingTone(standing)),
			components.Text("第" + n(one.Version) + "版"), components.Text(n(one.Copies) + "份，盖章" + n(one.Sealed) + "份"), components.TwoLines(one.Courier, one.Mistake)}})
	}
	return t
}
