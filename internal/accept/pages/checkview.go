package pages

import (
	"strconv"

	"github.com/a-h/templ"

	"shidian/internal/accept"
	"shidian/internal/apply"
	"shidian/internal/kit/components"
	"shidian/internal/programme"
)

// part is a section of the form as it is read beside the check.
type part struct {
	Title  string
	Fields []read
}

// read is one field of the form.
type read struct {
	Name, Text string
	Long       bool
}

// parts is the frozen form to be read: the fields that the applicant filled in, in the order of the paper.
func (v checkView) parts() []part {
	var parts []part
	for _, s := range v.p().Form.Sections {
		one := part{Title: s.Title}
		for _, f := range s.Fields {
			if f.For(v.Kind) && f.Filler == programme.Applicant {
				one.Fields = append(one.Fields, read{apply.FieldName(f), apply.Shown(v.p(), f, v.Version.Values[f.Key]),
					f.Type == programme.Paragraphs || f.Type == programme.ContentsOf || f.Type == programme.OpinionOf})
			}
		}
		if len(one.Fields) > 0 {
			parts = append(parts, one)
		}
	}
	return parts
}

func (v checkView) line(item programme.CheckItem) accept.Line { return v.Lines[item.Key] }

// choices are the results that an item allows.
func choices(item programme.CheckItem) []accept.Result {
	if item.Fatal {
		return accept.Results
	}
	return accept.Results[:2]
}

func resultTone(r accept.Result) components.Tone {
	switch r {
	case accept.Passed:
		return components.Done
	case accept.Mendable:
		return components.Warn
	case accept.Fatal:
		return components.Stop
	}
	return components.Quiet
}

// mayMark tells whether the reader may mark a registered paper as wrong.
func (v checkView) mayMark(one accept.Paper) bool {
	return accept.MayRegister(v.Actor) && one.Standing != accept.PaperMistaken
}

func (v checkView) versionURL(below string) string {
	return "/applications/" + v.ID + "/versions/" + strconv.Itoa(v.Application.Version) + below
}

// changed is where the difference to the version that was looked at before is shown; "" for a first look.
func (v checkView) changed() string {
	for _, c := range v.Conclusions {
		if c.Version < v.Application.Version {
			return "/applications/" + v.ID + "/changes?from=" + strconv.Itoa(c.Version) + "&to=" + strconv.Itoa(v.Application.Version)
		}
	}
	return ""
}

// terms are the facts above the form.
func (v checkView) terms() []components.Term {
	terms := []components.Term{{Name: v.p().Called().Applicant, Value: components.Text(v.UnitName)}, {Name: "类别", Value: components.Text(v.kindName())}}
	if v.CityName != "" {
		terms = append(terms, components.Term{Name: "推荐单位", Value: components.Text(v.CityName)})
	}
	terms = append(terms, components.Term{Name: "现行版本", Value: components.Text("第" + strconv.Itoa(v.Application.Version) + "版，" + components.FullMoment(v.Submitted) + "提交，校验码 " + spaced(v.Version.Code))})
	if len(v.Contents) > 0 {
		terms = append(terms, components.Term{Name: v.p().Called().Contents, Value: chips(contentNames(v.p(), v.Application))})
	}
	for _, c := range v.Contacts {
		terms = append(terms, components.Term{Name: "电话", Value: components.Text(c.Words())})
	}
	return terms
}

func (v checkView) paperTerms() templ.Component {
	if v.p().Paper == nil {
		return components.Text("本项目不要求纸质件")
	}
	text := "现行版本收到" + n(v.Tally.Copies) + "份，其中盖章" + n(v.Tally.Sealed) + "份"
	if owed := v.Tally.Owed(v.p().Paper); owed > 0 {
		text += "，还缺" + n(owed) + "份"
	}
	if v.Tally.Old > 0 {
		text += "；旧版" + n(v.Tally.Old) + "份"
	}
	return components.Text(text)
}

// rejectable tells whether 不予受理 may be begun here.
func (v checkView) rejectable() bool { return v.handles() && (v.Open || v.Overdue) && v.Waits == "" }
