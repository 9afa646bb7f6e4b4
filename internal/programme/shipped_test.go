package programme_test

import (
	"os"
	"strings"
	"testing"

	"shidian/internal/programme"
	"shidian/programmes"
)

func file(t testing.TB, name string) []byte {
	t.Helper()
	data, err := programmes.Files.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func pilot(t testing.TB) *programme.Programme {
	t.Helper()
	p, err := programme.Load(file(t, programmes.ReformPilot))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// source is the notice without white space and without the marks of its
// transcription, personal data removed.
func source(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile("../../programmes/testdata/notice-2020-13.txt")
	if err != nil {
		t.Fatal(err)
	}
	return squeeze(strings.NewReplacer("#", "", "---", "", "<p>", "", "</p>", "", `\_`, "").Replace(string(data)))
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

func TestN4_SixContentsVerbatim(t *testing.T) {
	p, notice := pilot(t), source(t)
	if len(p.Contents.List) != 6 {
		t.Fatalf("%d contents, want 6", len(p.Contents.List))
	}
	for i, c := range p.Contents.List {
		numbered := squeeze(string(rune('1'+i)) + ". " + c.Text())
		if !strings.Contains(notice, numbered) {
			t.Errorf("content %d is not in the notice: %s", c.Number, numbered)
		}
		if !strings.HasPrefix(c.Problem, "针对") || !strings.HasPrefix(c.Aim, "通过试点，") {
			t.Errorf("content %d: problem %q, aim %q", c.Number, c.Problem, c.Aim)
		}
	}
	for _, slip := range []string{"科协科协常委会", "更好地科技人才"} {
		found := false
		for _, c := range p.Contents.List {
			found = found || strings.Contains(c.Aim, slip)
		}
		if !found {
			t.Errorf("the notice's slip %q was mended", slip)
		}
	}
}

func TestA1_AspectsAreTheClausesOfTheAim(t *testing.T) {
	for _, c := range pilot(t).Contents.List {
		want, got := programme.CutClauses(c.Aim), c.Clauses
		if strings.Join(got, "|") != strings.Join(want, "|") || len(got) < 5 {
			t.Errorf("content %d\n got %q\nwant %q", c.Number, got, want)
		}
	}
}

func TestA2_FormVerbatim(t *testing.T) {
	p, notice := pilot(t), source(t)
	form := notice[strings.Index(notice, "附件2山东省科协系统"):]
	words := append(append([]string{strings.Join(p.Form.Title, "")}, p.Form.Footer...), p.Form.Notes...)
	for _, s := range p.Form.Sections {
		if s.Layout != programme.Cover {
			words = append(words, s.Title)
		}
		words = append(words, s.Extra)
		for _, f := range s.Fields {
			if f.Type == programme.ContentsOf { // ours: the paper has no such cell
				continue
			}
			words = append(words, f.Label+f.Hint, f.Group)
			if f.Label == "试点内容" {
				words[len(words)-2] = f.Hint
			}
			if f.Opinion != nil {
				words = append(words, f.Opinion.Signer, f.Opinion.Seal)
			}
		}
	}
	for _, w := range words {
		if !strings.Contains(form, squeeze(w)) {
			t.Errorf("not in the notice's form: %q", w)
		}
	}
	if len(p.Fields()) != 19 { // 18 of the paper and the choice of contents
		t.Errorf("%d fields, want 19", len(p.Fields()))
	}
}

func TestA3_SlashOnlyWhereAllowed(t *testing.T) {
	allowed := map[string]bool{"recommending_unit": true, "head_email": true, "contact_email": true,
		"unit_overview": true, "reform_progress": true, "reform_highlights": true}
	for _, f := range pilot(t).Fields() {
		if f.Slash != allowed[f.Key] {
			t.Errorf("%s %s: slash %v", f.Key, f.Label, f.Slash)
		}
	}
}

func TestA4_Paper(t *testing.T) {
	got := *pilot(t).Paper
	for kind, host := range map[string]bool{"city": false, "county": false, "zone": false, "society": true, "enterprise": true} {
		if got.MaySealByHost(kind) != host {
			t.Errorf("%s sealed by its host: %v", kind, !host)
		}
	}
	got.HostSeal = nil
	if want := (programme.Paper{Size: "A4", Binding: "左侧", Copies: 3, Sealed: true, Handwriting: true}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if got.MaySealByHost("society") || (*programme.Paper)(nil).MaySealByHost("society") {
		t.Error("a programme that says nothing of a host's seal takes it")
	}
}

// Nothing of the formal check hangs on an item's key: each item says what can be looked up for it.
func TestC1_ItemsSayWhatIsKnown(t *testing.T) {
	seen := map[programme.Known]bool{}
	for _, item := range pilot(t).Stages.Accept.Items {
		if item.Known == "" || seen[item.Known] {
			t.Errorf("%s looks up %q", item.Name, item.Known)
		}
		seen[item.Known] = true
	}
	for _, item := range pilot(t).Stages.Accept.Items {
		if of := item.For("society"); of == (item.Known == programme.KnownEndorsed || item.Known == programme.KnownPlace) {
			t.Errorf("%s asked of a society: %v", item.Name, of)
		}
	}
}

func TestA5_OneInstantForAll(t *testing.T) {
	p := pilot(t)
	for _, e := range []programme.Event{programme.ElectronicUntil, programme.PaperUntil} {
		d, ok := p.Date(e)
		if got := d.Proposed.Time().Format("2006-01-02T15:04Z07:00"); !ok || got != "2020-05-19T00:00+08:00" || d.Late != programme.LateRefused {
			t.Errorf("%s: %s %s", e, got, d.Late)
		}
	}
}

func TestA6_OnlyCountiesGoThroughTheirCity(t *testing.T) {
	p := pilot(t)
	want := map[string]string{"city": "county zone"}
	for _, k := range p.Kinds {
		if got := strings.Join(p.Below(k.Key), " "); got != want[k.Key] {
			t.Errorf("through %s goes %q, want %q", k.Name, got, want[k.Key])
		}
	}
	if got := strings.Join(p.Recommends(), " "); got != "city" {
		t.Errorf("%s recommend", got)
	}
	opinion, _ := p.Field("recommender_opinion")
	if opinion.For("society") || !opinion.For("county") {
		t.Error("the recommender's opinion is the counties' only")
	}
}

func TestA7_TwoPerCity(t *testing.T) {
	q, ok := pilot(t).QuotaFor("county")
	if !ok || q.CapFor("370100") != 2 || q.Per != programme.PerRecommender || q.Overrun.Value != programme.OverrunDecided {
		t.Errorf("quota %+v", q)
	}
	if _, ok := pilot(t).QuotaFor("society"); ok {
		t.Error("societies take no place")
	}
}

func TestC1_WeightsAndReasons(t *testing.T) {
	r := pilot(t).Stages.Review
	sum := 0
	for _, c := range r.Criteria.Value {
		sum += c.Weight
		if !strings.Contains(source(t), c.Name) {
			t.Errorf("criterion %q is not a word of the notice", c.Name)
		}
	}
	if sum != 100 || r.Blind.Value || r.Blind.Reason == "" {
		t.Errorf("sum %d, blind %+v", sum, r.Blind)
	}
}

func TestN1_NoticeVerbatimWithoutPersons(t *testing.T) {
	n, err := programme.LoadNotice(file(t, programmes.ReformPilotNotice))
	if err != nil {
		t.Fatal(err)
	}
	var body, annex strings.Builder
	for _, p := range n.Body {
		body.WriteString(p.Text)
	}
	for _, p := range n.Annexes[0].Text {
		if p.Style != programme.Gap {
			annex.WriteString(p.Text)
		} else if p.Text != "（原件此处以下缺）" {
			t.Errorf("gap %q", p.Text)
		}
	}
	notice := source(t)
	for name, want := range map[string]string{
		"title": strings.Join(n.Title, ""), "addressees": n.Addressees + squeeze(body.String()), "annex 1": annex.String(),
		"address": n.Contact.Address, "role": n.Contact.Role, "number": n.Number, "masthead": n.Masthead,
	} {
		if !strings.Contains(notice, squeeze(want)) {
			t.Errorf("%s is not the notice's text: %s", name, want)
		}
	}
	// Whole, not only parts of it: from the first word to the last.
	if from := strings.Index(notice, "为全面贯彻"); !strings.HasPrefix(notice[from:], squeeze(body.String())+"联系人") {
		t.Error("body ends before the contact line")
	}
	end := strings.Index(notice, "附件2山东省")
	if !strings.HasSuffix(notice[:end], squeeze(annex.String())) {
		t.Error("annex 1 ends before annex 2")
	}
}

func TestCanonicalSurvivesReading(t *testing.T) {
	p := pilot(t)
	again, err := programme.FromCanonical(p.Canonical())
	if err != nil {
		t.Fatal(err)
	}
	if again.Hash() != p.Hash() || len(p.Hash()) != 64 {
		t.Error("the canonical form changed on the way")
	}
	if _, err := programme.FromCanonical([]byte(`{"format":1,"later":2}`)); err == nil {
		t.Error("an unknown key was lost silently")
	}
}
