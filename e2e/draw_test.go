package e2e

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"shidian/e2e/browser"
	"shidian/e2e/house"
	"shidian/internal/review"
)

// The two programs that were written from the same page, one in Go and one in the browser's JavaScript, say the same of a
// thousand draws, of which every other was changed somewhere.
func TestTwoProgramsAgreeOnAThousandDraws(t *testing.T) {
	browser.Each(t, func(t *testing.T, b *browser.Browser) {
		h := house.Start(t)
		p := b.Person("公众")
		p.Open(h.URL("/draw"))
		p.See("抽取是怎么做的")
		r := rand.New(rand.NewPCG(20, 5))
		sound := 0
		for range 20 {
			var texts []string
			var want []*review.Difference
			for i := range 50 {
				f := randomDraw(r)
				if i%2 == 1 {
					spoil(r, &f)
				}
				text, err := f.Encode()
				if err != nil {
					t.Fatal(err)
				}
				difference, _ := review.CheckDraw(f).(*review.Difference)
				texts, want = append(texts, text), append(want, difference)
				if difference == nil {
					sound++
				}
			}
			asked, _ := json.Marshal(texts)
			var got []*review.Difference
			p.Evaluate(string(asked)+".map(function (text) { return shidianDraw.check(shidianDraw.read(text).file); })", &got)
			for i := range want {
				if fmt.Sprint(got[i]) != fmt.Sprint(want[i]) {
					t.Fatalf("the browser says %v, the program %v of\n%s", got[i], want[i], texts[i])
				}
			}
		}
		if sound < 500 || sound > 900 {
			t.Errorf("%d draws of a thousand were sound", sound)
		}
		chosen(t, p, r)
	})
}

// chosen lets somebody choose a file on the page: a sound one, a changed one, and one that is none.
func chosen(t *testing.T, p *browser.Page, r *rand.Rand) {
	f := randomDraw(r)
	text, err := f.Encode()
	if err != nil {
		t.Fatal(err)
	}
	for says, content := range map[string]string{
		"核对一致": text, "随机种子不一致": strings.Replace(text, f.Seed, strings.Repeat("0", 64), 1), "这不是抽取文件": "%PDF-1.7",
	} {
		path := filepath.Join(t.TempDir(), "draw.json")
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		p.Upload("抽取的公开文件（draw.json）", path)
		p.See(says)
	}
	p.Inspect("核对抽取")
}

func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// randomDraw is a whole file over a random pool.
func randomDraw(r *rand.Rand) review.DrawFile {
	f := review.DrawFile{Format: review.DrawFormat, Panel: "2020年度改革试点 第一评审组 𬱖", Draw: 1 + r.IntN(3), PerBid: 1 + r.IntN(5), Substitutes: r.IntN(4),
		Exclusions: []review.FileExclude{}}
	for i := range 2 + r.IntN(30) {
		f.Pool = append(f.Pool, review.CodeOf(fmt.Sprint(r.Uint64()), fmt.Sprint(i)))
	}
	slices.Sort(f.Pool)
	for i := range 1 + r.IntN(8) {
		f.Bids = append(f.Bids, fmt.Sprintf("SD-2020-%04d", i+1))
	}
	for _, code := range f.Pool {
		if r.IntN(3) == 0 {
			bid := append([]string{review.WholePanel}, f.Bids...)[r.IntN(len(f.Bids)+1)]
			f.Exclusions = append(f.Exclusions, review.FileExclude{Code: code, Bid: bid, Ground: string(review.Grounds[r.IntN(len(review.Grounds))])})
		}
	}
	var numbers []string
	for i := range 2 + r.IntN(3) {
		numbers = append(numbers, fmt.Sprint(r.IntN(1<<30)))
		f.Witnesses = append(f.Witnesses, review.FileWitness{Body: fmt.Sprint("见证单位 ", i), Number: numbers[i]})
	}
	f.PoolHash = hashOf(review.PoolText(f))
	f.Seed = review.SeedOf(f.PoolHash, numbers)
	f.Order = review.OrderOf(f.Seed, f.Pool)
	f.Main, f.Subs = review.Choose(f.Order, f)
	return f
}

// spoil changes something; now and then nothing comes of it.
func spoil(r *rand.Rand, f *review.DrawFile) {
	swap := func(list []string) {
		i, k := r.IntN(max(1, len(list))), r.IntN(max(1, len(list)))
		if len(list) > 0 {
			list[i], list[k] = list[k], list[i]
		}
	}
	switch r.IntN(10) {
	case 0:
		swap(f.Pool)
	case 1:
		swap(f.Order)
	case 2:
		swap(f.Main)
	case 3:
		f.Subs = f.Subs[:len(f.Subs)/2]
	case 4:
		f.Witnesses[0].Number = "0" + f.Witnesses[0].Number
	case 5:
		f.Witnesses[1].Number += "3"
	case 6:
		f.Exclusions = f.Exclusions[len(f.Exclusions)/2:]
	case 7:
		f.PerBid = r.IntN(4)
	case 8:
		f.Panel += "\u2028 "
		f.Bids[0] = "鲁" + f.Bids[0]
	case 9:
		f.Witnesses[0].Body += "\t"
	}
}
