package app

import (
	"net/http"
	"path"
	"slices"
	"strings"

	"shidian/internal/kit"
	spreadpages "shidian/internal/spread/pages"
)

// spreading are the addresses of what comes of the pilots.
func (h *House) spreading() []Route {
	spread := spreadpages.New(h.Spread)
	return leadingBack(slices.Concat(caseRoutes(spread), libraryRoutes(spread), adoptionRoutes(spread), upwardRoutes(spread), brandRoutes(spread), exchangeRoutes(spread)), h.running())
}

// leadingBack adds to routes, for each address to which a form is sent and that has no page, the way back to the page of its object:
// after a refused form the browser's address bar shows it, and a reload or a bookmark asks for it. Who may not read the page is
// refused as there; around are the routes of other rooms on whose objects forms are sent.
func leadingBack(routes, around []Route) []Route {
	pages := map[string]kit.HandlerFunc{}
	for _, r := range slices.Concat(routes, around) {
		if address, is := strings.CutPrefix(r.Pattern, "GET "); is {
			pages[address] = r.Handle
		}
	}
	back := slices.Clone(routes)
	for _, r := range routes {
		address, posts := strings.CutPrefix(r.Pattern, "POST ")
		if _, has := pages[address]; !posts || has {
			continue
		}
		below := ""
		if strings.HasPrefix(address, "/cases/") {
			below = "/work" // the other one is the public's
		}
		if page, has := pages[path.Dir(address)+below]; has {
			back = append(back, Route{"GET " + address, backTo(page, below)})
		}
	}
	return back
}

// backTo leads from an address below a page to the page, for whoever may read it.
func backTo(page kit.HandlerFunc, below string) kit.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) error {
		if err := page(nowhere{http.Header{}}, r); err != nil {
			return err
		}
		return kit.Redirect(w, r, path.Dir(r.URL.Path)+below)
	}
}

// nowhere takes a page that nobody reads.
type nowhere struct{ header http.Header }

func (n nowhere) Header() http.Header             { return n.header }
func (nowhere) Write(content []byte) (int, error) { return len(content), nil }
func (nowhere) WriteHeader(int)                   {}

// cases 典型案例, for those who work on them
func caseRoutes(p *spreadpages.Pages) []Route {
	return []Route{
		{"GET /cases/work", p.Cases},
		{"POST /pilots/{id}/cases", p.BeginCase},
		{"GET /cases/{id}/work", p.Case},
		{"GET /cases/{id}/work/pictures/{hash}", p.CasePicture},
		{"GET /cases/{id}/edit", p.EditCase},
		{"POST /cases/{id}/edit", p.WriteCase},
		{"PUT /cases/{id}/draft", p.KeepCase},
		{"POST /cases/{id}/return", p.ReturnCase},
		{"POST /cases/{id}/check", p.CheckCase},
		{"POST /cases/{id}/publish", p.PublishCase},
		{"POST /cases/{id}/down", p.TakeDownCase},
		{"POST /cases/{id}/drop", p.DropCase},
	}
}

// cases 典型案例, for everybody
func libraryRoutes(p *spreadpages.Pages) []Route {
	return []Route{
		{"GET /cases", p.Library},
		{"GET /cases/booklet.pdf", p.Booklet(false)},
		{"GET /cases/booklet.docx", p.Booklet(true)},
		{"GET /cases/{id}", p.Article},
		{"GET /cases/{id}/case.pdf", p.ArticleFile(false)},
		{"GET /cases/{id}/case.docx", p.ArticleFile(true)},
		{"GET /cases/{id}/pictures/{n}/{file}", p.Picture},
	}
}

// adoption 推广应用
func adoptionRoutes(p *spreadpages.Pages) []Route {
	return []Route{
		{"GET /cases/{id}/adopt", p.Adopt},
		{"POST /cases/{id}/adopt", p.StateAdoption},
		{"PUT /cases/{id}/adopt/draft", p.KeepAdoption},
		{"GET /adoptions", p.Adoptions},
		{"GET /adoptions/{id}", p.Adoption},
		{"GET /adoptions/{id}/files/{hash}", p.AdoptionFile},
		{"POST /adoptions/{id}/check", p.CheckAdoption},
		{"POST /adoptions/{id}/withdraw", p.WithdrawAdoption},
	}
}

// recommendation upward 向上推荐
func upwardRoutes(p *spreadpages.Pages) []Route {
	return []Route{
		{"GET /upward", p.Upwards},
		{"GET /upward/{id}", p.Upward},
		{"POST /upward/{id}", p.Recommend},
		{"PUT /upward/{id}/draft", p.KeepUpward},
		{"POST /upward/{id}/letter", p.UpwardLetter},
		{"POST /upward/{id}/outcome", p.UpwardOutcome},
		{"GET /upward/{id}/recommendation.pdf", p.UpwardFile(false)},
		{"GET /upward/{id}/recommendation.docx", p.UpwardFile(true)},
	}
}

// brand programme 品牌培育
func brandRoutes(p *spreadpages.Pages) []Route {
	return []Route{
		{"GET /brand", p.Brand},
		{"GET /brand/ledger.xlsx", p.BrandLedger},
		{"GET /brand/{id}", p.BrandOne},
		{"GET /brand/{id}/funding", p.BrandForm("funding")},
		{"POST /brand/{id}/funding", p.Draw},
		{"POST /brand/{id}/drop", p.DropFunding},
		{"GET /brand/{id}/pay", p.BrandForm("pay")},
		{"POST /brand/{id}/pay", p.Pay},
		{"GET /brand/{id}/reverse", p.BrandForm("reverse")},
		{"POST /brand/{id}/reverse", p.Reverse},
		{"GET /brand/{id}/use", p.BrandForm("use")},
		{"POST /brand/{id}/use", p.StateUse},
		{"POST /brand/{id}/settle", p.Settle},
		{"PUT /brand/{id}/draft/{what}", p.KeepMoney},
		{"GET /brand/{id}/payments/{payment}/proof", p.BrandProof},
		{"GET /brand/{id}/uses/{use}/{n}", p.SpendingFile},
	}
}

// exchange 观摩交流
func exchangeRoutes(p *spreadpages.Pages) []Route {
	return []Route{
		{"GET /exchanges", p.Exchanges},
		{"POST /exchanges", p.AnnounceExchange},
		{"GET /exchanges/new", p.NewExchange},
		{"GET /exchanges/{id}", p.Exchange},
		{"GET /exchanges/{id}/roll.xlsx", p.ExchangeSheet},
		{"GET /exchanges/{id}/files/{hash}", p.ExchangeProof},
		{"POST /exchanges/{id}/answer", p.AnswerExchange},
		{"POST /exchanges/{id}/call-off", p.CallOffExchange},
		{"POST /exchanges/{id}/sum-up", p.SumUpExchange},
	}
}
