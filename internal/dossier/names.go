package dossier

import (
	"fmt"
	"path"
	"strings"
	"unicode"
)

// longest is how many characters a name in the dossier may have, its ending not counted: Windows takes 260 for a whole
// path, folder where it was unpacked included.
const longest = 48

// fileName makes a name out of words that every system takes: no signs that Windows forbids, none that do not print, no
// blank or point at the end, not too long.
func fileName(words, ext string) string {
	name := strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(`\/:*?"<>|`, r), unicode.IsSpace(r):
			return '_'
		case !unicode.IsPrint(r), unicode.Is(unicode.Co, r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(words, ""))
	if chars := []rune(name); len(chars) > longest {
		name = string(chars[:longest])
	}
	if name = strings.Trim(name, ". _"); name == "" || reserved[strings.ToUpper(name)] {
		name = "文件" + name
	}
	return name + ext
}

// reserved are the names that Windows keeps for devices.
var reserved = map[string]bool{"CON": true, "PRN": true, "AUX": true, "NUL": true, "COM1": true, "COM2": true, "COM3": true, "COM4": true,
	"LPT1": true, "LPT2": true, "LPT3": true}

// places gives each file a place of its own: on Windows names that differ in capitals only are the same.
type places map[string]bool

// folder gives a folder of its own under another, two panels of one name too; it is the folder's own name.
func (p places) folder(dir, words string) string { return path.Base(p.take(dir, words, "")) }

func (p places) take(dir, words, ext string) string {
	place := path.Join(dir, fileName(words, ext))
	for n := 2; p[strings.ToLower(place)]; n++ {
		place = path.Join(dir, fileName(words, fmt.Sprintf("（%d）%s", n, ext)))
	}
	p[strings.ToLower(place)] = true
	return place
}
