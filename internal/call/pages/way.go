package pages

import (
	"fmt"

	"shidian/internal/kit/components"
	"shidian/internal/programme"
)

// way is the line of stages that an application goes through, as the programme has them. Where it stands goes by what
// anybody may know: the window, then the public notice and the release.
func (s seen) way() []components.Stage {
	p := s.Cohort.Programme
	line := []components.Stage{{Name: "申报", Note: components.Before(s.Dates.Electronic)}}
	add := func(on bool, name, note string) {
		if on {
			line = append(line, components.Stage{Name: name, Note: note, Standing: components.Ahead})
		}
	}
	add(indirect(p) != "", "审核推荐", indirect(p))
	add(p.Stages.Accept.On, "形式审查", p.Organiser.Office)
	add(p.Stages.Review.On, "专家评审", "择优提出建议名单")
	if d, ok := p.Decides(programme.MatterList); ok {
		add(true, "研究", d.Body)
	}
	noticed := len(line)
	add(p.Stages.Publish.On, "公示、发布", days(p.Stages.Publish.Period.Value))
	add(p.Stages.Run.On, "实施", fmt.Sprintf("%d年，每%d个月调度一次", p.Term.Years, p.Stages.Run.ReportMonths))
	add(p.Stages.Evaluate.On, "评估验收", "中期、终期评估")
	switch {
	case s.Now.Before(s.Dates.Opens):
		line[0].Standing = components.Ahead
	case s.Dates.OpenAt(s.Now):
		line[0].Standing = components.Current
	default:
		line[0].Standing = components.Past
	}
	switch {
	case s.Later.Released:
		stand(line, noticed+1)
	case s.Later.Noticed:
		stand(line, noticed)
	}
	return line
}

// stand puts the line at a stage: what came before is over.
func stand(line []components.Stage, at int) {
	for i := range line[:min(at, len(line))] {
		line[i].Standing = components.Past
	}
	if at < len(line) {
		line[at].Standing = components.Current
	}
}

// indirect names the kinds that go through a recommender; "" when none does.
func indirect(p *programme.Programme) string {
	for _, k := range p.Kinds {
		if !k.Direct() {
			return k.Name + k.Channels[0].Name
		}
	}
	return ""
}

func days(d programme.Days) string {
	if d.Working {
		return fmt.Sprintf("公示%d个工作日", d.N)
	}
	return fmt.Sprintf("公示%d天", d.N)
}
