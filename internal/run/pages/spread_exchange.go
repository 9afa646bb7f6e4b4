package pages

import (
	"strconv"
	"time"

	"github.com/a-h/templ"

	"shidian/internal/access"
	"shidian/internal/calendar"
	"shidian/internal/kit/components"
	"shidian/internal/run"
	"shidian/internal/spread"
	"shidian/internal/store"
)

// exchangesCard is what a pilot's page says of the activities that it is invited to, hosts or was at.
type exchangesCard struct {
	Of    []spread.OfExchange
	Pilot string
	Now   time.Time
}

// exchangesOf reads it for those who have a list of activities.
func exchangesOf(t *store.Tx, actor access.Actor, c run.Case) (card exchangesCard, err error) {
	if !spread.MayListExchanges(actor).Allowed {
		return card, nil
	}
	card.Pilot, card.Now = c.ID, t.Now()
	card.Of, err = spread.ExchangesOf(t, c)
	return card, err
}

func (c exchangesCard) table() components.Table {
	t := components.Table{Caption: "观摩交流", Columns: []components.Column{{Title: "活动", Kind: "main"}, {Title: "日期"}, {Title: "状态"}, {Title: "参加"}}}
	for _, one := range c.Of {
		t.Rows = append(t.Rows, components.Row{Cells: []templ.Component{components.Link(spread.ExchangeLink(one.ID), one.Title), components.Text(calendar.ShowDay(one.From, c.Now)),
			components.Text(spread.ExchangeTitles[one.State]), components.Text(c.part(one))}})
	}
	return t
}

// part is what part the pilot has in an activity.
func (c exchangesCard) part(one spread.OfExchange) string {
	switch {
	case one.Host == c.Pilot:
		return "承办"
	case one.Attended > 0:
		return "到场" + strconv.Itoa(one.Attended) + "人"
	case one.Answered && one.Answer.Coming:
		return "参加，" + strconv.Itoa(one.Answer.People) + "人"
	case one.Answered:
		return "不参加"
	}
	return "未回复"
}
