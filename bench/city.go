package main

import (
	"fmt"
	"time"

	"shidian/bench/house"
	"shidian/bench/load"
)

// places are how many applications a city may recommend without giving a reason (A6).
const places = 2

// endorsing is a city's hour: it looks at its desk again and again, opens what came in, and recommends it while it has places.
func (s *hour) endorsing(over func() bool, c *load.Conn, city *house.Person) error {
	opened := map[string]bool{}
	for given := 0; !over(); time.Sleep(time.Second) {
		desk, err := s.look(c, city, "/recommend")
		if err != nil {
			return err
		}
		for _, id := range house.ToOpen(desk) {
			if given == places || opened[id] || over() {
				continue
			}
			page, err := s.look(c, city, "/recommend/"+id)
			if err != nil {
				return err
			}
			version, waits := house.ToEndorse(page, id)
			if !waits {
				continue
			}
			opened[id] = true
			if err := s.do(c, "endorsements", house.Endorse(city, s.h.Addr, id, version), house.Endorsed); err != nil {
				return err
			}
			given++
			s.mu.Lock()
			s.endorsed = append(s.endorsed, id)
			s.mu.Unlock()
		}
	}
	return nil
}

// look opens a page as a city does and gives its text.
func (s *hour) look(c *load.Conn, city *house.Person, path string) (text string, err error) {
	err = s.do(c, "city reads", house.Plain(city, s.h.Addr, path), func(a load.Answer) error {
		text = string(a.Body)
		return house.Shown(a)
	})
	return text, err
}

// stillEndorsed holds what stands, after the kill, against every acknowledged recommendation.
func (s *hour) stillEndorsed(h *house.Running) error {
	stand, err := house.Endorsements(h)
	if err != nil {
		return err
	}
	for _, id := range s.endorsed {
		if !stand[id] {
			return fmt.Errorf("LOST although acknowledged: the recommendation of %s", id)
		}
	}
	return nil
}
