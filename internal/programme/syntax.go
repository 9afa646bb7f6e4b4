package programme

import (
	"errors"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// What no honest definition reaches; beyond it the parser is not asked.
const (
	maxBytes    = 128 << 10
	maxLine     = 4000 // characters
	maxBrackets = 100  // open at once
	maxDashes   = 10   // "- - -" on one line
	maxFaults   = 200  // in one answer
)

// document is the top level of a file: the entries that could be read, and
// the keys whose block could not.
type document struct {
	entries []*ast.MappingValueNode
	broken  map[string]bool
}

// parse reads the YAML. When the whole does not parse, each block of the top
// level is read by itself, so that one slip does not hide the next.
func parse(text string, f *faults) document {
	doc := document{broken: map[string]bool{}}
	if !readable(text, f) {
		return doc
	}
	entries, err := parseBlock(text)
	if err == nil {
		doc.entries = entries
		return doc
	}
	for _, b := range blocks(f.lines) {
		if f.full() {
			break
		}
		entries, blockErr := parseBlock(b.text(f.lines))
		if blockErr != nil {
			doc.broken[b.key] = true
			f.syntax(blockErr, b.line)
			continue
		}
		doc.entries = append(doc.entries, entries...)
	}
	if len(f.list) == 0 { // wrong only as a whole
		f.syntax(err, 1)
	}
	return doc
}

// readable finds what is wrong with the bytes themselves.
func readable(text string, f *faults) bool {
	if len(text) > maxBytes {
		f.add(place{1, 1}, "文件太大", "项目定义不超过128 KiB，请去掉无关内容")
		return false
	}
	ok, open := true, 0
	for i, line := range f.lines {
		at := place{i + 1, 1}
		switch {
		case !utf8.ValidString(line):
			f.add(at, "这一行不是UTF-8编码", "请用UTF-8编码另存文件")
			ok = false
		case utf8.RuneCountInString(line) > maxLine:
			f.add(at, "这一行太长", "一行不超过4000字，请分行")
			ok = false
		case strings.Count(dashes.FindString(line), "-") > maxDashes:
			f.add(at, "列表套得太深", "一行只写一个“- ”")
			ok = false
		case strings.Contains(indent(line), "\t"):
			at.column = strings.Index(line, "\t") + 1
			f.add(at, "缩进用了制表符", "缩进只用空格，每级两个")
		case controlIn(line) >= 0:
			at.column = controlIn(line) + 1
			f.add(at, "这一行有看不见的控制字符", "请删去这个字符")
			ok = false
		}
		open += strings.Count(line, "[") + strings.Count(line, "{") - strings.Count(line, "]") - strings.Count(line, "}")
		if open > maxBrackets {
			f.add(at, "括号套得太深", "请改用逐行缩进的写法")
			return false
		}
	}
	return ok
}

var dashes = regexp.MustCompile(`^\s*(- *)+`)

func indent(line string) string { return line[:len(line)-len(strings.TrimLeft(line, " \t"))] }

// controlIn is the index, in characters, of a control character, or -1.
func controlIn(line string) int {
	for i, r := range []rune(strings.TrimSuffix(line, "\r")) {
		if r < ' ' && r != '\t' || r == 0x7F || r == 0xFEFF || r == 0x2028 {
			return i
		}
	}
	return -1
}

// parseBlock reads one mapping. The parser's panics are faults of the text.
func parseBlock(text string) (entries []*ast.MappingValueNode, err error) {
	defer func() {
		if recover() != nil {
			entries, err = nil, errors.New("unreadable")
		}
	}()
	file, err := parser.ParseBytes([]byte(text), 0, parser.AllowDuplicateMapKey())
	if err != nil {
		return nil, err
	}
	for i, d := range file.Docs {
		switch body := d.Body.(type) {
		case nil:
		case *ast.MappingNode:
			if i > 0 {
				return nil, errors.New("documents")
			}
			entries = append(entries, body.Values...)
		case *ast.MappingValueNode:
			entries = append(entries, body)
		default:
			return nil, &topError{place{body.GetToken().Position.Line, body.GetToken().Position.Column}}
		}
	}
	return entries, nil
}

// topError says that the text is no list of "key: value".
type topError struct{ at place }

func (e *topError) Error() string { return "no mapping" }

// block is one entry of the top level: its key and its lines, from and to.
type block struct {
	key      string
	line, to int
}

// text is the block at its place: blank lines stand for what lies before it.
func (b block) text(lines []string) string {
	return strings.Repeat("\n", b.line-1) + strings.Join(lines[b.line-1:b.to], "\n") + "\n"
}

func blocks(lines []string) []block {
	var list []block
	for i, line := range lines {
		blank := strings.TrimSpace(line) == ""
		if !blank && line[0] != '#' && (len(list) == 0 || !strings.ContainsAny(line[:1], " \t-]}")) {
			key, _, _ := strings.Cut(strings.ReplaceAll(line, "：", ":"), ":")
			list = append(list, block{key: strings.TrimSpace(key), line: i + 1})
		}
		if n := len(list); n > 0 {
			list[n-1].to = i + 1
		}
	}
	return list
}

// The slips of the hand that a parser's message does not name: each marks a
// line, and says what is wrong with it and what would be right.
var handSlips = []struct {
	mark          *regexp.Regexp
	what, instead string
}{
	{regexp.MustCompile(`^\s*(?:- )*[^\s:：“”]{1,12}：`), "冒号用了全角", "名称后面写半角冒号和一个空格，如“名称: 某某”"},
	{regexp.MustCompile(`^\s*-[^\s-]`), "“-”后面少了空格", "“-”后面空一格再写"},
	{regexp.MustCompile(`^\s*(?:- )*[^\s:：“”]{1,12}:[^\s]`), "冒号后面少了空格", "半角冒号后面空一格，如“名称: 某某”"},
}

// syntax turns the parser's error into words.
func (f *faults) syntax(err error, line int) {
	at, message := place{line, 1}, ""
	var top *topError
	var known yaml.Error
	switch {
	case errors.As(err, &top):
		at = top.at
	case errors.As(err, &known) && known.GetToken() != nil:
		p := known.GetToken().Position
		at, message = place{p.Line, p.Column}, known.GetMessage()
	}
	at.line = min(max(at.line, 1), len(f.lines))
	if f.on(at.line) {
		return
	}
	for _, s := range handSlips {
		if m := s.mark.FindString(f.lines[at.line-1]); m != "" {
			at.column = utf8.RuneCountInString(m)
			f.add(at, s.what, s.instead)
			return
		}
	}
	what, instead := syntaxWords(message)
	f.add(at, what, instead)
}

func syntaxWords(message string) (what, instead string) {
	for _, w := range [][3]string{
		{"tab character", "这里用了制表符", "只用空格"},
		{"quoted text", "引号没有收尾", "前后引号成对；正文里的引号用中文引号“”"},
		{"',' or ']'", "方括号没有收尾", "写成 [甲, 乙]，逗号用半角"},
		{"']'", "方括号不成对", "写成 [甲, 乙]"},
		{"sequence end", "方括号没有收尾", "写成 [甲, 乙]"},
		{"'}'", "花括号没有收尾", "写成 {天数: 5, 工作日: 是}"},
		{"flow map", "花括号没有收尾", "写成 {天数: 5, 工作日: 是}"},
		{"reserved character", "这个字符不能用在开头", "把整段文字放进半角引号"},
		{"escape", "半角双引号里的反斜杠不对", "去掉反斜杠，或者改用单引号"},
		{"alias", "不能用“*”引用", "把内容照写一遍"},
		{"anchor", "不能用“&”命名", "把内容照写一遍"},
		{"tag", "不能用“!”开头", "把整段文字放进半角引号"},
		{"mapping value is not allowed", "这里不能再有冒号，多半是缩进不齐或者少了换行", "与上一行同级的对齐，正文里的冒号用全角“：”"},
		{"non-map value", "这一行没有“名称: 内容”", "写成“名称: 内容”，冒号用半角，后面空一格"},
		{"sequence entries", "这里不能有“- ”开头的项", "“- ”另起一行，并与同列的对齐"},
	} {
		if strings.Contains(message, w[0]) {
			return w[1], w[2]
		}
	}
	return "这里不合写法，多半是缩进不齐、少了半角冒号或者冒号后少了空格", "写成“名称: 内容”，与同级的行对齐"
}
