package app

import (
	runpages "shidian/internal/run/pages"
)

// running are the addresses of the pilots at work.
func (h *House) running() []Route {
	run := runpages.New(h.Run)
	return []Route{
		// run 实施
		{"GET /pilots", run.List},
		{"GET /pilots/{id}", run.Pilot},
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
