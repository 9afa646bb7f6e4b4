package pages

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"shidian/internal/access"
	"shidian/internal/call"
	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/paper"
	"shidian/internal/review"
	"shidian/internal/store"
)

// mySection is the entry of the main navigation that an expert's pages belong to.
const mySection = "my-review"

// myPanel is one of an expert's panels in the list of them.
type myPanel struct {
	review.Desk
	Cohort string
}

// in counts the sheets that are in, of those that the expert is asked for.
func (m myPanel) in() (done, all int) {
	for _, b := range m.AssignedTo(m.Seat.Expert.ID) {
		all++
		if s, in := m.Own(b); in && s.Counts() {
			done++
		}
	}
	return done, all
}

// MyPanels is GET /review: an expert's panels.
func (p *Pages) MyPanels(w http.ResponseWriter, r *http.Request) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	if err := review.MayReview(actor).Err(); err != nil {
		return err
	}
	var mine []myPanel
	err = p.DB.Read(r.Context(), func(t *store.Tx) error {
		panels, err := review.PanelsOfAccount(t, actor.Account)
		if err != nil {
			return err
		}
		for _, panel := range panels {
			d, err := review.DeskOf(t, actor, panel.ID)
			if fault.Is(err, fault.KindNotFound) {
				continue
			}
			if err != nil {
				return err
			}
			c, err := call.Get(t, panel.Cohort)
			if err != nil {
				return err
			}
			mine = append(mine, myPanel{d, overTitle(c.Title(), d.Panel)})
		}
		return nil
	})
	if err != nil {
		return err
	}
	return kit.Render(w, r, myPanelsPage(mine))
}

// myBid is an application in an expert's list.
type myBid struct {
	Reading review.Reading
	Mine    bool // he scores it; else he is kept from it
	Sheet   *review.Sheet
	Begun   bool // something is typed and not submitted
}

// myView is one panel as its expert sees it.
type myView struct {
	myPanel
	Now   time.Time
	Bids  []myBid // in his order
	Form  *kit.Form
	Wrong kit.Problems
}

func (v myView) at(below string) string { return "/review/" + v.Panel.ID + below }

// MyPanel is GET /review/{id}: the pledge first, then what is assigned.
func (p *Pages) MyPanel(w http.ResponseWriter, r *http.Request) error {
	return p.myPanel(w, r, &kit.Form{}, nil)
}

func (p *Pages) myPanel(w http.ResponseWriter, r *http.Request, form *kit.Form, wrong kit.Problems) error {
	v := myView{Now: kit.Now(r.Context()), Form: form, Wrong: wrong}
	if err := p.onDesk(r, func(t *store.Tx, d review.Desk) error { return v.read(t, d) }); err != nil {
		return err
	}
	status := http.StatusOK
	if wrong != nil {
		status = http.StatusUnprocessableEntity
	}
	if v.Seat.State == review.SeatAccepted {
		return kit.RenderStatus(w, r, status, myPanelPage(v))
	}
	return kit.RenderStatus(w, r, status, pledgePage(v))
}

// onDesk reads an expert's own desk.
func (p *Pages) onDesk(r *http.Request, read func(*store.Tx, review.Desk) error) error {
	actor, err := signedIn(r.Context())
	if err != nil {
		return err
	}
	return p.DB.Read(r.Context(), func(t *store.Tx) error {
		d, err := review.DeskOf(t, actor, r.PathValue("id"))
		if err != nil {
			return err
		}
		return read(t, d)
	})
}

// read lists what an expert is told of: before the pledge all of the panel's, to declare relations; after it what is
// his.
func (v *myView) read(t *store.Tx, d review.Desk) error {
	c, err := call.Get(t, d.Panel.Cohort)
	if err != nil {
		return err
	}
	v.myPanel = myPanel{d, overTitle(c.Title(), d.Panel)}
	for _, b := range d.OrderFor(d.Seat.Expert.ID) {
		one := myBid{Mine: d.Scores(d.Seat.Expert.ID, b.Application.ID)}
		if !b.Stands() || !one.Mine && d.Seat.State == review.SeatAccepted {
			continue
		}
		if one.Reading, err = review.ReadingOf(t, d.Round, b); err != nil {
			return err
		}
		if s, in := d.Own(b); in && s.Counts() {
			one.Sheet = &s
		}
		draft, err := review.DraftOf(t, d.Panel.ID, d.Seat.Expert.ID, b.Application.ID)
		if err != nil {
			return err
		}
		one.Begun = !draft.At.IsZero()
		v.Bids = append(v.Bids, one)
	}
	return nil
}

// scored are the submitted ones, the highest total first: side by side an inversion shows.
func (v myView) scored() (bids []myBid) {
	for _, b := range v.Bids {
		if b.Sheet != nil {
			bids = append(bids, b)
		}
	}
	slices.SortStableFunc(bids, func(a, b myBid) int { return b.Sheet.Total - a.Sheet.Total })
	return bids
}

// AcceptSeat is POST /review/{id}/accept: the pledge, and what ties him to which application.
func (p *Pages) AcceptSeat(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("id")
	return p.posted(w, r, "已接受评审。申报书列在下面，可以开始评分。", "/review/"+id, func(actor access.Actor, form *kit.Form) error {
		relations := map[string]string{}
		for _, name := range form.Names() {
			if ordinal, is := strings.CutPrefix(name, "relation-"); is && form.Text(name) != "" {
				relations[ordinal] = form.Text(name)
			}
		}
		return p.Room.AcceptSeat(r.Context(), actor, id, form.Ticked("pledge"), relations)
	}, p.myPanel)
}

// Pack is GET /review/{id}/pack.pdf: all that is his to read, on paper.
func (p *Pages) Pack(w http.ResponseWriter, r *http.Request) error {
	var doc paper.Document
	err := p.onDesk(r, func(t *store.Tx, d review.Desk) (err error) {
		doc, err = packOf(t, d)
		return err
	})
	if err != nil {
		return err
	}
	return p.sendPaper(w, "评审材料.pdf", doc)
}

// packOf is the print pack of an expert who has signed the pledge.
func packOf(t *store.Tx, d review.Desk) (doc paper.Document, err error) {
	if d.Seat.State != review.SeatAccepted {
		return doc, fault.Conflict("C1", "请先签承诺书、申明回避，再打开申报书。")
	}
	readings, err := review.ReadingsOf(t, d.Round, d.Seat.Expert.ID)
	return review.PackPaper(d.Panel, readings, t.Now()), err
}

// sendPaper typesets a paper and sends it.
func (p *Pages) sendPaper(w http.ResponseWriter, name string, doc paper.Document) error {
	pdf, err := paper.PDF(doc, p.Fonts)
	if err != nil {
		return err
	}
	return kit.SendFile(w, name, pdfType, pdf)
}
