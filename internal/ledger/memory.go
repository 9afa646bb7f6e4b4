package ledger

import (
	"sync"

	"shidian/internal/store"
)

// Memory keeps answers to questions about what only acts change: every act leaves an entry, so an answer holds, in
// every process, exactly while the ledger has as many entries as when it was read.
type Memory[V any] struct {
	mu      sync.Mutex
	size    int64
	answers map[string]V
}

// memoryMost bounds how many answers are kept, for questions can be made up.
const memoryMost = 256

// Of gives the answer to a question, which must say everything that it depends on, who asks included. read also tells
// whether only acts change what it found. Whoever gets an answer reads it only: it is everybody's who asks the same.
func (m *Memory[V]) Of(t *store.Tx, question string, read func() (answer V, holds bool, err error)) (V, error) {
	size, err := Size(t)
	if err != nil {
		var none V
		return none, err
	}
	if kept, ok := m.at(size, question); ok {
		return kept, nil
	}
	answer, holds, err := read()
	if err == nil && holds {
		m.keep(size, question, answer)
	}
	return answer, err
}

func (m *Memory[V]) at(size int64, question string) (answer V, ok bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if size == m.size {
		answer, ok = m.answers[question]
	}
	return answer, ok
}

func (m *Memory[V]) keep(size int64, question string, answer V) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if size < m.size {
		return // read before an act that others have seen
	}
	if size > m.size || m.answers == nil || len(m.answers) >= memoryMost {
		m.size, m.answers = size, map[string]V{}
	}
	m.answers[question] = answer
}
