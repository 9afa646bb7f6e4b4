package programme

import "testing"

func TestOursAreListedWithTheirReasons(t *testing.T) {
	p, err := Load([]byte(text(t, shipped)))
	if err != nil {
		t.Fatal(err)
	}
	list, rules := p.Ours(), map[string]bool{}
	for _, l := range list {
		rules[l.Rule] = true
		if l.Where == "" || l.Value == "" || l.Rule == "" || l.Reason == "" {
			t.Errorf("%+v", l)
		}
	}
	for _, rule := range []string{"N2", "A1", "A3", "A4", "A5", "A7", "C1", "C3", "R1", "J1", "J2"} {
		if !rules[rule] {
			t.Errorf("nothing ours under %s", rule)
		}
	}
	want := OursLine{"环节 · 公示 · 公示期", "5个工作日，首日计入", "C3", "通知只写予以公示；取五个工作日，公告写明起止日期，自公示当日起算"}
	found := false
	for _, l := range list {
		found = found || l == want
	}
	if !found || len(list) < 30 {
		t.Errorf("%d lines, the public notice among them: %v", len(list), found)
	}
	for _, l := range persons(t).Ours() {
		if l.Where == "环节 · 公示 · 公示期" {
			t.Error("a stage that is off is listed")
		}
	}
}
