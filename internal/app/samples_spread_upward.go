package app

import (
	"context"

	"shidian/internal/evaluate"
	"shidian/internal/paper"
	"shidian/internal/run"
	"shidian/internal/spread"
	"shidian/internal/store"
)

// recommendedUpward is the letter that recommends a case, with its form, of one pilot that was just released: case and figures
// are made up.
func (s *sampler) recommendedUpward(ctx context.Context, of *story) error {
	var doc paper.Document
	err := s.DB.Read(ctx, func(t *store.Tx) error {
		all, err := run.Of(t, of.cohort.ID)
		if err != nil || len(all) == 0 {
			return err
		}
		e, err := evaluate.Of(t, all[0].ID)
		if err != nil {
			return err
		}
		c := spread.UpwardCase{Case: spread.Case{UnitName: e.Application.UnitName}, Pilot: e.Case,
			Body: spread.Body{Title: "“三长制”把科协组织建到村", Contents: e.Contents, Summary: "以医院院长、学校校长、农技站站长为骨干，把科协组织办到群众身边。"}}
		u := spread.Upward{To: c.To(), At: t.Now(), Form: spread.UpwardForm{Reason: "机制成熟，成效经数据和佐证核实，已有单位应用。",
			Novelty: "把三类基层单位的负责人变成科协组织的骨干，不增加机构和编制。", Copying: "章程、职责清单和年度任务清单可以直接采用。"},
			Figures: spread.Figures{Grade: "优秀", Uses: []spread.FigureUse{{Unit: "乙县科学技术协会", Since: "2021-09-01"}, {Unit: "丙县科学技术协会", Since: "2022-01-10"}}}}
		for _, one := range sampleTargets(e) {
			u.Figures.Targets = append(u.Figures.Targets, spread.FigureTarget{What: one.What, Indicator: one.Indicator, Target: one.Target + one.Unit, Actual: one.Actual + one.Unit,
				Share: one.Share()})
		}
		doc = spread.UpwardPaper(c, u)
		return nil
	})
	if err != nil {
		return err
	}
	pdf, err := paper.PDF(doc, s.Fonts)
	if err := s.write("recommendation-upward.pdf", pdf, err); err != nil {
		return err
	}
	docx, err := paper.DOCX(doc)
	return s.write("recommendation-upward.docx", docx, err)
}
