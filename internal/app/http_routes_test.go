package app

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"shidian/internal/access"
	"shidian/internal/publish"
	"shidian/internal/store"
)

var (
	marks   = regexp.MustCompile(`(?s)<(script|style|title)\b.*?</(script|style|title)>|<[^>]*>`)
	unknown = store.NewID()
	// inside are words that only the house's inside uses.
	inside = regexp.MustCompile(`(?i)goroutine|panic|\.go:\d|internal/|sql:|sqlstate|constraint|\b(unit|call|apply|notify|recommend|accept)\.[a-z_]+\b|` +
		`\b(clerk|recommender|handler|approver|sysadmin|secadmin|submitted|withdrawn|published|forbidden|not found|unauthorized|invalid)\b|[0-9a-f]{8}-[0-9a-f]{4}-7`)
)

// textOf is a page without its marks.
func textOf(page string) string { return marks.ReplaceAllString(page, " ") }

// public are the addresses that a visitor may read.
var public = []string{"GET /{$}", "GET /notices", "GET /notices/{id}", "GET /notices/{id}/versions/{n}", "GET /notices/{id}/versions/{n}/issued.pdf",
	"GET /notices/{id}/extensions/{n}/issued.pdf", "GET /notices/{id}/form.pdf", "GET /notices/{id}/form.docx", "GET /login", "GET /first", "GET /forgotten", "GET /privacy", "GET /verify", "GET /ledger", "GET /draw", "GET /draw/{id}/{n}/draw.json",
	"GET /public", "GET /public/pilots", "GET /public/{id}", "GET /public/{id}/issued.pdf", "GET /public/{id}/objection", "GET /public/{id}/report", "GET /objection", "GET /objection/{code}",
	"GET /released/{id}", "GET /released/{id}/{n}/issued.pdf", "GET /losses/{id}", "GET /losses/{id}/issued.pdf", "GET /grades/{id}",
	"GET /cases", "GET /cases/booklet.pdf", "GET /cases/booklet.docx", "GET /cases/{id}", "GET /cases/{id}/case.pdf", "GET /cases/{id}/case.docx", "GET /cases/{id}/pictures/{n}/{file}",
	"GET /data", "GET /data/{file}", "GET /feed.atom"}

// address fills a route's pattern.
func (w *town) address(pattern, id string) (method, path string) {
	method, path, _ = strings.Cut(pattern, " ")
	for _, part := range [][2]string{{"{$}", ""}, {"{id}", id}, {"{n}", "1"}, {"{file}", "1.pdf"}, {"{act}", "up"}, {"{code}", "ABCD"}, {"{expert}", unknown}, {"{account}", w.people["writer"].Account},
		{"{kind}", "extension"}, {"{what}", "rectification"}, {"{hash}", strings.Repeat("0a", 32)}, {"{stocktaking}", w.fixed["stocktaking"]}} {
		path = strings.ReplaceAll(path, part[0], part[1])
	}
	return method, path
}

// thing is the id of what a route is about.
func (w *town) thing(pattern string) string {
	for prefix, id := range map[string]string{" /notices": w.second.ID, " /cohorts": w.second.ID, " /units": w.people["clerk"].Unit,
		" /accounts": w.fixed["account"], " /applications": w.current, " /proposals": w.fixed["proposal"], " /jobs": "1", " /me": unknown,
		" /outbox": w.fixed["letter"], " /accept": w.current, " /panels": w.fixed["panel"], " /review": w.fixed["panel"],
		" /decide": w.fixed["decision"], " /publish": w.fixed["notice"], " /public/": w.fixed["notice"], " /objections": w.fixed["objection"], " /dossier": w.fixed["dossier"],
		" /losses": w.fixed["loss"], " /pilots": w.fixed["pilot"], " /evaluate": w.fixed["pilot"], " /brand": w.fixed["branded"], " /problems": w.fixed["problem"], " /changes": w.fixed["change"],
		" /stocktakings": w.fixed["stocktaking"], " /cases": w.fixed["case"], " /adoptions": w.fixed["use"], " /upward": w.fixed["shown"], " /exchanges": w.fixed["visit"]} {
		if strings.Contains(pattern, prefix) {
			return id
		}
	}
	return unknown
}

// Every address of the one list is asked by everybody, with a real thing, a foreign one and none: nothing breaks, nothing
// of the inside is said, a visitor is led to the log-in, what does not exist is not found.
func TestEveryRouteAnswers(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		running(w)
		w.fixed["account"] = account("甲县科协", access.Clerk)(w)
		w.fixed["letter"] = heldLetter(w)
		w.fixed["panel"] = drawnPanel(w)
		w.fixed["decision"], w.fixed["objection"] = onList(w), objected(w)
		w.fixed["notice"] = get(w, func(t *store.Tx) (publish.Objection, error) { return publish.ObjectionByID(t, w.fixed["objection"]) }).Notice
		w.fixed["dossier"] = compiled(w)
		w.fixed["loss"], w.fixed["pilot"], w.fixed["problem"], w.fixed["change"] = announced(w), rectifying(w), problem(w), changeAsked(w)
		w.fixed["stocktaking"] = stocktaken(w)
		w.fixed["branded"] = used(w)
		w.fixed["case"] = caseHandedIn(w)
		w.fixed["use"], w.fixed["shown"], w.fixed["visit"] = statedUse(w), givenCase(w), announcedVisit(w)
		submitted(w) // last, for a pilot leaves no current application
		w.fixed["proposal"] = proposed(proposeFirst, newDraft)(w)
		routes := append(w.routes(), w.demoRoutes()...)
		slices.SortStableFunc(routes, func(a, b Route) int { return strings.Compare(a.Pattern[:3], b.Pattern[:3]) }) // reading first
		for _, r := range routes {
			for _, s := range standings {
				if strings.HasPrefix(r.Pattern, "GET ") || slices.Contains([]string{"visitor", "clerk", "city", "society", "handler", "approver", "sysadmin", "auditor"}, s.key) {
					w.walk(t, r.Pattern, s.key)
				}
			}
		}
		w.holds()
	})
}

func (w *town) walk(t *testing.T, pattern, who string) {
	t.Helper()
	if who != "visitor" && strings.Contains(pattern, "log") { // the last one may have ended it
		defer func() { w.cookies[who] = w.logIn(w.people[who].Account) }()
	}
	for _, id := range []string{w.thing(pattern), unknown} {
		method, path := w.address(pattern, id)
		kind := formType
		if method == http.MethodGet {
			kind = ""
		}
		out := w.ask(who, method, path, kind, nil)
		if out.Code >= 500 {
			t.Errorf("%s by %s: %d", pattern, who, out.Code)
		}
		if strings.HasPrefix(out.Header().Get("Content-Type"), "text/html") {
			if found := inside.FindString(textOf(out.Body.String())); found != "" {
				t.Errorf("%s by %s, %d, says %q", pattern, who, out.Code, found)
			}
			if out.Code < 300 || out.Code >= 400 { // what a redirect says nobody reads
				w.spoken(t, pattern+" by "+who, out.Body.String())
			}
		} else if found := english(downloaded(out)); found != "" {
			t.Errorf("%s by %s is kept under a name with %q", pattern, who, found)
		}
		if who == "visitor" && method == http.MethodGet && !slices.Contains(public, pattern) && (out.Code != 401 || !strings.Contains(out.Body.String(), "/login?back=")) {
			t.Errorf("%s by a visitor: %d, not led to the log-in", pattern, out.Code)
		}
		if who != "visitor" && id == unknown && strings.Contains(pattern, "{id}") && !slices.Contains([]int{400, 403, 404, 409, 422}, out.Code) && !strings.HasPrefix(pattern, "POST /me") {
			t.Errorf("%s by %s about nothing: %d", pattern, who, out.Code)
		}
	}
}

// A body above its limit is refused as such before anything is done, a post from another site too, and what was typed
// wrongly comes back to be mended.
func TestBadRequests(t *testing.T) {
	eachTown(t, func(t *testing.T, w *town) {
		id := draft(w)
		large := []byte("name=" + strings.Repeat("a", 3<<20))
		for _, path := range []string{"/me", "/applications/" + id + "/submit", "/login", "/units/new"} {
			if out := w.ask("clerk", http.MethodPost, path, formType, large); out.Code != 413 {
				t.Errorf("%s with 3 MiB: %d", path, out.Code)
			}
		}
		r := w.post("clerk", "/applications/"+id+"/submit", "head_name", "某某甲乙", "secrecy", "1")
		if r.Code != 422 || !strings.Contains(r.Body.String(), "某某甲乙") {
			t.Errorf("a submit without ticks: %d", r.Code)
		}
		for who, typed := range map[string][]string{"handler": {"/units/new", "kind", "society", "name", "", "short", "记得我"}, "city": {"/units/" + w.people["clerk"].Unit + "/issue", "login", "A B", "name", "记得我", "roles", "clerk"},
			"clerk": {"/applications/" + id + "/withdraw", "reason", "", "head_name", "记得我"}, "expert": {"/me", "name", "记得我", "email", "x@y"}} {
			if out := w.post(who, typed[0], typed[1:]...); out.Code != 422 || !strings.Contains(out.Body.String(), "记得我") {
				t.Errorf("%s with something wrong: %d, or what was typed is gone", typed[0], out.Code)
			}
		}
		w.fromElsewhere(t, id)
	})
}

// What the walk looks for is what would leak; what a person types or reads is not.
func TestInsideWordsAreSeen(t *testing.T) {
	for _, leak := range []string{"apply.submit", "sql: no rows", "goroutine 7", "store/tx.go:12", "<p>Not Found</p>", "状态 withdrawn", store.NewID()} {
		if inside.FindString(textOf(leak)) == "" {
			t.Errorf("%q would not be seen", leak)
		}
	}
	for _, fine := range []string{"甲县科协申报书", "SD-2020-0001", "a@b.cn", `<a class="submitted" href="/applications/` + store.NewID() + `">打开</a>`} {
		if found := inside.FindString(textOf(fine)); found != "" {
			t.Errorf("%q counts as %q", fine, found)
		}
	}
}
