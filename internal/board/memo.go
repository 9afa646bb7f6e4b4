package board

import (
	"sync"

	"shidian/internal/ledger"
	"shidian/internal/store"
)

// Memo keeps what was counted until the next act: figures over all pilots are a question to states, which only acts change.
type Memo[T any] struct {
	mu   sync.Mutex
	size int64 // of the record when it was counted
	last T
	held bool
}

// Get gives what was counted last, or counts anew where something was done since.
func (m *Memo[T]) Get(t *store.Tx, count func(*store.Tx) (T, error)) (T, error) {
	size, err := ledger.Size(t)
	if err != nil {
		return *new(T), err
	}
	m.mu.Lock()
	last, holds := m.last, m.held && m.size == size
	m.mu.Unlock()
	if holds {
		return last, nil
	}
	fresh, err := count(t)
	if err == nil {
		m.mu.Lock()
		m.size, m.last, m.held = size, fresh, true
		m.mu.Unlock()
	}
	return fresh, err
}
