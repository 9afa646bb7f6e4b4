package app

import (
	"encoding/json"

	"shidian/internal/act"
	"shidian/internal/apply"
	boardpages "shidian/internal/board/pages"
	"shidian/internal/call"
	callpages "shidian/internal/call/pages"
	"shidian/internal/decide"
	decidepages "shidian/internal/decide/pages"
	dossierpages "shidian/internal/dossier/pages"
	"shidian/internal/evaluate"
	"shidian/internal/publish"
	publishpages "shidian/internal/publish/pages"
	"shidian/internal/store"
)

// proposedPapers are the files that whoever confirms has to see.
var proposedPapers = boardpages.Papers{"apply.late": papersIn[apply.LateDoor], "decide.record": papersIn[decide.Taken], "publish.start": papersIn[publish.Starting], "publish.release": papersIn[publish.Releasing], "evaluate.announce": papersIn[evaluate.Announcing]}

// papersIn reads the files out of what was proposed.
func papersIn[T interface{ Papers() []act.Paper }](params json.RawMessage) ([]act.Paper, error) {
	var x T
	err := json.Unmarshal(params, &x)
	return x.Papers(), err
}

// later tells the home page what of a cohort is before the public.
func later(t *store.Tx, c call.Cohort) (l callpages.Later, err error) {
	all, err := publishpages.Public(t, c)
	for _, one := range all {
		l.Noticed, l.Released = true, l.Released || one.Release
		if one.Running || one.Release {
			l.Shown = append(l.Shown, callpages.Shown{Title: one.Title, URL: one.URL, Note: one.When + "，" + one.State, Running: one.Running})
		}
	}
	return l, err
}

// decided are the addresses from the suggested list to the released one.
func (h *House) decided() []Route {
	decide, publish, dossier := decidepages.New(h.Decide), publishpages.New(h.Publish), dossierpages.New(h.Dossier)
	return []Route{
		// decide 研究
		{"GET /decide", decide.Desk},
		{"POST /decide", decide.List},
		{"GET /decide/matter", decide.Matter},
		{"POST /decide/matter", decide.RecordMatter},
		{"GET /decide/{id}", decide.One},
		{"POST /decide/{id}/record", decide.Record},
		{"POST /decide/{id}/drop", decide.Drop},
		{"GET /decide/{id}/packet.pdf", decide.PacketPDF},
		{"GET /decide/{id}/packet.docx", decide.PacketDOCX},
		{"GET /decide/{id}/excerpt.pdf", decide.Excerpt},

		// publish 公示与发布
		{"GET /publish", publish.Desk},
		{"POST /publish", publish.Draft},
		{"POST /publish/release", publish.Release},
		{"GET /publish/release.pdf", publish.ReleaseDraft(false)},
		{"GET /publish/release.docx", publish.ReleaseDraft(true)},
		{"GET /publish/{id}", publish.One},
		{"GET /publish/{id}/snapshot", publish.Snapshot},
		{"POST /publish/{id}/draft", publish.Draft},
		{"GET /publish/{id}/draft.pdf", publish.DraftFile(false)},
		{"GET /publish/{id}/draft.docx", publish.DraftFile(true)},
		{"GET /publish/{id}/correction.pdf", publish.CorrectionFile(false)},
		{"GET /publish/{id}/correction.docx", publish.CorrectionFile(true)},
		{"POST /publish/{id}/start", publish.Start},
		{"POST /publish/{id}/strike", publish.Strike},
		{"POST /publish/{id}/stop", publish.Stop},
		{"POST /publish/{id}/objections", publish.TypeIn},
		{"GET /objections/{id}", publish.Objection},
		{"GET /objections/{id}/evidence/{n}", publish.Evidence},
		{"POST /objections/{id}/assign", publish.Assign},
		{"POST /objections/{id}/find", publish.Find},
		{"GET /reports", publish.Reports},
		{"GET /public", publish.List},
		{"GET /public/{id}", publish.Notice},
		{"GET /public/{id}/issued.pdf", publish.Issued},
		{"GET /public/{id}/objection", publish.ObjectForm},
		{"POST /public/{id}/objection", publish.Object},
		{"GET /public/{id}/report", publish.ReportForm},
		{"POST /public/{id}/report", publish.Report},
		{"GET /objection", publish.QueryForm},
		{"GET /objection/{code}", publish.Query},
		{"GET /released/{id}", publish.Released},
		{"GET /released/{id}/{n}/issued.pdf", publish.ReleasedPDF},

		// dossier 归档案卷
		{"GET /dossier", dossier.Desk},
		{"POST /dossier", dossier.Export},
		{"GET /dossier/{id}/dossier.zip", dossier.Download},
	}
}
