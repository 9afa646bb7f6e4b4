package programme

import (
	"strings"
	"testing"
)

// The sheet of the evaluations adds up; a definition that was kept before it could be named asks for one judgement.
func TestRule_J2_TheSheetOfTheEvaluationsAddsUp(t *testing.T) {
	file := text(t, shipped)
	p, err := Load([]byte(file))
	if err != nil {
		t.Fatal(err)
	}
	if sheet := p.Stages.Evaluate.Sheet(); len(sheet) != 4 || sheet[0].Name != "组织推进" {
		t.Errorf("the shipped sheet: %+v", sheet)
	}
	before, after, _ := strings.Cut(file, "    评估标准:\n")
	_, after, _ = strings.Cut(after, "    中期评估:")
	old, err := Load([]byte(before + "    中期评估:" + after))
	if err != nil {
		t.Fatal(err)
	}
	if sheet := old.Stages.Evaluate.Sheet(); len(sheet) != 1 || sheet[0].Weight != 100 {
		t.Errorf("without criteria: %+v", sheet)
	}
	for _, c := range []struct{ from, to, want string }{
		{"名称: 组织推进\n          分值: 20", "名称: 组织推进\n          分值: 21", "合计 101"},
		{"编码: organised", "编码: done", "done"},
	} {
		_, err := Load([]byte(strings.Replace(file, c.from, c.to, 1)))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v", c.to, err)
		}
	}
}
