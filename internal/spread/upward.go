package spread

import (
	"strconv"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/evaluate"
	"shidian/internal/fault"
	"shidian/internal/ledger"
	"shidian/internal/run"
	"shidian/internal/store"
)

// Where a recommendation to the body above stands (向上推荐, J5).
const (
	Recommended act.State = "recommended" // 已推荐: not answered yet
	Taken       act.State = "taken"       // 已采纳
	NotTaken    act.State = "not_taken"   // 未采纳
)

// UpwardTitles are the states' names on the screen.
var UpwardTitles = map[act.State]string{Recommended: "已推荐", Taken: "已采纳", NotTaken: "未采纳"}

// Upward is a recommendation of a case to the body above.
type Upward struct {
	Case       string
	N          int    // which of the case's, from 1
	Version    int    // of the case
	To         string // the body, by the programme's name for it
	Form       UpwardForm
	Figures    Figures
	State      act.State
	At         time.Time // confirmed
	Account    string    // who confirmed
	Number     string    // of the letter that was sent; "" until it is registered
	Dated      calendar.Day
	Outcome    string
	AnsweredOn calendar.Day // when the body answered
	AnsweredAt time.Time    // when that was registered
	AnsweredBy string
}

// UpwardForm is what the office writes on the form (推荐表).
type UpwardForm struct {
	Reason  string `json:"reason"`  // 推荐理由
	Novelty string `json:"novelty"` // 创新之处
	Copying string `json:"copying"` // 可复制可推广之处
}

// Figures are what the program itself fills in on the form.
type Figures struct {
	Grade   string         `json:"grade"` // "" before it was told
	Targets []FigureTarget `json:"targets"`
	Uses    []FigureUse    `json:"uses"`
}

// FigureTarget is one target of the pilot's plan against what was reached.
type FigureTarget struct {
	What      string `json:"what"`
	Indicator string `json:"indicator"`
	Target    string `json:"target"`
	Actual    string `json:"actual"`
	Share     string `json:"share"`
}

// FigureUse is a confirmed use by another unit.
type FigureUse struct {
	Unit  string `json:"unit"`
	Since string `json:"since"`
}

// UpwardObject is the name in the ledger of a case's recommendations.
func UpwardObject(of string) string { return "upward/" + of }

// UpwardLink is the page of a case's recommendations.
func UpwardLink(of string) string { return "/upward/" + of }

// UpwardDraft is what the draft of a case's form is kept under, beside the case's pilot: the office's own.
func UpwardDraft(of string) string { return run.OfficeDraft + "upward/" + of }

// UpwardsOf are the recommendations of a case, the oldest first.
func UpwardsOf(t *store.Tx, of string) ([]Upward, error) { return selectUpwardsOf(t, of) }

// UpwardSaid is what the public page says of a case's recommendations to the body above; "" where there is nothing to say.
func UpwardSaid(t *store.Tx, of string) (string, error) {
	all, err := selectUpwardsOf(t, of)
	return SaidOfUpwards(all), err
}

// FiguresOf fills in what the program knows of a case's pilot, and of the case's use by others.
func FiguresOf(t *store.Tx, c Case) (f Figures, err error) {
	if f.Grade, err = gradeTold(t, c); err != nil {
		return f, err
	}
	targets, err := evaluate.TargetsOf(t, c.Pilot)
	if err != nil {
		return f, err
	}
	for _, one := range targets {
		f.Targets = append(f.Targets, FigureTarget{What: one.What, Indicator: one.Indicator, Target: one.Target + one.Unit, Actual: one.Actual, Share: one.Share()})
	}
	uses, err := UsesOf(t, c.ID)
	for _, u := range uses {
		f.Uses = append(f.Uses, FigureUse{Unit: u.UnitName, Since: u.Since.String()})
	}
	return f, err
}

// gradeTold is the grade of a case's pilot; "" before it was told.
func gradeTold(t *store.Tx, c Case) (string, error) {
	told, err := evaluate.GradesTold(t, c.Cohort)
	if err != nil || !told {
		return "", err
	}
	e, err := evaluate.Of(t, c.Pilot)
	return e.Grade(), err
}

// UpwardCase is a case with its recommendations, for those who may read them.
type UpwardCase struct {
	Case
	Body  Body // of the version that is public, else of the newest
	Pilot run.Case
	All   []Upward
}

// Last is the newest recommendation; its state is "" where there is none.
func (u UpwardCase) Last() (last Upward) {
	if len(u.All) > 0 {
		last = u.All[len(u.All)-1]
	}
	return last
}

// To is the body above to which cases are recommended; "" where the programme names none.
func (u UpwardCase) To() string { return u.Pilot.Programme().Stages.Spread.Upward }

// UpwardOf reads a case with its recommendations; NotFound where the reader has nothing to do with them.
func UpwardOf(t *store.Tx, actor access.Actor, of string) (u UpwardCase, err error) {
	if err := MayReadUpward(actor).Err(); err != nil {
		return u, err
	}
	return upwardOf(t, of)
}

func upwardOf(t *store.Tx, of string) (u UpwardCase, err error) {
	if u.Case, err = Get(t, of); err != nil {
		return u, err
	}
	n := u.Case.Shown
	if n == 0 {
		n = u.Case.N
	}
	if n == 0 {
		return u, fault.NotFound()
	}
	v, err := VersionOf(t, of, n)
	if err != nil {
		return u, err
	}
	u.Body = v.Body
	if u.Pilot, err = run.CaseOf(t, u.Case.Pilot); err != nil {
		return u, err
	}
	u.All, err = selectUpwardsOf(t, of)
	return u, err
}

// UpwardLine is a recommendation with its case, for the list.
type UpwardLine struct {
	Upward
	Title    string
	UnitName string
}

// Upwards are all recommendations, those that wait for an answer first, then the newest.
func Upwards(t *store.Tx, actor access.Actor) ([]UpwardLine, error) {
	if err := MayReadUpward(actor).Err(); err != nil {
		return nil, err
	}
	return selectUpwards(t)
}

// UpwardsOfPilot are the recommendations of one pilot's cases, without asking who wants to know.
func UpwardsOfPilot(t *store.Tx, pilot string) ([]UpwardLine, error) { return selectUpwards(t, pilot) }

// Candidate is a public case that may be recommended.
type Candidate struct {
	Case
	Title string
	Uses  int    // confirmed
	Grade string // "" before it was told
}

// Candidates are the public cases without a recommendation that waits for an answer, those most used first.
func Candidates(t *store.Tx, actor access.Actor) ([]Candidate, error) {
	if err := MayReadUpward(actor).Err(); err != nil {
		return nil, err
	}
	return selectCandidates(t)
}

// WithGrades adds the grades of some candidates' pilots.
func WithGrades(t *store.Tx, some []Candidate) (err error) {
	for i := range some {
		if err == nil {
			some[i].Grade, err = gradeTold(t, some[i].Case)
		}
	}
	return err
}

// MayReadUpward judges who sees recommendations and their forms: the office and the supervisor. Others are not told of them.
func MayReadUpward(a access.Actor) access.Verdict {
	if a.Has(access.Handler, access.Approver, access.Supervisor) {
		return access.Allow()
	}
	return access.Hide()
}

// MayRecommend judges who writes the form: the office's handlers.
func MayRecommend(a access.Actor) access.Verdict {
	if a.Has(handlers...) {
		return access.Allow()
	}
	return hiddenUnless(MayReadUpward(a), "J5", "由主办单位的经办人办理。")
}

// MayWriteUpward tells whether an actor may write the form of a case now: it can be recommended, and no proposal waits.
func MayWriteUpward(t *store.Tx, actor access.Actor, of string) error {
	c, err := UpwardOf(t, actor, of)
	if err != nil {
		return err
	}
	if err := MayRecommend(actor).Err(); err != nil {
		return err
	}
	awaiting, err := act.Awaiting(t)
	if err == nil && awaiting[UpwardObject(of)] {
		err = fault.Conflict("J5", "已经提请审签，正等待审签人办理；如需修改，请先请审签人退回。")
	}
	if err != nil {
		return err
	}
	return RecommendAllowed(c.To(), c.Public(), c.Last().State)
}

var (
	rowRecommend = act.Row{Name: "spread.recommend", Title: "向上推荐", Who: handlers, Two: true, From: []act.State{"", Taken, NotTaken}, To: []act.State{Recommended},
		Guard: "本项目不向上推荐；案例没有公开；已经推荐，还没有答复；没有推荐理由、创新之处、可复制可推广之处；提请以后案例更换了版本（J5）"}
	rowUpwardLetter = act.Row{Name: "spread.upward_letter", Title: "登记推荐函", Who: handlers, From: []act.State{Recommended}, To: []act.State{Recommended},
		Guard: "没有文号、成文日期；成文日期早于审签、晚于今天；已经登记（J5）"}
	rowUpwardOutcome = act.Row{Name: "spread.upward_outcome", Title: "登记推荐结果", Who: handlers, From: []act.State{Recommended}, To: []act.State{Taken, NotTaken},
		Guard: "推荐函没有登记；没有选择结果；没有答复日期，或者早于推荐函、晚于今天；没有写明情况（J5）"}
)

// upwardRows are the acts about recommendations to the body above.
var upwardRows = []act.Row{rowRecommend, rowUpwardLetter, rowUpwardOutcome}

var upwardCovers = []ledger.Cover{{Table: "upward", Key: []string{"of_case", "n"}, Columns: []string{"version", "body", "reason", "novelty", "copying", "figures",
	"state", "at", "account", "number", "dated", "outcome", "answered_on", "answered_at", "answered_by", "salt"}}}

func upwardKey(u Upward) string { return u.Case + "/" + strconv.Itoa(u.N) }
