package programme

import (
	"fmt"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"
)

// decoder fills a value from the syntax tree and notes every fault on its
// way. It keeps where each value stands, so that later checks can point there.
type decoder struct {
	*faults
	at map[string]place // by path: 申报表.部分[2].标题
}

// enum is a string type with fixed words.
type enum interface{ words() []string }

var machineName = regexp.MustCompile(`^[a-z][a-z0-9_-]{0,59}$`)
var numberPrefix = regexp.MustCompile(`^[A-Z]{1,4}$`)
var ruleNumber = regexp.MustCompile(`^[A-Z][0-9]{1,2}$`)

// value decodes a node; owner is where its key or its "-" stands.
func (d *decoder) value(n ast.Node, v reflect.Value, tag reflect.StructTag, path string, owner place) {
	d.at[path] = spot(n, owner)
	switch n.(type) {
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode, *ast.MergeKeyNode:
		d.add(owner, "不能用“&”“*”“!”“<<”这些记号", "把内容照写一遍")
		return
	case *ast.NullNode, nil:
		d.add(owner, called(path)+"没有内容", "写上内容；没有可写的，整行删去（必填的不能删）")
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.value(n, v.Elem(), tag, path, owner)
	case reflect.Struct:
		d.mapping(n, v, path, owner)
	case reflect.Slice:
		d.sequence(n, v, tag, path, owner)
	case reflect.String:
		d.text(n, v, tag, path, owner)
	case reflect.Bool:
		d.yesNo(n, v, path, owner)
	default:
		d.number(n, v, tag, path, owner)
	}
}

// spot is where a scalar stands, or else its owner.
func spot(n ast.Node, owner place) place {
	if _, ok := n.(ast.ScalarNode); ok && n.GetToken() != nil {
		if _, block := n.(*ast.LiteralNode); !block {
			p := n.GetToken().Position
			return place{p.Line, p.Column}
		}
	}
	return owner
}

func (d *decoder) mapping(n ast.Node, v reflect.Value, path string, owner place) {
	switch m := n.(type) {
	case *ast.MappingNode:
		d.entries(m.Values, nil, v, path, owner)
	case *ast.MappingValueNode:
		d.entries([]*ast.MappingValueNode{m}, nil, v, path, owner)
	default:
		d.wrong(n, path, owner, "几行“名称: 内容”", example(v.Type()))
	}
}

func (d *decoder) sequence(n ast.Node, v reflect.Value, tag reflect.StructTag, path string, owner place) {
	s, ok := n.(*ast.SequenceNode)
	if !ok {
		d.wrong(n, path, owner, "一个列表", "每项另起一行，以“- ”开头")
		return
	}
	if len(s.Values) == 0 {
		d.add(owner, called(path)+"的列表是空的", "至少写一项，每项另起一行，以“- ”开头")
	}
	v.Set(reflect.MakeSlice(v.Type(), len(s.Values), len(s.Values)))
	for i, item := range s.Values {
		at := spot(item, owner)
		if m, ok := item.(*ast.MappingNode); ok && len(m.Values) > 0 {
			at = keyPlace(m.Values[0])
		} else if len(s.Entries) > i && s.Entries[i].Start != nil && at == owner {
			at = place{s.Entries[i].Start.Position.Line, s.Entries[i].Start.Position.Column}
		}
		d.value(item, v.Index(i), tag, fmt.Sprintf("%s[%d]", path, i+1), at)
	}
}

func (d *decoder) text(n ast.Node, v reflect.Value, tag reflect.StructTag, path string, owner place) {
	s, ok := "", false
	switch x := n.(type) {
	case *ast.StringNode:
		s, ok = x.Value, true
	case *ast.LiteralNode:
		s, ok = x.Value.Value, true
	}
	if e, fixed := v.Interface().(enum); fixed {
		if !ok || !contains(e.words(), s) {
			d.add(spot(n, owner), called(path)+"没有这个写法"+shown(s), oneOf(s, e.words()))
			return
		}
	}
	if !ok {
		d.wrong(n, path, owner, "文字", "写文字；数字、日期当文字用时加半角引号，如 \"2020\"")
		return
	}
	if what, instead := d.malformed(s, v, tag, path); what != "" {
		d.add(spot(n, owner), what, instead)
		return
	}
	v.SetString(s)
}

// malformed checks the words that have a form of their own.
func (d *decoder) malformed(s string, v reflect.Value, tag reflect.StructTag, path string) (what, instead string) {
	_, isMoment := v.Interface().(Moment)
	_, isDay := v.Interface().(Day)
	switch {
	case strings.TrimSpace(s) == "":
		return called(path) + "是空白", "写上内容；可省的整行删去"
	case isMoment && !parses(momentLayout, s):
		return "时间不对" + shown(s), "写成 2020-05-19T00:00（北京时间；18日24:00就是19日00:00），且是日历上有的日子"
	case isDay && !parses(time.DateOnly, s):
		return "日期不对" + shown(s), "写成 2020-05-12，且是日历上有的日子"
	case tag.Get("name") == "machine" && !machineName.MatchString(s):
		return "编码不对" + shown(s), "用小写英文字母开头，只含小写字母、数字、下划线，不超过60个"
	case tag.Get("name") == "prefix" && !numberPrefix.MatchString(s):
		return "编号前缀不对" + shown(s), "写 1 到 4 个大写英文字母，如 SD；连同年份、序号不超过条形码的14个字符"
	case strings.HasSuffix(path, ".规则") && !ruleNumber.MatchString(s):
		return "规则号不对" + shown(s), "写一个大写字母加数字，如 A7"
	}
	return "", ""
}

func (d *decoder) yesNo(n ast.Node, v reflect.Value, path string, owner place) {
	if s, ok := n.(*ast.StringNode); ok && (s.Value == "是" || s.Value == "否") {
		v.SetBool(s.Value == "是")
		return
	}
	d.add(spot(n, owner), called(path)+"只能写是或否", "是 或 否")
}

func (d *decoder) number(n ast.Node, v reflect.Value, tag reflect.StructTag, path string, owner place) {
	lo, hi := bound(tag, "min", 0), bound(tag, "max", 1<<53)
	if v.Kind() == reflect.Int64 { // the bounds of a number field may be below 0
		lo = -hi
	}
	var i int64
	x, ok := n.(*ast.IntegerNode)
	if ok {
		switch w := x.Value.(type) {
		case int64:
			i = w
		case uint64:
			i = int64(min(w, 1<<62))
		}
	}
	if !ok || i < lo || i > hi {
		instead := "写一个整数，如 2"
		if tag.Get("max") != "" {
			instead = fmt.Sprintf("写 %d 到 %d 之间的整数", lo, hi)
		}
		d.add(spot(n, owner), called(path)+"应当是整数"+outside(ok), instead)
		return
	}
	v.SetInt(i)
}

func (d *decoder) wrong(n ast.Node, path string, owner place, want, instead string) {
	at := spot(n, owner)
	if s, ok := n.(*ast.StringNode); ok && strings.Contains(s.Value, "：") && want != "文字" {
		instead = "冒号改用半角，后面空一格；" + instead
	}
	d.add(at, called(path)+"应当是"+want, instead)
}

func parses(layout, s string) bool { _, err := time.Parse(layout, s); return err == nil }

func outside(isNumber bool) string {
	if isNumber {
		return "，这个数超出了范围"
	}
	return ""
}

func bound(tag reflect.StructTag, name string, none int64) int64 {
	if i, err := strconv.ParseInt(tag.Get(name), 10, 64); err == nil {
		return i
	}
	return none
}

func keyPlace(m *ast.MappingValueNode) place {
	p := m.Key.GetToken().Position
	return place{p.Line, p.Column}
}
