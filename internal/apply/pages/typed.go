package pages

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"shidian/internal/apply"
)

// typed is what the sheet's script sends: who types, and the fields he changed.
type typed struct {
	Account string         `json:"account"`
	Changes []apply.Change `json:"changes"`
}

var errTyped = errors.New("a save that is not JSON in UTF-8")

// readTyped reads a save. In the shape in which our own script writes it, it is read by a scanner of a few lines, as
// encoding/json would take longer than all the rest of the save; anything else goes to encoding/json, so that both
// read the same.
// Texts that are not UTF-8 come through the scanner as they are, and the room refuses them by their field;
// encoding/json would put other characters in their place.
func readTyped(body []byte) (in typed, err error) {
	s := scanner{rest: body}
	if in := s.typed(); s.whole() {
		return in, nil
	}
	if !utf8.Valid(body) {
		return in, errTyped
	}
	return in, json.Unmarshal(body, &in)
}

// scanner reads JSON without blanks whose members come in the order of our script. Once something is otherwise it is lost.
type scanner struct {
	rest []byte
	lost bool
}

// whole tells whether everything was read, but for the end of the line.
func (s *scanner) whole() bool {
	return !s.lost && (len(s.rest) == 0 || string(s.rest) == "\n")
}

func (s *scanner) typed() (in typed) {
	s.expect(`{"account":`)
	in.Account = s.text()
	s.expect(`,"changes":[`)
	in.Changes = []apply.Change{}
	for !s.lost && !s.next(']') {
		if len(in.Changes) > 0 {
			s.expect(`,`)
		}
		in.Changes = append(in.Changes, s.change())
	}
	s.expect(`}`)
	return in
}

func (s *scanner) change() (c apply.Change) {
	s.expect(`{"key":`)
	c.Key = s.text()
	s.expect(`,"text":`)
	c.Text = s.text()
	s.expect(`,"base":`)
	c.Base = s.text()
	s.expect(`}`)
	return c
}

func (s *scanner) expect(what string) {
	if s.lost = s.lost || len(s.rest) < len(what) || string(s.rest[:len(what)]) != what; !s.lost {
		s.rest = s.rest[len(what):]
	}
}

// next takes one byte if it comes next.
func (s *scanner) next(b byte) bool {
	if len(s.rest) == 0 || s.rest[0] != b {
		return false
	}
	s.rest = s.rest[1:]
	return true
}

// text reads a string: up to the next quote that is not behind an odd number of backslashes.
func (s *scanner) text() string {
	s.expect(`"`)
	for from := 0; !s.lost; {
		i := bytes.IndexByte(s.rest[from:], '"')
		if s.lost = i < 0; s.lost {
			break
		}
		end := from + i
		if slashes := end - len(bytes.TrimRight(s.rest[:end], `\`)); slashes%2 == 1 {
			from = end + 1
			continue
		}
		raw := s.rest[:end]
		s.rest = s.rest[end+1:]
		return s.plain(raw)
	}
	return ""
}

// plain is what stands between a string's quotes, its escapes replaced.
func (s *scanner) plain(raw []byte) string {
	if s.lost = control(raw); s.lost {
		return ""
	}
	at := bytes.IndexByte(raw, '\\')
	if at < 0 {
		return string(raw)
	}
	var text strings.Builder
	text.Grow(len(raw))
	for ; at >= 0; at = bytes.IndexByte(raw, '\\') {
		text.Write(raw[:at])
		used := unescape(&text, raw[at:])
		if s.lost = used == 0; s.lost {
			return ""
		}
		raw = raw[at+used:]
	}
	text.Write(raw)
	return text.String()
}

// control tells whether a text holds a control character, which JSON has only as an escape. It looks at eight bytes at a
// time: a byte below 0x20 borrows into its highest bit, and had none itself.
func control(raw []byte) bool {
	const each = 0x0101010101010101
	for ; len(raw) >= 8; raw = raw[8:] {
		if eight := binary.LittleEndian.Uint64(raw); (eight-0x20*each)&^eight&(0x80*each) != 0 {
			return true
		}
	}
	for _, b := range raw {
		if b < 0x20 {
			return true
		}
	}
	return false
}

var plainEscapes = map[byte]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

// unescape adds what an escape stands for, and tells its bytes; 0: there is no such escape.
func unescape(text *strings.Builder, from []byte) int {
	if len(from) < 2 {
		return 0
	}
	if plain, ok := plainEscapes[from[1]]; ok {
		text.WriteByte(plain)
		return 2
	}
	first, ok := unit16(from)
	if !ok {
		return 0
	}
	if utf16.IsSurrogate(first) {
		if second, ok := unit16(from[6:]); ok {
			if both := utf16.DecodeRune(first, second); both != utf8.RuneError {
				text.WriteRune(both)
				return 12
			}
		}
		first = utf8.RuneError // half a pair, as encoding/json has it
	}
	text.WriteRune(first)
	return 6
}

// unit16 reads an escape of four hexadecimal digits.
func unit16(from []byte) (rune, bool) {
	if len(from) < 6 || from[0] != '\\' || from[1] != 'u' {
		return 0, false
	}
	n, err := strconv.ParseUint(string(from[2:6]), 16, 16)
	return rune(n), err == nil
}
