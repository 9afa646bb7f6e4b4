package apply

import (
	"strings"
	"testing"

	"shidian/internal/fault"
	"shidian/internal/programme"
)

// Who may apply: the four kinds that the notice names, and nobody else.
func TestRule_N2_KindsThatMayApply(t *testing.T) {
	now := at("2020-05-13 12:00")
	for _, kind := range []string{"city", "county", "society", "enterprise"} {
		if err := MayStart(pilot(), kind, open2020, now, nil); err != nil {
			t.Errorf("%s: %v", kind, err)
		}
	}
	for _, kind := range []string{"office", "department", "supervision", "finance", "experts", ""} {
		err := MayStart(pilot(), kind, open2020, now, nil)
		if f, ok := fault.As(err); !ok || f.Kind != fault.KindForbidden || f.Rule != "N2" || !strings.Contains(f.Message, "市科协") {
			t.Errorf("%s: %v", kind, err)
		}
	}
}

// The two persons' cells bear the same labels on the form; outside of it each is named with its person.
func TestRule_A2_FieldsAreNamedWithTheirPerson(t *testing.T) {
	names := map[string]string{}
	for _, f := range pilot().Fields() {
		names[f.Key] = FieldName(f)
	}
	for key, want := range map[string]string{"head_name": "申报单位负责人姓名", "contact_name": "申报单位联络人姓名",
		"head_phone": "申报单位负责人手机", "contact_phone": "申报单位联络人手机", "pilot_period": "试点起止日期"} {
		if names[key] != want {
			t.Errorf("%s is named %q, want %q", key, names[key], want)
		}
	}
	if got := FieldName(programme.Field{Label: "姓 名"}); got != "姓名" {
		t.Errorf("a label alone is named %q", got)
	}
}
