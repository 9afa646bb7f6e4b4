package app

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/jpeg"
	"time"

	"shidian/internal/paper"
	"shidian/internal/run"
	"shidian/internal/spread"
	"shidian/internal/store"
)

// library are a public case as a paper, and three of them bound into a booklet, of pilots that were just released: what the
// cases say is made up, for their two years have not passed.
func (s *sampler) library(ctx context.Context, of *story) error {
	var pilots []run.Case
	err := s.DB.Read(ctx, func(t *store.Tx) (err error) {
		pilots, err = run.Cases(t, of.handler, of.cohort)
		return err
	})
	if err != nil {
		return err
	}
	articles := sampleArticles(pilots)
	picture, err := samplePicture()
	load := func(string) ([]byte, error) { return picture, err }
	booklet := spread.BookletPaper(articles, "示例", articles[0].ShownAt, load)
	for _, one := range []struct {
		name string
		doc  paper.Document
	}{{"case", spread.CasePaper(articles[0], load)}, {"booklet", booklet}} {
		pdf, err := paper.PDF(one.doc, s.Fonts)
		if err := s.write(one.name+".pdf", pdf, err); err != nil {
			return err
		}
		docx, err := paper.DOCX(one.doc)
		if err := s.write(one.name+".docx", docx, err); err != nil {
			return err
		}
	}
	return nil
}

// sampleArticles are three made-up cases, marked as such.
func sampleArticles(pilots []run.Case) (all []spread.Article) {
	for i, b := range []spread.Body{
		{Title: "“三长”进网格　服务到家门（示例）", Summary: "以医院院长、学校校长、农技站站长为骨干，把组织办到群众身边。本文为示例，单位、数字均为虚构。",
			Problem:  "乡镇、村组织力量薄弱，联系科技工作者的渠道不畅，活动覆盖面不够。",
			Measures: "一是选好骨干。吸收“三长”进入乡镇组织领导机构兼职，明确职责清单。\n二是沉下资源。依托网格建立服务点，每月公布活动安排，群众点单、骨干接单。\n三是管好过程。建立台账，每季度通报办理情况。",
			Effects:  "建成服务点12个，开展活动96场，群众点单办结率95%。", Copying: "职责清单、点单流程、台账样式可以直接采用，适用于力量薄弱的乡镇。"},
		{Title: "一张清单管到底：科技人才联系服务机制（示例）", Summary: "以联系清单、服务清单、办理清单贯通人才服务全程。本文为示例，单位、数字均为虚构。",
			Problem: "联系服务科技人才底数不清、办理不实。", Measures: "一是摸清底数，分领域建立联系清单。\n二是按需服务，逐人形成服务清单。\n三是限时办理，逐项销号。",
			Effects: "联系人才320名，办结诉求57件。", Copying: "三张清单的样式和办理时限可以直接采用。"},
		{Title: "学会服务站办在园区里（示例）", Summary: "学会与园区共建服务站，专家定期坐诊。本文为示例，单位、数字均为虚构。",
			Problem: "学会资源与企业需求对接不够。", Measures: "一是共建服务站。\n二是专家轮值坐诊。\n三是建立需求台账。", Effects: "对接需求41项，促成合作9项。", Copying: "轮值制度和需求台账可以直接采用。"},
	} {
		p := pilots[i%len(pilots)]
		b.Contents = p.Contents[:1]
		b.Pictures = []spread.Picture{{Width: 960, Height: 600, Caption: "图：活动场次逐季上升（示例）", Consent: true}}
		all = append(all, spread.Article{Case: spread.Case{UnitName: p.Application.UnitName, CityName: p.Application.CityName, N: 1, Shown: 1,
			ShownAt: p.Until.Start().Add(time.Duration(9-i) * 24 * time.Hour)}, Version: spread.Version{N: 1, Body: b}, Of: p.Cohort, Grade: "优秀"})
	}
	return all
}

// samplePicture is a picture that shows nobody: four columns that rise.
func samplePicture() ([]byte, error) {
	img := image.NewRGBA(image.Rect(0, 0, 960, 600))
	for y := range 600 {
		for x := range 960 {
			c := color.RGBA{244, 243, 239, 255}
			column, within := x/240, x%240
			switch {
			case within > 50 && within < 190 && y < 540 && y > 460-110*column:
				c = color.RGBA{29, 79, 124, 255}
			case y >= 540 && y < 546:
				c = color.RGBA{28, 31, 35, 255}
			}
			img.SetRGBA(x, y, c)
		}
	}
	var b bytes.Buffer
	err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 85})
	return b.Bytes(), err
}
