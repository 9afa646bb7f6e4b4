package recommend

import (
	"context"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/files"
	"shidian/internal/jobs"
	"shidian/internal/paper"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// Room is the room's acts and what they need.
type Room struct {
	Door   *act.Door
	Files  *files.Store
	Fonts  *paper.Fonts
	Public string // address under which the program is reached from outside, for the QR codes; "" when there is none
}

// New makes the room, and says at the door how its act of two persons is performed.
func New(door *act.Door, blobs *files.Store, fonts *paper.Fonts, public string) *Room {
	r := &Room{Door: door, Files: blobs, Fonts: fonts, Public: public}
	door.Second(rowOverrun, r.answer)
	return r
}

// Work tells the queue what the room's jobs do.
func (r *Room) Work(q *jobs.Queue) { jobs.Work(q, r.Render) }

// lacks gives the characters of a text that no font has.
func (r *Room) lacks(text string) []rune {
	if r.Fonts == nil {
		return nil
	}
	return paper.Missing(text, r.Fonts)
}

// own performs an act that only the application's recommender has, on the locked application.
func (r *Room) own(ctx context.Context, actor access.Actor, row act.Row, id string, work func(*act.Tx, Line) error) error {
	_, err := r.Door.Do(ctx, actor, row, apply.Object(id), func(t *act.Tx) error {
		a, err := apply.Lock(t.Tx, id)
		if err != nil {
			return err
		}
		if err := t.Allow(mayRecommend(actor, a)); err != nil {
			return err
		}
		l, err := lineOf(t.Tx, a)
		if err != nil {
			return err
		}
		return work(t, l)
	})
	return err
}

// shareOf is the part of the quota that an application takes its place of.
func shareOf(t *store.Tx, a apply.Application) (Share, error) {
	c, err := programmeOf(t, a)
	if err != nil {
		return Share{}, err
	}
	recommender, err := unit.Get(t, a.City, t.Now())
	if err != nil {
		return Share{}, err
	}
	return ShareOf(c, a.Kind, recommender.ID, recommender.Kind, recommender.Region), nil
}
