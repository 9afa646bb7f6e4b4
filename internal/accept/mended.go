package accept

import (
	"slices"
	"time"

	"shidian/internal/apply"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// mended tells whether the paper that a conclusion asked for has come: some of the version in force was registered
// since, and no copy is owed any more.
func mended(p *programme.Programme, a apply.Application, asked Conclusion, papers []Paper) bool {
	since := slices.ContainsFunc(papers, func(one Paper) bool {
		return one.At.After(asked.At) && one.Today(a) == PaperInForce
	})
	return since && TallyOf(p, a, papers, time.Time{}).Owed(p.Paper) == 0
}

// stillAsked is the last conclusion where it asks for paper of the version in force that is still to come; zero: none.
func stillAsked(p *programme.Programme, a apply.Application, last Conclusion, papers []Paper) Conclusion {
	if last.Outcome != PaperToMend || last.Version != a.Version || mended(p, a, last, papers) {
		return Conclusion{}
	}
	return last
}

// PaperAsked is the paper that the last conclusion asked for and that is still to come; false: none.
func PaperAsked(t *store.Tx, p *programme.Programme, a apply.Application) (Conclusion, bool, error) {
	last, found, err := LastOf(t, a.ID)
	if err != nil || !found || last.Outcome != PaperToMend {
		return Conclusion{}, false, err
	}
	papers, err := Papers(t, a.ID)
	last = stillAsked(p, a, last, papers)
	return last, last.ID != "", err
}
