package review

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/fault"
	"shidian/internal/store"
)

// Enter takes a witness's number. The last one draws: seed, order, seats and file come out in the same act.
func (r *Room) Enter(ctx context.Context, actor access.Actor, panel, number string) error {
	_, err := r.Door.Do(ctx, actor, rowNumber, Object(panel), func(t *act.Tx) error {
		p, err := lockPanel(t.Tx, panel)
		if err != nil {
			return err
		}
		d, err := LastDraw(t.Tx, panel)
		if err != nil {
			return err
		}
		if err := t.Allow(mayWitness(actor, d)); err != nil {
			return err
		}
		if d.Dropped != "" {
			return fault.Conflict("C1", "这次抽取已作废，不用再输入数字。")
		}
		if d.Witnesses, err = entered(t, d, number); err != nil {
			return err
		}
		if slices.ContainsFunc(d.Witnesses, func(w Witness) bool { return !w.Entered }) {
			return t.Move(p.State, PanelFrozen)
		}
		return finish(t, p, d)
	})
	return err
}

// PlainNumber is a witness's number as it counts: digits without zeros in front; false: it is none.
func PlainNumber(typed string) (string, bool) {
	number := strings.TrimLeft(strings.TrimSpace(typed), "0")
	if number == "" && strings.Contains(typed, "0") {
		number = "0"
	}
	return number, numberForm.MatchString(number) && len(strings.TrimSpace(typed)) <= 12
}

// entered writes the actor's number and gives all witnesses with theirs.
func entered(t *act.Tx, d Draw, typed string) ([]Witness, error) {
	number, ok := PlainNumber(typed)
	if !ok {
		return nil, fault.InvalidField("number", "请输入1至12位数字，只用0至9。")
	}
	witnesses, err := selectWitnesses(t.Tx, d.Panel, d.N)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(witnesses, func(w Witness) bool { return w.Account == t.Actor.Account })
	if witnesses[i].Entered {
		return nil, fault.Conflict("C1", "您的数字已经输入，不能再改。")
	}
	witnesses[i].Number, witnesses[i].Entered, witnesses[i].At = number, true, t.Now()
	return witnesses, saveWitness(t, d.Panel, d.N, witnesses[i])
}

// finish draws.
func finish(t *act.Tx, p Panel, d Draw) error {
	codes, err := Codes(t.Tx, p.ID, d.N)
	if err != nil {
		return err
	}
	f, err := d.frozen()
	if err != nil {
		return err
	}
	for i, w := range d.Witnesses {
		f.Witnesses[i].Number = w.Number
	}
	f.PoolHash = d.PoolHash
	f.Seed = SeedOf(f.PoolHash, numbersOf(f))
	f.Order = OrderOf(f.Seed, f.Pool)
	f.Main, f.Subs = Choose(f.Order, f)
	if d.File, err = f.Encode(); err != nil {
		return err
	}
	d.Seed, d.DrawnAt = f.Seed, t.Now()
	t.Froze([]byte(sum(d.File)))
	if err := finishDraw(t, d); err != nil {
		return err
	}
	if err := seat(t, d, f, codes); err != nil {
		return err
	}
	p.State = PanelDrawn
	if err := savePanel(t, p); err != nil {
		return err
	}
	return t.Move(PanelFrozen, PanelDrawn)
}

// seat gives places to those who were drawn, by the order.
func seat(t *act.Tx, d Draw, f DrawFile, codes []Code) error {
	who := map[string]Expert{}
	for _, c := range codes {
		who[c.Code] = c.Expert
	}
	for i, code := range f.Order {
		main := slices.Contains(f.Main, code)
		if !main && !slices.Contains(f.Subs, code) {
			continue
		}
		s := Seat{Panel: d.Panel, Draw: d.N, Expert: who[code], Place: i + 1, Main: main, State: SeatDrawn}
		if err := saveSeat(t, s, ""); err != nil {
			return err
		}
	}
	return nil
}

// frozen reads the pool that was frozen back from its text: what was shown to the witnesses is what is drawn from.
func (d Draw) frozen() (f DrawFile, err error) {
	f = DrawFile{Pool: []string{}, Bids: []string{}, Exclusions: []FileExclude{}}
	for i, line := range strings.Split(strings.TrimSuffix(d.Pool, "\n"), "\n") {
		word, rest, _ := strings.Cut(line, " ")
		switch word {
		case DrawFormat:
			f.Format = word
		case "panel":
			f.Panel = rest
		case "draw":
			_, err = fmt.Sscan(rest, &f.Draw)
		case "per_bid":
			_, err = fmt.Sscan(rest, &f.PerBid)
		case "substitutes":
			_, err = fmt.Sscan(rest, &f.Substitutes)
		case "expert":
			f.Pool = append(f.Pool, rest)
		case "bid":
			f.Bids = append(f.Bids, rest)
		case "exclusion":
			parts := append(strings.SplitN(rest, " ", 3), "", "", "")
			f.Exclusions = append(f.Exclusions, FileExclude{parts[0], parts[1], parts[2]})
		case "witness":
			f.Witnesses = append(f.Witnesses, FileWitness{Body: rest})
		default:
			err = fmt.Errorf("line %d of the pool of draw %d begins with %q", i+1, d.N, word)
		}
		if err != nil {
			return f, err
		}
	}
	if PoolText(f) != d.Pool {
		err = fmt.Errorf("the pool text of draw %d does not read back", d.N)
	}
	return f, err
}

// Frozen is what a draw's pool was frozen as: codes, bids and exclusions, without what came later.
func Frozen(d Draw) (DrawFile, error) { return d.frozen() }

// DrawnFile is a draw's published file; NotFound while a number is missing.
func DrawnFile(t *store.Tx, panel string, n int) (Draw, error) {
	draws, err := Draws(t, panel)
	if err != nil {
		return Draw{}, err
	}
	for _, d := range draws {
		if d.N == n && d.Done() {
			return d, nil
		}
	}
	return Draw{}, fault.NotFound()
}
