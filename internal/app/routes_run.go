package app

import (
	evaluatepages "shidian/internal/evaluate/pages"
	runpages "shidian/internal/run/pages"
)

// evaluated are the addresses of the evaluations.
func (h *House) evaluated() []Route {
	evaluate := evaluatepages.New(h.Evaluate, h.Run)
	return []Route{
		// evaluate 评估验收
		{"GET /evaluate", evaluate.Desk},
		{"GET /evaluate/grades.pdf", evaluate.Packet(false)},
		{"GET /evaluate/grades.docx", evaluate.Packet(true)},
		{"GET /evaluate/{id}", evaluate.One},
		{"POST /evaluate/{id}/midterm", evaluate.Midterm},
		{"POST /evaluate/{id}/rectified", evaluate.Rectified},
		{"POST /evaluate/{id}/second", evaluate.Second},
		{"POST /evaluate/{id}/hear", evaluate.Hear},
		{"POST /evaluate/{id}/state", evaluate.State},
		{"POST /evaluate/{id}/announce", evaluate.Announce},
		{"POST /evaluate/{id}/final", evaluate.Final},
		{"PUT /evaluate/{id}/draft/{what}", evaluate.KeepDraft},
		{"GET /evaluate/{id}/looks/{n}/{file}", evaluate.Look},
		{"GET /evaluate/{id}/loss.pdf", evaluate.Loss(false)},
		{"GET /evaluate/{id}/loss.docx", evaluate.Loss(true)},
		{"GET /evaluate/{id}/files/{hash}", evaluate.File},
		{"GET /losses/{id}", evaluate.Lost},
		{"GET /losses/{id}/issued.pdf", evaluate.LostPDF},
		{"GET /grades/{id}", evaluate.Graded},
	}
}

// running are the addresses of the pilots at work.
func (h *House) running() []Route {
	run := runpages.New(h.Run)
	return []Route{
		// run 实施
		{"GET /pilots/{id}", run.Pilot},

		// who follows a pilot, its problems, persons, changes
		{"GET /pilots/contacts", run.Contacts},
		{"POST /pilots/contacts", run.Follow},
		{"GET /follow", run.FollowDesk},
		{"GET /pilots/{id}/notes", run.Notes},
		{"POST /pilots/{id}/notes", run.Note},
		{"GET /problems", run.Problems},
		{"GET /pilots/{id}/problems", run.RaiseForm},
		{"POST /pilots/{id}/problems", run.Raise},
		{"GET /problems/{id}", run.Problem},
		{"POST /problems/{id}/answer", run.AnswerProblem},
		{"POST /problems/{id}/escalate", run.EscalateProblem},
		{"POST /problems/{id}/close", run.CloseProblem},
		{"GET /pilots/{id}/persons", run.Persons},
		{"POST /pilots/{id}/persons", run.ChangePersons},
		{"GET /pilots/{id}/changes/{kind}", run.AskForm},
		{"POST /pilots/{id}/changes/{kind}", run.Ask},
		{"PUT /pilots/{id}/changes/plan/draft", run.KeepChange},
		{"GET /changes/{id}", run.Change},
		{"GET /changes/{id}/evidence", run.Evidence},
		{"POST /changes/{id}/decide", run.DecideChange},
		{"POST /changes/{id}/back", run.TakeBackChange},
		{"GET /pilots/{id}/plan", run.Plan},
		{"GET /pilots/{id}/plan/edit", run.EditPlan},
		{"POST /pilots/{id}/plan/edit", run.WritePlan},
		{"PUT /pilots/{id}/plan/draft", run.KeepPlan},
		{"GET /pilots/{id}/plan/draft.pdf", run.PlanDraft},
		{"GET /pilots/{id}/plan/{n}/plan.pdf", run.PlanFile},
		{"POST /pilots/{id}/plan/return", run.ReturnPlan},
		{"POST /pilots/{id}/plan/approve", run.ApprovePlan},
		{"GET /pilots/{id}/half/{stocktaking}", run.Half},
		{"POST /pilots/{id}/half/{stocktaking}", run.HandIn},
		{"PUT /pilots/{id}/half/{stocktaking}/draft", run.KeepHalf},
		{"GET /pilots/{id}/half/{stocktaking}/report.pdf", run.HalfPDF},
		{"GET /pilots/{id}/half/{stocktaking}/files/{hash}", run.HalfFile},
		{"GET /stocktakings", run.Stocktakings},
		{"POST /stocktakings", run.Stocktake},
		{"GET /stocktakings/new", run.NewStocktaking},
		{"GET /stocktakings/{id}", run.Stocktaking},
		{"POST /stocktakings/{id}/excuse", run.Excuse},
		{"POST /stocktakings/{id}/close", run.CloseStocktaking},
		{"GET /stocktakings/{id}/table.xlsx", run.StocktakingTable},
		{"GET /stocktakings/{id}/summary.docx", run.StocktakingSummary},
	}
}
