package pages

import (
	"net/http"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/spread"
	"shidian/internal/store"
)

// exchangePage is how many activities, or pilots of one, stand on a page.
const exchangePage = 50

var exchangeTones = map[act.State]components.Tone{spread.ExchangeAnnounced: components.Active, spread.ExchangeCalledOff: components.Quiet, spread.ExchangeSummedUp: components.Done}

// exchangesView lists the activities in which the reader has a part.
type exchangesView struct {
	Actor access.Actor
	Page  int
	All   []spread.Exchange
	Now   time.Time
}

// Exchanges is the list: GET /exchanges?page=.
func (p *Pages) Exchanges(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	query, err := kit.ReadQuery(r)
	if err != nil {
		return err
	}
	v := exchangesView{Actor: actor, Page: query.Page(), Now: kit.Now(r.Context())}
	err = p.DB.Read(r.Context(), func(t *store.Tx) (err error) {
		v.All, err = spread.Exchanges(t, actor)
		return err
	})
	if err != nil {
		return err
	}
	return kit.Render(w, r, exchangesPage(v))
}

func (v exchangesView) pager() components.Pages {
	return components.Pages{Page: v.Page, Size: exchangePage, Total: len(v.All), URL: func(page int) string { return "/exchanges?page=" + strconv.Itoa(page) }}
}

func (v exchangesView) table() components.Table {
	t := components.Table{Caption: "观摩交流", Columns: []components.Column{{Title: "活动", Kind: "main"}, {Title: "类型"}, {Title: "日期"}, {Title: "地点"}, {Title: "回复截止"}, {Title: "状态"}}}
	from := min((v.Page-1)*exchangePage, len(v.All))
	for _, e := range v.All[from:min(from+exchangePage, len(v.All))] {
		t.Rows = append(t.Rows, components.Row{Cells: []templ.Component{components.Link(spread.ExchangeLink(e.ID), e.Title), components.Text(spread.ExchangeKindTitles[e.Kind]),
			components.Text(exchangeDays(e, v.Now)), components.Text(e.Place), components.Text(calendar.ShowDay(e.AnswerBy, v.Now)),
			components.Badge(spread.ExchangeTitles[e.State], exchangeTones[e.State])}})
	}
	return t
}

func exchangeDays(e spread.Exchange, now time.Time) string {
	text := calendar.ShowDay(e.From, now)
	if e.From.Before(e.Until) {
		text += "至" + calendar.ShowDay(e.Until, now)
	}
	return text
}
