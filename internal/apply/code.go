package apply

import (
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"shidian/internal/paper"
)

// mark is what identifies a page of a frozen version.
func mark(v Version, public string) func(page int) paper.Mark {
	return func(page int) paper.Mark {
		return paper.Mark{Number: v.Number, Version: fmt.Sprintf("第%d版", v.N), Check: v.Code, QR: qrText(public, v, page)}
	}
}

// qrText is what a page's QR code says: the address at which it is verified, where one is set, else the same in short.
func qrText(public string, v Version, page int) string {
	if public == "" {
		return fmt.Sprintf("SD1:%s:v%d:%s:p%d", v.Number, v.N, v.Code, page)
	}
	q := url.Values{"number": {v.Number}, "code": {v.Code}, "v": {strconv.Itoa(v.N)}, "p": {strconv.Itoa(page)}}
	return strings.TrimSuffix(public, "/") + "/verify?" + q.Encode()
}

var shortQR = regexp.MustCompile(`^(?i)SD1:([A-Z0-9-]{1,20}):v(\d{1,4}):([0-9A-Z]{8}):p\d{1,4}$`)

// halfWidth undoes what a Chinese input method makes of the characters that a scanner types.
func halfWidth(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' { // the full-width forms of ! to ~, in the same order
			return r - '！' + '!'
		}
		return r
	}, text)
}

// readQR takes number and check code out of a QR code's text, whatever address it was printed with; false: it is
// none of ours.
func readQR(text string) (number, code string, ours bool) {
	text = halfWidth(text)
	if m := shortQR.FindStringSubmatch(text); m != nil {
		return strings.ToUpper(m[1]), strings.ToUpper(m[3]), true
	}
	u, err := url.Parse(text)
	if err != nil || !strings.HasSuffix(u.Path, "/verify") {
		return "", "", false
	}
	number, code = u.Query().Get("number"), u.Query().Get("code")
	return number, code, number != "" && code != ""
}

// normalCode reads a check code as people type it: blanks and hyphens do not count, and what is misread is put right.
func normalCode(text string) string {
	text = strings.ToUpper(strings.Join(strings.Fields(strings.ReplaceAll(text, "-", "")), ""))
	return strings.NewReplacer("O", "0", "I", "1", "L", "1").Replace(text)
}

// SpacedCode writes a check code in two halves, to be read out: 7F3K-Q9AX.
func SpacedCode(code string) string {
	if len(code) != 8 {
		return code
	}
	return code[:4] + "-" + code[4:]
}
