package publish

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/calendar"
	"shidian/internal/decide"
	"shidian/internal/fault"
	"shidian/internal/programme"
)

// Counted is the last day of a period that begins on a day (C3). With the first day counted, five working days from Monday
// 22 June 2020 end on Monday 29 June: 25 to 27 June are holidays, Sunday 28 is a workday.
func Counted(years calendar.Years, from calendar.Day, d programme.Days) (calendar.Day, error) {
	return years.CountDays(from, d.N, d.FirstDay, d.Working)
}

// Days are the counted days of a period one by one, for the page that shows how it was counted.
func Days(years calendar.Years, from, until calendar.Day, d programme.Days) (days []calendar.Day, err error) {
	day := from
	if !d.FirstDay {
		day = from.Add(1)
	}
	for ; !until.Before(day); day = day.Add(1) {
		counts := true
		if d.Working {
			if counts, err = years.Working(day); err != nil {
				return nil, err
			}
		}
		if counts {
			days = append(days, day)
		}
	}
	return days, nil
}

// Counting says how a period was counted (C3). A first day that is no working day is none of them: it is said from which
// one on they count.
func Counting(from calendar.Day, days []calendar.Day, d programme.Days) string {
	if !d.Working || !d.FirstDay || len(days) == 0 || days[0] == from {
		return d.Words()
	}
	at := from.Start()
	return fmt.Sprintf("%d个工作日；第一天%s不是工作日，不计入，从%s起算", d.N, calendar.ShowDay(from, at), calendar.ShowDay(days[0], at))
}

// WrongDraft lists what a drafted notice lacks (C3): its first day and two phones.
func WrongDraft(from string, office, discipline string) (wrong []fault.Field) {
	if _, err := calendar.ParseDay(from); err != nil {
		wrong = append(wrong, fault.Field{Key: "from", Message: "请填写公示的第一天。"})
	}
	if strings.TrimSpace(office) == "" {
		wrong = append(wrong, fault.Field{Key: "office_phone", Message: "请填写受理异议的联系电话。"})
	}
	if strings.TrimSpace(discipline) == "" {
		wrong = append(wrong, fault.Field{Key: "discipline_phone", Message: "请填写机关纪委的监督电话。"})
	}
	return wrong
}

// WrongStart lists what keeps a notice from being put up (C3): signed, issued, and already on the official site, from where
// the period runs; its last day not over.
func WrongStart(n Notice, x Starting, now time.Time) (wrong []fault.Field) {
	add := func(wrongIs bool, key, what string) {
		if wrongIs {
			wrong = append(wrong, fault.Field{Key: key, Message: what})
		}
	}
	site, err := url.Parse(x.SiteURL)
	add(strings.TrimSpace(x.Signer) == "", "signer", "请填写签发人姓名。")
	add(x.Issued == "", "issued", "请上传正式印发的公示 PDF 文件。")
	add(err != nil || site.Host == "" || site.Scheme != "http" && site.Scheme != "https", "site_url", "请填写公示在官方网站上的网址，以 http:// 或者 https:// 开头。")
	add(x.Snapshot == "", "snapshot", "请上传官方网站公示页面的截图或者 PDF。")
	add(calendar.DayOf(now).Before(n.From), "from", "公示的第一天还没有到。公示从官方网站登出之日起算，请在登出当日办理。")
	add(n.Over(now), "from", "公示期已经过去，不能再登记。请改公示日期，重新公示。")
	return wrong
}

// Departed is a unit that was granted and withdrew before the notice was put up.
type Departed struct {
	Unit string
	At   time.Time
}

// MayPutUp judges whether the list that is put up is the one of the papers (C3): whoever withdrew after the notice was
// last drafted may still stand in what was issued.
func MayPutUp(drafted time.Time, lines []Line, left []Departed) error {
	if len(lines) == 0 {
		return fault.Conflict("C3", "名单上的单位都已撤回申报，没有可以公示的单位。")
	}
	for _, one := range left {
		if !one.At.Before(drafted) {
			return fault.Conflict("C3", one.Unit+"在起草公示以后撤回了申报，印发的公示里可能还有这个单位。请按新的代拟稿重新印发、登出，再在公示页面的“修改”里保存一次，然后登记；已提请审签的，先请审签人退回。")
		}
	}
	return nil
}

// Words is what an objector writes.
type Words struct {
	Notice      string
	Application string
	Who         string
	Name, Phone string
	Text        string
	Evidence    []string
	Way         string
	Received    time.Time // typed in: when the letter or the call came
}

const maxWords = 4000

// WrongObjection lists what an objection lacks (C3): real name or sealed unit, a phone for the answer, facts, evidence.
// What came by phone may be without.
func WrongObjection(x Words, basis string) (wrong []fault.Field) {
	add := func(wrongIs bool, key, what string) {
		if wrongIs {
			wrong = append(wrong, fault.Field{Key: key, Message: what})
		}
	}
	add(x.Who != "person" && x.Who != "unit", "who", "请选择以个人还是以单位名义提出。")
	add(strings.TrimSpace(x.Name) == "", "name", basis+"。不愿署名的，请使用下方的“违纪举报”，由监督部门直接受理。")
	add(strings.TrimSpace(x.Phone) == "", "phone", "请填写联系电话，便于核实和答复。")
	add(strings.TrimSpace(x.Text) == "", "words", "请写明异议的事实和理由。")
	add(utf8.RuneCountInString(x.Text) > maxWords, "words", "请控制在 4000 字以内，更多内容请放在证据材料里。")
	add(len(x.Evidence) == 0 && x.Way != "电话", "evidence", "请附上证据材料；以单位名义提出的，须有加盖公章的异议书。")
	return wrong
}

// MayObject judges when an objection is taken (C3): while the notice runs; one typed in, if it came before the end.
func MayObject(n Notice, received time.Time) error {
	if n.State != Running {
		return fault.Conflict("C3", "这次公示已经结束，不再受理异议。有新的情况请电话联系："+n.OfficePhone+"。")
	}
	if received.Before(n.From.Start()) || !received.Before(n.UntilAt) {
		return fault.Closed("C3", "异议须在公示期内提出。公示期已过的，请电话联系："+n.OfficePhone+"。", n.UntilAt)
	}
	return nil
}

// OffNotice are the lines that left a notice while it ran: struck, or withdrawn by their units. The notice on the official
// site has then to be corrected.
func OffNotice(n Notice, states map[string]act.State) (lines []Line) {
	for _, l := range n.Lines {
		if n.State == Running && (l.Struck || states[l.Application] == apply.StateWithdrawn) {
			lines = append(lines, l)
		}
	}
	return lines
}

// MayAssign judges whom an objection is given to (C3): never whom it complains of, and not by him.
func MayAssign(o Objection, by, handler, concerns string) error {
	switch {
	case o.State == Closed:
		return fault.Conflict("C3", "这件异议已经答复，不用再指定经办人。")
	case handler == "":
		return fault.InvalidField("handler", "请指定经办人。")
	case handler == concerns:
		return fault.Invalid("请另选经办人。", fault.Field{Key: "handler", Message: "异议反映的人员不能办理这件异议，请另外指定经办人。"})
	case by == concerns:
		return fault.Forbidden("C3", "异议反映的是您本人，请由其他人员指定经办人。")
	}
	return nil
}

// WrongFinding lists what an answer to an objection lacks (C3): a finding, words for both, an effect that can be had.
func WrongFinding(o Objection, outcome Finding, found, answer string, strikes bool) (wrong []fault.Field) {
	if outcome != Sustained && outcome != Rejected {
		wrong = append(wrong, fault.Field{Key: "outcome", Message: "请选择异议是否成立。"})
	}
	if strings.TrimSpace(found) == "" {
		wrong = append(wrong, fault.Field{Key: "found", Message: "请写明核查的经过和认定的事实。"})
	}
	if strings.TrimSpace(answer) == "" {
		wrong = append(wrong, fault.Field{Key: "answer", Message: "请写明给异议人的答复。"})
	}
	if strikes && (outcome != Sustained || o.Application == "") {
		wrong = append(wrong, fault.Field{Key: "strikes", Message: "异议成立、而且针对某个单位的，才可以从公示名单中撤下。"})
	}
	return wrong
}

// Standing is what bears on a release: the cohort's notices, their objections, and where the applications stand.
type Standing struct {
	Notices      []Notice
	Objections   []Objection
	Applications []apply.Application
	Outcomes     map[string]decide.Outcome // of each application's last decision
}

// MayRelease judges the release (C4): every notice that runs has run out, no objection is open, what was sustained has had
// its effect, and nobody who was granted has been left off the notice (C3).
func MayRelease(s Standing, now time.Time) error {
	running := slices.DeleteFunc(slices.Clone(s.Notices), func(n Notice) bool { return n.State != Running })
	if len(running) == 0 {
		return fault.Conflict("C3", "还没有公示，不能发布。请先把研究通过的名单予以公示。")
	}
	for _, n := range running {
		if !n.Over(now) {
			return fault.Closed("C4", "公示期还没有满，不能发布。", n.UntilAt)
		}
	}
	for _, o := range s.Objections {
		if o.State != Closed {
			return fault.Conflict("C4", "异议"+o.Number+"还没有答复，不能发布。请先核查、答复。")
		}
		if o.Strikes && s.onNotice(o.Application) && standsOn(s.Notices, o.Application) != "" {
			return fault.Conflict("C4", "异议"+o.Number+"成立，所涉单位还没有从公示名单中撤下，不能发布。")
		}
	}
	for _, a := range s.Applications {
		if a.State == apply.StateProposed && s.Outcomes[a.ID].Grants() {
			return fault.Conflict("C3", a.UnitName+"研究通过而没有公示，不能发布。请先予以公示。")
		}
	}
	return nil
}

// onNotice tells whether an application is still to be released: who withdrew meanwhile needs no striking any more.
func (s Standing) onNotice(application string) bool {
	return slices.ContainsFunc(s.Applications, func(a apply.Application) bool { return a.ID == application && a.State == apply.StateOnNotice })
}

// standsOn is the running notice on which an application still stands; "" when there is none: what was stopped has no effect
// any more.
func standsOn(notices []Notice, application string) string {
	for _, n := range notices {
		if l, has := n.Line(application); n.State == Running && has && !l.Struck {
			return n.ID
		}
	}
	return ""
}

// Result is where the release brings an application (C4); "" leaves it where it stands.
func Result(state act.State, last decide.Outcome) act.State {
	switch {
	case state == apply.StateOnNotice:
		return apply.StateSelected
	case state == apply.StateProposed && last == decide.Reserve:
		return apply.StateReserve
	case state == apply.StateInReview, state == apply.StateProposed:
		return apply.StateNotSelected
	}
	return ""
}
