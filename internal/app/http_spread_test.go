package app

import (
	"net/http"
	"strings"
	"testing"

	"shidian/internal/spread"
	"shidian/internal/store"
)

// What was typed of a statement of use, or of a recommendation, is there again for whoever comes back: after a refused form, and
// after it was saved. One page's form carries what the script that keeps it asks for. A statement that was not confirmed is filled
// in again, with the reason.
func TestWhatIsTypedOfACaseIsThereAgain(t *testing.T) {
	w := newTown(t, demoHouse(t, store.SQLite))
	id := givenCase(w)
	page := func(who, path string) string { return w.ask(who, http.MethodGet, path, "", nil).Body.String() }
	for _, one := range [][2]string{{"neighb", "/cases/" + id + "/adopt"}, {"handler", "/upward/" + id}} {
		who, path := one[0], one[1]
		field := map[string]string{"neighb": "how", "handler": "reason"}[who]
		text := page(who, path)
		for _, want := range []string{`name="page.upon"`, `name="page.account" value="` + w.people[who].Account + `"`, `value="save"`, `data-save="` + path + `/draft"`} {
			if !strings.Contains(text, want) {
				t.Errorf("%s does not carry %s", path, want)
			}
		}
		if out := w.form(who, path, field, "写了一半的话"); out.Code != http.StatusUnprocessableEntity {
			t.Errorf("%s half written: %d", path, out.Code)
		}
		if !strings.Contains(page(who, path), ">写了一半的话</textarea>") {
			t.Errorf("%s: what was refused is gone", path)
		}
		if out := w.form(who, path, field, "又写了一些的话", "act", "save"); out.Code != http.StatusSeeOther {
			t.Errorf("%s saved: %d %s", path, out.Code, out.Body)
		}
		if !strings.Contains(page(who, path), ">又写了一些的话</textarea>") {
			t.Errorf("%s: what was saved is gone", path)
		}
		if out := w.form(who, path, field, "别人的账号写的话", "act", "save", "page.account", w.people["society"].Account, "page.upon", ""); out.Code != http.StatusConflict ||
			strings.Contains(page(who, path), "别人的账号写的话") {
			t.Errorf("%s takes another account's page: %d", path, out.Code)
		}
	}
	use, err := w.Spread.Adopt(ctx, w.people["neighb"], w.using(id))
	w.must(err)
	w.must(w.Spread.CheckAdoption(ctx, w.people["handler"], use, false, "佐证看不清楚"))
	again := page("neighb", "/cases/"+id+"/adopt")
	for _, want := range []string{"上次填报未予核实", "佐证看不清楚", ">采用制度文本</textarea>", `value="` + w.today().String() + `"`, `name="files_before"`} {
		if !strings.Contains(again, want) {
			t.Errorf("stated anew without %s", want)
		}
	}
}

// An address to which a form is sent leads back to the page of its object, for whoever may read that; who may not is refused there
// as on the page.
func TestAReloadAfterARefusedFormLeadsBack(t *testing.T) {
	w := newTown(t, demoHouse(t, store.SQLite))
	use := statedUse(w)
	of := get(w, func(t *store.Tx) (spread.AdoptionLine, error) {
		return spread.AdoptionByID(t, w.people["handler"], use)
	})
	id := of.Case
	for address, page := range map[string]string{"/cases/" + id + "/check": spread.Link(id), "/cases/" + id + "/return": spread.Link(id), "/cases/" + id + "/publish": spread.Link(id),
		"/cases/" + id + "/down": spread.Link(id), "/cases/" + id + "/drop": spread.Link(id), "/adoptions/" + use + "/check": spread.AdoptionLink(use),
		"/adoptions/" + use + "/withdraw": spread.AdoptionLink(use), "/upward/" + id + "/letter": spread.UpwardLink(id), "/upward/" + id + "/outcome": spread.UpwardLink(id),
		"/pilots/" + of.Of.Pilot + "/cases": "/pilots/" + of.Of.Pilot} {
		if out := w.ask("handler", http.MethodGet, address, "", nil); out.Code != http.StatusSeeOther || out.Header().Get("Location") != page {
			t.Errorf("%s: %d %s, want %s", address, out.Code, out.Header().Get("Location"), page)
		}
	}
	if out := w.ask("society", http.MethodGet, "/upward/"+id+"/letter", "", nil); out.Code != http.StatusNotFound {
		t.Errorf("who reads no recommendations: %d", out.Code)
	}
	if out := w.ask("visitor", http.MethodGet, "/cases/"+id+"/check", "", nil); out.Code != http.StatusUnauthorized {
		t.Errorf("a visitor: %d", out.Code)
	}
	// every address of the room to which a form is sent has a page, or leads to one
	pages := map[string]bool{}
	for _, r := range w.routes() {
		if address, is := strings.CutPrefix(r.Pattern, "GET "); is {
			pages[address] = true
		}
	}
	for _, r := range w.spreading() {
		if address, is := strings.CutPrefix(r.Pattern, "POST "); is && !pages[address] {
			t.Errorf("%s leads nowhere", address)
		}
	}
}

// Where a case was taken down its unit reads why on the page on which it is mended, and who uses it that it is public no more, not
// why.
func TestWhatIsReadOfACaseThatWasTakenDown(t *testing.T) {
	w := newTown(t, demoHouse(t, store.SQLite))
	use := statedUse(w)
	w.must(w.Spread.CheckAdoption(ctx, w.people["handler"], use, true, ""))
	id := get(w, func(t *store.Tx) (spread.AdoptionLine, error) {
		return spread.AdoptionByID(t, w.people["handler"], use)
	}).Case
	page := func(who, path string) string { return w.ask(who, http.MethodGet, path, "", nil).Body.String() }
	const gone, why = "已经撤下，不再公开", "数据有误，需要核对"
	if strings.Contains(page("neighb", spread.AdoptionLink(use)), gone) {
		t.Error("gone before it was taken down")
	}
	w.must(w.Spread.TakeDown(ctx, w.people["handler"], id, why))
	if text := page("neighb", spread.AdoptionLink(use)); !strings.Contains(text, gone) || strings.Contains(text, why) {
		t.Error("who uses the case does not read that it is gone, or reads why")
	}
	if !strings.Contains(page("clerk", "/cases/"+id+"/edit"), why) {
		t.Error("the unit does not read why where it mends the case")
	}
}
