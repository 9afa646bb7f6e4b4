package review

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"shidian/internal/apply"
	"shidian/internal/programme"
)

const hiddenMark = "××"

// Figures may be written wide, and in groups.
const (
	digit = `[0-9０-９]`
	gap   = `[-—－–\s　]?`
)

var (
	phoneForm = regexp.MustCompile(`[1１][3-9３-９]` + digit + gap + digit + `{4}` + gap + digit + `{4}|` +
		`[（(]?[0０]` + digit + `{2,3}[）)]?` + `[-—－–\s　]*` + digit + `{7,8}`)
	mailForm = regexp.MustCompile(`[0-9A-Za-z._+-]+[@＠][0-9A-Za-z-]+([.．][0-9A-Za-z-]+)+`)

	// What tells whose a text is whoever wrote it: the number of a document, an address on the web, the number of a body or
	// of a person, what follows 电话 or QQ.
	tellingForms = regexp.MustCompile(`[\p{Han}]{1,12}[〔\[［（(【][12][0-9]{3}[〕\]］）)】]\s*第?\s*[0-9]{1,4}\s*号|` +
		`(?i:https?://|www[.．])[0-9A-Za-z./_?=&%#:~-]+|[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*\.(?:cn|com|org|net)\b|` +
		`\b[0-9]{6}(?:18|19|20)[0-9]{9}[0-9Xx]\b|\b[159][1239][0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}\b`)
	contactForm = regexp.MustCompile(`((?:电话|手机|传真|(?i:QQ|微信|公众号))[号码群]*[:： 　]*)[0-9A-Za-z_０-９-]{5,}`)
)

// clean takes out of a text what may not be seen.
func (m mask) clean(text string) string {
	text = mailForm.ReplaceAllString(phoneForm.ReplaceAllString(text, hiddenMark), hiddenMark)
	if !m.blind {
		return text
	}
	text = contactForm.ReplaceAllString(tellingForms.ReplaceAllString(text, hiddenMark), "${1}"+hiddenMark)
	if m.words == nil {
		return text
	}
	return m.words.ReplaceAllString(text, hiddenMark)
}

// wordsForm finds the words wherever they stand, with space or a line's end within them too; nil when there are none.
// They come longest first, so that none leaves a rest.
func wordsForm(words []string) *regexp.Regexp {
	var forms []string
	for _, word := range words {
		var letters []string
		for _, r := range word {
			letters = append(letters, regexp.QuoteMeta(string(r)))
		}
		forms = append(forms, strings.Join(letters, `[\s　]*`))
	}
	if forms == nil {
		return nil
	}
	return regexp.MustCompile(strings.Join(forms, "|"))
}

// telling are the words that say whose an application is: names of its unit and city in full and in short, the places in
// them, its people; longest first.
func telling(p *programme.Programme, a apply.Application, v apply.Version) (words []string) {
	province := strings.TrimSuffix(p.Organiser.Name, "科学技术协会")
	add := func(text string) {
		for _, word := range shortened(text, province) {
			if word = strings.TrimSpace(word); len([]rune(word)) > 1 && !slices.Contains(words, word) {
				words = append(words, word)
			}
		}
	}
	for _, name := range []string{a.UnitName, a.CityName, v.UnitName, v.CityName, a.Subject, a.Number} {
		add(name)
	}
	for _, f := range p.Fields() {
		if f.Type == programme.UnitName || f.Type == programme.PersonName || f.Candidate {
			add(v.Values[f.Key])
		}
		if rows, err := apply.DecodeTable(v.Values[f.Key]); err == nil && f.Type == programme.Rows && f.Table != nil {
			for _, row := range rows {
				for i, c := range f.Table.Columns {
					if i < len(row) && (c.Type == programme.UnitName || c.Type == programme.PersonName) {
						add(row[i])
					}
				}
			}
		}
	}
	slices.SortFunc(words, func(x, y string) int { return cmp.Or(cmp.Compare(len(y), len(x)), cmp.Compare(x, y)) })
	return words
}

// tails are what a name may be called without: 济南市科学技术协会 is 济南市科协, 济南市, 济南.
var tails = []string{"科学技术协会", "科协", "股份有限公司", "有限责任公司", "有限公司", "（集团）", "集团", "委员会", "市", "县", "区"}

// shortened is a name in all the ways in which it is written: in full, with 科协, without its tails one after another, and
// each of these without the province before it.
func shortened(name, province string) []string {
	all := []string{name, strings.ReplaceAll(name, "科学技术协会", "科协")}
	for rest, cut := name, true; cut; {
		cut = false
		for _, tail := range tails {
			if shorter, is := strings.CutSuffix(rest, tail); is && !cut {
				rest, cut = shorter, true
				all = append(all, rest)
			}
		}
	}
	for _, one := range slices.Clone(all) {
		for _, head := range []string{province, strings.TrimSuffix(province, "省"), "省"} {
			if local, is := strings.CutPrefix(one, head); is && head != "" {
				all = append(all, local)
			}
		}
	}
	return all
}
