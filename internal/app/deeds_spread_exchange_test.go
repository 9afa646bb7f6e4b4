package app

import (
	"net/http/httptest"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/clock"
	"shidian/internal/spread"
)

var exchangeDeeds = map[string]deed{
	"spread.announce_exchange: pilots": {followed, func(w *town, who, id string) error {
		_, err := w.Spread.AnnounceExchange(ctx, w.people[who], w.visiting(id))
		return err
	}},
	"spread.answer_exchange: announced": {announcedVisit, answerVisit},
	"spread.call_off_exchange: to come": {announcedVisit, func(w *town, who, id string) error { return w.Spread.CallOffExchange(ctx, w.people[who], id, "防汛") }},
	"spread.sum_up_exchange: over":      {announcedVisit, sumUpVisit},
	"see: exchanges":                    {try: read("/exchanges")},
	"see: exchange to be announced":     {try: read("/exchanges/new")},
	"see: exchange":                     {kept(announcedVisit), read("/exchanges/%s")},
	"see: exchange, who comes":          {kept(announcedVisit), read("/exchanges/%s/roll.xlsx")},
	"see: exchange, file that is none":  {kept(announcedVisit), read("/exchanges/%s/files/0a")},
}

func init() {
	for name, d := range exchangeDeeds {
		deeds[name] = d
	}
	deals = append(deals, exchangeDeals...)
	leavers = append(leavers, func(w *town) {
		id := announcedVisit(w)
		w.must(answerVisit(w, "clerk", id))
		w.must(sumUpVisit(w, "handler", id))
	})
}

// visiting is an activity of ten days hence for the pilots of the cohort of one that is followed, of which 甲县 is invited and
// another hosts.
func (w *town) visiting(host string) spread.AnnouncingExchange {
	return spread.AnnouncingExchange{Title: "现场观摩", Kind: spread.ExchangeVisit, From: w.today().Add(10).String(), Place: "甲县", Host: host, Cohorts: []string{w.pilot(guest(w)).Cohort},
		AnswerBy: w.today().Add(5).String()}
}

// guest is a pilot of 甲县 in another cohort than the one that is followed.
var guest = kept(func(w *town) string {
	w.t.Helper()
	return piloted(w)
})

// announcedVisit is an activity to which the guest is invited, announced by the department that follows the host.
func announcedVisit(w *town) string {
	w.t.Helper()
	id, err := w.Spread.AnnounceExchange(ctx, w.people["dept"], w.visiting(followed(w)))
	w.must(err)
	return id
}

func answerVisit(w *town, who, id string) error {
	return w.Spread.AnswerExchange(ctx, w.people[who], id, spread.AnsweringExchange{Pilot: guest(w), Coming: "yes", People: "3"})
}

func sumUpVisit(w *town, who, id string) error {
	later := clock.WithReceived(ctx, w.Clock.Now().Add(11*24*time.Hour))
	return w.Spread.SumUpExchange(later, w.people[who], id, spread.SummingUp{Words: "看了现场", Attended: map[string]string{guest(w): "3"}, Files: []string{w.pdf()}})
}

var exchangeDeals = []deal{
	{"spread.announce_exchange", "handler", "clerk", 403, followed, func(w *town, who, id string) *httptest.ResponseRecorder {
		x := w.visiting(id)
		return w.post(who, "/exchanges", "title", x.Title, "kind", string(x.Kind), "from", x.From, "place", x.Place, "host", x.Host, "cohorts", x.Cohorts[0], "answer_by", x.AnswerBy)
	}},
	{"spread.answer_exchange", "clerk", "society", 404, announcedVisit, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/exchanges/"+id+"/answer", "pilot", guest(w), "coming", "yes", "people", "2")
	}},
	{"spread.call_off_exchange", "dept", "clerk", 403, announcedVisit, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.post(who, "/exchanges/"+id+"/call-off", "reason", "防汛")
	}},
	{"spread.sum_up_exchange", "handler", "superv", 403, pastVisit, func(w *town, who, id string) *httptest.ResponseRecorder {
		return w.form(who, "/exchanges/"+id+"/sum-up", "summary", "看了现场", "people."+guest(w), "3", "@files", onePaper)
	}},
}

// rowPast stands for the days that go by.
var rowPast = act.Row{Name: "test.past", Title: "活动已过", Who: []access.Role{access.Handler}}

// pastVisit is an activity of which the day has come, without the days that go by.
func pastVisit(w *town) string {
	w.t.Helper()
	id := announcedVisit(w)
	_, err := w.Door.Do(ctx, w.people["handler"], rowPast, spread.ExchangeObject(id), func(t *act.Tx) error {
		t.Touch("exchange", id)
		_, err := t.Exec("UPDATE exchange SET from_day = $1, until_day = $1 WHERE id = $2", w.today().String(), id)
		return err
	})
	w.must(err)
	return id
}
