package app

import (
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"shidian/assets/web"
	acceptpages "shidian/internal/accept/pages"
	applypages "shidian/internal/apply/pages"
	boardpages "shidian/internal/board/pages"
	callpages "shidian/internal/call/pages"
	decidepages "shidian/internal/decide/pages"
	evaluatepages "shidian/internal/evaluate/pages"
	"shidian/internal/kit"
	publishpages "shidian/internal/publish/pages"
	recommendpages "shidian/internal/recommend/pages"
	reviewpages "shidian/internal/review/pages"
	runpages "shidian/internal/run/pages"
	spreadpages "shidian/internal/spread/pages"
	unitpages "shidian/internal/unit/pages"
)

// Route is one address of the site.
type Route struct {
	Pattern string // as for http.ServeMux
	Handle  kit.HandlerFunc
}

// routes is the map of the site: every address, in the order of a notice's life.
func (h *House) routes() []Route {
	unit := &unitpages.Pages{Room: h.Unit, Fonts: h.Fonts, Public: h.Config.Public, Proxied: h.Config.Proxy, Home: "/desk"}
	if h.demo {
		unit.Demo = h.demoCards
	}
	call, apply := callpages.New(h.Call), applypages.New(h.Apply, actTitle)
	call.Titles, call.Later = actTitle, later
	desk := &boardpages.Pages{Door: h.Door, Queue: h.Queue, Acts: Acts(), Fonts: h.Fonts, CheckUp: h.CheckUp, Brand: h.Config.Brand, Site: h.Config.Public, Picture: spreadpages.PictureLink}
	call.Around = desk.Front
	outbox := &boardpages.Outbox{Box: h.Outbox}
	second := &boardpages.Seconds{Door: h.Door, Show: boardpages.Show{"call.publish": callpages.Registration, "call.correct": callpages.Registration, "call.extend": callpages.Extension, "apply.late": applypages.Late, "recommend.overrun": recommendpages.Decision, "accept.reject": acceptpages.Rejection, "accept.answer_again": acceptpages.Answer,
		"decide.record": decidepages.New(h.Decide).Taken, "publish.start": publishpages.Starting, "publish.strike": publishpages.Striking, "publish.stop": publishpages.Striking, "publish.release": publishpages.Releasing, "evaluate.announce": evaluatepages.Announcing, "spread.recommend": spreadpages.Recommending, "run.approve_plan": runpages.Approving, "run.decide_change": runpages.Deciding, "spread.publish": spreadpages.PublishingCase}, Papers: proposedPapers, Files: h.Files}
	recommend := recommendpages.New(h.Recommend)
	apply.Cards = append(apply.Cards, recommendpages.Card, acceptpages.Card)
	accept := acceptpages.New(h.Accept)
	review := reviewpages.New(h.Review)
	return append(slices.Concat(h.decided(), h.running(), h.evaluated(), h.spreading()), []Route{
		// the public site and the notice 通知
		{"GET /{$}", call.Home},
		{"GET /notices", call.Notices},
		{"GET /notices/{id}", call.Notice},
		{"GET /notices/{id}/versions/{n}", call.NoticeVersion},
		{"GET /notices/{id}/versions/{n}/issued.pdf", call.Issued},
		{"GET /notices/{id}/form.pdf", call.FormPDF},
		{"GET /notices/{id}/form.docx", call.FormDOCX},
		{"GET /notices/{id}/pass", call.Pass},
		{"POST /notices/{id}/pass", call.SendLetter},
		{"GET /notices/{id}/letter", call.Letter},
		{"POST /notices/{id}/letter", call.Intend},
		{"GET /notices/{id}/letter.pdf", call.LetterPDF},
		{"GET /notices/{id}/letter.docx", call.LetterDOCX},
		{"GET /cohorts", call.Cohorts},
		{"GET /cohorts/new", call.NewCohort},
		{"POST /cohorts", call.OpenCohort},
		{"GET /cohorts/{id}", call.Cohort},
		{"GET /cohorts/{id}/draft", call.Draft},
		{"POST /cohorts/{id}/draft", call.SaveDraft},
		{"GET /cohorts/{id}/preview", call.Preview},
		{"GET /cohorts/{id}/draft.pdf", call.DraftPDF},
		{"GET /cohorts/{id}/draft.docx", call.DraftDOCX},
		{"GET /cohorts/{id}/register", call.Register},
		{"POST /cohorts/{id}/register", call.Propose},
		{"GET /cohorts/{id}/proposed.pdf", call.Proposed},
		{"POST /cohorts/{id}/drop", call.Drop},
		{"GET /cohorts/{id}/extend", call.Extend},
		{"POST /cohorts/{id}/extend", call.SaveExtension},
		{"POST /cohorts/{id}/extend/register", call.ProposeExtension},
		{"GET /cohorts/{id}/extend.pdf", call.ExtensionPDF},
		{"GET /cohorts/{id}/extend.docx", call.ExtensionDOCX},
		{"GET /cohorts/{id}/extend/proposed.pdf", call.ProposedExtension},
		{"GET /notices/{id}/extensions/{n}/issued.pdf", call.ExtensionIssued},

		// logging in; units and accounts 单位与账号
		{"GET /login", unit.LogInPage},
		{"POST /login", unit.LogIn},
		{"POST /logout", unit.LogOut},
		{"GET /first", unit.FirstPage},
		{"POST /first", unit.First},
		{"GET /reauth", unit.AgainPage},
		{"POST /reauth", unit.Again},
		{"GET /forgotten", unit.Forgotten},
		{"GET /privacy", unit.Privacy},
		{"GET /me", unit.Me},
		{"POST /me", unit.SetOwn},
		{"POST /me/password", unit.SetPassword},
		{"POST /me/sessions/end", unit.EndOthers},
		{"POST /me/sessions/{id}/end", unit.EndSession},
		{"GET /units", unit.Units},
		{"GET /units/new", unit.NewUnit},
		{"POST /units/new", unit.AddUnit},
		{"GET /units/import", unit.ImportPage},
		{"POST /units/import", unit.Upload},
		{"POST /units/import/regions", unit.LoadRegions},
		{"POST /units/import/apply", unit.ApplyImport},
		{"GET /units/template.xlsx", unit.Template},
		{"GET /units/merge", unit.MergeForm},
		{"POST /units/merge", unit.Merge},
		{"GET /units/{id}", unit.Unit},
		{"GET /units/{id}/change", unit.ChangeUnit},
		{"POST /units/{id}/rename", unit.Rename},
		{"POST /units/{id}/move", unit.Reparent},
		{"POST /units/{id}/close", unit.CloseUnit},
		{"GET /units/{id}/issue", unit.NewAccount},
		{"POST /units/{id}/issue", unit.Issue},
		{"GET /accounts/{id}", unit.Account},
		{"POST /accounts/{id}", unit.Amend},
		{"POST /accounts/{id}/reset", unit.Reset},
		{"POST /accounts/{id}/stop", unit.Stop},
		{"GET /accounts/{id}/slip", unit.Slip},
		{"POST /accounts/{id}/slip.pdf", unit.SlipPDF},

		// what waits for whom
		{"GET /desk", desk.Desk},
		{"GET /messages", desk.Messages},
		{"POST /messages/read", desk.ReadMessage},
		{"GET /proposals/{id}", second.Proposal},
		{"POST /proposals/{id}", second.Answer},
		{"GET /proposals/{id}/papers/{n}", second.Paper},
		{"GET /outbox", outbox.List},
		{"POST /outbox/release", outbox.Release},
		{"GET /outbox/{id}", outbox.Letter},
		{"POST /outbox/{id}", outbox.Save},
		{"POST /outbox/{id}/discard", outbox.Discard},
		{"GET /overview", desk.Overview},
		{"GET /overview/pilots", desk.Years},
		{"GET /public/pilots", desk.Public},
		{"GET /data", desk.Data},
		{"GET /data/{file}", desk.DataFile},
		{"GET /feed.atom", desk.Feed},
		{"GET /pilots", desk.PilotsList},
		{"GET /pilots.xlsx", desk.PilotsSheet},
		{"GET /wording", desk.Wording},
		{"POST /wording", desk.CheckWording},
		{"GET /exceptions", desk.Exceptions},
		{"GET /exceptions.pdf", desk.ExceptionsPDF},
		{"GET /ledger", desk.Record},
		{"GET /jobs", desk.Failed},
		{"GET /doctor", desk.Doctor},
		{"POST /jobs/{id}/retry", desk.Retry},

		// apply 申报
		{"GET /applications", apply.List},
		{"GET /applications.xlsx", apply.Export},
		{"GET /applications/mine", apply.Mine},
		{"GET /applications/new", apply.StartForm},
		{"POST /applications", apply.Start},
		{"GET /applications/type-in", apply.TypeInForm},
		{"POST /applications/type-in", apply.TypeIn},
		{"GET /applications/{id}", apply.Show},
		{"GET /applications/{id}/edit", apply.Edit},
		{"PUT /applications/{id}/fields", apply.SaveFields},
		{"POST /applications/{id}/fields", apply.SaveForm},
		{"GET /applications/{id}/pulse", apply.Pulse},
		{"POST /applications/{id}/slash", apply.Slash},
		{"POST /applications/{id}/attachments", apply.Attach},
		{"GET /applications/{id}/attachments/{file}", apply.Attachment},
		{"POST /applications/{id}/attachments/{file}/{act}", apply.AttachmentAct},
		{"GET /applications/{id}/writers", apply.Writers},
		{"POST /applications/{id}/writers", apply.Invite},
		{"POST /applications/{id}/writers/{account}/remove", apply.Uninvite},
		{"GET /applications/{id}/preview", apply.Preview},
		{"GET /applications/{id}/draft.pdf", apply.DraftPDF},
		{"GET /applications/{id}/summary.pdf", apply.SummaryPDF},
		{"GET /applications/{id}/sign.pdf", apply.SignPDF},
		{"GET /applications/{id}/submit", apply.SubmitForm},
		{"POST /applications/{id}/submit", apply.Submit},
		{"GET /applications/{id}/confirm", apply.ConfirmForm},
		{"POST /applications/{id}/confirm", apply.Confirm},
		{"GET /applications/{id}/receipt", apply.Receipt},
		{"GET /applications/{id}/receipt.pdf", apply.ReceiptPDF},
		{"GET /applications/{id}/next", apply.Next},
		{"GET /applications/{id}/label.pdf", apply.LabelPDF},
		{"POST /applications/{id}/take-back", apply.TakeBack},
		{"GET /applications/{id}/withdraw", apply.WithdrawForm},
		{"POST /applications/{id}/withdraw", apply.Withdraw},
		{"GET /applications/{id}/return", apply.ReturnForm},
		{"POST /applications/{id}/return", apply.Return},
		{"GET /applications/{id}/late", apply.LateForm},
		{"POST /applications/{id}/late", apply.Late},
		{"GET /applications/{id}/changes", apply.Changes},
		{"GET /applications/{id}/versions/{file}", apply.Version},

		// recommend 审核推荐
		{"GET /recommend", recommend.Desk},
		{"GET /recommend/beside", recommend.Beside},
		{"GET /recommend/{id}", recommend.One},
		{"GET /recommend/{id}/{file}", recommend.Paper},
		{"GET /recommend/{id}/endorsed.pdf", recommend.Endorsed},
		{"POST /recommend/{id}/endorse", recommend.Endorse},
		{"POST /recommend/{id}/confirm", recommend.Confirm},
		{"POST /recommend/{id}/decline", recommend.Decline},
		{"POST /recommend/{id}/rank", recommend.Rank},
		{"POST /recommend/{id}/overrun", recommend.Overrun},

		// accept 受理与形式审查
		{"GET /accept", accept.Desk},
		{"GET /accept.xlsx", accept.Export},
		{"POST /accept/several", accept.Several},
		{"GET /accept/owed", accept.Owed},
		{"GET /accept/calls", accept.Calls},
		{"GET /accept/late", accept.Late},
		{"GET /accept/calls.xlsx", accept.CallsSheet},
		{"POST /accept/calls", accept.Phoned},
		{"GET /accept/{id}", accept.Check},
		{"POST /accept/{id}/check", accept.SaveCheck},
		{"POST /accept/{id}/accept", accept.Accept},
		{"GET /accept/{id}/supplement", accept.SupplementForm},
		{"POST /accept/{id}/supplement", accept.Supplement},
		{"GET /accept/{id}/reject", accept.RejectForm},
		{"POST /accept/{id}/reject", accept.Reject},
		{"GET /accept/{id}/record.pdf", accept.RecordPDF},
		{"GET /accept/{id}/again", accept.Again},
		{"POST /accept/{id}/again", accept.AskAgain},
		{"POST /accept/{id}/answer", accept.AnswerAgain},
		{"GET /counter", accept.Counter},
		{"POST /counter", accept.Register},
		{"GET /counter/{id}/mistaken", accept.MistakenForm},
		{"POST /counter/{id}/mistaken", accept.Mistaken},
		{"GET /applications/{id}/correction", accept.CorrectForm},
		{"POST /applications/{id}/correction", accept.Correct},
		{"GET /applications/{id}/correction.pdf", accept.CorrectionPDF},

		// review 评审
		{"GET /experts", review.Experts},
		{"GET /experts/new", review.NewExpert},
		{"POST /experts", review.AddExpert},
		{"GET /experts/import", review.ImportExperts},
		{"POST /experts/import", review.UploadExperts},
		{"POST /experts/import/apply", review.ApplyExperts},
		{"GET /experts/template.xlsx", review.ExpertTemplate},
		{"POST /experts/{id}/retire", review.RetireExpert},
		{"GET /panels", review.Panels},
		{"GET /panels/new", review.NewPanel},
		{"POST /panels", review.FormPanel},
		{"GET /panels/{id}", review.Panel},
		{"POST /panels/{id}/freeze", review.Freeze},
		{"POST /panels/{id}/exclude", review.Exclude},
		{"POST /panels/{id}/exclude-found", review.ExcludeFound},
		{"POST /panels/{id}/lift", review.Lift},
		{"GET /panels/{id}/draw", review.Witness},
		{"POST /panels/{id}/draw", review.BeginDraw},
		{"POST /panels/{id}/draw/drop", review.DropDraw},
		{"POST /panels/{id}/drop", review.DropPanel},
		{"POST /panels/{id}/extend", review.ExtendPanel},
		{"POST /panels/{id}/number", review.Number},
		{"GET /panels/{id}/draws/{n}/codes.csv", review.Codes},
		{"GET /panels/{id}/draws/{n}/record.pdf", review.Record},
		{"POST /panels/{id}/seats/{expert}/refuse", review.RefuseSeat},
		{"POST /panels/{id}/seats/{expert}/invite", review.Invite},
		{"POST /panels/{id}/open", review.OpenPanel},
		{"GET /panels/{id}/scores", review.Scores},
		{"GET /panels/{id}/scores.xlsx", review.ScoresXLSX},
		{"GET /panels/{id}/scores.pdf", review.ScoresPDF},
		{"GET /panels/{id}/fees.pdf", review.FeesPDF},
		{"GET /panels/{id}/pack.pdf", review.PanelPack},
		{"GET /panels/{id}/type-in", review.TypeInForm},
		{"POST /panels/{id}/type-in", review.TypeIn},
		{"POST /panels/{id}/relation", review.LateRelation},
		{"POST /panels/{id}/close", review.ClosePanel},
		{"GET /review", review.MyPanels},
		{"GET /review/{id}", review.MyPanel},
		{"POST /review/{id}/accept", review.AcceptSeat},
		{"GET /review/{id}/pack.pdf", review.Pack},
		{"GET /review/{id}/{n}", review.SheetPage},
		{"POST /review/{id}/{n}", review.SubmitSheet},
		{"PUT /review/{id}/{n}/draft", review.KeepSheet},
		{"POST /review/{id}/{n}/declare", review.DeclareRelation},
		{"GET /review/{id}/{n}/digest.pdf", review.Digest},
		{"GET /review/{id}/{n}/files/{file}", review.BidFile},
		{"GET /draw", review.PublicDraws},
		{"GET /draw/{id}/{n}/draw.json", review.PublicFile},

		{"GET /verify", apply.VerifyForm},
		{"POST /verify", apply.Verify},
	}...)
}

// demoRoutes are the two addresses that only a demo has.
func (h *House) demoRoutes() []Route {
	return []Route{
		{"POST /demo/enter", h.enter},
		{"POST /demo/time", h.moveTime},
	}
}

// limits are the routes that take more than a form.
func limits() []kit.Limit {
	return slices.Concat(callpages.Limits(), applypages.Limits(), decidepages.Limits(), publishpages.Limits(), runpages.Limits(), evaluatepages.Limits(), spreadpages.Limits(), reviewpages.Limits())
}

// Handler is the whole site; further routes are the demo's.
func (h *House) Handler(further []Route) http.Handler {
	var banner templ.Component
	if h.demo {
		banner = h.timeBar()
	}
	k := kit.New(kit.Options{Brand: h.Config.Brand, Clock: h.Clock, Log: h.Log, Demo: h.demo, HTTPS: h.Config.Secure(), Account: "/me", Feed: "/feed.atom",
		Limits: limits(), Identify: h.Unit.Identify, Nav: h.nav, Banner: banner, Origins: origins(h.Config.Public)})
	mux := http.NewServeMux()
	mux.Handle("GET "+web.Prefix, web.Handler())
	mux.Handle("POST /large", k.Handle(k.Large))
	mux.HandleFunc("GET /healthz", h.health)
	for _, route := range append(h.routes(), further...) {
		mux.Handle(route.Pattern, k.Handle(route.Handle))
	}
	mux.Handle("/", k.Handle(kit.NotFound))
	return k.Wrap(mux)
}

func origins(public string) []string {
	if public == "" {
		return nil
	}
	return []string{public}
}

// health answers 200 once the database answers.
func (h *House) health(w http.ResponseWriter, r *http.Request) {
	if err := h.DB.Ping(r.Context()); err != nil {
		http.Error(w, "not ready", http.StatusServiceUnavailable)
		return
	}
	w.Write([]byte("ok\n"))
}
