package dossier

import (
	"context"
	"encoding/hex"
	"fmt"
	"slices"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/fault"
	"shidian/internal/files"
	"shidian/internal/jobs"
	"shidian/internal/notify"
	"shidian/internal/paper"
	"shidian/internal/publish"
	"shidian/internal/store"
)

// The rows of the table of acts.
var (
	rowExport = act.Row{Name: "dossier.export", Title: "整理归档案卷", Who: []access.Role{access.Handler, access.Approver},
		From: []act.State{""}, To: []act.State{Asked}, Guard: "批次还没有发布；正在整理；有异议针对本人"}
	rowReady = act.Row{Name: "dossier.ready", Title: "案卷整理完成", Who: []access.Role{access.System},
		From: []act.State{Asked}, To: []act.State{Ready}, Guard: "已经整理完成"}
)

// Acts is the room's part of the table of acts.
func Acts() []act.Row { return []act.Row{rowExport, rowReady} }

// Room puts dossiers together.
type Room struct {
	Door  *act.Door
	Files *files.Store
	Fonts *paper.Fonts
	Later []Later // parts of later rooms; set by app
	// History tells what was done about an application, with the words of the reasons; set by app.
	History func(t *store.Tx, application string) ([]apply.Event, error)
	// Title is an act's name on the screen; set by app, which knows all rooms' acts.
	Title func(name, step string) string

	progress progress
}

// New makes the room.
func New(door *act.Door, blobs *files.Store, fonts *paper.Fonts) *Room {
	return &Room{Door: door, Files: blobs, Fonts: fonts}
}

// Compile is the job that puts a dossier together.
type Compile struct {
	Dossier string `json:"dossier"`
}

// Kind implements jobs.Job.
func (Compile) Kind() string { return "dossier.compile" }

// Work tells the queue what the room's job does.
func (r *Room) Work(q *jobs.Queue) { jobs.Work(q, r.Make) }

// Export asks for a cohort's dossier: the one click. It gives the dossier's id; a job puts it together.
func (r *Room) Export(ctx context.Context, actor access.Actor, cohort string) (string, error) {
	d := Dossier{ID: store.NewID(), Cohort: cohort, Account: actor.Account, State: Asked}
	_, err := r.Door.Do(ctx, actor, rowExport, Object(d.ID), func(t *act.Tx) error {
		if err := t.Allow(MayExport(actor)); err != nil {
			return err
		}
		if err := r.askable(t, cohort); err != nil {
			return err
		}
		d.At = t.Now()
		if err := insertDossier(t.Tx, d); err != nil {
			return err
		}
		t.Touch("dossier", d.ID)
		t.Enqueue(Compile{Dossier: d.ID})
		return t.Move("", Asked)
	})
	return d.ID, err
}

// askable refuses what cannot be exported now.
func (r *Room) askable(t *act.Tx, cohort string) error {
	if _, err := call.GetPublished(t.Tx, cohort); err != nil {
		return err
	}
	if err := HeldFrom(t.Tx, t.Actor, cohort); err != nil {
		return err
	}
	all, err := Of(t.Tx, cohort)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(all, func(d Dossier) bool { return r.UnderWay(d, t.Now()) }) {
		return fault.Conflict("", "这一批次的案卷正在整理，完成后会通知提出的人。请稍候，不必重复提出。")
	}
	return nil
}

// HeldFrom refuses the dossier of a cohort to whom it is none of.
func HeldFrom(t *store.Tx, a access.Actor, cohort string) error {
	standing, err := publish.StandingOf(t, cohort)
	if err != nil {
		return err
	}
	return mayHold(a, standing.Objections).Err()
}

// See reads a dossier for whoever may hold it.
func See(t *store.Tx, a access.Actor, id string) (Dossier, error) {
	if err := MayExport(a).Err(); err != nil {
		return Dossier{}, err
	}
	d, err := Get(t, id)
	if err != nil {
		return d, err
	}
	return d, HeldFrom(t, a, d.Cohort)
}

// record notes that a dossier is ready, and tells who asked for it.
func (r *Room) record(ctx context.Context, d Dossier) error {
	list, err := hex.DecodeString(d.List)
	if err != nil {
		return err
	}
	_, err = r.Door.Do(ctx, access.SystemActor, rowReady, Object(d.ID), func(t *act.Tx) error {
		now, err := Get(t.Tx, d.ID)
		if err != nil {
			return err
		}
		if err := t.Move(now.State, Ready); err != nil {
			return err
		}
		d.State = Ready
		if err := updateDossier(t.Tx, d); err != nil {
			return err
		}
		t.Touch("dossier", d.ID)
		t.Froze(list)
		return r.tell(t, d)
	})
	return err
}

func (r *Room) tell(t *act.Tx, d Dossier) error {
	c, err := call.Get(t.Tx, d.Cohort)
	if err != nil {
		return err
	}
	return notify.Send(t.Tx, notify.Message{Account: d.Account, Kind: "dossier", Title: "归档案卷已整理好：" + c.Title(),
		Text: fmt.Sprintf("案卷含个人信息，请在%d日内下载，交档案室保管，不要留在个人电脑上。", KeptDays), Link: "/dossier?cohort=" + d.Cohort})
}

// There tells whether a dossier's file can still be downloaded.
func (r *Room) There(d Dossier) bool {
	f, err := r.Files.Get(d.File)
	if err != nil {
		return false
	}
	return f.Close() == nil
}
