package pages

import (
	"shidian/internal/access"
	"shidian/internal/run"
	"shidian/internal/spread"
	"shidian/internal/store"
)

// casesCard is what a pilot's page shows of the cases that came of it, as the reader may see them.
type casesCard struct {
	Pilot  string
	Cases  []namedCase
	Begins bool // the reader may begin one
	Office bool // and it is the office's own
}

// namedCase is a case with its title.
type namedCase struct {
	spread.Case
	Title string // "" while nothing was handed in
}

func casesOf(t *store.Tx, actor access.Actor, c run.Case) (card casesCard, err error) {
	card.Pilot = c.ID
	card.Office = actor.Has(access.Handler)
	mine := spread.MayWrite(actor, spread.Case{Office: card.Office}, c).Allowed
	card.Begins = mine && spread.MayWorkOn(c.State) == nil
	seen, err := spread.SeenOf(t, actor, c)
	if err != nil {
		return card, err
	}
	for _, one := range seen {
		named := namedCase{Case: one}
		if one.N > 0 {
			v, err := spread.VersionOf(t, one.ID, one.N)
			if err != nil {
				return card, err
			}
			named.Title = v.Body.Title
		}
		card.Cases = append(card.Cases, named)
	}
	return card, nil
}

// words are a case's title, or what stands for it.
func (n namedCase) words() string {
	if n.Title == "" {
		return "还没有报送的案例"
	}
	return n.Title
}
