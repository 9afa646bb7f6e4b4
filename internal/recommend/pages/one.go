package pages

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"shidian/internal/access"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/programme"
	"shidian/internal/recommend"
	"shidian/internal/store"
)

// oneView is one application before its recommender; before the office where it decides; and to be read by its unit.
type oneView struct {
	recommend.Line
	Cohort  call.Cohort
	Version apply.Version
	Stand   recommend.Stand // only of whoever may see it
	Field   programme.Field // the box of the form for the opinion
	Asked   bool            // there is such a box
	Until   time.Time
	Now     time.Time
	Actor   access.Actor
	Acts    bool              // the reader is the recommender
	Paper   bool              // the endorsed paper is there
	Waits   bool              // a proposal to answer the overrun waits for the approver
	Diffs   []apply.FieldDiff // what changed since version Since
	Since   int
	Back    typed
}

// typed is what a refused post had typed, and what is wrong with it.
type typed struct {
	Opinion, Reason, No, Answer string
	Pen                         bool
	Agreed                      string
	Problems                    kit.Problems
	Refused                     string
}

// One is the page of one application: GET /recommend/{id}.
func (p *Pages) One(w http.ResponseWriter, r *http.Request) error {
	return p.one(w, r, http.StatusOK, nil)
}

func (p *Pages) one(w http.ResponseWriter, r *http.Request, status int, back *typed) error {
	if err := signedIn(r.Context()); err != nil {
		return err
	}
	v := oneView{Actor: kit.Actor(r.Context()), Now: kit.Now(r.Context())}
	err := p.read(r, func(t *store.Tx) error { return v.fill(t, p, r.PathValue("id")) })
	if errors.Is(err, errDirect) {
		return kit.Redirect(w, r, "/applications/"+v.ID)
	}
	if err != nil {
		return err
	}
	if back != nil {
		v.Back = *back
	} else if v.Endorsement != nil {
		v.Back.Opinion, v.Back.Pen = v.Endorsement.Opinion.Text, v.Endorsement.Opinion.Pen
	}
	return kit.RenderStatus(w, r, status, onePage(v))
}

// errDirect says that nobody recommends this application.
var errDirect = errors.New("nobody recommends this application")

func (v *oneView) fill(t *store.Tx, p *Pages, id string) (err error) {
	seen, err := apply.See(t, v.Actor, id)
	if err != nil {
		return err
	}
	if v.Application = seen; v.Direct() || v.Application.Version == 0 {
		return errDirect
	}
	if v.Line, err = recommend.LineOf(t, id); err != nil {
		return err
	}
	v.Line = v.SeenAs(seen)
	if v.Cohort, err = call.Get(t, v.Application.Cohort); err != nil {
		return err
	}
	if v.Version, err = apply.VersionOf(t, id, 0); err != nil {
		return err
	}
	if v.Until, err = recommend.Until(t, v.Cohort.ID); err != nil {
		return err
	}
	v.Acts = v.Actor.Has(access.Recommender) && v.Actor.Unit == v.City
	if v.Since = v.Seen(); v.Since > 0 && (v.Acts || office(v.Actor)) {
		before, err := apply.VersionOf(t, id, v.Since)
		if err != nil {
			return err
		}
		v.Diffs = apply.DiffOf(v.Cohort.Programme, v.Kind, before, v.Version)
	}
	v.Field, v.Asked = recommend.OpinionField(v.Cohort.Programme, v.Kind)
	return v.fillMore(t, p)
}

// fillMore reads what only some readers see.
func (v *oneView) fillMore(t *store.Tx, p *Pages) error {
	var err error
	if v.Paper, err = rendered(t, v.Application); err != nil {
		return err
	}
	if !v.Acts && !office(v.Actor) {
		return nil
	}
	if v.Stand, err = recommend.SeeStanding(t, v.Actor, v.Cohort.ID, v.City); err != nil {
		return err
	}
	waiting, err := p.Room.Door.ProposalsOf(t, apply.Object(v.ID))
	for _, one := range waiting {
		v.Waits = v.Waits || one.State == "waiting"
	}
	return err
}

func (v oneView) head() components.Head {
	h := components.Head{Over: v.Cohort.Title() + " · " + v.Number + " · 第" + strconv.Itoa(v.Application.Version) + "版", Title: v.Name() + v.Cohort.Programme.Called().Form,
		State: state(v.Line), Tone: tone(v.Application), Tools: oneTools(v)}
	if v.Acts && v.State == apply.StateSubmitted && !v.Until.IsZero() {
		h.Deadline = &components.Deadline{Label: "推荐截止", At: v.Until, Now: v.Now}
	}
	return h
}

// Judges tells whether it is the reader's turn to recommend.
func (v oneView) Judges() bool { return v.Acts && v.State == apply.StateSubmitted }

// Decides tells whether it is the office's turn to answer an overrun.
func (v oneView) Decides() bool {
	return v.Actor.Has(access.Handler) && v.State == apply.StateOverrun && !v.Waits
}

// use is the reader's share that this application takes a place of.
func (v oneView) use() (recommend.Use, bool) {
	for _, u := range v.Stand.Shares {
		if q, counted := v.Cohort.Programme.QuotaFor(v.Kind); counted && q.Key == u.Quota {
			return u, true
		}
	}
	return recommend.Use{}, false
}

// Full tells whether no place is left for it.
func (v oneView) Full() bool {
	u, counted := v.use()
	return counted && v.Place == 0 && u.Used >= u.Cap
}

// Refused tells whether the programme takes nothing beyond the places.
func (v oneView) Refused() bool {
	u, _ := v.use()
	return v.Full() && u.Beyond == programme.OverrunRefused
}

// holders are the names of those who have the places.
func (v oneView) holders() string {
	var names []string
	for _, l := range v.Stand.Ranked {
		if l.Place > 0 {
			names = append(names, l.Name())
		}
	}
	return strings.Join(names, "、")
}

// part is a section of the form with its filled fields.
type part struct {
	Title  string
	Fields []shown
}

// shown is one field in words.
type shown struct {
	Key, Name string
	Lines     []string
	Long      bool
	Changes   []apply.Piece      // none: it is as it was
	Files     []apply.Attachment // of a field that takes files: what it says is their list
}

// parts are the version's texts in the order of the form.
func (v oneView) parts() []part {
	var all []part
	p := v.Cohort.Programme
	for _, s := range p.Form.Sections {
		one := part{Title: s.Title}
		for _, f := range s.Fields {
			text := apply.Shown(p, f, v.Version.Values[f.Key])
			if !f.For(v.Kind) || f.Filler != programme.Applicant && text == "" {
				continue
			}
			long := f.Type == programme.Paragraphs || f.Type == programme.OpinionOf || f.Type == programme.ContentsOf
			field := shown{Key: f.Key, Name: apply.FieldName(f), Lines: strings.Split(text, "\n"), Long: long, Changes: v.changes(f.Key), Files: v.files(f.Key)}
			if len(field.Files) > 0 {
				field.Lines = nil
			}
			one.Fields = append(one.Fields, field)
		}
		if len(one.Fields) > 0 {
			all = append(all, one)
		}
	}
	return all
}

func (v oneView) changes(key string) []apply.Piece {
	for _, d := range v.Diffs {
		if d.Key == key {
			return d.Pieces
		}
	}
	return nil
}

// files are those of one field; "": those behind the form.
func (v oneView) files(field string) []apply.Attachment {
	var of []apply.Attachment
	for _, f := range v.Version.Attachments {
		if f.Field == field {
			of = append(of, f)
		}
	}
	return of
}
