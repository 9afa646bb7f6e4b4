package kit_test

import (
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"shidian/internal/fault"
	"shidian/internal/kit"
)

func form(t *testing.T, body string) (*kit.Form, error) {
	t.Helper()
	r := httptest.NewRequest("POST", "/", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return kit.ReadForm(r)
}

func TestFormIsCleaned(t *testing.T) {
	f, err := form(t, url.Values{"a": {"　甲县 \r\n科协\r"}, "tick": {""}}.Encode())
	if err != nil {
		t.Fatal(err)
	}
	if f.Text("a") != "甲县 \n科协" || f.Line("a") != "甲县 科协" || !f.Ticked("tick") || f.Ticked("no") {
		t.Errorf("%q %q", f.Text("a"), f.Line("a"))
	}
}

func TestPageNumbersCanBeMultiplied(t *testing.T) {
	for typed, want := range map[string]int{"": 1, "3": 3, "-3": 1, "x": 1, "9223372036854775807": 1_000_000, "99999999999999999999": 1} {
		if f, err := form(t, "page="+typed); err != nil || f.Page() != want {
			t.Errorf("page %q is not %d, %v", typed, want, err)
		}
	}
}

func TestBrokenFormsAreRefused(t *testing.T) {
	table := map[string]struct {
		body string
		kind fault.Kind // 0: a bad request
	}{
		"U+0000":        {"a=x%00y", fault.KindInvalid},
		"invalid UTF-8": {"a=%ff%fe", fault.KindInvalid},
		"broken escape": {"a=%zz", 0},
		"too many":      {strings.Repeat("a=1&", 2001), 0},
	}
	for name, row := range table {
		_, err := form(t, row.body)
		if row.kind != 0 && !fault.Is(err, row.kind) || row.kind == 0 && kit.Status(err) != 400 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestFormGathersWhatNeedsMending(t *testing.T) {
	f, err := form(t, url.Values{"rank": {"21"}, "text": {"一二三四五"}, "pick": {"z"}}.Encode())
	if err != nil {
		t.Fatal(err)
	}
	f.Required("opinion", "审核意见")
	f.Int("rank", "排序", 1, 20)
	f.Limited("text", "摘要", 4)
	f.OneOf("pick", "结论", "a", "b")
	problems := kit.ProblemsOf(f.Err())
	want := map[string]string{"opinion": "请填写审核意见。", "rank": "排序请填 1 至 20 之间的整数。", "text": "摘要不超过 4 字，现在有 5 字，请删去 1 字。", "pick": "请选择结论。"}
	for key, message := range want {
		if problems.Of(key) != message {
			t.Errorf("%s: %q", key, problems.Of(key))
		}
	}
	if len(problems.Mends()) != 4 {
		t.Errorf("%d mends", len(problems.Mends()))
	}
}

func TestGoodFormHasNoProblems(t *testing.T) {
	f, _ := form(t, "rank=3&pick=a&opinion=x")
	if f.Int("rank", "排序", 1, 20) != 3 || f.OneOf("pick", "结论", "a") != "a" || f.Required("opinion", "意见") != "x" || f.Err() != nil {
		t.Error(f.Err())
	}
	if kit.ProblemsOf(fault.NotFound()) != nil {
		t.Error("another fault has no field problems")
	}
}
