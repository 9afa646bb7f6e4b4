package pages

import (
	"encoding/json"
	"strings"

	"shidian/internal/call"
	"shidian/internal/kit/components"
	"shidian/internal/store"
)

// Registration puts a registration of this room before the approver: what is registered, where the PDF is, what follows.
func Registration(t *store.Tx, object string, params json.RawMessage) (terms []components.Term, effect string, err error) {
	var in call.Proposed
	if err := json.Unmarshal(params, &in); err != nil {
		return nil, "", err
	}
	c, err := call.Get(t, strings.TrimPrefix(object, call.Object("")))
	if err != nil {
		return nil, "", err
	}
	terms = []components.Term{
		{Name: "批次", Value: components.Link(cohortURL(c.ID), c.Title())},
		{Name: "通知文字", Value: components.Link(cohortURL(c.ID)+"/preview", "预览")},
		{Name: "文号", Value: components.Text(in.Number)},
		{Name: "签发人", Value: components.Text(in.Signer)},
		{Name: "成文日期", Value: components.Text(dayOf(in.Dated))},
		{Name: "印发件", Value: components.Link(cohortURL(c.ID)+"/proposed.pdf", "查看 PDF")},
	}
	if in.Note != "" {
		terms = append(terms, components.Term{Name: "更正说明", Value: components.Text(in.Note)})
	}
	d, err := call.DraftOf(t, c.ID)
	if err != nil {
		return nil, "", err
	}
	found, err := call.CheckedDraft(t, c, d)
	if err != nil {
		return nil, "", err
	}
	terms = append(terms, components.WordingTerm(found))
	return terms, "通知即时在公开网站发布，各单位收到消息；发布后只能以更正的方式修改。", nil
}
