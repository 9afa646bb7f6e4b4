// Package kit is the web kit: handlers that return an error and leave by one exit, the layout of every page, forms,
// notices across a redirect. It knows no room. The parts of pages stand in kit/components; its doc.go says in which order.
//
// # Wiring (in app, once)
//
//	k := kit.New(kit.Options{Brand: "山东省科协深化改革试点工作系统", Clock: c, Identify: who, Nav: nav,
//		Limits: []kit.Limit{{Pattern: "POST /apply/{id}/files", Max: 60 << 20, Stream: true}}})
//	mux.Handle("GET "+web.Prefix, web.Handler())
//	mux.Handle("POST /large", k.Handle(k.Large))
//	mux.Handle("GET /recommend/{id}", k.Handle(p.Show))
//	mux.Handle("POST /recommend/{id}/endorse", k.Handle(p.Endorse))
//	mux.Handle("/", k.Handle(kit.NotFound))
//	http.Server{Handler: k.Wrap(mux)}
//
// # A page that shows something
//
//	func (p *Pages) Show(w http.ResponseWriter, r *http.Request) error {
//		view, err := p.room.View(r.Context(), kit.Actor(r.Context()), r.PathValue("id"))
//		if err != nil {
//			return err // a fault: its status and words; anything else: 500, cause in the log, a number on the page
//		}
//		return kit.Render(w, r, showPage(view, nil))
//	}
//
// # A page that does something
//
// Post, then redirect: a reload never acts twice. What is wrong comes back beside the fields, with what was typed, as 422.
//
//	func (p *Pages) Endorse(w http.ResponseWriter, r *http.Request) error {
//		form, err := kit.ReadForm(r)
//		if err != nil {
//			return err
//		}
//		opinion := form.Required("opinion", "审核意见")
//		rank := form.Int("rank", "排序", 1, 20)
//		err = form.Err()
//		if err == nil {
//			err = p.room.Endorse(r.Context(), kit.Actor(r.Context()), r.PathValue("id"), opinion, rank)
//		}
//		if problems := kit.ProblemsOf(err); problems != nil { // from the form or from the rule, alike
//			return kit.RenderStatus(w, r, 422, endorsePage(form, problems))
//		}
//		if err != nil {
//			return err // 403, 404, 409 … have their pages
//		}
//		kit.Flash(w, r, components.Done, "已推荐，已转省科协办公室。")
//		return kit.Redirect(w, r, "/recommend")
//	}
//
// # The template beside it
//
//	templ endorsePage(form *kit.Form, p kit.Problems) {
//		@kit.Layout(kit.Page{Title: "审核推荐", Section: "recommend"}) {
//			@components.ObjectHead(components.Head{Over: "2020年度 深化改革试点", Title: "丁县科协申报", State: "待审核", Tone: components.Active})
//			@components.ErrorSummary(p.Mends())
//			<form method="post" data-once>
//				@components.TextArea(components.Field{Name: "opinion", Label: "审核意见", Value: form.Text("opinion"), Error: p.Of("opinion"), Required: true, Max: 500})
//				<button class="btn btn-primary" type="submit">推荐</button>
//			</form>
//		}
//	}
//
// Forms carry novalidate through the script only; the server judges. data-once stops a second click.
// No CSRF token is needed: cross-site posts are refused by their origin. No style="" and no on…="": the content
// security policy forbids both, and a test looks for them. Time on a page is kit.Now(ctx); who acts is kit.Actor(ctx).
//
// # htmx and our own script
//
// IsFragment tells a request for a part; render the same named block of the page's template. A fault for a fragment
// goes to the message place at the top and leaves what was typed where it stood. A request with
// Accept: application/json gets {message, rule, fields, number, signIn} and the status; kit.Body(r) is its raw body.
//
// # Time
//
// Wrap reads the body to its end and stamps the instant into the context (clock.Received) before anything can queue:
// that instant counts against deadlines. A route with Limit.Stream is stamped by ReadUpload, which gives back the request to go on with.
package kit
