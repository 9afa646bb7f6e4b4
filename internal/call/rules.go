package call

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"shidian/internal/clock"
	"shidian/internal/fault"
	"shidian/internal/programme"
)

// WrongNumber says what is wrong with a 文号, "" when nothing is. N1: the call is opened by a numbered notice.
// GB/T 9704: hexagonal brackets, the year in four digits, no leading zero, no 第.
func WrongNumber(s string) string {
	const like = "，应如“鲁科协发〔2020〕13号”。"
	switch {
	case s == "":
		return "请填写文号，如“鲁科协发〔2020〕13号”。"
	case strings.ContainsAny(s, "[]【】()（）［］"):
		return "年份请用六角括号“〔〕”" + like
	case strings.Contains(s, "第"):
		return "文号中不写“第”字" + like
	case strings.Contains(s, "〕0"):
		return "序号前不补“0”" + like
	}
	if _, ok := ParseNumber(s); !ok {
		return "文号由机关代字、年份、序号组成" + like
	}
	return ""
}

// Registration is what two persons register before anything is published (N1).
type Registration struct {
	Number string        // 文号
	Signer string        // 签发人
	Dated  programme.Day // 成文日期
	Issued string        // hash of the issued PDF
	Note   string        // what a correction corrects; "" for the first version
}

// Unregistered lists what a registration lacks or has wrong (N1: numbered, signed, dated, issued as a file). A first
// version (n = 1) bears no note, a later one must say what it corrects.
func Unregistered(r Registration, n int, now time.Time) []fault.Field {
	var mends mends
	mends.add("number", WrongNumber(r.Number))
	if strings.TrimSpace(r.Signer) == "" {
		mends.add("signer", "请填写签发人姓名。")
	}
	if r.Issued == "" {
		mends.add("issued", "请上传正式印发的 PDF 文件。")
	}
	if n > 1 && strings.TrimSpace(r.Note) == "" {
		mends.add("note", "请写明更正了什么，例如“申报截止时间延至5月25日”。")
	}
	mends.add("dated", wrongDay(r, now))
	return mends
}

func wrongDay(r Registration, now time.Time) string {
	day, err := time.ParseInLocation("2006-01-02", string(r.Dated), clock.Zone)
	if err != nil {
		return "请填写成文日期。"
	}
	if day.After(now) {
		return "成文日期不能晚于今天。"
	}
	if n, ok := ParseNumber(r.Number); ok && n.Year != day.Year() {
		return fmt.Sprintf("文号的年份是 %d 年，成文日期是 %d 年，请核对。", n.Year, day.Year())
	}
	return ""
}

// Incomplete lists what a text lacks before it may go out. N1: title, addressees, text, contact with phone, postal
// address and mailbox, and every annex. N4: the contents stand in an annex in the definition's words.
func Incomplete(p *programme.Programme, x Text) []fault.Field {
	var mends mends
	n := x.Notice
	mends.missing("title", "标题", strings.Join(n.Title, ""))
	mends.missing("addressees", "主送单位", n.Addressees)
	mends.missing("body", "正文", words(n.Body))
	mends.missing("contact_role", "联系人（岗位）", n.Contact.Role)
	mends.missing("contact_phone", "联系电话", n.Contact.Phone)
	mends.missing("contact_address", "通讯地址", n.Contact.Address)
	mends.missing("contact_mailbox", "邮箱", n.Contact.Mailbox)
	form := false
	for _, a := range n.Annexes {
		form = form || a.Form
		if !a.Form {
			mends.missing(fmt.Sprintf("annex_%d", a.Number), fmt.Sprintf("附件%d正文", a.Number), words(a.Text))
		}
	}
	if !form {
		mends.add("annexes", "附件中没有"+p.Called().Form+"。请从项目定义重新起草，或者请系统管理员检查通知文件。")
	}
	return append(mends, ContentsChanged(p, x)...)
}

// ContentsChanged names the contents whose words in the annex are no longer the definition's (N4).
func ContentsChanged(p *programme.Programme, x Text) []fault.Field {
	if p.Contents == nil {
		return nil
	}
	var mends mends
	for _, c := range p.Contents.List {
		if key, found := annexWith(x.Notice, c); !found {
			mends.add(key, fmt.Sprintf("第 %d 项“%s”与项目定义的文字不一致。%s的针对问题和目标须逐字照列，请恢复为：%s", c.Number, c.Name, p.Called().Contents, numbered(c)))
		}
	}
	return mends
}

// numbered is a content as the notice prints it, with its number.
func numbered(c programme.Content) string { return fmt.Sprintf("%d. %s", c.Number, c.Text()) }

// annexWith tells whether an annex holds the content as a paragraph; the key is that of the first annex with text.
func annexWith(n programme.Notice, c programme.Content) (key string, found bool) {
	key = "annexes"
	for _, a := range n.Annexes {
		if a.Form {
			continue
		}
		if key == "annexes" {
			key = fmt.Sprintf("annex_%d", a.Number)
		}
		for _, paragraph := range a.Text {
			if paragraph.Text == numbered(c) {
				return key, true
			}
		}
	}
	return key, false
}

// WrongDates lists what is wrong with a text's dates at the instant of publication (A5). before are the dates in
// force, zero for a first version: a deadline is put off for all, never brought forward.
func WrongDates(p *programme.Programme, x Text, before Dates, now time.Time) []fault.Field {
	var mends mends
	d := x.DatesIn(p)
	key := func(e programme.Event) string { kind, _ := p.Date(e); return "date_" + kind.Key }
	if d.Opens.IsZero() {
		mends.add(key(programme.Opens), "请填写开始申报的时间。")
	}
	mends.add(key(programme.ElectronicUntil), wrongDeadline("电子版", d.Electronic, d.Opens, before.Electronic, now))
	if _, asks := p.Date(programme.PaperUntil); asks {
		mends.add(key(programme.PaperUntil), wrongDeadline("纸质版", d.Paper, d.Opens, before.Paper, now))
	}
	electronic, _ := p.Date(programme.ElectronicUntil)
	if !d.Recommend.IsZero() && d.Recommend.Before(d.Electronic) {
		mends.add(key(programme.RecommendUntil), "推荐截止不能早于"+electronic.Name+"。")
	}
	if !d.Supplement.IsZero() && d.Supplement.Before(d.Electronic) {
		mends.add(key(programme.SupplementUntil), "补正截止不能早于"+electronic.Name+"。")
	}
	put := !d.Electronic.IsZero() && !d.Electronic.Equal(before.Electronic) // one that stands was named before, or put off by an extension
	if kind, ok := p.Date(programme.ElectronicUntil); ok && put && !namesDay(x, d.Electronic) {
		mends.add("date_"+kind.Key, fmt.Sprintf("正文没有写明“%s”，与所填的截止时间不一致，请核对正文或时间。", lastDay(d.Electronic)))
	}
	return mends
}

// wrongDeadline says what is wrong with the deadline of one of the two papers, 电子版 or 纸质版, "" when nothing is.
func wrongDeadline(of string, at, opens, before, now time.Time) string {
	switch {
	case at.IsZero():
		return "请填写" + of + "截止时间。"
	case !at.After(now):
		return of + "截止时间已经过去，应晚于发布的时间。"
	case !at.After(opens):
		return of + "截止时间应晚于开始申报的时间。"
	case !before.IsZero() && at.Before(before):
		return of + "截止时间只能延后，不能提前：各单位已按原通知准备。"
	}
	return ""
}

// lastDay is the day a deadline belongs to, as the notice writes it: midnight ends the day before.
func lastDay(at time.Time) string {
	return at.In(clock.Zone).Add(-time.Minute).Format("1月2日")
}

// namesDay tells whether the notice's own text says the day. "15月8日" does not say 5月8日.
func namesDay(x Text, deadline time.Time) bool {
	day := regexp.MustCompile(`(^|[^0-9])` + lastDay(deadline))
	return day.MatchString(words(x.Notice.Body))
}

// MayOpen judges a new cohort (N3): each year one, none before the programme's first notice, spaced as the definition says.
func MayOpen(p *programme.Programme, year int, existing []Cohort) error {
	if n, ok := ParseNumber(p.Basis); ok && year < n.Year {
		return fault.InvalidField("year", fmt.Sprintf("%s 依据%s，从 %d 年起组织，没有更早的批次。", p.Name, p.Basis, n.Year))
	}
	for _, c := range existing {
		if c.Programme.Key != p.Key {
			continue
		}
		if gap := max(year-c.Year, c.Year-year); gap < p.Term.Every {
			return fault.Conflict("N3", fmt.Sprintf("%s已有%d年度批次，%s组织一批。请到“通知管理”中办理原有批次。", p.Name, c.Year, everyYears(p.Term.Every)))
		}
	}
	return nil
}

// everyYears is how often a programme calls, in words: 每年, 每 2 年.
func everyYears(every int) string {
	if every <= 1 {
		return "每年"
	}
	return fmt.Sprintf("每 %d 年", every)
}

// WrongInner says what is wrong with the inner date a city sets, "" when nothing is. N1: earlier than the province's,
// and still ahead of the counties that are to keep it.
func WrongInner(inner, province, now time.Time) string {
	switch {
	case inner.IsZero():
		return "请填写市内截止时间。"
	case !inner.Before(province):
		return "市内截止应早于主办单位的截止时间，给审核推荐留出时间。"
	case !inner.After(now):
		return "市内截止时间已经过去，请改为今后的时间。"
	}
	return ""
}

// mends gathers fields that need mending.
type mends []fault.Field

func (m *mends) add(key, message string) {
	if message != "" {
		*m = append(*m, fault.Field{Key: key, Message: message})
	}
}

func (m *mends) missing(key, label, value string) {
	if strings.TrimSpace(value) == "" {
		m.add(key, "请填写"+label+"。")
	}
}

// words joins paragraphs for rules that look into a text.
func words(list []programme.Paragraph) string {
	var b strings.Builder
	for _, p := range list {
		b.WriteString(p.Text)
		b.WriteByte('\n')
	}
	return b.String()
}
