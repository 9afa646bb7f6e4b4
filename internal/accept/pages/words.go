package pages

import (
	"strconv"

	"shidian/internal/accept"
	"shidian/internal/apply"
	"shidian/internal/fault"
	"shidian/internal/kit/components"
	"shidian/internal/programme"
)

// firstWords are a fault's words for one line.
func firstWords(err error) string {
	f, ok := fault.As(err)
	switch {
	case !ok:
		return ""
	case len(f.Fields) > 0:
		return f.Fields[0].Message
	}
	return f.Message
}

func n(i int) string { return strconv.Itoa(i) }

// spaced writes a check code in two halves, to be read out: 7F3K-Q9AX.
func spaced(code string) string {
	if len(code) != 8 {
		return code
	}
	return code[:4] + "-" + code[4:]
}

func contentNames(p *programme.Programme, a apply.Application) []string {
	var names []string
	for _, number := range a.Contents {
		c, _ := p.Content(number)
		names = append(names, components.Ring(number)+" "+c.Short)
	}
	return names
}

func kindName(p *programme.Programme, key string) string {
	k, _ := p.Kind(key)
	return k.Name
}

func stepTone(s accept.Step) components.Tone {
	switch s {
	case accept.StepCheck, accept.StepAgain:
		return components.Active
	case accept.StepMending, accept.StepOverrun:
		return components.Warn
	case accept.StepOverdue, accept.StepRefused:
		return components.Stop
	case accept.StepDone:
		return components.Done
	}
	return components.Quiet
}

// paperLine is one envelope in one line.
func paperLine(p accept.Paper) string {
	text := p.Received.String() + "　"
	if p.Version > 0 {
		text += "第" + n(p.Version) + "版　"
	}
	text += accept.StandingTitles[p.Standing] + "　" + n(p.Copies) + "份，盖章" + n(p.Sealed) + "份"
	if p.Courier != "" {
		text += "　快递" + p.Courier
	}
	if p.Note != "" {
		text += "　" + p.Note
	}
	if p.Mistake != "" {
		text += "　（" + p.Mistake + "）"
	}
	return text
}

func conclusionWords(c accept.Conclusion) string {
	return components.Moment(c.At) + "　第" + n(c.Version) + "版"
}
