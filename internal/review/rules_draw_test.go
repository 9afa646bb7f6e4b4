package review

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"shidian/internal/apply"
)

// someDraw is a whole file over a random pool, drawn as the program draws.
func someDraw(r *rand.Rand) DrawFile {
	f := DrawFile{Format: DrawFormat, Panel: "2020年度 第一评审组", Draw: 1 + r.IntN(3), PerBid: 1 + r.IntN(5), Substitutes: r.IntN(4),
		Exclusions: []FileExclude{}}
	for i := range f.PerBid + f.Substitutes + 3 + r.IntN(20) {
		f.Pool = append(f.Pool, CodeOf(fmt.Sprint(r.Uint64()), fmt.Sprint("e", i)))
	}
	slices.Sort(f.Pool)
	for i := range 1 + r.IntN(8) {
		f.Bids = append(f.Bids, fmt.Sprintf("SD-2020-%04d", i+1))
	}
	for _, code := range f.Pool {
		if r.IntN(4) == 0 {
			f.Exclusions = append(f.Exclusions, FileExclude{code, f.Bids[r.IntN(len(f.Bids))], string(Grounds[r.IntN(len(Grounds))])})
		} else if r.IntN(30) == 0 {
			f.Exclusions = append(f.Exclusions, FileExclude{code, WholePanel, string(Declared)})
		}
	}
	for i := range 2 + r.IntN(2) {
		f.Witnesses = append(f.Witnesses, FileWitness{fmt.Sprint("见证单位", i), fmt.Sprint(r.IntN(1000000))})
	}
	f.PoolHash = sum(PoolText(f))
	f.Seed = SeedOf(f.PoolHash, numbersOf(f))
	f.Order = OrderOf(f.Seed, f.Pool)
	f.Main, f.Subs = Choose(f.Order, f)
	return f
}

// A pool that is large enough fills every bid's places and every substitute's, whatever the order (C1).
func TestRule_C1_AnySufficientPoolFillsEveryPlace(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	enough := 0
	for range 2000 {
		f := someDraw(r)
		if len(Shortages(f)) > 0 {
			continue
		}
		enough++
		kept := f.kept()
		for _, bid := range f.Bids {
			n := 0
			for _, code := range f.Main {
				if !kept[code][bid] {
					n++
				}
			}
			if n < f.PerBid {
				t.Fatalf("%s has %d of %d: %+v", bid, n, f.PerBid, f)
			}
		}
		if len(f.Subs) != f.Substitutes {
			t.Fatalf("%d substitutes of %d", len(f.Subs), f.Substitutes)
		}
		for _, code := range slices.Concat(f.Main, f.Subs) {
			if kept[code][WholePanel] {
				t.Fatal("somebody kept from the whole panel was chosen")
			}
		}
	}
	if enough < 500 {
		t.Fatalf("only %d pools were large enough", enough)
	}
}

// A bid needs its experts and the substitutes besides; each that lacks some is named with the figures.
func TestRule_C1_ShortagesAreNamedWithTheirFigures(t *testing.T) {
	f := DrawFile{PerBid: 2, Substitutes: 1, Pool: []string{"a", "b", "c", "d"}, Bids: []string{"1", "2"},
		Exclusions: []FileExclude{{"a", WholePanel, "本人申明"}, {"b", "2", "本市"}}}
	if short := Shortages(f); !slices.Equal(short, []Shortage{{"2", 2, 3}}) {
		t.Errorf("short of %+v", short)
	}
}

// No expert is favoured: over many seeds each is drawn as often as any other (chi-square, 19 degrees of freedom; 43.8 is
// passed by chance once in a thousand tries, and the seeds are fixed).
func TestRule_C1_TheDrawIsUnbiased(t *testing.T) {
	const draws, people, places = 20000, 20, 5
	pool := make([]string, people)
	for i := range pool {
		pool[i] = CodeOf(fmt.Sprint("salt", i), fmt.Sprint("expert", i))
	}
	slices.Sort(pool)
	chosen, first := map[string]int{}, map[string]int{}
	for i := range draws {
		order := OrderOf(SeedOf(sum("pool"), []string{fmt.Sprint(i), "7"}), pool)
		first[order[0]]++
		for _, code := range order[:places] {
			chosen[code]++
		}
	}
	for name, c := range map[string]struct {
		got  map[string]int
		want float64
	}{"among the first five": {chosen, draws * places / people}, "first": {first, draws / people}} {
		chi := 0.0
		for _, code := range pool {
			d := float64(c.got[code]) - c.want
			chi += d * d / c.want
		}
		if chi > 43.8 {
			t.Errorf("%s: chi-square %.1f", name, chi)
		}
	}
}

// Whatever is changed in a file is named as the first difference.
func TestRule_C1_TheCheckNamesTheFirstDifference(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	f := someDraw(r)
	for range 100 {
		if len(f.Exclusions) > 0 && len(f.Subs) > 0 {
			break
		}
		f = someDraw(r)
	}
	if err := CheckDraw(f); err != nil {
		t.Fatal(err)
	}
	other := CodeOf("another", "one")
	for where, change := range map[string]func(*DrawFile){
		"专家库指纹":      func(f *DrawFile) { f.Exclusions = f.Exclusions[1:] },
		"随机种子":       func(f *DrawFile) { f.Witnesses[0].Number += "1" },
		"全部次序第1位":    func(f *DrawFile) { f.Order[0], f.Order[1] = f.Order[1], f.Order[0] },
		"正式专家第1位":    func(f *DrawFile) { f.Main[0] = other },
		"备选专家第1位":    func(f *DrawFile) { f.Subs = f.Subs[:0] },
		"专家代码格式不对":   func(f *DrawFile) { f.Pool[0], f.Pool[1] = f.Pool[1], f.Pool[0] },
		"申报书编号格式不对":  func(f *DrawFile) { f.Bids[0] = "鲁1" },
		"见证人少于两方":    func(f *DrawFile) { f.Witnesses = f.Witnesses[:1] },
		"见证人第2位":     func(f *DrawFile) { f.Witnesses[1].Number = "07" },
		"回避第1条的专家代码": func(f *DrawFile) { f.Exclusions[0].Code = other },
		"回避第1条没有写事由": func(f *DrawFile) { f.Exclusions[0].Ground = "" },
		"评审组名称":      func(f *DrawFile) { f.Panel = "两\n行" },
		"抽取序号":       func(f *DrawFile) { f.PerBid = 0 },
	} {
		text, err := f.Encode()
		if err != nil {
			t.Fatal(err)
		}
		changed, err := ReadDrawFile(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		change(&changed)
		if err := CheckDraw(changed); err == nil || !strings.HasPrefix(err.Error(), where) {
			t.Errorf("%s: %v", where, err)
		}
	}
	for _, text := range []string{"", "[]", `{"format":"shidian-draw/2"}`, `{"format":"shidian-draw/1","names":[]}`, `{"format":"shidian-draw/1"} {}`} {
		if _, err := ReadDrawFile(strings.NewReader(text)); err == nil {
			t.Errorf("%q is read", text)
		}
	}
}

// Substitutes move up in their order, and only those whom the lacking bids can use.
func TestRule_C1_SubstitutesMoveUpInTheirOrder(t *testing.T) {
	bids := []Bid{{Application: apply.Application{ID: "甲"}}, {Application: apply.Application{ID: "乙"}}}
	seats := []Seat{{Place: 1, Main: true, Expert: Expert{ID: "a"}}, {Place: 2, Main: true, Expert: Expert{ID: "b"}, State: SeatRefused},
		{Place: 3, Expert: Expert{ID: "c"}}, {Place: 4, Expert: Expert{ID: "d"}, State: SeatRefused}, {Place: 5, Expert: Expert{ID: "e"}}}
	ids := func(excluded map[string][]string) (up string) {
		for _, s := range MoveUp(seats, bids, excluded, 2) {
			up += s.Expert.ID
		}
		return up
	}
	for up, excluded := range map[string]map[string][]string{
		"c":  {},
		"ce": {"甲": {"c"}},
		"e":  {"甲": {"c"}, "乙": {"c"}},
	} {
		if got := ids(excluded); got != up {
			t.Errorf("kept from %v: %q move up, want %q", excluded, got, up)
		}
	}
	if seats[2].Main {
		t.Error("the seats that were asked about were changed")
	}
}

// Own units and own cities are found however the employer is written.
func TestRule_C1_OwnUnitsAndCitiesAreFound(t *testing.T) {
	county := apply.Application{UnitName: "甲县科学技术协会", CityName: "济南市科学技术协会"}
	society := apply.Application{UnitName: "山东省某某学会"}
	for _, c := range []struct {
		employer string
		a        apply.Application
		want     Ground
	}{
		{"甲县科协", county, OwnUnit}, {"甲县科学技术协会 普及部", county, OwnUnit}, {"济南市第一中学", county, OwnCity},
		{"甲县人民医院", county, OwnCity}, {"山东大学", county, ""}, {"青岛市科协", county, ""},
		{"山东省某某学会秘书处", society, OwnUnit}, {"山东省别的学会", society, ""},
	} {
		if got, why := kin(c.employer, c.a); got != c.want || (got != "") != (why != "") {
			t.Errorf("%s for %s: %q (%s)", c.employer, c.a.UnitName, got, why)
		}
	}
	experts := []Expert{{ID: "a", Employer: "山东大学"}, {ID: "b", Employer: "甲县科协"}}
	if found := Find(experts, []Bid{{Application: county}, {Application: society}}); len(found) != 1 || found[0].Expert.ID != "b" || found[0].Ground != OwnUnit {
		t.Errorf("found %+v", found)
	}
}
