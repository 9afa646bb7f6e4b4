package programme

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// key is one key a mapping may have, from the struct's tag.
type key struct {
	name     string
	optional bool
	index    int
}

func keysOf(t reflect.Type) []key {
	var keys []key
	for i := range t.NumField() {
		name, option, _ := strings.Cut(t.Field(i).Tag.Get("yaml"), ",")
		keys = append(keys, key{name, option == "optional", i})
	}
	return keys
}

// entries decodes the entries of a mapping. A key in broken could not be
// read, but it is not missing.
func (d *decoder) entries(list []*ast.MappingValueNode, broken map[string]bool, v reflect.Value, path string, owner place) {
	keys, seen := keysOf(v.Type()), map[string]place{}
	for _, e := range list {
		if d.full() {
			return
		}
		name, at := keyName(e), keyPlace(e)
		i := slices.IndexFunc(keys, func(k key) bool { return k.name == name })
		first, twice := seen[name]
		switch {
		case twice:
			d.add(at, quote(name)+"写了两次", fmt.Sprintf("第%d行已有，留一处", first.line))
		case i < 0:
			if near := d.unknown(name, at, keys, list); near != "" {
				seen[near] = at // misspelt, not missing
			}
		default:
			f := v.Type().Field(keys[i].index)
			d.value(e.Value, v.Field(keys[i].index), f.Tag, join(path, name), at)
		}
		seen[name] = at
	}
	if off(v, seen) {
		return
	}
	for _, k := range keys {
		if _, ok := seen[k.name]; !ok && !k.optional && !broken[k.name] {
			d.add(owner, called(path)+"缺少"+quote(k.name), "补上一行“"+k.name+": …”")
		}
	}
}

// off reports a stage that is switched off: nothing else need be said of it.
func off(v reflect.Value, seen map[string]place) bool {
	on := v.FieldByName("On")
	_, said := seen["开展"]
	return on.IsValid() && said && !on.Bool()
}

// unknown names a key that does not exist, and gives the one that was meant.
func (d *decoder) unknown(name string, at place, keys []key, list []*ast.MappingValueNode) string {
	var free []string // the keys not yet written are the likelier ones
	var all []string
	for _, k := range keys {
		all = append(all, k.name)
		if !slices.ContainsFunc(list, func(e *ast.MappingValueNode) bool { return keyName(e) == k.name }) {
			free = append(free, k.name)
		}
	}
	near, instead := nearest(name, free), "这里可以写："+strings.Join(all, "、")
	if near != "" {
		instead = "是不是" + quote(near) + "？"
	}
	d.add(at, "不认识"+quote(name), instead)
	return near
}

func keyName(e *ast.MappingValueNode) string {
	if s, ok := e.Key.(*ast.StringNode); ok {
		return s.Value
	}
	return strings.TrimSpace(e.Key.GetToken().Value)
}

// nearest is the word closest to a misspelt one, or "" where none is close.
func nearest(s string, words []string) string {
	best, least := "", 1<<30
	for _, w := range words {
		n := distance([]rune(s), []rune(w))
		longest := max(len([]rune(s)), len([]rune(w)))
		if n < least && n <= (longest+1)/2 && n < longest {
			best, least = w, n
		}
	}
	return best
}

// distance is the number of edits between two words; two neighbours swapped
// count as one.
func distance(a, b []rune) int {
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(a)][len(b)]
}

// oneOf says which words are right, the likeliest first.
func oneOf(s string, words []string) string {
	if near := nearest(s, words); near != "" {
		return "是不是" + quote(near) + "？可以写：" + strings.Join(words, "、")
	}
	return "可以写：" + strings.Join(words, "、")
}

func example(t reflect.Type) string {
	var names []string
	for _, k := range keysOf(t) {
		if !k.optional {
			names = append(names, k.name)
		}
	}
	return "下面缩进两格，逐行写：" + strings.Join(names, "、")
}

func quote(s string) string { return "“" + s + "”" }

func shown(s string) string {
	if r := []rune(s); len(r) > 30 {
		s = string(r[:30]) + "…"
	}
	if s == "" {
		return ""
	}
	return "：" + s
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// called is what a person calls the place at the end of a path: “名额”第2项.
func called(path string) string {
	if path == "" {
		return "文件"
	}
	name, item, _ := strings.Cut(path[strings.LastIndex(path, ".")+1:], "[")
	if item == "" {
		return quote(name)
	}
	return quote(name) + "第" + strings.TrimSuffix(item, "]") + "项"
}
