package apply

import (
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"
)

// canonical writes JSON of which there is only one form, so that a hash over it means the same for ever: keys in the
// order of their bytes, no blanks, and in strings only `"`, `\` and the control characters escaped. It does not go
// through encoding/json, whose escapes are not promised to stay. Texts are valid UTF-8 when they arrive here.
type canonical []byte

func (c canonical) text(s string) canonical {
	c = append(c, '"')
	plain := 0 // from here on nothing has been copied yet
	for i := 0; i < len(s); i++ {
		b := s[i]
		if b >= 0x20 && b != '"' && b != '\\' {
			continue
		}
		c = append(c, s[plain:i]...)
		plain = i + 1
		switch {
		case b == '"' || b == '\\':
			c = append(c, '\\', b)
		case b == '\n':
			c = append(c, '\\', 'n')
		default:
			c = append(c, `\u00`...)
			c = append(c, hexDigits[b>>4], hexDigits[b&15])
		}
	}
	return append(append(c, s[plain:]...), '"')
}

const hexDigits = "0123456789abcdef"

// key begins a member of an object; first says that it is the object's first.
func (c canonical) key(name string, first bool) canonical {
	if !first {
		c = append(c, ',')
	}
	return append(c.text(name), ':')
}

func (c canonical) member(name, value string, first bool) canonical {
	return c.key(name, first).text(value)
}

func (c canonical) number(name string, value int64, first bool) canonical {
	return strconv.AppendInt(c.key(name, first), value, 10)
}

// texts writes an array of strings.
func (c canonical) texts(list []string) canonical {
	c = append(c, '[')
	for i, s := range list {
		if i > 0 {
			c = append(c, ',')
		}
		c = c.text(s)
	}
	return append(c, ']')
}

// object writes an object of strings.
func (c canonical) object(values map[string]string) canonical {
	keys, size := make([]string, 0, len(values)), 0
	for key, value := range values {
		keys = append(keys, key)
		size += len(key) + len(value) + len(value)/64 + 8 // room for quotes and the ends of lines
	}
	sort.Strings(keys)
	c = append(slices.Grow(c, size), '{')
	for i, key := range keys {
		c = c.member(key, values[key], i == 0)
	}
	return append(c, '}')
}

// soundText tells whether a text may be kept: valid UTF-8 without U+0000, which PostgreSQL cannot store.
func soundText(s string) bool {
	return strings.IndexByte(s, 0) < 0 && utf8.ValidString(s)
}
