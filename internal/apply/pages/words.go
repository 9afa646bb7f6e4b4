package pages

import (
	"strings"

	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/programme"
)

// section is the entry of the main navigation that all pages of this room belong to.
const section = "apply"

// crumbs lead back to the application and the list that the reader came from.
func (m matter) crumbs() []kit.Crumb {
	list := kit.Crumb{Label: "申报材料", URL: "/applications"}
	if m.Own() {
		list = kit.Crumb{Label: "我的申报", URL: "/applications/mine"}
	}
	return []kit.Crumb{list, {Label: m.Name(), URL: m.At("")}}
}

// ticksWrong are the faults of the ticks; those of the form's fields stand in the checklist.
func ticksWrong(p kit.Problems) []components.Mend {
	var mends []components.Mend
	for _, f := range p {
		switch f.Key {
		case "head", "head_name", "secrecy", "secrecy_name":
			mends = append(mends, components.Mend{Key: f.Key, Message: f.Message})
		}
	}
	return mends
}

// fieldsOf are the form's fields for this kind of applicant.
func fieldsOf(m matter) []programme.Field {
	var all []programme.Field
	for _, f := range m.P().Fields() {
		if f.For(m.Kind) {
			all = append(all, f)
		}
	}
	return all
}

func (v afterView) paper() *programme.Paper {
	if v.Cohort.Programme == nil {
		return nil
	}
	return v.P().Paper
}

func (v afterView) paperWords() string {
	paper := v.paper()
	if paper == nil {
		return "按通知要求装订"
	}
	return paper.Size + "纸，" + paper.Binding + "装订成册"
}

// sealWords say of one opinion's box who signs and seals where.
func (v afterView) sealWords(f programme.Field) string {
	text := "“" + f.Label + "”栏：在“" + strings.TrimSuffix(f.Opinion.Signer, "：") + "”处由负责人签章，在“" + f.Opinion.Seal + "”处盖公章，写明日期"
	if f.Filler == programme.Recommender {
		text += "（由" + v.CityName + "办理，您不用填）"
	}
	return text + "。"
}

var numerals = []string{"", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十"}

func chineseCount(n int) string {
	if n > 0 && n < len(numerals) {
		return numerals[n]
	}
	return "若干"
}
