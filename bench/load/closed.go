package load

import (
	"errors"
	"fmt"
	"sync"
	"time"
)

// Worker is one connection's part: the next request, and what its answer must be like.
type Worker interface {
	Next() []byte
	Answered(Answer) error
}

// Measured is what one cell gave.
type Measured struct {
	Latency Histogram
	Times   float64 // how many things one latency stands for (rows to a commit); 0 is 1
	Seconds float64
	Cores   float64 // of the server
	Memory  int64   // of the server, the most seen, in bytes
	Failed  int64
	First   error // the first failure
}

// Rate is answers (or rows) a second.
func (m *Measured) Rate() float64 {
	if m.Seconds == 0 {
		return 0
	}
	return float64(m.Latency.Count()) * max(m.Times, 1) / m.Seconds
}

func (m *Measured) fail(err error) {
	if m.Failed++; m.First == nil {
		m.First = err
	}
}

func (m *Measured) merge(other *Measured) {
	m.Latency.Merge(&other.Latency)
	m.Failed += other.Failed
	if m.First == nil {
		m.First = other.First
	}
}

// Wrong says what is wrong with an answer, beginning with its status and its first bytes.
func Wrong(a Answer, what string) error {
	return fmt.Errorf("%s: status %d %s: %.200q", what, a.Status, a.Header("Location"), a.Body)
}

// workers opens a connection for each worker and runs them until all return.
func workers(addr string, list []Worker, run func(i int, c *Conn, w Worker) *Measured) (all Measured) {
	var wg sync.WaitGroup
	var mu sync.Mutex
	for i, w := range list {
		wg.Go(func() {
			part := &Measured{}
			if c, err := Dial(addr); err != nil {
				part.fail(err)
			} else {
				defer c.Close()
				part = run(i, c, w)
			}
			mu.Lock()
			defer mu.Unlock()
			all.merge(part)
		})
	}
	wg.Wait()
	return all
}

// Closed keeps every worker busy: warm first, then measured for a time.
func Closed(s Server, list []Worker, warm, measure time.Duration) *Measured {
	begin := time.Now().Add(warm)
	end := begin.Add(measure)
	result := make(chan func() (float64, int64), 1)
	go func() {
		time.Sleep(time.Until(begin))
		result <- s.Watch()
	}()
	all := workers(s.Addr, list, func(_ int, c *Conn, w Worker) *Measured { return busy(c, w, begin, end) })
	all.Seconds = measure.Seconds()
	all.Cores, all.Memory = (<-result)()
	return &all
}

func busy(c *Conn, w Worker, begin, end time.Time) *Measured {
	m := &Measured{}
	for sent := time.Now(); sent.Before(end); {
		a, err := c.Do(w.Next())
		now := time.Now()
		if err == nil {
			err = w.Answered(a)
		}
		switch {
		case err != nil:
			m.fail(err)
			if m.Failed > 20 || errors.Is(err, errChunk) {
				return m
			}
		case sent.After(begin) && now.Before(end):
			m.Latency.Add(now.Sub(sent))
		}
		sent = now
	}
	return m
}

// Once lets every worker send all it has; a worker ends with its first failure.
func Once(s Server, list []Worker) *Measured {
	start, watched := time.Now(), s.Watch()
	all := workers(s.Addr, list, func(_ int, c *Conn, w Worker) *Measured {
		m := &Measured{}
		for raw := w.Next(); raw != nil; raw = w.Next() {
			sent := time.Now()
			a, err := c.Do(raw)
			if err == nil {
				err = w.Answered(a)
			}
			if err != nil {
				m.fail(err)
				return m
			}
			m.Latency.Add(time.Since(sent))
		}
		return m
	})
	all.Seconds = time.Since(start).Seconds()
	all.Cores, all.Memory = watched()
	return &all
}
