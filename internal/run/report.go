package run

import (
	"time"

	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/ledger"
	"shidian/internal/store"
)

// The states of a stocktaking.
const (
	StocktakingOpen   act.State = "open"   // 调度中
	StocktakingClosed act.State = "closed" // 已汇总
)

// The acts of the half year.
var (
	rowStocktake = act.Row{Name: "run.stocktake", Title: "布置调度", Who: handlers, From: []act.State{""}, To: []act.State{StocktakingOpen},
		Guard: "没有选择批次，所选批次没有正在实施的；时段不对，或者与这些批次以前的调度重合；截止日期不在以后（R2、N3）"}
	rowReport = act.Row{Name: "run.report", Title: "报送调度情况", Who: unitPeople,
		Guard: "已经结束；调度不要求报送，或者已经汇总；有一项没有选进展，数字不是数字，完成少于目标而没有说明（R2）"}
	rowExcuse = act.Row{Name: "run.excuse", Title: "免报调度情况", Who: handlers,
		Guard: "没有写明理由；已经报送或者免报；调度已经汇总（R2）"}
	rowClose = act.Row{Name: "run.close_stocktaking", Title: "汇总调度", Who: handlers, From: []act.State{StocktakingOpen}, To: []act.State{StocktakingClosed},
		Guard: "已经汇总（R2）"}
)

// stocktakingRows are the acts of the half year.
var stocktakingRows = []act.Row{rowStocktake, rowReport, rowExcuse, rowClose}

// StocktakingTitles are the states' names on the screen.
var StocktakingTitles = map[act.State]string{StocktakingOpen: "调度中", StocktakingClosed: "已汇总"}

var stocktakingCovers = []ledger.Cover{
	{Table: "stocktaking", Key: []string{"id"}, Columns: []string{"title", "cohorts", "from_day", "until_day", "due_at", "words", "state", "at", "account",
		"remarks", "salt"}},
	{Table: "half_report", Key: []string{"stocktaking", "pilot", "n"}, Columns: []string{"state", "serves", "body", "milestones", "done", "behind", "reason", "at", "account",
		"salt"}},
}

// Stocktaking is one half year's stocktaking (调度, R2): one act of the office for all living pilots of some cohorts.
type Stocktaking struct {
	ID          string
	Title       string // 2020年下半年
	Cohorts     []string
	From, Until calendar.Day // the half year that is reported on
	DueAt       time.Time
	Words       string // what the office asks besides
	State       act.State
	At          time.Time
	Account     string
	Remarks     string // what the office says in the summary
}

// StocktakingObject is a stocktaking's name in the ledger.
func StocktakingObject(id string) string { return "stocktaking/" + id }

// StocktakingLink is the stocktaking's page.
func StocktakingLink(id string) string { return "/stocktakings/" + id }

// ReportLink is the page of a pilot's report for a stocktaking: to be written, or as it was handed in.
func ReportLink(pilot, stocktaking string) string { return Link(pilot) + "/half/" + stocktaking }

// ReportDraft names the draft of a report among a pilot's drafts.
func ReportDraft(stocktaking string) string { return "report/" + stocktaking }

// Half is the period that the stocktaking asks about.
func (s Stocktaking) Half() Half { return Half{s.From, s.Until} }

// Due is the last day for the reports.
func (s Stocktaking) Due() calendar.Day { return calendar.DayOf(s.DueAt).Add(-1) }

// The states of a report.
const (
	ReportHandedIn act.State = "submitted" // 已报送
	ReportReplaced act.State = "replaced"  // reported anew before the stocktaking closed
	ReportExcused  act.State = "excused"   // 免报
)

// Serves is what a half year's report is besides: nothing is asked twice (R2, J1, J2).
type Serves string

// What a report may serve.
const (
	ServesHalf    Serves = ""
	ServesMidterm Serves = "midterm"
	ServesFinal   Serves = "final"
)

// Report is a pilot's report of a half year, or why none is asked of it.
type Report struct {
	Stocktaking string
	Pilot       string
	N           int // from 1
	State       act.State
	Serves      Serves
	Body        ReportBody
	Reason      string // of an excuse
	At          time.Time
	Account     string
}

// ReportBody is what a report says of each milestone of the plan in force, and of the whole.
type ReportBody struct {
	Plan    int          `json:"plan"` // the version of the plan that it is held against
	Lines   []ReportLine `json:"lines"`
	Summary string       `json:"summary"`
}

// Progress is how far a milestone has come.
type Progress string

// How far a milestone may have come.
const (
	NotBegun   Progress = "not_begun" // 未开始
	OnTheWay   Progress = "on_the_way"
	Done       Progress = "done"
	Behind     Progress = "behind"
	GivenUp    Progress = "given_up" // by a change of the plan
	NoProgress Progress = ""         // not said yet
)

// ProgressTitles are their names on the screen.
var ProgressTitles = map[Progress]string{NotBegun: "未开始", OnTheWay: "按计划推进", Done: "已完成", Behind: "进度滞后", GivenUp: "不再实施"}

// ReportLine is one milestone at the end of the half year.
type ReportLine struct {
	Milestone string   `json:"milestone"`
	State     Progress `json:"state"`
	Actual    string   `json:"actual"`    // a number in the milestone's unit
	Evidence  string   `json:"evidence"`  // what proves it
	Files     []string `json:"files"`     // hashes in the file store
	Problem   string   `json:"problem"`   // what is in the way
	Next      string   `json:"next"`      // the next step
	Unchanged bool     `json:"unchanged"` // as in the last report
	Word      string   `json:"word"`      // why it is unchanged, falls short of its target or is given up
}

// Counts are how many milestones a report tells of, and how many of them are reached, and behind.
func (b ReportBody) Counts() (all, done, behind int) {
	for _, l := range b.Lines {
		switch l.State {
		case Done:
			done++
		case Behind:
			behind++
		}
	}
	return len(b.Lines), done, behind
}

// LastReport is the newest report that a pilot handed in, whatever it serves; false when there is none.
func LastReport(t *store.Tx, pilot string) (Report, bool, error) {
	return store.One(t, scanReport, selectReport+" WHERE pilot = $1 AND state = $2 ORDER BY at DESC, n DESC LIMIT 1", pilot, string(ReportHandedIn))
}

// ReportsOf are the reports and excuses of a pilot that count, the newest first.
func ReportsOf(t *store.Tx, pilot string) ([]Report, error) {
	return store.Rows(t, scanReport, selectReport+" WHERE pilot = $1 AND state <> $2 ORDER BY at DESC, n DESC", pilot, string(ReportReplaced))
}

// EveryReport are all reports and excuses of a pilot, those too that were replaced, in the order in which they came.
func EveryReport(t *store.Tx, pilot string) ([]Report, error) {
	return store.Rows(t, scanReport, selectReport+" WHERE pilot = $1 ORDER BY at, stocktaking, n", pilot)
}

// StocktakingOf reads one; false when there is none.
func StocktakingOf(t *store.Tx, id string) (Stocktaking, bool, error) {
	return store.One(t, scanStocktaking, selectStocktaking+" WHERE id = $1", id)
}

// Stocktakings are all, the newest first.
func Stocktakings(t *store.Tx) ([]Stocktaking, error) {
	return store.Rows(t, scanStocktaking, selectStocktaking+" ORDER BY at DESC, id DESC")
}
