package app

import (
	"bytes"
	"fmt"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/call"
	"shidian/internal/clock"
	"shidian/internal/decide"
	"shidian/internal/programme"
	"shidian/internal/publish"
	"shidian/internal/store"
	"shidian/internal/unit"
)

var publishDeeds = map[string]deed{
	"decide.propose_list: reviewed": {reviewed, proposeList},
	"decide.drop_list: listed":      {onList, func(w *town, who, id string) error { return w.Decide.DropList(ctx, w.people[who], id, "重新提出") }},
	"decide.record: propose":        {onList, proposeRecord},
	"decide.record: confirm":        {onListAnd(proposeRecord), confirm},
	"decide.record: reject":         {onListAnd(proposeRecord), reject},
	"publish.draft: decided":        {decided, draftNotice},
	"publish.start: propose":        {drafted, proposeStart},
	"publish.start: confirm":        {asked2(proposeStart, drafted), confirm},
	"publish.start: reject":         {asked2(proposeStart, drafted), reject},
	"publish.strike: propose":       {onNotice, proposeStrike},
	"publish.strike: confirm":       {asked2(proposeStrike, onNotice), confirm},
	"publish.strike: reject":        {asked2(proposeStrike, onNotice), reject},
	"publish.stop: propose":         {onNotice, proposeStop},
	"publish.stop: confirm":         {asked2(proposeStop, onNotice), confirm},
	"publish.stop: reject":          {asked2(proposeStop, onNotice), reject},
	"publish.object: on notice":     {onNotice, object},
	"publish.report: on notice":     {onNotice, func(w *town, _, id string) error { return w.Publish.Report(ctx, id, "有人打招呼") }},
	"publish.type_in_objection: on notice": {onNotice, func(w *town, who, id string) error {
		x := w.objectionTo(id)
		x.Way, x.Received = "信函", w.Clock.Now()
		_, err := w.Publish.TypeIn(ctx, w.people[who], x)
		return err
	}},
	"publish.assign: open": {objected, func(w *town, who, id string) error {
		return w.Publish.Assign(ctx, w.people[who], id, w.people["handler"].Account, "")
	}},
	"publish.find: the handler's": {assigned, find},
	"publish.release: propose":    {onNotice, proposeRelease},
	"publish.release: confirm":    {asked2(proposeRelease, onNotice), confirmAfter},
	"publish.release: reject":     {asked2(proposeRelease, onNotice), reject},
	"see: decisions":              {try: read("/decide")},
	"see: decision":               {kept(onList), read("/decide/%s")},
	"see: meeting packet":         {kept(onList), read("/decide/%s/packet.pdf")},
	"see: notices, office":        {try: read("/publish")},
	"see: notice, office":         {kept(onNotice), read("/publish/%s")},
	"see: notice's draft":         {kept(onNotice), read("/publish/%s/draft.docx")},
	"see: objection":              {kept(objected), read("/objections/%s")},
	"see: reports":                {try: read("/reports")},
	"see: notices, public":        {try: read("/public")},
	"see: notice, public":         {kept(onNotice), read("/public/%s")},
	"see: notice, still a draft":  {kept(drafted), read("/public/%s")},
	"see: objection form":         {kept(onNotice), read("/public/%s/objection")},
}

func init() {
	deals = append(deals, publishDeals...)
	leavers = append(leavers, func(w *town) {
		id := onNotice(w)
		w.must(w.Publish.Report(ctx, id, "有人打招呼"))
		w.must(object(w, "visitor", id))
		o := w.objections(id)[0]
		w.must(w.Publish.Assign(ctx, w.people["approver"], o.ID, w.people["handler"].Account, ""))
		w.must(find(w, "handler", o.ID))
		w.must(confirmAfter(w, "approver", asked2(proposeRelease, func(*town) string { return id })(w)))
	})
}

var rowReviewed = act.Row{Name: "test.review", Title: "评审", Who: []access.Role{access.Handler}, From: []act.State{apply.StateSubmitted, apply.StateEndorsed}, To: []act.State{apply.StateInReview}}

// rankAll ranks whatever is under review.
func (w *town) rankAll() {
	w.Decide.Ranking = func(t *store.Tx, cohort string) (ranked []decide.Ranked, err error) {
		all, err := apply.Every(t, apply.Filter{Cohort: cohort, State: apply.StateInReview})
		for i, a := range all {
			ranked = append(ranked, decide.Ranked{Application: a.ID, Place: i + 1, Score: "90.00", Spread: "3"})
		}
		return ranked, err
	}
}

// reviewed is a society's application in a cohort of its own whose review has ended.
func reviewed(w *town) string {
	w.t.Helper()
	w.rankAll()
	c := w.publish(w.openCohort(w.year()), fmt.Sprintf("鲁科协发〔2020〕%d号", w.year()))
	slip, err := w.Unit.Issue(ctx, access.SystemActor, unit.NewAccount{Unit: newUnit(unit.Society, "")(w), Login: name("reviewed"), Name: "某某", Roles: []access.Role{access.Clerk}})
	w.must(err)
	clerk := w.actor(slip.Account.Login)
	id, err := w.FillDemoForm(ctx, clerk, c)
	w.must(err)
	_, err = w.Apply.Submit(ctx, clerk, id, signed)
	w.must(err)
	w.judged(id)
	return id
}

// judged brings an application to the end of its review.
func (w *town) judged(id string) {
	w.t.Helper()
	_, err := w.Door.Do(ctx, w.people["handler"], rowReviewed, apply.Object(id), func(t *act.Tx) error {
		a, err := apply.Lock(t.Tx, id)
		if err != nil {
			return err
		}
		return apply.SetState(t, a, apply.StateInReview)
	})
	w.must(err)
}

func proposeList(w *town, who, id string) error {
	_, err := w.Decide.ProposeList(ctx, w.people[who], w.application(id).Cohort, []string{id}, "")
	return err
}

func onList(w *town) string {
	w.t.Helper()
	id := reviewed(w)
	list, err := w.Decide.ProposeList(ctx, w.people["handler"], w.application(id).Cohort, []string{id}, "")
	w.must(err)
	return list
}

func (w *town) decision(id string) decide.Decision {
	w.t.Helper()
	return get(w, func(t *store.Tx) (decide.Decision, error) { return decide.Get(t, id) })
}

// onePaper is a file that passes for a PDF.
const onePaper = "%PDF-1.7\npaper"

func (w *town) pdf() string {
	w.t.Helper()
	blob, err := w.Files.Put(bytes.NewReader([]byte(onePaper)), 1<<20)
	w.must(err)
	return blob.Hash
}

func proposeRecord(w *town, who, id string) error {
	d := w.decision(id)
	_, err := w.Decide.Record(ctx, w.people[who], decide.Taken{Decision: id, Cohort: d.Cohort, Matter: d.Matter, Session: "2020年第6次", On: w.today().String(),
		Excerpt: w.pdf(), Lines: []decide.TakenLine{{Application: d.Lines[0].Application, Outcome: decide.Agreed}}, Left: []decide.Left{{Who: "某丙", About: "某某学会"}}})
	return err
}

// asked2 is a proposal that waits for the approver, whatever it is about.
func asked2(propose func(*town, string, string) error, thing func(*town) string) func(*town) string {
	return func(w *town) string {
		w.t.Helper()
		id := thing(w)
		before := map[string]bool{}
		for _, p := range get(w, w.Door.Proposals) {
			before[p.ID] = true
		}
		w.must(propose(w, "handler", id))
		for _, p := range get(w, w.Door.Proposals) {
			if !before[p.ID] {
				return p.ID
			}
		}
		w.t.Fatal("nothing was proposed")
		return ""
	}
}

func onListAnd(propose func(*town, string, string) error) func(*town) string {
	return asked2(propose, onList)
}

func decided(w *town) string { return w.agreed(onList(w)) }

// agreed takes the decision of a list.
func (w *town) agreed(id string) string {
	w.t.Helper()
	w.must(confirm(w, "approver", asked2(proposeRecord, func(*town) string { return id })(w)))
	return id
}

func draftNotice(w *town, who, id string) error {
	_, err := w.Publish.Draft(ctx, w.people[who], w.drafting(id))
	return err
}

func (w *town) drafting(decision string) publish.Drafting {
	return publish.Drafting{Decision: decision, From: w.today().String(), OfficePhone: "0531-82088888", DisciplinePhone: "0531-82077777"}
}

func drafted(w *town) string {
	w.t.Helper()
	id, err := w.Publish.Draft(ctx, w.people["handler"], w.drafting(decided(w)))
	w.must(err)
	return id
}

func proposeStart(w *town, who, id string) error {
	_, err := w.Publish.Start(ctx, w.people[who], publish.Starting{Notice: id, Signer: "某某", Issued: w.pdf(), SiteURL: "http://www.sdast.org.cn/1.html", Snapshot: w.pdf()})
	return err
}

func onNotice(w *town) string {
	w.t.Helper()
	id := drafted(w)
	w.must(confirm(w, "approver", asked2(proposeStart, func(*town) string { return id })(w)))
	return id
}

func (w *town) noticed(id string) publish.Notice {
	w.t.Helper()
	return get(w, func(t *store.Tx) (publish.Notice, error) { return publish.Get(t, id) })
}

func proposeStrike(w *town, who, id string) error {
	_, err := w.Publish.Strike(ctx, w.people[who], publish.Striking{Notice: id, Application: w.noticed(id).Lines[0].Application, Reason: "异议成立"})
	return err
}

func proposeStop(w *town, who, id string) error {
	_, err := w.Publish.Stop(ctx, w.people[who], publish.Striking{Notice: id, Reason: "名单有误"})
	return err
}

func (w *town) objectionTo(id string) publish.Words {
	return publish.Words{Notice: id, Who: "person", Name: "某丁", Phone: "13811112222", Text: "材料与事实不符", Evidence: []string{w.pdf()}}
}

func object(w *town, who, id string) error {
	_, err := w.Publish.Object(ctx, w.people[who], w.objectionTo(id))
	return err
}

func (w *town) objections(notice string) []publish.Objection {
	w.t.Helper()
	return get(w, func(t *store.Tx) ([]publish.Objection, error) { return publish.Objections(t, notice) })
}

func objected(w *town) string {
	w.t.Helper()
	id := onNotice(w)
	w.must(object(w, "visitor", id))
	return w.objections(id)[0].ID
}

func assigned(w *town) string {
	w.t.Helper()
	id := objected(w)
	w.must(w.Publish.Assign(ctx, w.people["approver"], id, w.people["handler"].Account, ""))
	return id
}

func find(w *town, who, id string) error {
	return w.Publish.Find(ctx, w.people[who], id, publish.Answered{Outcome: publish.Rejected, Found: "不属实", Answer: "经核查不属实"})
}

// periodOver is when every notice that was put up in the scene's time has run out.
var periodOver = time.Date(2020, 7, 20, 9, 0, 0, 0, clock.Zone)

func proposeRelease(w *town, who, id string) error {
	serial++
	_, err := w.Publish.Release(clock.WithReceived(ctx, periodOver), w.people[who], w.noticed(id).Cohort, call.Registration{Number: fmt.Sprintf("鲁科协函〔2020〕%d号", 1000+serial),
		Signer: "某某", Dated: programme.Day(calendar.DayOf(periodOver).String()), Issued: w.pdf()})
	return err
}

func confirmAfter(w *town, who, id string) error {
	_, err := w.Door.Confirm(clock.WithReceived(ctx, periodOver), w.people[who], id)
	return err
}
