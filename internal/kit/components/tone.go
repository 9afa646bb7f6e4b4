package components

import "github.com/a-h/templ"

// Tone is how loud something is. Red is kept for what is overdue or refused.
type Tone string

// The tones.
const (
	Quiet  Tone = "quiet"  // grey: nothing to be done (草稿, 撤回, 已结束)
	Active Tone = "active" // blue: waits for somebody's act (待审核)
	Done   Tone = "done"   // green: went well (已推荐, 已受理)
	Warn   Tone = "warn"   // amber: needs care (退回修改, 超出名额)
	Stop   Tone = "stop"   // red: overdue or refused (逾期, 不予受理)
)

func (t Tone) class(block string) string {
	if t == "" {
		t = Quiet
	}
	return block + " " + block + "-" + string(t)
}

// attributes give an element its class where there are many: templ sorts the class names of a class attribute anew for each.
func (t Tone) attributes(block string) templ.OrderedAttributes {
	return templ.OrderedAttributes{{Key: "class", Value: t.class(block)}}
}
