package recommend

import (
	"fmt"

	"shidian/internal/fault"
	"shidian/internal/ledger"
	"shidian/internal/store"
)

// Checks are the room's own proofs over its rows: that the endorsed papers are there, and the laws of the places.
func (r *Room) Checks() []ledger.Check {
	return []ledger.Check{
		{Table: "endorsed_paper", Run: r.checkPapers},
		{Table: "place", Run: checkPlaces},
	}
}

func (r *Room) checkPapers(t *store.Tx, found func(key, what string)) error {
	papers, err := selectEveryPaper(t)
	for _, p := range papers {
		if r.Files.Check(p.Hash) != nil {
			found(fmt.Sprintf("%s/%d", p.Application, p.Version), "推荐件文件缺失或内容已变")
		}
	}
	return err
}

// checkPlaces: a place above the cap has the province's word, and every place is held by a recommended application whose
// recommender it is (A6, A7).
func checkPlaces(t *store.Tx, found func(key, what string)) error {
	places, err := selectEveryPlace(t)
	if err != nil {
		return err
	}
	for _, p := range places {
		l, err := LineOf(t, p.Application)
		if fault.Is(err, fault.KindNotFound) {
			found(p.key(), "占用名额的申报材料不存在")
			continue
		}
		var s Share
		if err == nil {
			s, err = shareOf(t, l.Application)
		}
		if err != nil { // what belongs to it cannot be read: the others are looked at all the same
			found(p.key(), "占用名额的申报材料读不出来")
			continue
		}
		for _, what := range wrongPlace(p, l, s) {
			found(p.key(), what)
		}
	}
	return nil
}

// wrongPlace says what does not hold of one place.
func wrongPlace(p Place, l Line, s Share) (wrong []string) {
	if l.Endorsement == nil || l.Endorsement.Recommender != l.City {
		wrong = append(wrong, "占用名额而没有本推荐单位的推荐")
	}
	if p.Quota != s.Quota || p.Holder != s.Holder || p.Cohort != l.Cohort {
		wrong = append(wrong, "占用的不是本推荐单位的名额")
	}
	if above(p, l, s) {
		wrong = append(wrong, "超出名额而没有研究决定")
	}
	return wrong
}

// BeyondCap lists the applications that hold a place above the cap without the province's word (A7), by number.
func BeyondCap(t *store.Tx) ([]string, error) {
	places, err := selectEveryPlace(t)
	if err != nil {
		return nil, err
	}
	var beyond []string
	for _, p := range places {
		l, err := LineOf(t, p.Application)
		if err != nil {
			return nil, err
		}
		s, err := shareOf(t, l.Application)
		if err != nil {
			return nil, err
		}
		if above(p, l, s) {
			beyond = append(beyond, l.Number)
		}
	}
	return beyond, nil
}

// above tells whether a place lies above the cap without the province's word.
func above(p Place, l Line, s Share) bool {
	return p.N > s.Cap && (l.Overrun == nil || l.Overrun.Answer == nil || !l.Overrun.Answer.Agreed)
}

// WithoutPlace lists the recommended applications that should hold a place and do not (A7), by number.
func WithoutPlace(t *store.Tx) ([]string, error) {
	ids, err := selectPlaceless(t)
	if err != nil {
		return nil, err
	}
	var wrong []string
	for _, id := range ids {
		l, err := LineOf(t, id)
		if err != nil {
			return nil, err
		}
		s, err := shareOf(t, l.Application)
		if err != nil {
			return nil, err
		}
		if s.Counted() {
			wrong = append(wrong, l.Number)
		}
	}
	return wrong, nil
}
