package pages

import (
	"encoding/json"
	"errors"
	"strconv"
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
func readTyped(body []byte) (in typed, err error) {
	if !utf8.Valid(body) {
		return in, errTyped
	}
	s := scanner{rest: body}
	if in := s.typed(); s.whole() {
		return in, nil
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

// text reads a string.
func (s *scanner) text() string {
	s.expect(`"`)
	if s.lost {
		return ""
	}
	for i, b := range s.rest {
		switch {
		case b == '"':
			text := string(s.rest[:i])
			s.rest = s.rest[i+1:]
			return text
		case b == '\\':
			return s.escaped(i)
		case b < 0x20:
			s.lost = true
			return ""
		}
	}
	s.lost = true
	return ""
}

// escaped goes on from the first backslash of a string.
func (s *scanner) escaped(at int) string {
	var text []byte
	plain := 0 // from here on nothing has been copied yet
	for i := at; i < len(s.rest); i++ {
		switch b := s.rest[i]; {
		case b == '"':
			text = append(text, s.rest[plain:i]...)
			s.rest = s.rest[i+1:]
			return string(text)
		case b == '\\':
			var used int
			if text, used = unescape(append(text, s.rest[plain:i]...), s.rest[i:]); used == 0 {
				s.lost = true
				return ""
			}
			i += used - 1
			plain = i + 1
		case b < 0x20:
			s.lost = true
			return ""
		}
	}
	s.lost = true
	return ""
}

var plainEscapes = map[byte]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

// unescape appends what an escape stands for, and tells its bytes; 0: there is no such escape.
func unescape(text, from []byte) ([]byte, int) {
	if len(from) < 2 {
		return text, 0
	}
	if plain, ok := plainEscapes[from[1]]; ok {
		return append(text, plain), 2
	}
	first, ok := unit16(from)
	if !ok {
		return text, 0
	}
	if !utf16.IsSurrogate(first) {
		return utf8.AppendRune(text, first), 6
	}
	if second, ok := unit16(from[6:]); ok {
		if both := utf16.DecodeRune(first, second); both != utf8.RuneError {
			return utf8.AppendRune(text, both), 12
		}
	}
	return utf8.AppendRune(text, utf8.RuneError), 6 // half a pair, as encoding/json has it
}

// unit16 reads an escape of four hexadecimal digits.
func unit16(from []byte) (rune, bool) {
	if len(from) < 6 || from[0] != '\\' || from[1] != 'u' {
		return 0, false
	}
	n, err := strconv.ParseUint(string(from[2:6]), 16, 16)
	return rune(n), err == nil
}
