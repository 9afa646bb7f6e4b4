package spread

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"shidian/internal/call"
	"shidian/internal/fault"
	"shidian/internal/programme"
)

func TestRule_J5_WhatIsLookedForIsTakenWordByWord(t *testing.T) {
	for typed, want := range map[string][]string{
		"":                      nil,
		" 　 ":                   nil,
		"三长":                    {"三长"},
		" 三长　 Ａpp\t三长 APP ":     {"三长", "app"},
		"长":                     {"长"},
		"100% a_b !":            {"100%", "a_b", "!"},
		"1 2 3 4 5 6 7 8 9":     {"1", "2", "3", "4", "5", "6", "7", "8"},
		strings.Repeat("长", 99): {strings.Repeat("长", QueryMost)},
	} {
		if got := SearchWords(typed); !slices.Equal(got, want) {
			t.Errorf("%q is taken as %q, want %q", typed, got, want)
		}
	}
}

func TestRule_J5_EveryWordHasToBeFound(t *testing.T) {
	text := "建立三长工作机制 app 100% a_b"
	for _, words := range [][]string{nil, {"三长"}, {"长"}, {"三长", "app"}, {"app", "机制", "立"}, {"100%"}, {"a_b"}} {
		if !saysAll(text, words) {
			t.Errorf("%v is not found", words)
		}
	}
	for _, words := range [][]string{{"院士"}, {"三长", "院士"}, {"APP"}, {"10%%"}, {"1%"}, {"axb"}} {
		if saysAll(text, words) {
			t.Errorf("%v is found", words)
		}
	}
}

func keysOf(list []*Entry) string {
	text := ""
	for _, e := range list {
		text += e.ID
	}
	return text
}

func countsOf(list []Count) map[string]int {
	counts := map[string]int{}
	for _, c := range list {
		counts[c.Key] = c.N
	}
	return counts
}

// shelved are five cases of two cohorts.
func shelved() ([]*Entry, []call.Cohort) {
	p := &programme.Programme{Name: "试点", Kinds: []programme.Kind{{Key: "county", Name: "县级"}, {Key: "society", Name: "学会"}},
		Contents: &programme.Contents{List: []programme.Content{{Number: 1, Short: "联系服务"}, {Number: 2, Short: "组织建设"}}}}
	entry := func(id, cohort, kind, city, title, words string, place int, contents ...string) *Entry {
		return &Entry{ID: id, Cohort: cohort, Kind: kind, City: city, CityName: city + "市", Contents: contents, title: title, words: title + "\n" + words, place: place}
	}
	return []*Entry{entry("a", "n", "county", "jn", "资源下沉", "三长", 2, "组织建设"), entry("b", "n", "county", "qd", "三长制", "机制", 1, "组织建设", "联系服务"),
			entry("c", "n", "society", "", "学会服务", "三长", 0, "联系服务"), entry("d", "o", "county", "jn", "三长联动", "机制", 2, "组织建设"), entry("e", "o", "society", "", "无关", "", 0)},
		[]call.Cohort{{ID: "n", Year: 2021, Programme: p}, {ID: "o", Year: 2020, Programme: p}}
}

func TestRule_J5_TheLibraryIsNarrowedAndCounted(t *testing.T) {
	all, cohorts := shelved()
	for _, c := range []struct {
		f    Filter
		want string
	}{
		{Filter{}, "abcde"}, {Filter{Cohort: "n"}, "abc"}, {Filter{City: "jn"}, "ad"}, {Filter{Kind: "society"}, "ce"}, {Filter{Content: "联系服务"}, "bc"},
		{Filter{IDs: []string{"e", "b"}}, "be"}, {Filter{Words: "三长"}, "bdac"}, {Filter{Words: "三长 机制"}, "bd"}, {Filter{Words: "三长", Cohort: "n"}, "bac"},
		{Filter{Words: "三长", Cohort: "n", City: "jn", Kind: "county", Content: "组织建设"}, "a"}, {Filter{Words: "院士"}, ""}, {Filter{City: "yt"}, ""},
	} {
		if got := keysOf(sift(all, c.f, SearchWords(c.f.Words), cohorts).entries); got != c.want {
			t.Errorf("%+v leaves %q, want %q", c.f, got, c.want)
		}
	}
	// A choice counts what the other filters leave: the one that is chosen does not make the others of its kind 0.
	s := sift(all, Filter{Cohort: "n", Kind: "county"}, nil, cohorts)
	byCohort, byCity, byKind, byContent := s.byCohort, s.byCity, s.byKind, s.byContent
	if got := s.about(Filter{Cohort: "n", Kind: "county", City: "jn"}); got != "2021年度试点　jn市　县级" {
		t.Errorf("a cover says %q", got)
	}
	for what, pair := range map[string][2]map[string]int{
		"cohorts": {countsOf(byCohort), {"n": 2, "o": 1}}, "cities": {countsOf(byCity), {"jn": 1, "qd": 1}}, "kinds": {countsOf(byKind), {"county": 2, "society": 1}},
		"contents": {countsOf(byContent), {"联系服务": 1, "组织建设": 2}}} {
		for key, n := range pair[1] {
			if pair[0][key] != n || len(pair[0]) != len(pair[1]) {
				t.Errorf("%s are %v, want %v", what, pair[0], pair[1])
			}
		}
	}
	if byCity[0].Key != "qd" || byContent[0].Key != "联系服务" || byCohort[0].Key != "n" || byCohort[0].Name != "2021年度试点" || byKind[1].Name != "学会" {
		t.Errorf("the choices stand in the wrong order: %v %v %v %v", byCohort, byCity, byKind, byContent)
	}
}

func marks(pieces []Piece) (text string) {
	for _, p := range pieces {
		if p.Hit {
			text += "[" + p.Text + "]"
		} else {
			text += p.Text
		}
	}
	return text
}

func TestRule_J5_WhatWasLookedForIsMarked(t *testing.T) {
	for _, c := range []struct{ text, typed, want string }{
		{"三长制与ＡＰＰ", "三长 app", "[三长]制与[ＡＰＰ]"},
		{"三长长制", "三长 长长", "[三长长]制"},
		{"长长长", "长", "[长长长]"},
		{"三长制", "", "三长制"},
		{"<b>100%</b>", "100% <b>", "[<b>100%]</b>"},
		{"三\n长", "三长", "三\n长"},
		{"短", "比短长", "短"},
		{"", "三长", ""},
	} {
		if got := marks(Marked(c.text, SearchWords(c.typed))); got != c.want {
			t.Errorf("%q with %q is %q, want %q", c.text, c.typed, got, c.want)
		}
	}
}

func TestRule_J5_AnExcerptShowsTheFirstHit(t *testing.T) {
	long := strings.Repeat("前", 300) + "院士专家" + strings.Repeat("后", 300)
	x := Cut(long, []string{"院士"})
	if got, want := marks(x.Pieces), strings.Repeat("前", excerptBefore)+"[院士]专家"+strings.Repeat("后", excerptMost-excerptBefore-4); got != want || !x.Before || !x.After {
		t.Errorf("%+v", x)
	}
	for _, c := range []struct {
		x             Excerpt
		before, after bool
		length        int
	}{{Cut(long, nil), false, true, excerptMost}, {Cut("短", []string{"长"}), false, false, 1}, {Cut(long, []string{"没有"}), false, true, excerptMost},
		{Cut(long+"尾", []string{"尾"}), true, false, excerptMost}, {Cut("", nil), false, false, 0}} {
		n := 0
		for _, p := range c.x.Pieces {
			n += utf8.RuneCountInString(p.Text)
		}
		if c.x.Before != c.before || c.x.After != c.after || n != c.length {
			t.Errorf("%d characters, %v %v", n, c.x.Before, c.x.After)
		}
	}
	// An accent stays with its letter, at the beginning and at the end.
	if x := Cut(strings.Repeat("e\u0301", 200), nil); !strings.HasSuffix(x.Pieces[0].Text, "e\u0301") {
		t.Error("the last letter lost its accent")
	}
	if x := Cut(strings.Repeat("e\u0301", 100)+"a院"+strings.Repeat("e\u0301", 100), []string{"院"}); !strings.HasPrefix(x.Pieces[0].Text, "e") {
		t.Error("the first accent lost its letter")
	}
}

func TestRule_J5_AnExcerptIsOfTheTextThatWasFound(t *testing.T) {
	b := Body{Summary: "摘要", Problem: "问题", Effects: "成效显著", Pictures: []Picture{{Caption: "院士座谈"}}}
	for typed, want := range map[string]string{"": "摘要", "成效": "[成效]显著", "院士": "[院士]座谈", "标题里的": "摘要", "问": "[问]题"} {
		if got := marks(ExcerptOf(b, SearchWords(typed)).Pieces); got != want {
			t.Errorf("%q shows %q, want %q", typed, got, want)
		}
	}
}

func TestRule_J5_LineEndsOfAnExcerptAreSpaces(t *testing.T) {
	if got := strings.Map(oneLine, "一\n二\r三　四"); got != "一 二 三　四" {
		t.Errorf("%q", got)
	}
}

func TestRule_J5_ABookletTakesAHundred(t *testing.T) {
	for n, refused := range map[int]bool{0: true, 1: false, BookletMost: false, BookletMost + 1: true} {
		if err := MayBind(n); (err != nil) != refused || refused && !fault.Is(err, fault.KindConflict) {
			t.Errorf("%d: %v", n, err)
		}
	}
}

func TestRule_J5_AChoiceIsCountedOnce(t *testing.T) {
	list := named(named(nil, Count{Key: "a", Name: "甲"}), Count{Key: "b"})
	if got := named(list, Count{Key: "a", Name: "乙"}); len(got) != 2 || got[0].Name != "甲" {
		t.Errorf("%v", got)
	}
}

// whole is what pieces say without their marks.
func whole(pieces []Piece) (text string) {
	for _, p := range pieces {
		text += p.Text
	}
	return text
}

// excerptHolds are the properties of marks and excerpts, whatever the text and the words.
func excerptHolds(t *testing.T, text, typed string) {
	words := SearchWords(typed)
	if len(words) > searchWordMost || utf8.RuneCountInString(strings.Join(words, "")) > QueryMost {
		t.Fatalf("%q are too many words", words)
	}
	text = strings.ToValidUTF8(text, "")
	if whole(Marked(text, words)) != text {
		t.Fatalf("marked, %q is another text", text)
	}
	for i, p := range Marked(text, words) {
		if p.Text == "" || i > 0 && p.Hit == Marked(text, words)[i-1].Hit {
			t.Fatalf("%q: two pieces that are one", text)
		}
		if p.Hit && !slices.ContainsFunc(words, func(w string) bool { return strings.Contains(folded(p.Text), w) }) {
			t.Fatalf("%q is marked for %q", p.Text, words)
		}
	}
	x := Cut(text, words)
	cut, flat := whole(x.Pieces), strings.TrimSpace(strings.Map(oneLine, text))
	if !strings.Contains(flat, cut) || x.Before == strings.HasPrefix(flat, cut) && cut != "" && strings.Count(flat, cut) == 1 {
		t.Fatalf("%q is no part of %q", cut, flat)
	}
	found := slices.ContainsFunc(words, func(w string) bool { return strings.Contains(folded(flat), w) })
	if shown := slices.ContainsFunc(x.Pieces, func(p Piece) bool { return p.Hit }); found && !shown {
		t.Fatalf("%q shows none of %q", cut, words)
	}
}

func TestExcerptsHoldWhateverIsLookedFor(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	letters := []rune("三长制院士ＡaAbＢ 　\n%_!<&\u0301\U00020000é")
	text := func(most int) string {
		runes := make([]rune, random.IntN(most))
		for i := range runes {
			runes[i] = letters[random.IntN(len(letters))]
		}
		return string(runes)
	}
	for range 4_000 {
		excerptHolds(t, text(400), text(12))
	}
}

func FuzzExcerpt(f *testing.F) {
	for _, seed := range [][2]string{{"三长制", "三长"}, {"", ""}, {"a\xffb", "a"}, {strings.Repeat("e\u0301", 90), "É"}, {"İstanbul ẞ", "i ß"}} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(excerptHolds)
}
