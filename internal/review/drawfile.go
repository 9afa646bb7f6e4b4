package review

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
)

// DrawFormat is the first word of a draw's file and of its pool text.
const DrawFormat = "shidian-draw/1"

// WholePanel stands in an exclusion for every bid.
const WholePanel = "*"

// DrawFile is the published record of a draw (draw.json). It names no expert: Pool, Order, Main and Subs are codes.
// docs/draw.md specifies it.
type DrawFile struct {
	Format      string        `json:"format"`
	Panel       string        `json:"panel"`
	Draw        int           `json:"draw"`
	PerBid      int           `json:"per_bid"`
	Substitutes int           `json:"substitutes"`
	Pool        []string      `json:"pool"`
	Bids        []string      `json:"bids"`
	Exclusions  []FileExclude `json:"exclusions"`
	Witnesses   []FileWitness `json:"witnesses"`
	PoolHash    string        `json:"pool_hash"`
	Seed        string        `json:"seed"`
	Order       []string      `json:"order"`
	Main        []string      `json:"main"`
	Subs        []string      `json:"substitutes_in_order"`
}

// FileExclude keeps an expert from a bid, or from the whole panel.
type FileExclude struct {
	Code   string `json:"code"`
	Bid    string `json:"bid"` // a number, or WholePanel
	Ground string `json:"ground"`
}

// FileWitness is a witness's body with the number that it entered.
type FileWitness struct {
	Body   string `json:"body"`
	Number string `json:"number"`
}

// Encode writes the file the way it is published.
func (f DrawFile) Encode() (string, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(f)
	return out.String(), err
}

// errDrawFile is the answer to a file that is no record of a draw at all.
var errDrawFile = errors.New("这不是抽取文件（draw.json），或者文件不完整")

// maxDrawFile bounds what is read, in bytes; a pool of ten thousand takes a tenth.
const maxDrawFile = 8 << 20

// ReadDrawFile reads a published file; what it says is not checked yet.
func ReadDrawFile(r io.Reader) (f DrawFile, err error) {
	d := json.NewDecoder(io.LimitReader(r, maxDrawFile))
	d.DisallowUnknownFields()
	if d.Decode(&f) != nil || d.More() {
		return f, errDrawFile
	}
	if f.Format != DrawFormat {
		return f, fmt.Errorf("文件格式是“%s”，本程序核对的是“%s”", f.Format, DrawFormat)
	}
	return f, nil
}

// Difference is the first place where a file does not follow from itself: what stands there, and what should. Both are
// "" when the file is malformed at that place.
type Difference struct {
	Where string
	Is    string
	Want  string
}

// Error says it in one line.
func (d *Difference) Error() string {
	if d.Want == "" && d.Is == "" {
		return d.Where
	}
	return fmt.Sprintf("%s不一致：文件中是“%s”，应为“%s”", d.Where, d.Is, d.Want)
}

// CheckDraw repeats a draw from its file alone and gives the first difference; nil: everything follows.
func CheckDraw(f DrawFile) error {
	if wrong := malformed(f); wrong != "" {
		return &Difference{Where: wrong}
	}
	if want := sum(PoolText(f)); f.PoolHash != want {
		return &Difference{"专家库指纹", f.PoolHash, want}
	}
	if want := SeedOf(f.PoolHash, numbersOf(f)); f.Seed != want {
		return &Difference{"随机种子", f.Seed, want}
	}
	order := OrderOf(f.Seed, f.Pool)
	main, subs := Choose(order, f)
	for _, list := range []struct {
		name     string
		is, want []string
	}{{"全部次序", f.Order, order}, {"正式专家", f.Main, main}, {"备选专家", f.Subs, subs}} {
		if d := differ(list.name, list.is, list.want); d != nil {
			return d
		}
	}
	return nil
}

// differ names the first place at which two lists part.
func differ(name string, is, want []string) error {
	at := func(list []string, i int) string {
		if i < len(list) {
			return list[i]
		}
		return "（没有）"
	}
	for i := range max(len(is), len(want)) {
		if at(is, i) != at(want, i) {
			return &Difference{fmt.Sprintf("%s第%d位", name, i+1), at(is, i), at(want, i)}
		}
	}
	return nil
}

var (
	codeForm   = regexp.MustCompile(`^[0-9a-f]{16}$`)
	bidForm    = regexp.MustCompile(`^[0-9A-Za-z-]{1,40}$`)
	numberForm = regexp.MustCompile(`^(0|[1-9][0-9]{0,11})$`)
)

// malformed says what about a file is not as specified, before anything is computed.
func malformed(f DrawFile) string {
	switch {
	case f.Draw < 1 || f.PerBid < 1 || f.Substitutes < 0:
		return "抽取序号、每件专家数或备选人数不合规定"
	case !plainLine(f.Panel):
		return "评审组名称为空或含有换行"
	case !ascending(f.Pool, codeForm):
		return "专家代码格式不对，或没有从小到大排列"
	case !ascending(f.Bids, bidForm):
		return "申报书编号格式不对，或没有从小到大排列"
	case len(f.Witnesses) < 2:
		return "见证人少于两方"
	}
	for i, w := range f.Witnesses {
		if !plainLine(w.Body) || !numberForm.MatchString(w.Number) {
			return fmt.Sprintf("见证人第%d位的名称或数字不合规定", i+1)
		}
	}
	return wrongExclusion(f)
}

// wrongExclusion looks through the exclusions: known experts and bids, in their order, each once.
func wrongExclusion(f DrawFile) string {
	pool, bids := setOf(f.Pool), setOf(f.Bids)
	last := ""
	for i, x := range f.Exclusions {
		key := x.Code + " " + x.Bid
		switch {
		case !pool[x.Code] || (x.Bid != WholePanel && !bids[x.Bid]):
			return fmt.Sprintf("回避第%d条的专家代码或申报书编号不在本次抽取内", i+1)
		case !plainLine(x.Ground):
			return fmt.Sprintf("回避第%d条没有写事由", i+1)
		case key <= last:
			return fmt.Sprintf("回避第%d条没有按专家代码、申报书编号排列", i+1)
		}
		last = key
	}
	return ""
}

func plainLine(text string) bool {
	return text != "" && !strings.ContainsFunc(text, func(r rune) bool { return r < ' ' })
}

// ascending tells whether every entry has the form and is greater than the one before.
func ascending(list []string, form *regexp.Regexp) bool {
	for i, one := range list {
		if !form.MatchString(one) || i > 0 && one <= list[i-1] {
			return false
		}
	}
	return len(list) > 0
}

func setOf(list []string) map[string]bool {
	set := map[string]bool{}
	for _, one := range list {
		set[one] = true
	}
	return set
}
