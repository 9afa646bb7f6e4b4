package app

import (
	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/notify"
	"shidian/internal/store"
	"shidian/internal/unit"
)

var outboxDeeds = map[string]deed{
	"notify.release: held": {heldLetter, func(w *town, who, id string) error { return w.Outbox.Release(ctx, w.people[who], []string{id}) }},
	"notify.discard: held": {heldLetter, func(w *town, who, id string) error {
		return w.Outbox.Discard(ctx, w.people[who], id, "已电话告知")
	}},
	"save: held letter": {heldLetter, func(w *town, who, id string) error {
		return w.Outbox.Save(ctx, w.people[who], id, "改过的文字。")
	}},
	"see: outbox": {try: read("/outbox")},
}

func init() {
	leavers = append(leavers, func(w *town) {
		heldLetter(w)
		w.must(merge(w, "handler", newUnit(unit.County, "甲市科协")(w)))
	})
}

// holds is an act that only this test has: it puts a letter into the outbox, as the results of the formal check do.
var holds = act.Row{Name: "test.hold", Title: "拟信", Who: []access.Role{access.System}}

func heldLetter(w *town) string {
	title := name("结果告知")
	_, err := w.Door.Do(ctx, access.SystemActor, holds, "outbox", func(t *act.Tx) error {
		return notify.Hold(t, notify.Letter{Unit: w.people["clerk"].Unit, Title: title, Text: "你单位申报书已受理。", Link: "/notices", Cause: "受理"})
	})
	w.must(err)
	for _, l := range get(w, func(t *store.Tx) ([]notify.Letter, error) { return notify.Waiting(t) }) {
		if l.Title == title {
			return l.ID
		}
	}
	w.t.Fatal("no letter waits")
	return ""
}
