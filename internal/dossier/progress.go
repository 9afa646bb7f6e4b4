package dossier

import (
	"sync"
	"time"
)

// progress is how far the dossiers are that this process is putting together. It is no fact about them: after a restart
// the job begins anew.
type progress struct {
	mu sync.Mutex
	of map[string][2]int
}

func (p *progress) set(id string, done, total int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.of == nil {
		p.of = map[string][2]int{}
	}
	p.of[id] = [2]int{done, total}
}

func (p *progress) end(id string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.of, id)
}

// UnderWay tells whether a dossier is still being put together, for all that this process knows.
func (r *Room) UnderWay(d Dossier, now time.Time) bool {
	_, total := r.Progress(d.ID)
	return d.UnderWay(now, total > 0)
}

// Progress is how many of how many files of a dossier are written; total is 0 before the first.
func (r *Room) Progress(id string) (done, total int) {
	r.progress.mu.Lock()
	defer r.progress.mu.Unlock()
	at := r.progress.of[id]
	return at[0], at[1]
}
