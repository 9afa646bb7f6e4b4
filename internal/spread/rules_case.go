package spread

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"shidian/internal/act"
	"shidian/internal/fault"
	"shidian/internal/run"
)

// MostPictures is how many pictures a case shows.
const MostPictures = 9

// How long the texts of a case may be, in characters.
const (
	MostTitle   = 60
	MostSummary = 300
	MostPart    = 4000
	MostCaption = 60
	mostWords   = 1000 // why a part is sent back, why a case is taken down
)

// The keys of what a case says besides its texts.
const (
	PartTitle    = "title"
	PartContents = "contents"
	PartSummary  = "summary"
	PartEffects  = "effects"
	PartPictures = "pictures"
)

// CaptionPart is the key of a picture's caption.
func CaptionPart(p Picture) string { return "caption-" + p.Large }

// ConsentPart is the key of the tick that those in a picture agreed.
func ConsentPart(p Picture) string { return "consent-" + p.Large }

// Most is how long a text of a case may be, by its key.
func Most(part string) int {
	switch {
	case part == PartTitle:
		return MostTitle
	case strings.HasPrefix(part, CaptionPart(Picture{})):
		return MostCaption
	case part == PartSummary:
		return MostSummary
	}
	return MostPart
}

// Texts are everything that a case says in words: its title, its parts, and what stands under the pictures.
func (b Body) Texts() []Part {
	all := append([]Part{{PartTitle, "标题", b.Title}}, b.Parts()...)
	for i, p := range b.Pictures {
		all = append(all, Part{CaptionPart(p), fmt.Sprintf("图片%d的说明", i+1), p.Caption})
	}
	return all
}

// Words are all of it as the search compares it.
func (b Body) Words() string {
	var texts []string
	for _, p := range b.Texts() {
		texts = append(texts, p.Text)
	}
	return folded(strings.Join(texts, "\n"))
}

// lostStates are those of pilots that have no status any more.
var lostStates = []act.State{run.Disqualified, run.Withdrawn, run.Terminated}

// MayWorkOn refuses a case of a pilot that lost its status or gave it up (J3).
func MayWorkOn(pilot act.State) error {
	if slices.Contains(lostStates, pilot) {
		return fault.Conflict("J3", "这个单位已经"+run.StateTitles[pilot]+"，不再总结典型案例。")
	}
	return nil
}

// MayHandIn refuses a version while the one before is being looked at, or after the case was given up (J3).
func MayHandIn(s act.State) error {
	switch s {
	case HandedIn, Checked:
		return fault.Conflict("J3", "上一版正在审核，暂时不能修改。需要修改的，请联系审核的办公室退回。")
	case Dropped:
		return fault.Conflict("J3", "这个案例已经放弃，不能再报送。需要的，请另外起草一篇。")
	}
	return nil
}

// MayJudge refuses to judge another version than the last one, or one that does not wait for it (J5).
func MayJudge(c Case, n int, from ...act.State) error {
	switch {
	case c.N != n:
		return fault.Conflict("J5", fmt.Sprintf("您看的是第%d版，现在已是第%d版。请看过新的一版再办理。", n, c.N))
	case !slices.Contains(from, c.State):
		return fault.Conflict("J5", "这个案例现在是“"+StateTitles[c.State]+"”，不能办理。请刷新页面，看看现在由谁办理。")
	}
	return nil
}

// MayPublish refuses a case of a pilot whose work is in question or did not pass (J5): it would be held up as an example.
func MayPublish(pilot act.State, notPassed bool) error {
	switch {
	case pilot == run.Rectifying || pilot == run.LossProposed:
		return fault.Conflict("J5", "这个单位现在是“"+run.StateTitles[pilot]+"”，有了结果再发布它的案例。")
	case notPassed:
		return fault.Conflict("J5", "这个单位没有通过终期评估，不发布它的案例。")
	}
	return MayWorkOn(pilot)
}

// MayTakeDown refuses to take down what is not public (J5).
func MayTakeDown(c Case) error {
	if !c.Public() {
		return fault.Conflict("J5", "这个案例没有公开，不用撤下。")
	}
	return nil
}

// MayDrop refuses to give up a case that was public: that is taken down, and stays on record (J5).
func MayDrop(c Case) error {
	if !c.ShownAt.IsZero() || c.State == Dropped {
		return fault.Conflict("J5", "公开过的案例不能放弃；不宜再公开的，由审核的办公室撤下。")
	}
	return nil
}

var hashed = regexp.MustCompile(`^[0-9a-f]{64}$`)

// CaseFaults says what is missing or wrong in a case that is handed in (J3). granted are the pilot's contents; lacks gives the
// characters of a text that cannot be printed.
func CaseFaults(b Body, granted []int, lacks func(string) []rune) (wrong []fault.Field) {
	bad := func(key, words string) { wrong = append(wrong, fault.Field{Key: key, Message: words}) }
	for _, p := range b.Texts() {
		switch n := utf8.RuneCountInString(p.Text); {
		case strings.TrimSpace(p.Text) == "":
			bad(p.Key, "请填写"+p.Name+"。")
		case n > Most(p.Key):
			bad(p.Key, fmt.Sprintf("%s不超过%d字，现在有%d字。", p.Name, Most(p.Key), n))
		default:
			if odd := lacks(p.Text); len(odd) > 0 {
				bad(p.Key, p.Name+"中有无法打印的字：“"+string(odd)+"”，请换一种写法。")
			}
		}
	}
	if strings.ContainsRune(b.Title, '\n') {
		bad(PartTitle, "标题只写一行。")
	}
	if len(granted) > 0 && len(b.Contents) == 0 || slices.ContainsFunc(b.Contents, func(n int) bool { return !slices.Contains(granted, n) }) {
		bad(PartContents, "请在核定的内容中选择，至少一项。")
	}
	wrong = append(wrong, pictureFaults(b.Pictures)...)
	for _, p := range WrongPersonal(PersonalIn(b.Texts()), false, nil) {
		bad(p.Part, p.Name+"中的“"+p.Spot+"”像是"+string(p.Kind)+"，不能公开，请删去。")
	}
	return wrong
}

func pictureFaults(pictures []Picture) (wrong []fault.Field) {
	bad := func(key, words string) { wrong = append(wrong, fault.Field{Key: key, Message: words}) }
	if len(pictures) > MostPictures {
		bad(PartPictures, fmt.Sprintf("最多%d张图片，现在有%d张。", MostPictures, len(pictures)))
	}
	seen := map[string]bool{}
	for i, p := range pictures {
		if !hashed.MatchString(p.Large) || !hashed.MatchString(p.Small) || p.Width < 1 || p.Height < 1 || seen[p.Large] {
			bad(PartPictures, fmt.Sprintf("图片%d不能用，请删去后重新上传。", i+1))
		}
		seen[p.Large] = true
		if !p.Consent {
			bad(ConsentPart(p), fmt.Sprintf("请确认图片%d中的人员已同意公开；没有同意的，请换一张。", i+1))
		}
	}
	return wrong
}

// ReturnFaults says what is wrong with sending a case back: words for at least one of its parts.
func ReturnFaults(parts []Part, items []run.ReturnItem) (wrong []fault.Field) {
	if len(items) == 0 {
		wrong = append(wrong, fault.Field{Key: "words-" + PartTitle, Message: "请在需要修改的地方写明意见，至少一处。"})
	}
	for _, item := range items {
		switch n := utf8.RuneCountInString(item.Words); {
		case !slices.ContainsFunc(parts, func(p Part) bool { return p.Key == item.Part }):
			wrong = append(wrong, fault.Field{Key: "words-" + item.Part, Message: "案例中没有这一处，请刷新页面再办理。"})
		case strings.TrimSpace(item.Words) == "":
			wrong = append(wrong, fault.Field{Key: "words-" + item.Part, Message: "请写明修改意见。"})
		case n > mostWords:
			wrong = append(wrong, fault.Field{Key: "words-" + item.Part, Message: fmt.Sprintf("修改意见不超过%d字，现在有%d字。", mostWords, n)})
		}
	}
	return wrong
}

// ClearFaults says what of a checked version still stands in the way of its being public: ID and bank numbers, and phones and
// addresses that the office did not confirm to be an office's own (J5).
func ClearFaults(found []Personal, cleared []string) (wrong []fault.Field) {
	for _, p := range WrongPersonal(found, true, cleared) {
		words := p.Name + "中的“" + p.Spot + "”像是" + string(p.Kind) + "："
		if p.Kind.Barred() {
			words += "不能公开，请退回修改。"
		} else {
			words += "属于可以公开的办公联系方式的，请勾选确认；不是的，请退回修改。"
		}
		wrong = append(wrong, fault.Field{Key: "clear", Message: words})
	}
	return wrong
}
