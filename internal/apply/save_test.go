package apply

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"shidian/internal/access"
	"shidian/internal/fault"
	"shidian/internal/programme"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
)

func TestSaving(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		w := newWorld(t, db)
		id := w.begun(w.clerk, "county")
		t.Run("a conflict keeps both texts", func(t *testing.T) { conflict(t, w, id) })
		t.Run("what cannot be kept is refused", func(t *testing.T) { unsound(t, w, id) })
		t.Run("slash", func(t *testing.T) { slash(t, w, id) })
		t.Run("files", func(t *testing.T) { attached(t, w, id) })
		t.Run("parked after a submit, kept after the deadline", func(t *testing.T) { parked(t, w, id) })
	})
}

func conflict(t *testing.T, w *world, id string) {
	base := w.draft(id).Values["work_plan"].Hash
	w.save(w.clerk, id, map[string]string{"work_plan": "甲写的"})
	changes := []Change{{Key: "work_plan", Text: "乙写的", Base: base}, {Key: "expected_results", Text: "乙写的成果", Base: w.draft(id).Values["expected_results"].Hash}}
	saved, err := w.room.Save(w.ctx, w.colleague, id, changes)
	w.must(err)
	if len(saved.Conflicts) != 1 || saved.Hashes["expected_results"] != HashOf("乙写的成果") {
		t.Fatalf("saved %+v", saved)
	}
	c := saved.Conflicts[0]
	if c.Mine != "乙写的" || c.Theirs != "甲写的" || c.TheirHash != HashOf("甲写的") || c.Editor != w.clerk.Account {
		t.Errorf("conflict %+v", c)
	}
	if text := w.draft(id).Values["work_plan"].Text; text != "甲写的" {
		t.Errorf("a conflict wrote %q", text)
	}
	for range 2 { // the same save twice, as after a lost answer
		saved, err = w.room.Save(w.ctx, w.colleague, id, []Change{{Key: "work_plan", Text: "乙写的", Base: c.TheirHash}})
		w.must(err)
		if len(saved.Conflicts) != 0 || saved.Parked {
			t.Errorf("over theirs: %+v", saved)
		}
	}
}

func unsound(t *testing.T, w *world, id string) {
	for name, c := range map[string]Change{
		"U+0000": {Key: "work_plan", Text: "a\x00b"}, "not UTF-8": {Key: "work_plan", Text: "a\xffb"},
		"too long":   {Key: "work_plan", Text: strings.Repeat("字", programme.TechnicalLimit+1)},
		"only space": {Key: "work_plan", Text: strings.Repeat(" ", bytesLimit+1)},
		"no field":   {Key: "no_such", Text: "x"}, "not the applicant's": {Key: "recommender_opinion", Text: "x"},
	} {
		_, err := w.room.Save(w.ctx, w.clerk, id, []Change{c})
		if f, ok := fault.As(err); !ok || f.Kind != fault.KindInvalid || f.Fields[0].Key != c.Key {
			t.Errorf("%s: %v", name, err)
		}
	}
	long := strings.Repeat("字", programme.TechnicalLimit)
	w.save(w.clerk, id, map[string]string{"work_plan": long + " \n "})
	twice := []Change{{Key: "work_plan", Text: "a"}, {Key: "work_plan", Text: "b"}}
	if _, err := w.room.Save(w.ctx, w.clerk, id, twice); !fault.Is(err, fault.KindInvalid) {
		t.Errorf("one field twice: %v", err)
	}
	for name, actor := range map[string]access.Actor{"neighbour": w.neighbour, "city": w.city, "office": w.handler, "visitor": {}} {
		if _, err := w.room.Save(w.ctx, actor, id, nil); !fault.Is(err, fault.KindNotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func slash(t *testing.T, w *world, id string) {
	w.save(w.clerk, id, map[string]string{"unit_overview": "", "head_email": " ", "work_plan": "", "reform_progress": ""})
	saved, err := w.room.Slash(w.ctx, w.clerk, id, []string{"unit_overview", "work_plan", "basic_unit"})
	w.must(err)
	if len(saved.Hashes) != 1 || saved.Hashes["unit_overview"] != HashOf(Slash) {
		t.Errorf("named: %+v", saved)
	}
	saved, err = w.room.Slash(w.ctx, w.clerk, id, nil)
	w.must(err)
	if len(saved.Hashes) != 2 || saved.Hashes["head_email"] == "" || saved.Hashes["reform_progress"] == "" {
		t.Errorf("all: %+v", saved)
	}
	w.save(w.clerk, id, filled("county"))
}

func attached(t *testing.T, w *world, id string) {
	var ids []string
	for _, name := range []string{"一.PNG", "../../二.exe", ""} {
		a, err := w.attach(w.clerk, id, name, picture)
		w.must(err)
		ids = append(ids, a.ID)
	}
	if _, err := w.attach(w.clerk, id, "坏.pdf", []byte("%PDF-1.4 broken")); !fault.Is(err, fault.KindInvalid) {
		t.Errorf("a broken PDF: %v", err)
	}
	if _, err := w.attach(w.clerk, id, "程序.png", []byte("MZ program")); !fault.Is(err, fault.KindInvalid) {
		t.Errorf("a program: %v", err)
	}
	if _, err := w.attach(w.neighbour, id, "一.png", picture); !fault.Is(err, fault.KindNotFound) {
		t.Errorf("a neighbour: %v", err)
	}
	w.must(w.room.Reorder(w.ctx, w.clerk, id, []string{ids[2], ids[0]}))
	w.must(w.room.Detach(w.ctx, w.clerk, id, ids[0]))
	var names []string
	for _, a := range w.draft(id).Attachments {
		names = append(names, a.Name)
	}
	if fmt.Sprint(names) != "[附件.png 二.png]" {
		t.Errorf("files %v", names)
	}
	if err := w.room.Detach(w.ctx, w.clerk, id, ids[0]); !fault.Is(err, fault.KindNotFound) {
		t.Errorf("detach twice: %v", err)
	}
}

func parked(t *testing.T, w *world, id string) {
	frozen := w.submit(w.clerk, id)
	saved, err := w.room.Save(w.ctx, w.colleague, id, []Change{{Key: "work_plan", Text: "提交后写的", Base: w.draft(id).Values["work_plan"].Hash}})
	w.must(err)
	if !saved.Parked || saved.Hashes["work_plan"] == "" {
		t.Errorf("after a submit: %+v", saved)
	}
	gone := w.draft(id).Attachments[0]
	w.must(w.room.Detach(w.ctx, w.clerk, id, gone.ID))
	v := get(w, func(t *store.Tx) (Version, error) { return VersionOf(t, id, frozen.Version) })
	if v.Values["work_plan"] != filled("county")["work_plan"] || len(v.Attachments) != 2 {
		t.Errorf("the frozen version changed")
	}
	kept := get(w, func(t *store.Tx) (Attachment, error) { return AttachmentOf(t, id, gone.ID) })
	if kept.From != 1 || kept.To != 1 {
		t.Errorf("the file taken out belongs to versions %d to %d", kept.From, kept.To)
	}
	w.at("2020-06-01 09:00")
	w.save(w.clerk, id, map[string]string{"work_plan": "截止后写的"})
	if text := w.draft(id).Values["work_plan"].Text; text != "截止后写的" {
		t.Errorf("after the deadline: %q", text)
	}
	w.clean()
}

// said is one save of the property below: what was typed, over what, and the answer.
type said struct {
	key, text, base string
	kept            bool
}

// Two editors and a colleague who submits and takes back, all at once: every text that was acknowledged is either what
// stands there now, or somebody saw it and typed over it; every other was given back with the text that stood there.
func TestNoTextIsLost(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		w := newWorld(t, db)
		id := w.begun(w.clerk, "county")
		start := w.draft(id)
		var group sync.WaitGroup
		all := make([][]said, 3)
		for i, actor := range []access.Actor{w.clerk, w.colleague, w.clerk} {
			group.Go(func() { all[i] = typing(t, w, actor, id, i, start) })
		}
		group.Go(func() { submitting(t, w, id) })
		group.Wait()
		final := w.draft(id)
		for _, key := range typedKeys {
			next := map[string]string{} // base -> text that was typed over it
			kept := 0
			for _, s := range append(append(all[0], all[1]...), all[2]...) {
				if s.key != key || !s.kept {
					continue
				}
				kept++
				if over, taken := next[s.base]; taken {
					t.Fatalf("%s: %q and %q were both acknowledged over the same text", key, over, s.text)
				}
				next[s.base] = s.text
			}
			text := start.Values[key].Text
			for n := 0; n < kept; n++ {
				text = next[HashOf(text)]
			}
			if kept == 0 || final.Values[key].Text != text {
				t.Errorf("%s: %d saves end in %q, the draft has %q", key, kept, text, final.Values[key].Text)
			}
		}
		w.clean()
	})
}

var typedKeys = []string{"work_plan", "expected_results", "unit_overview"}

// typing saves from one page that knows the hashes it was last told.
func typing(t *testing.T, w *world, actor access.Actor, id string, page int, start Draft) (done []said) {
	random := rand.New(rand.NewPCG(uint64(page), 7))
	known := map[string]string{}
	for key, v := range start.Values {
		known[key] = v.Hash
	}
	for n := range 40 {
		var changes []Change
		for _, key := range typedKeys {
			if random.IntN(2) == 0 {
				changes = append(changes, Change{Key: key, Text: fmt.Sprintf("第%d页第%d次%s", page, n, key), Base: known[key]})
			}
		}
		saved, err := w.room.Save(w.ctx, actor, id, changes)
		if err != nil {
			t.Errorf("save: %v", err)
			return done
		}
		given := map[string]Conflict{}
		for _, c := range saved.Conflicts {
			given[c.Key] = c
		}
		for _, c := range changes {
			back, conflicting := given[c.Key]
			hash, kept := saved.Hashes[c.Key]
			if kept == conflicting || (conflicting && (back.Mine != c.Text || HashOf(back.Theirs) != back.TheirHash)) {
				t.Errorf("%q is neither kept nor given back: %+v", c.Text, saved)
			}
			known[c.Key] = hash
			if conflicting {
				known[c.Key] = back.TheirHash
			}
			done = append(done, said{c.Key, c.Text, c.Base, kept})
		}
	}
	return done
}

func submitting(t *testing.T, w *world, id string) {
	for range 5 {
		if _, err := w.room.Submit(w.ctx, w.clerk, id, signed); fault.Is(err, fault.KindBusy) {
			continue
		} else if err != nil {
			t.Errorf("submit: %v", err)
		}
		if err := w.room.TakeBack(w.ctx, w.clerk, id); err != nil {
			t.Errorf("take back: %v", err)
		}
	}
}
