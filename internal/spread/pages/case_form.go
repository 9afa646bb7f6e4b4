package pages

import (
	"slices"
	"strconv"

	"shidian/internal/kit/components"
	"shidian/internal/spread"
)

func (v draftView) at(below string) string { return "/cases/" + v.ID + below }

// sources are the pieces from which a part of the draft was taken.
func (v draftView) sources(part string) (of []spread.Source) {
	for _, s := range v.Sources {
		if s.Part == part {
			of = append(of, s)
		}
	}
	return of
}

var caseHints = map[string]string{"summary": "两三句话：解决了什么问题，怎么做的，效果怎样。列表里显示。", "problem": "改革以前是什么情况，难在哪里。", "measures": "做了什么，新在哪里。",
	"effects": "用数字和事实说明，与调度报告一致。", "copying": "别的单位可以直接采用哪些做法，需要什么条件。"}

func (v draftView) field(part spread.Part) components.Field {
	f := components.Field{Name: part.Key, Label: part.Name, Value: part.Text, Error: v.Wrong.Of(part.Key), Hint: caseHints[part.Key], Max: spread.Most(part.Key), Rows: 9, Required: true}
	if part.Key == spread.PartSummary {
		f.Rows = 3
	}
	return f
}

func (v draftView) title() components.Field {
	f := v.field(spread.Part{Key: spread.PartTitle, Name: "标题", Text: v.Body.Title})
	f.Hint = "突出做法，不用单位名称开头。"
	return f
}

func (v draftView) caption(p spread.Picture) components.Field {
	key := spread.CaptionPart(p)
	return components.Field{Name: key, Label: "图片说明", Value: p.Caption, Error: v.Wrong.Of(key), Hint: "何时何地在做什么；不写个人的姓名和电话。", Max: spread.MostCaption, Required: true}
}

func (v draftView) consent(p spread.Picture) components.Field {
	key := spread.ConsentPart(p)
	return components.Field{Name: key, Label: "图中人员已同意公开", Error: v.Wrong.Of(key), Required: true}
}

func (v draftView) upload() components.Upload {
	return components.Upload{Name: spread.PartPictures, Label: "添加图片", Hint: "JPEG、PNG，单个不超过 20 MB，最多 " + strconv.Itoa(spread.MostPictures) + " 张。选好后点“上传图片”；拍摄时间、地点等信息自动去除。",
		Error: v.Wrong.Of(spread.PartPictures), Accept: ".jpg,.jpeg,.png", Multiple: true}
}

// saved says since when what is written is safe.
func (v draftView) saved() string {
	if v.Before.IsZero() {
		return "填写的内容自动保存"
	}
	return v.Who + " " + components.FullMoment(v.Before) + " 已保存，还没有报送"
}

func (v draftView) headline() string {
	if v.N == 0 {
		return "起草典型案例"
	}
	return "修改典型案例"
}

func contains[T comparable](list []T, one T) bool { return slices.Contains(list, one) }
