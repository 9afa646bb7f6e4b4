package review

import (
	"fmt"
	"slices"
	"strings"

	"shidian/internal/ledger"
	"shidian/internal/store"
)

// drawChecks are the proofs over the draws beyond their rows' digests: every finished one follows from its own file, and
// its seats are those that the file names.
func drawChecks() []ledger.Check {
	return []ledger.Check{{Table: "draw", Run: checkDraws}, {Table: "seat", Run: checkSeats}}
}

// eachDraw goes through all draws of all panels.
func eachDraw(t *store.Tx, do func(Draw) error) error {
	panels, err := selectPanelIDs(t)
	if err != nil {
		return err
	}
	for _, id := range panels {
		draws, err := Draws(t, id)
		if err != nil {
			return err
		}
		for _, d := range draws {
			if err := do(d); err != nil {
				return err
			}
		}
	}
	return nil
}

func checkDraws(t *store.Tx, found func(key, what string)) error {
	return eachDraw(t, func(d Draw) error {
		key := fmt.Sprintf("%s/%d", d.Panel, d.N)
		if sum(d.Pool) != d.PoolHash {
			found(key, "冻结的专家库与指纹不符")
		}
		if !d.Done() {
			return nil
		}
		if d.Dropped != "" {
			found(key, "作废的抽取有结果")
		}
		f, err := ReadDrawFile(strings.NewReader(d.File))
		if err == nil {
			err = CheckDraw(f)
		}
		switch {
		case err != nil:
			found(key, "公开的抽取文件："+err.Error())
		case f.PoolHash != d.PoolHash || f.Seed != d.Seed:
			found(key, "公开的抽取文件与抽取记录不是同一次")
		}
		return nil
	})
}

// checkSeats holds the last draw's seats against its file, code by code.
func checkSeats(t *store.Tx, found func(key, what string)) error {
	return eachDraw(t, func(d Draw) error {
		f, err := ReadDrawFile(strings.NewReader(d.File))
		if !d.Done() || err != nil {
			return nil // said under the draw itself
		}
		codes, err := Codes(t, d.Panel, d.N)
		if err != nil {
			return err
		}
		seats, err := selectSeatsOf(t, d.Panel, d.N)
		if err != nil {
			return err
		}
		for _, c := range codes {
			if CodeOf(c.Salt, c.Expert.ID) != c.Code {
				found(fmt.Sprintf("%s/%d/%s", d.Panel, d.N, c.Expert.ID), "专家代码与盐值不符")
			}
			seated := slices.ContainsFunc(seats, func(s Seat) bool { return s.Expert.ID == c.Expert.ID })
			if drawn := slices.Contains(f.Main, c.Code) || slices.Contains(f.Subs, c.Code); drawn != seated {
				found(fmt.Sprintf("%s/%d/%s", d.Panel, d.N, c.Expert.ID), "席位与抽取结果不符")
			}
		}
		return nil
	})
}
