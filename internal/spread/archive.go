package spread

import (
	"encoding/hex"
	"time"

	"shidian/internal/call"
	"shidian/internal/clock"
	"shidian/internal/ledger"
	"shidian/internal/store"
)

// LetOut is a version of a case that was let out: public still, replaced by a later one, or taken down.
type LetOut struct {
	Article
	At time.Time // since when it was public
}

// LetOutOf are the versions of a cohort's cases that ever were public, case by case, the oldest first. Which they are the
// record of acts tells: a case itself knows only what is public now.
func LetOutOf(t *store.Tx, c call.Cohort) (all []LetOut, err error) {
	cases, err := selectIn(t, c.ID)
	for _, one := range cases {
		if err != nil {
			return nil, err
		}
		if one.ShownAt.IsZero() {
			continue
		}
		var some []LetOut
		some, err = letOut(t, one, c)
		all = append(all, some...)
	}
	return all, err
}

func letOut(t *store.Tx, c Case, of call.Cohort) (all []LetOut, err error) {
	versions, err := VersionsOf(t, c.ID)
	if err != nil {
		return nil, err
	}
	byHash := map[string]Version{}
	for _, v := range versions {
		byHash[hex.EncodeToString(v.hash())] = v
	}
	grade, err := publicGrade(t, c.Pilot)
	if err != nil {
		return nil, err
	}
	entries, err := ledger.History(t, Object(c.ID))
	for _, e := range entries {
		v, frozen := byHash[e.Froze]
		if !frozen || e.Act != rowPublish.Name {
			continue
		}
		one := LetOut{Article: Article{Case: c, Version: v, Of: of, Grade: grade}, At: clock.FromMicros(e.At)}
		one.ShownAt = one.At
		all = append(all, one)
	}
	return all, err
}
