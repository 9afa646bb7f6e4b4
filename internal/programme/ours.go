package programme

import (
	"fmt"
	"reflect"
	"strings"
)

// OursLine is one decision of the organiser, in words for a page.
type OursLine struct {
	Where  string // 环节 · 公示 · 公示期
	Value  string // 5个工作日，首日计入
	Rule   string // C3
	Reason string
}

// Ours lists everything the notice leaves open, in the order of the file.
// What belongs to a stage that is off is left out.
func (p *Programme) Ours() []OursLine {
	var list []OursLine
	collect(reflect.ValueOf(*p), nil, &list)
	return list
}

// decision is what every Ours is, whatever its value.
type decision interface{ line() OursLine }

func (o Ours[T]) line() OursLine {
	return OursLine{Value: words(reflect.ValueOf(o.Value)), Rule: o.Rule, Reason: o.Reason}
}

func collect(v reflect.Value, where []string, list *[]OursLine) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			collect(v.Elem(), where, list)
		}
	case reflect.Slice:
		for i := range v.Len() {
			collect(v.Index(i), where, list)
		}
	case reflect.Struct:
		if d, ok := v.Interface().(decision); ok {
			l := d.line()
			l.Where = strings.Join(where, " · ")
			*list = append(*list, l)
			return
		}
		if on := v.FieldByName("On"); on.IsValid() && !on.Bool() {
			return
		}
		for _, k := range keysOf(v.Type()) {
			collect(v.Field(k.index), append(where[:len(where):len(where)], k.name), list)
		}
	}
}

func words(v reflect.Value) string {
	switch x := v.Interface().(type) {
	case bool:
		if x {
			return "是"
		}
		return "否"
	case Days:
		return x.Words()
	case GoOn:
		return x.Words()
	case Criterion:
		return fmt.Sprintf("%s%d分", x.Name, x.Weight)
	case Grade:
		return fmt.Sprintf("%s（%d分以上，不超过%d%%）", x.Name, x.From, x.Share)
	}
	if v.Kind() == reflect.Slice {
		var all []string
		for i := range v.Len() {
			all = append(all, words(v.Index(i)))
		}
		return strings.Join(all, "、")
	}
	return fmt.Sprint(v.Interface())
}

// Words is the period in words: 5个工作日，首日计入.
func (d Days) Words() string {
	unit, first := "天", "首日不计"
	if d.Working {
		unit = "个工作日"
	}
	if d.FirstDay {
		first = "首日计入"
	}
	return fmt.Sprintf("%d%s，%s", d.N, unit, first)
}
