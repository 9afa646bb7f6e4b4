package house

import (
	"sync/atomic"

	"shidian/bench/load"
)

// turns gives each of n connections its own persons, so that two requests of one person never cross.
func turns(people []*Person, n int) [][]*Person {
	n = min(n, len(people))
	parts := make([][]*Person, n)
	for i, p := range people {
		parts[i%n] = append(parts[i%n], p)
	}
	return parts
}

// cycle sends ready requests one after the other, again and again.
type cycle struct {
	raws  [][]byte
	next  int
	judge func(load.Answer) error
}

// Next implements load.Worker.
func (c *cycle) Next() []byte {
	raw := c.raws[c.next%len(c.raws)]
	c.next++
	return raw
}

// Answered implements load.Worker.
func (c *cycle) Answered(a load.Answer) error { return c.judge(a) }

// Same are n connections that all send the same request.
func Same(n int, raw []byte, judge func(load.Answer) error) []load.Worker {
	list := make([]load.Worker, n)
	for i := range list {
		list[i] = &cycle{raws: [][]byte{raw}, judge: judge}
	}
	return list
}

// saver saves its persons' forms in turn: every text over the one before it.
type saver struct {
	persons []*Person
	ready   [][][]byte // by person, by variant
	turn    int
}

// Savers are n connections on which people save their whole forms (fields nil) or only the named fields. The requests
// are written here, before anything is measured: the first over what stands in the draft (Bases), then each variant over
// the one before. Settle must be called before the next such workers.
func Savers(host string, people []*Person, n int, forms Forms, fields []string) []load.Worker {
	var list []load.Worker
	for _, part := range turns(people, n) {
		s := &saver{persons: part}
		for _, p := range part {
			s.ready = append(s.ready, readySaves(host, p, forms, fields))
		}
		list = append(list, s)
	}
	return list
}

// readySaves are the saves of a person: first over what stands there, then each variant over the one before.
func readySaves(host string, p *Person, forms Forms, fields []string) [][]byte {
	only := func(texts map[string]string) map[string]string {
		if fields == nil {
			return texts
		}
		some := map[string]string{}
		for _, key := range fields {
			some[key] = texts[key]
		}
		return some
	}
	n := len(forms.texts)
	raws := [][]byte{Save(p, host, only(forms.Texts(0)), p.Bases)}
	for i := range n {
		raws = append(raws, Save(p, host, only(forms.Texts(i+1)), Hashes(forms.Texts(i))))
	}
	return raws
}

// Next implements load.Worker.
func (s *saver) Next() []byte {
	k, times := s.turn%len(s.persons), s.turn/len(s.persons)
	ready := s.ready[k]
	s.turn++
	if times == 0 {
		return ready[0]
	}
	return ready[1+(times-1)%(len(ready)-1)]
}

// Answered implements load.Worker.
func (s *saver) Answered(a load.Answer) error { return Saved(a) }

// Settle brings the persons' known bases up to date after saves: what stands is read back.
func Settle(host string, people []*Person) error {
	c, err := load.Dial(host)
	if err != nil {
		return err
	}
	defer c.Close()
	for _, p := range people {
		texts, err := Read(c, host, p)
		if err != nil {
			return err
		}
		for _, key := range LongFields {
			p.Bases[key] = Hashes(texts)[key]
		}
	}
	return nil
}

// handing sends each of its requests once; all connections take from the same ones.
type handing struct {
	raws  [][]byte
	next  *atomic.Int64
	judge func(load.Answer) error
}

// Handing are n connections that submit all applications once.
func Handing(host string, people []*Person, n int) []load.Worker {
	return once(people, n, func(p *Person) []byte { return Submit(p, host) },
		func(a load.Answer) error { return Led(a, "/receipt") })
}

// TakingBack are n connections that take back all applications that are submitted.
func TakingBack(host string, people []*Person, n int) []load.Worker {
	return once(people, n, func(p *Person) []byte { return TakeBack(p, host) }, func(a load.Answer) error {
		if a.Status == 409 {
			return nil // it is a draft
		}
		return Led(a, "/edit")
	})
}

func once(people []*Person, n int, raw func(*Person) []byte, judge func(load.Answer) error) []load.Worker {
	all := &handing{next: new(atomic.Int64), judge: judge}
	for _, p := range people {
		all.raws = append(all.raws, raw(p))
	}
	list := make([]load.Worker, min(n, len(people)))
	for i := range list {
		list[i] = all
	}
	return list
}

// Next implements load.Worker; nil when all are done.
func (h *handing) Next() []byte {
	if i := int(h.next.Add(1)) - 1; i < len(h.raws) {
		return h.raws[i]
	}
	return nil
}

// Answered implements load.Worker.
func (h *handing) Answered(a load.Answer) error { return h.judge(a) }
