package pages

import (
	"net/http"
	"slices"
	"time"

	"shidian/internal/access"
	"shidian/internal/call"
	"shidian/internal/clock"
	"shidian/internal/dossier"
	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/publish"
	"shidian/internal/store"
)

// section is the entry of the main navigation that the pages belong to.
const section = "publish"

// Pages answers every address of the room.
type Pages struct {
	Room *dossier.Room
	DB   *store.DB
}

// New makes the pages over the room.
func New(room *dossier.Room) *Pages { return &Pages{Room: room, DB: room.Door.DB} }

// view is a cohort's dossiers.
type view struct {
	Cohort  call.Cohort
	All     []call.Cohort
	List    []one
	Blocked string // why it cannot be asked for now
	Now     time.Time
}

// one is a dossier as the page shows it.
type one struct {
	dossier.Dossier
	Done, Total int  // how far it is
	There       bool // its file can be downloaded
}

func (d one) underWay(now time.Time) bool { return d.UnderWay(now, d.Total > 0) }

func (v view) underWay() bool {
	for _, d := range v.List {
		if d.underWay(v.Now) {
			return true
		}
	}
	return false
}

func office(r *http.Request) (access.Actor, error) {
	actor, err := kit.SignedIn(r.Context(), "请先登录，再整理归档案卷。")
	if err != nil {
		return actor, err
	}
	return actor, dossier.MayExport(actor).Err()
}

// Desk is GET /dossier. While a dossier is under way the page comes again by itself.
func (p *Pages) Desk(w http.ResponseWriter, r *http.Request) error {
	actor, err := office(r)
	if err != nil {
		return err
	}
	query, err := kit.ReadQuery(r)
	if err != nil {
		return err
	}
	var v view
	if err := p.DB.Read(r.Context(), func(t *store.Tx) error { return p.read(t, actor, query.Text("cohort"), &v) }); err != nil {
		return err
	}
	if v.underWay() {
		w.Header().Set("Refresh", "4")
	}
	return kit.Render(w, r, page(v))
}

func (p *Pages) read(t *store.Tx, actor access.Actor, cohort string, v *view) (err error) {
	v.Now = t.Now()
	if v.Cohort, v.All, err = call.Choose(t, cohort); err == nil && cohort == "" {
		err = v.open(t)
	}
	if err != nil || v.Cohort.ID == "" {
		return err
	}
	if f, refused := fault.As(dossier.HeldFrom(t, actor, v.Cohort.ID)); refused {
		v.Blocked = f.Message
		return nil
	}
	list, err := dossier.Of(t, v.Cohort.ID)
	for _, d := range list {
		row := one{Dossier: d}
		row.Done, row.Total = p.Room.Progress(d.ID)
		row.There = p.Room.There(d)
		v.List = append(v.List, row)
	}
	return err
}

// open turns to the oldest cohort that was released and never put together; without one the newest stays.
func (v *view) open(t *store.Tx) error {
	for _, c := range slices.Backward(v.All) {
		released, err := publish.ReleasesOf(t, c.ID)
		if err != nil {
			return err
		}
		made, err := dossier.Of(t, c.ID)
		if err != nil {
			return err
		}
		if len(released) > 0 && len(made) == 0 {
			v.Cohort = c
			return nil
		}
	}
	return nil
}

// Export is POST /dossier: the one click.
func (p *Pages) Export(w http.ResponseWriter, r *http.Request) error {
	form, err := kit.ReadForm(r)
	if err != nil {
		return err
	}
	cohort := form.Text("cohort")
	if _, err := p.Room.Export(r.Context(), kit.Actor(r.Context()), cohort); err != nil {
		return err
	}
	kit.Flash(w, r, components.Done, "已开始整理。可以离开本页，整理好后会在“消息”里通知您。")
	return kit.Redirect(w, r, "/dossier?cohort="+cohort)
}

// Download is GET /dossier/{id}/dossier.zip.
func (p *Pages) Download(w http.ResponseWriter, r *http.Request) error {
	actor, err := office(r)
	if err != nil {
		return err
	}
	var d dossier.Dossier
	var c call.Cohort
	err = p.DB.Read(r.Context(), func(t *store.Tx) (err error) {
		if d, err = dossier.See(t, actor, r.PathValue("id")); err == nil {
			c, err = call.Get(t, d.Cohort)
		}
		return err
	})
	if err != nil {
		return err
	}
	file, err := p.Room.Files.Get(d.File)
	if err != nil {
		return err
	}
	defer file.Close()
	return kit.SendBlob(w, r, c.Title()+"归档案卷"+d.TakenAt.In(clock.Zone).Format("20060102-1504")+".zip", "application/zip", file)
}
