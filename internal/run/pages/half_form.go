package pages

import (
	"fmt"
	"slices"
	"strings"

	"shidian/internal/files"
	"shidian/internal/kit/components"
	"shidian/internal/run"
)

// line is what stands of a milestone.
func (v halfView) line(m run.Milestone) run.ReportLine { return lineOf(v.Body, m.Key) }

// before is what the last report said of a milestone; false where it said nothing.
func (v halfView) before(m run.Milestone) (run.ReportLine, bool) {
	l := lineOf(v.Last.Body, m.Key)
	return l, l.Milestone != ""
}

func lineOf(b run.ReportBody, key string) run.ReportLine {
	i := slices.IndexFunc(b.Lines, func(l run.ReportLine) bool { return l.Milestone == key })
	if i < 0 {
		return run.ReportLine{}
	}
	return b.Lines[i]
}

// beforeWords are the last report's state and figure.
func beforeWords(l run.ReportLine, m run.Milestone) string {
	words := "上次报送：" + run.ProgressTitles[l.State]
	if l.Actual != "" {
		words += "，" + l.Actual + m.Unit
	}
	return words
}

// goal is a milestone's day, indicator and target in one line.
func (v halfView) goal(m run.Milestone) string {
	return fmt.Sprintf("%s前，%s %s%s；佐证：%s", day(m.By, v.Now), m.Indicator, m.Target, m.Unit, m.Evidence)
}

var steps = []run.Progress{run.NotBegun, run.OnTheWay, run.Done, run.Behind, run.GivenUp}

func stepOptions() (options []components.Option) {
	for _, s := range steps {
		options = append(options, components.Option{Value: string(s), Label: run.ProgressTitles[s]})
	}
	return options
}

func (v halfView) field(name string, m run.Milestone, label, value string) components.Field {
	key := name + "-" + m.Key
	return components.Field{Name: key, Label: label, Value: value, Error: v.Wrong.Of(key), Rows: 2}
}

// proofs are the files of a line, as links.
func (v halfView) proofs(l run.ReportLine) []components.File {
	list := make([]components.File, len(l.Files))
	for i, hash := range l.Files {
		list[i] = components.File{Name: "附件" + n(i+1), URL: v.at("/files/" + hash)}
	}
	return list
}

// saved says until when what is written was kept.
func (v halfView) saved() string {
	if v.Before.IsZero() {
		return "还没有保存"
	}
	return strings.TrimSpace(v.Who+" "+components.FullMoment(v.Before)) + " 已保存，还没有报送"
}

func (v halfView) summary() components.Field {
	hint := "这个时段的主要工作、成效和需要协调的事项。"
	return components.Field{Name: "summary", Label: "工作进展情况", Value: v.Body.Summary, Hint: hint, Error: v.Wrong.Of("summary"), Rows: 6, Max: 4000}
}

func (v halfView) same(m run.Milestone) components.Field {
	return v.field("same", m, "与上次相同", "")
}

func (v halfView) step(m run.Milestone, l run.ReportLine) components.Field {
	f := v.field("state", m, "进展", string(l.State))
	f.Options = stepOptions()
	return f
}

func (v halfView) actual(m run.Milestone, l run.ReportLine) components.Field {
	f := v.field("actual", m, "实际完成（"+m.Unit+"）", l.Actual)
	f.InputMode, f.Hint = "decimal", "目标 "+m.Target+m.Unit
	return f
}

func (v halfView) word(m run.Milestone, l run.ReportLine) components.Field {
	f := v.field("word", m, "说明", l.Word)
	f.Hint = "与上次相同、完成少于目标或者不再实施的，说明一句。"
	return f
}

func (v halfView) upload(m run.Milestone) components.Upload {
	key := "files-" + m.Key
	return components.Upload{Name: key, Label: "上传佐证附件", Hint: files.Words + "，单个不超过 20 MB；随“保存”或者“报送”上传", Error: v.Wrong.Of(key), Accept: ".pdf,.jpg,.jpeg,.png,.docx,.xlsx", Multiple: true}
}
