package call

import (
	"fmt"
	"strings"
	"time"

	"shidian/internal/calendar"
	"shidian/internal/clock"
	"shidian/internal/fault"
	"shidian/internal/programme"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// LetterText is what a city writes when it passes the notice on (转发).
type LetterText struct {
	Title      []string         `json:"title"` // lines, broken by meaning
	Addressees string           `json:"addressees"`
	Body       []string         `json:"body"` // paragraphs
	Contact    string           `json:"contact"`
	Signed     string           `json:"signed"` // 济南市科学技术协会
	Inner      programme.Moment `json:"inner"`  // 市内截止
	Asks       bool             `json:"asks"`   // 意向摸底
}

// Letter is a letter that went out: version n of a city.
type Letter struct {
	Cohort, City string
	N            int
	Inner        time.Time
	Asks         bool
	Text         LetterText
	Hash         string // of the text
	At           time.Time
}

// AskingWords stand under a letter that asks the counties whether they mean to apply.
const AskingWords = "为便于安排审核，请在系统中告知是否有意申报。回复只供本市安排工作，不作为申报条件或考核依据。"

// LetterFor gives the newest letter that reaches a unit: its own when it is a city, else its city's. false: none.
func LetterFor(t *store.Tx, cohort, unitID string) (Letter, bool, error) {
	letter, found, err := selectLetterOf(t, cohort, unitID)
	if err != nil || found {
		return letter, found, err
	}
	u, err := unit.Get(t, unitID, t.Now())
	if fault.Is(err, fault.KindNotFound) || (err == nil && u.Parent == "") {
		return Letter{}, false, nil
	}
	if err != nil {
		return Letter{}, false, err
	}
	return selectLetterOf(t, cohort, u.Parent)
}

// LetterDraft is the text that a city works on: what it saved last, else what it sent last, else a first text.
func LetterDraft(t *store.Tx, c Cohort, city unit.Unit) (LetterText, error) {
	text, found, err := selectLetterDraft(t, c.ID, city.ID)
	if err != nil || found {
		return text, err
	}
	letter, found, err := selectLetterOf(t, c.ID, city.ID)
	if err != nil || found {
		return letter.Text, err
	}
	notice, err := VersionOf(t, c, 0)
	if err != nil {
		return LetterText{}, err
	}
	d, err := DatesFor(t, c.ID, "")
	return firstLetter(c.Programme, notice, d.Electronic, city, t.Now()), err
}

// innerDays is how many days before the province's deadline the proposed inner one lies.
const innerDays = 3

// proposedInner is the inner date that a city starts from: some days before the province's deadline, else the day
// before it; on the last day half of what is left, in whole hours while there are any.
func proposedInner(province, now time.Time) time.Time {
	for _, days := range []int{innerDays, 1} {
		if inner := province.AddDate(0, 0, -days); inner.After(now) {
			return inner
		}
	}
	half := province.Sub(now) / 2
	if half >= time.Hour {
		return province.Add(-half.Truncate(time.Hour))
	}
	return province.Add(-half.Truncate(time.Minute))
}

// firstLetter is the letter a city starts from; province is the deadline in force. Voluntary stays voluntary: the words
// are the notice's.
func firstLetter(p *programme.Programme, v Version, province time.Time, city unit.Unit, now time.Time) LetterText {
	inner, n, by, paper := proposedInner(province, now), p.Called(), city.Short, ""
	if kind, known := p.Kind(city.Kind); known {
		by = kind.Name
	}
	if p.Paper != nil {
		paper = "；纸质版签章后一并报送"
	}
	return LetterText{
		Title:      []string{city.Short, "关于转发《" + v.Text.Title() + "》的通知"},
		Addressees: "各县（市、区）科协：",
		Body: []string{
			fmt.Sprintf("现将《%s》（%s）转发给你们，请对照通知要求，结合实际，自愿%s。", v.Text.Title(), v.Number, n.Act),
			fmt.Sprintf("%s材料由%s审核把关。有意%s的，请于%s将%s提交%s审核%s。%s的截止时间为%s，逾期将不予受理。", n.Act, by, n.Act, deadline(inner), n.Form, by, paper,
				p.Organiser.Short, deadline(province)),
		},
		Signed: city.Name,
		Inner:  moment(inner),
	}
}

// deadline writes a deadline as the notice does: 5月18日（星期一）24:00前.
func deadline(at time.Time) string { return calendar.Show(at, at) }

// Redated is the text after its inner date was changed from before: where the body named that date in the notice's
// words, it names the new one. Nobody has to change one thing in two places.
func (x LetterText) Redated(before time.Time) LetterText {
	if before.IsZero() || x.Inner.Time().IsZero() {
		return x
	}
	body := make([]string, len(x.Body))
	for i, paragraph := range x.Body {
		body[i] = strings.ReplaceAll(paragraph, deadline(before), deadline(x.Inner.Time()))
	}
	x.Body = body
	return x
}

// WrongLetter lists what a letter lacks or has wrong (N1); province is the electronic deadline for all.
func WrongLetter(x LetterText, province, now time.Time) []fault.Field {
	var mends mends
	mends.missing("title", "标题", strings.Join(x.Title, ""))
	mends.missing("addressees", "主送单位", x.Addressees)
	mends.missing("body", "正文", strings.Join(x.Body, ""))
	mends.missing("signed", "署名", x.Signed)
	inner := x.Inner.Time()
	mends.add("inner", WrongInner(inner, province, now))
	if !inner.IsZero() && !strings.Contains(strings.Join(x.Body, "\n"), deadline(inner)) {
		mends.add("body", fmt.Sprintf("正文没有写明市内截止“%s”，请核对正文或时间。", deadline(inner)))
	}
	return mends
}

// Answer is what a county answers its city.
type Answer string

// The answers; a county that has not answered has none.
const (
	Means     Answer = "yes"   // 有意申报
	MeansNot  Answer = "no"    // 本批不申报
	Undecided Answer = "later" // 暂未确定
)

// Answers lists them in the order of the screen, AnswerTitles their words.
var (
	Answers      = []Answer{Means, MeansNot, Undecided}
	AnswerTitles = map[Answer]string{Means: "有意申报", MeansNot: "本批不申报", Undecided: "暂未确定"}
)

// Intention is a county's answer; the zero Answer: it has not answered.
type Intention struct {
	County string
	Name   string // short name of the county, by IntentionsOf
	Answer Answer
	At     time.Time
}

// IntentionsOf gives one line for each county of a city, answered or not, by code.
func IntentionsOf(t *store.Tx, c Cohort, city string) ([]Intention, error) {
	answered, err := selectIntentions(t, c.ID, city)
	if err != nil {
		return nil, err
	}
	byCounty := map[string]Intention{}
	for _, i := range answered {
		byCounty[i.County] = i
	}
	below, err := Below(t, c, city)
	all := make([]Intention, 0, len(below))
	for _, u := range below {
		i := byCounty[u.ID]
		i.County, i.Name = u.ID, u.Short
		all = append(all, i)
	}
	return all, err
}

// IntentionOf is what a county answered; false when it has not.
func IntentionOf(t *store.Tx, cohort, county string) (Intention, bool, error) {
	return selectIntention(t, cohort, county)
}

// today is the day of an instant as papers write it.
func today(at time.Time) programme.Day {
	return programme.Day(at.In(clock.Zone).Format("2006-01-02"))
}

// Letters are the newest letters of all cities that passed the notice on, the earliest first.
func Letters(t *store.Tx, cohort string) ([]Letter, error) { return selectLetters(t, cohort) }
